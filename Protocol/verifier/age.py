#!/usr/bin/env python3
"""Stands in for `age -d` where age is older than 1.3, the first that reads hybrid identities: age.py -d -i KEY-FILE
decrypts standard input to standard output (age-profile.md). PyCA `cryptography` 48 or later does the arithmetic. Put it
into PATH under the name `age`."""
import argparse, base64, hashlib, hmac, re, sys
from functools import lru_cache
from pathlib import Path
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
STANZA = rb"-> mlkem768x25519 ([A-Za-z0-9+/]{1494})\n([A-Za-z0-9+/]{43})\n"
HEADER = rb"age-encryption\.org/v1\n(?:" + STANZA + rb"){1,32}--- ([A-Za-z0-9+/]{43})\n"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHUNK = 65536 + 16

def unbase64(text):
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if base64.b64encode(data).rstrip(b"=") != text:
        raise ValueError("base64 that is not canonical")
    return data

def checksum(prefix, values):
    """The six characters at the end of Bech32 (BIP 173), without its limit of length."""
    check = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term * (top >> bit & 1)
    return [(check ^ 1) >> 5 * (5 - i) & 31 for i in range(6)]

@lru_cache(None)
def identity(line):
    """The private key in a line AGE-SECRET-KEY-PQ-1..."""
    prefix, _, text = line.lower().rpartition("1")
    values = [ALPHABET.index(c) for c in text]
    secret = sum(v << 5 * (51 - i) for i, v in enumerate(values[:52]))
    if prefix != "age-secret-key-pq-" or len(values) != 58 or line != line.upper() or secret % 16:
        raise ValueError("not a hybrid identity")
    if checksum(prefix, values[:52]) != values[52:]:
        raise ValueError("a hybrid identity with a wrong checksum")
    seed = hashlib.shake_256((secret >> 4).to_bytes(32, "big")).digest(96)
    return MLKEM768X25519PrivateKey(mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64]),
                                    x25519.X25519PrivateKey.from_private_bytes(seed[64:]))

def hkdf(key, salt, info):
    return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\1", "sha256")

def opened(private, sealed):
    try:
        return SUITE.decrypt(sealed, private, b"age-encryption.org/mlkem768x25519")
    except InvalidTag:
        return None

def decrypt(data, identities):
    """The plaintext of an age file for hybrid readers, or ValueError."""
    header = re.match(HEADER, data)
    if not header:
        raise ValueError("no age file for hybrid readers only")
    stanzas = [unbase64(m[1]) + unbase64(m[2]) for m in re.finditer(STANZA, header[0])]
    found = next(filter(None, (opened(private, s) for s in stanzas for private in identities)), b"")
    mac = hmac.digest(hkdf(found, b"", b"header"), header[0][:-45], "sha256")
    if not found or not hmac.compare_digest(mac, unbase64(header[3])):
        raise ValueError("no identity opens it, or its MAC is wrong")
    start = header.end() + 16
    key = ChaCha20Poly1305(hkdf(found, data[header.end():start], b"payload"))
    chunks = [data[at:at + CHUNK] for at in range(start, max(start + 1, len(data)), CHUNK)]
    try:
        plain = [key.decrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
                 for number, chunk in enumerate(chunks)]
    except InvalidTag:
        raise ValueError("a chunk that is damaged") from None
    if len(plain) > 1 and not plain[-1]:
        raise ValueError("an empty chunk at the end")
    return b"".join(plain)

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-d", action="store_true", required=True, help="decrypt")
    parser.add_argument("-i", type=Path, required=True, help="identity file of age-keygen -pq")
    lines = [line for line in parser.parse_args().i.read_text().split("\n") if line and line[0] != "#"]
    sys.stdout.buffer.write(decrypt(sys.stdin.buffer.read(), [identity(line) for line in lines]))

if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError) as problem:
        sys.exit(f"age: {problem}")
