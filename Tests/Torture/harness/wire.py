"""Encodings that the maker of torture test T32 needs. They share nothing with Protocol/verifier, which is tested."""

import base64
import hashlib
import io
import re
import tarfile

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def key_id(data):
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def bech32(prefix, data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]
    return prefix + "1" + "".join(ALPHABET[v] for v in values + checksum(prefix, values))


def checksum(prefix, values):
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6
    check = 1
    for value in expanded:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term * (top >> bit & 1)
    return [(check ^ 1) >> 5 * (5 - i) & 31 for i in range(6)]


def tar_header(name, size, kind):
    head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, 0)
    tail = kind + bytes(100) + b"ustar\00000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * 32) + tail


def pax_record(key, value):
    rest, length = b" %s=%s\n" % (key, value), 0
    while length != len(b"%d" % length + rest):
        length = len(b"%d" % length + rest)
    return b"%d" % length + rest


def tar_entry(number, path, size):
    """A canonical entry without its content; sizes below 8 GiB."""
    if len(path) <= 100 and re.fullmatch(rb"[ -~]+", path):
        return tar_header(path, size, b"0")
    pax = pax_record(b"path", path)
    front = tar_header(b"PaxHeaders/%d" % number, len(pax), b"x") + pax + bytes(-len(pax) % 512)
    return front + tar_header(b"PaxEntry/%d" % number, size, b"0")


def tar_parts(data):
    """[(path, content)], or five parts of nothing if it is no tar."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            return [(m.name, archive.extractfile(m).read()) for m in archive.getmembers()]
    except tarfile.TarError:
        return [("payload.age", b"x")] * 5
