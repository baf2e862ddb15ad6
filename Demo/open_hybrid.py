"""Opens payload.age with Python's cryptography alone: no code of Plomba, in little memory.

usage: open_hybrid.py IDENTITY-FILE PAYLOAD.age > PLAINTEXT

The format is that of c2sp.org/age; the parsing is that of Tests/Interop/age_hybrid.py.
"""

import hmac
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Tests" / "Interop"))

import age_hybrid  # noqa: E402
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: E402

HEADER_LIMIT = 1 << 20


def identity(path):
    with open(path) as file:
        lines = [x.strip() for x in file if x.strip() and not x.startswith("#")]
    return age_hybrid.bech32_decode(lines[0], "age-secret-key-pq-")


def file_key(stanzas, seed):
    for arguments, body in stanzas:
        key = age_hybrid.unwrap(arguments, body, seed)
        if key is not None:
            return key
    sys.exit("no stanza is for this identity")


def main(identity_path, path):
    seed = identity(identity_path)
    with open(path, "rb") as file:
        head = file.read(HEADER_LIMIT)
        stanzas, authenticated, mac, position = age_hybrid.parse_header(head)
        key = file_key(stanzas, seed)
        if not hmac.compare_digest(age_hybrid.header_mac(key, authenticated), mac):
            sys.exit("the header was changed")
        salt = head[position : position + 16]
        cipher = ChaCha20Poly1305(age_hybrid.hkdf(key, salt, b"payload"))
        file.seek(position + 16)
        chunk, number = file.read(age_hybrid.CHUNK + 16), 0
        while True:
            following = file.read(age_hybrid.CHUNK + 16)
            nonce = age_hybrid.nonce(number, not following)
            sys.stdout.buffer.write(cipher.decrypt(nonce, chunk, None))
            if not following:
                return
            chunk, number = following, number + 1


main(*sys.argv[1:])
