#!/usr/bin/env python3
"""Verifies a file of two histories of a log, without Plomba: written from Protocol/witness.md and audit-log.md alone.
usage: histories.py FILE. Exit status 0: proven or unexplained, as printed; 2: the file shows neither; 1: no file."""
import sys
from pathlib import Path
from notes import LOG, Checkpoint, Key, base64_of, node, number, plain
from verify import FLAWS, demand

MOST_BYTES, MOST_HASHES = 136 << 10, 64

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

def checkpoint(note, log):
    """Size and root of a note that the log has signed."""
    found = Checkpoint(note)
    found.demand_log(log)
    return found.size, found.root

def verdict(file):
    demand(len(file) <= MOST_BYTES, "the file is too large")
    head, notes = file.split(b"\n\n", 1)
    kind, *lines = plain(head, MOST_BYTES).split("\n")
    demand(kind == "plomba/two-histories/v1", "it is not such a file")
    words = [line.split(" ", 1) for line in lines]
    demand([w[0] for w in words] == ["log", "first", "second"] + ["path"] * (len(lines) - 3), "a line is malformed")
    (_, vkey), (_, first), (_, second), *hashes = words
    first, second = number(first, MOST_BYTES), number(second, MOST_BYTES)
    demand(len(notes) == first + second, "the notes have other sizes")
    demand(len(hashes) <= MOST_HASHES, "the path has too many hashes")
    log, path = Key(vkey, LOG), [base64_of(text, 32) for _, text in hashes]
    m, old = checkpoint(notes[:first], log)
    n, new = checkpoint(notes[first:], log)
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
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        with Path(sys.argv[1]).open("rb") as file:
            print(verdict(file.read(MOST_BYTES + 1)))
    except FLAWS as refusal:  # whatever does not hold is the answer
        print(f"refused: {type(refusal).__name__} {refusal}")
        sys.exit(2)
    except OSError as problem:
        sys.exit(f"could not be checked: {problem}")
