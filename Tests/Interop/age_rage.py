"""Drives rage (through pyrage): age_rage.py COMMAND KEY IN OUT.

Commands: encrypt (KEY is a recipient), decrypt (KEY is an identity file), lock and unlock (KEY is
a passphrase).
"""

import sys

import pyrage


def main(command, key, source, target):
    with open(source, "rb") as file:
        data = file.read()
    if command == "encrypt":
        result = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(key)])
    elif command == "decrypt":
        with open(key) as file:
            identity = pyrage.x25519.Identity.from_str(file.read().strip())
        result = pyrage.decrypt(data, [identity])
    elif command == "lock":
        result = pyrage.passphrase.encrypt(data, key)
    elif command == "unlock":
        result = pyrage.passphrase.decrypt(data, key)
    else:
        sys.exit(__doc__)
    with open(target, "wb") as file:
        file.write(result)


if __name__ == "__main__":
    main(*sys.argv[1:])
