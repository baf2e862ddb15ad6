"""Checks a folder of a log with aics-tlog, which knows nothing of ours.

usage: tlog_check.py FOLDER LOG_VKEY [WITNESS_VKEY]

FOLDER has checkpoint, tile/... and optionally old/checkpoint with growth (one base64 hash a line), and
proofs/INDEX.tlog-proof. Exit 0 when all holds, 1 when anything does not.
"""

import sys
from base64 import b64decode
from pathlib import Path

from aics_tlog import (
    FileSystemTileReader,
    audit_tiles,
    inclusion_proof_from_tiles,
    leaf_hash,
    parse_note,
    parse_vkey,
    read_entry,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
)


def checkpoint(data, log, witnesses):
    result = verify_checkpoint(parse_note(data), log, witnesses, quorum=len(witnesses))
    assert result.ok, result.error
    return result


def hashes(lines):
    return [b64decode(line, validate=True) for line in lines]


def check_proof(path, reader, head, log):
    lines, note = path.read_bytes().split(b"\n\n", 1)
    first, index, *rest = lines.decode().split("\n")
    assert first == "c2sp.org/tlog-proof@v1", first
    word, number = index.split(" ")
    assert word == "index" and number == path.name.split(".")[0], index
    under = checkpoint(note, log, [])
    assert (under.size, under.root) == (head.size, head.root)
    leaf = leaf_hash(read_entry(reader, int(number), head.size))
    assert verify_inclusion(leaf, int(number), head.size, hashes(rest), head.root)
    assert hashes(rest) == list(inclusion_proof_from_tiles(reader, int(number), head.size))


def main():
    folder = Path(sys.argv[1])
    log = parse_vkey(sys.argv[2])
    witnesses = [parse_vkey(text) for text in sys.argv[3:]]
    head = checkpoint((folder / "checkpoint").read_bytes(), log, witnesses)
    reader = FileSystemTileReader(folder)
    report = audit_tiles(reader, head.size, head.root)
    proofs = sorted((folder / "proofs").glob("*.tlog-proof"))
    for path in proofs:
        check_proof(path, reader, head, log)
    if (folder / "old").exists():
        old = checkpoint((folder / "old/checkpoint").read_bytes(), log, witnesses)
        growth = hashes((folder / "growth").read_text().split())
        assert verify_consistency(old.size, head.size, old.root, head.root, growth)
    print(f"size={head.size} proofs={len(proofs)} audit={report}")


try:
    main()
except Exception as error:  # every failure is the answer, of whatever kind
    print(f"{type(error).__name__}: {error}")
    sys.exit(1)
