"""An age v1 implementation for post-quantum hybrid recipients, independent of ours.

Written from c2sp.org/age alone, on PyCA cryptography. Reads whole files into memory.

    age_hybrid.py generate
    age_hybrid.py decrypt IDENTITY-FILE IN OUT
    age_hybrid.py encrypt RECIPIENT IN OUT
"""

import base64
import hashlib
import hmac
import os
import re
import sys

from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
INFO = b"age-encryption.org/mlkem768x25519"
VERSION = b"age-encryption.org/v1\n"
CHUNK = 65536
ENC_SIZE = 1120
CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def polymod(values):
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            if top >> bit & 1:
                checksum ^= term
    return checksum


def expand(prefix):
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def regroup(values, source, target, pad):
    number, bits, out = 0, 0, []
    for value in values:
        number, bits = (number << source) | value, bits + source
        while bits >= target:
            bits -= target
            out.append(number >> bits & ((1 << target) - 1))
    if pad and bits:
        out.append(number << (target - bits) & ((1 << target) - 1))
    elif not pad and (bits >= source or number & ((1 << bits) - 1)):
        raise ValueError("bech32 padding")
    return out


def bech32_encode(prefix, data):
    values = regroup(data, 8, 5, True)
    check = polymod(expand(prefix) + values + [0] * 6) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(CHARSET[v] for v in values)


def bech32_decode(text, prefix):
    if text.lower() != text and text.upper() != text:
        raise ValueError("bech32 mixes cases")
    head, _, tail = text.lower().rpartition("1")
    values = [CHARSET.index(c) for c in tail]
    if head != prefix or polymod(expand(head) + values) != 1:
        raise ValueError("bech32 prefix or checksum")
    return bytes(regroup(values[:-6], 5, 8, False))


def private_key(seed):
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def public_bytes(seed):
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
    curve = X25519PrivateKey.from_private_bytes(expanded[64:]).public_key()
    return lattice.public_bytes_raw() + curve.public_bytes_raw()


def public_key(data):
    if len(data) != 1216:
        raise ValueError("recipient size")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(data[:1184]),
        X25519PublicKey.from_public_bytes(data[1184:]),
    )


def b64(data):
    return base64.b64encode(data).rstrip(b"=")


def unb64(text):
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if b64(data) != text:
        raise ValueError("base64 is not canonical")
    return data


def hkdf(key, salt, info):
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def header_mac(file_key, header):
    return hmac.digest(hkdf(file_key, b"", b"header"), header, "sha256")


def wrap(file_key, recipient):
    """The arguments and the body of the stanza for one recipient."""
    sealed = SUITE.encrypt(file_key, public_key(recipient), INFO)
    return [b"mlkem768x25519", b64(sealed[:ENC_SIZE])], sealed[ENC_SIZE:]


def unwrap(arguments, body, seed):
    """The file key, or None when the stanza is of another type or for another identity."""
    if arguments[0] != b"mlkem768x25519":
        return None
    if len(arguments) != 2 or len(unb64(arguments[1])) != ENC_SIZE or len(body) != 32:
        raise ValueError("malformed hybrid stanza")
    try:
        return SUITE.decrypt(unb64(arguments[1]) + body, private_key(seed), INFO)
    except Exception:
        return None


def write_stanza(arguments, body):
    text = b64(body)
    lines = [text[i : i + 64] for i in range(0, len(text) + 1, 64)]
    return b"-> " + b" ".join(arguments) + b"\n" + b"".join(x + b"\n" for x in lines)


def parse_header(file):
    """The stanzas, the bytes under the MAC, the MAC, and where the nonce begins."""
    if not file.startswith(VERSION):
        raise ValueError("version line")
    position, stanzas = len(VERSION), []

    def line():
        nonlocal position
        end = file.index(b"\n", position)
        text, position = file[position:end], end + 1
        return text

    while True:
        start = position
        first = line()
        if first.startswith(b"---"):
            match = re.fullmatch(rb"--- ([A-Za-z0-9+/]{43})", first)
            if not match or not stanzas:
                raise ValueError("last line of the header")
            return stanzas, file[: start + 3], unb64(match[1]), position
        if not re.fullmatch(rb"->( [\x21-\x7e]+)+", first):
            raise ValueError("argument line")
        body = b""
        while True:
            text = line()
            body += text
            if len(text) < 64:
                break
            if len(text) > 64:
                raise ValueError("long body line")
        stanzas.append((first[3:].split(b" "), unb64(body)))


def nonce(number, final):
    return number.to_bytes(11, "big") + (b"\x01" if final else b"\x00")


def open_payload(key, sealed):
    size = CHUNK + 16
    count = max(1, -(-len(sealed) // size))
    out = []
    for number in range(count):
        chunk = sealed[number * size : (number + 1) * size]
        plain = ChaCha20Poly1305(key).decrypt(
            nonce(number, number == count - 1), chunk, None
        )
        if not plain and number > 0:
            raise ValueError("empty final chunk")
        out.append(plain)
    return b"".join(out)


def seal_payload(key, plain):
    count = max(1, -(-len(plain) // CHUNK))
    return b"".join(
        ChaCha20Poly1305(key).encrypt(
            nonce(number, number == count - 1),
            plain[number * CHUNK : (number + 1) * CHUNK],
            None,
        )
        for number in range(count)
    )


def decrypt(file, seed):
    stanzas, authenticated, mac, position = parse_header(file)
    for arguments, body in stanzas:
        file_key = unwrap(arguments, body, seed)
        if file_key is not None:
            break
    else:
        raise ValueError("no match")
    if not hmac.compare_digest(header_mac(file_key, authenticated), mac):
        raise ValueError("header MAC")
    key = hkdf(file_key, file[position : position + 16], b"payload")
    return open_payload(key, file[position + 16 :])


def encrypt(plain, recipients):
    file_key, salt = os.urandom(16), os.urandom(16)
    stanzas = [write_stanza(*wrap(file_key, recipient)) for recipient in recipients]
    header = VERSION + b"".join(stanzas) + b"---"
    mac = b" " + b64(header_mac(file_key, header)) + b"\n"
    key = hkdf(file_key, salt, b"payload")
    return header + mac + salt + seal_payload(key, plain)


def main(command, *arguments):
    if command == "generate":
        seed = os.urandom(32)
        print(bech32_encode("age-secret-key-pq-", seed).upper())
        print(bech32_encode("age1pq", public_bytes(seed)))
        return
    key, source, target = arguments
    with open(source, "rb") as file:
        data = file.read()
    if command == "decrypt":
        with open(key) as file:
            seed = bech32_decode(file.read().strip(), "age-secret-key-pq-")
        result = decrypt(data, seed)
    elif command == "encrypt":
        result = encrypt(data, [bech32_decode(key, "age1pq")])
    else:
        sys.exit(__doc__)
    with open(target, "wb") as file:
        file.write(result)


if __name__ == "__main__":
    main(*sys.argv[1:])
