"""The 32 bytes of the one identity in a file with a passphrase, by implementations that are not ours.

    recovery_seed.py FILE PASSPHRASE
"""

import sys

import pyrage

import age_hybrid as age


def main(path, passphrase):
    with open(path, "rb") as file:
        text = pyrage.passphrase.decrypt(file.read(), passphrase).decode().strip()
    print(age.bech32_decode(text.lower(), "age-secret-key-pq-").hex())


if __name__ == "__main__":
    main(*sys.argv[1:])
