"""Files with a passphrase, independent of ours: written from c2sp.org/age alone.

    age_scrypt.py relock PASSPHRASE-FILE LOGN FILE...   opens each and locks it with another work factor
    age_scrypt.py check PASSPHRASE-FILE FILE...         prints the names of those that it opens
    age_scrypt.py open PASSPHRASE-FILE FILE...          prints what is in them
"""

import hashlib
import os
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import age_hybrid as age

LABEL = b"age-encryption.org/v1/scrypt"


def wrapping_key(passphrase, salt, log_n):
    return hashlib.scrypt(
        passphrase, salt=LABEL + salt, n=1 << log_n, r=8, p=1, maxmem=1 << 30, dklen=32
    )


def unlock(file, passphrase):
    [(arguments, body)], authenticated, mac, position = age.parse_header(file)
    if arguments[0] != b"scrypt":
        raise ValueError("not a file with a passphrase")
    key = wrapping_key(passphrase, age.unb64(arguments[1]), int(arguments[2]))
    file_key = ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    if age.header_mac(file_key, authenticated) != mac:
        raise ValueError("header MAC")
    salt, sealed = file[position : position + 16], file[position + 16 :]
    return age.open_payload(age.hkdf(file_key, salt, b"payload"), sealed)


def lock(plain, passphrase, log_n):
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    body = ChaCha20Poly1305(wrapping_key(passphrase, salt, log_n)).encrypt(
        bytes(12), file_key, None
    )
    stanza = age.write_stanza([b"scrypt", age.b64(salt), str(log_n).encode()], body)
    header = age.VERSION + stanza + b"---"
    mac = age.b64(age.header_mac(file_key, header))
    payload = age.seal_payload(age.hkdf(file_key, nonce, b"payload"), plain)
    return header + b" " + mac + b"\n" + nonce + payload


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(command, passphrase_file, *rest):
    passphrase = read(passphrase_file).split(b"\n")[0]
    if command == "relock":
        for path in rest[1:]:
            locked = lock(unlock(read(path), passphrase), passphrase, int(rest[0]))
            with open(path, "r+b") as file:
                file.truncate()
                file.write(locked)
    elif command == "check":
        for path in rest:
            try:
                unlock(read(path), passphrase)
                print(os.path.basename(path))
            except InvalidTag:
                pass
    elif command == "open":
        for path in rest:
            sys.stdout.write(unlock(read(path), passphrase).decode())


main(*sys.argv[1:])
