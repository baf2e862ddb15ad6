#!/usr/bin/env python3
"""Verifies a file of two histories of a log, without Plomba: written from Protocol/witness.md and audit-log.md alone.
usage: histories.py FILE. Exit status 0: proven or unexplained, as printed; 2: the file shows neither."""
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ed25519


def demand(holds, why):
    if not holds:
        raise ValueError(why)


def unbase64(text):
    """Base64 in its one form: no bits to spare that could be anything."""
    value = b64decode(text, validate=True)
    demand(b64encode(value).decode() == text, "base64 is not in its one form")
    return value


def number(text):
    demand(text.isascii() and text.isdigit() and text == str(int(text)), "a number is not in its one form")
    return int(text)


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def roots(path, size, total):
    """RFC 9162, 2.1.4.2, with the first hash always in the path: the roots of the first `size` entries and of all."""
    fn, sn = size - 1, total - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        demand(sn > 0, "the path is too long")
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    demand(sn == 0, "the path is too short")
    return fr, sr


def checkpoint(note, vkey):
    """Size and root of a note that the log has signed."""
    name, key_id, key = vkey.split("+", 2)
    key = unbase64(key)
    demand(key[0] == 1 and sha256(f"{name}\n".encode() + key).digest()[:4].hex() == key_id, "the key is malformed")
    text, lines = note.rsplit(b"\n\n", 1)
    text += b"\n"
    origin, size, root = text.decode().split("\n")[:-1]
    demand(origin == name, "the checkpoint is of another log")
    ours = [line.split(" ")[2] for line in lines.decode().split("\n")[:-1] if line.startswith(f"\u2014 {name} ")]
    ours = [value for value in map(unbase64, ours) if value[:4].hex() == key_id]
    demand(len(ours) == 1, "the log has not signed once")
    ed25519.Ed25519PublicKey.from_public_bytes(key[1:]).verify(ours[0][4:], text)
    return number(size), unbase64(root)


def verdict(file):
    head, notes = file.split(b"\n\n", 1)
    kind, log, first, second, *lines = head.decode().split("\n")
    demand(kind == "plomba/two-histories/v1", "it is not such a file")
    words = [line.split(" ") for line in (log, first, second, *lines)]
    demand([w[0] for w in words] == ["log", "first", "second"] + ["path"] * len(lines), "a line is malformed")
    demand(all(len(w) == 2 for w in words), "a line is malformed")
    first, second = number(words[1][1]), number(words[2][1])
    demand(len(notes) == first + second, "the notes have other sizes")
    path = [unbase64(w[1]) for w in words[3:]]
    m, old = checkpoint(notes[:first], words[0][1])
    n, new = checkpoint(notes[first:], words[0][1])
    demand(m <= n, "the smaller does not come first")
    if m == n:
        demand(old != new and not path, "there is one history")
        return "proven"
    demand(m > 0, "there is one history")
    if not path:
        return "unexplained"
    beginning, whole = roots(path, m, n)
    demand(whole == new, "the path does not lead to the larger checkpoint")
    demand(beginning != old, "there is one history")
    return "proven"


if __name__ == "__main__":
    try:
        print(verdict(Path(sys.argv[1]).read_bytes()))
    except Exception as refusal:  # whatever does not hold is the answer
        print(f"refused: {type(refusal).__name__} {refusal}")
        sys.exit(2)
