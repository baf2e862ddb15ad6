"""Judges what is left behind: the verifier in Protocol/verifier accepts it, and no tampered copy of it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from .parties import ROOT

VERIFIER = ROOT / "Protocol" / "verifier"
sys.path.insert(0, str(VERIFIER))
import histories  # noqa: E402

TAMPERED = 6


class Undetected(Exception):
    """A lie that the stated party did not notice, or evidence that is not what it should be."""


def expect(holds, what):
    if not holds:
        raise Undetected(what)


def judge(data, choice):
    """The verdict of histories.py about a file, after it has refused tampered copies of it."""
    try:
        verdict = histories.verdict(data)
    except Exception as refusal:
        raise Undetected(f"histories.py refuses the evidence: {refusal!r}") from refusal
    places = covered(data)
    for _ in range(TAMPERED):
        copy = bytearray(data)
        copy[choice.choice(places)] ^= 1 << choice.randrange(8)
        expect(not accepts(bytes(copy)), "histories.py accepts a tampered copy")
    expect(not accepts(data[:-1]), "histories.py accepts a copy without its last byte")
    expect(not accepts(data + b"\n"), "histories.py accepts a copy with one byte more")
    return verdict


def accepts(data):
    try:
        histories.verdict(data)
        return True
    except Exception:  # however it refuses
        return False


def covered(data):
    """The bytes that the verdict rests on: all but the lines of witnesses, which it passes over."""
    origin = data.split(b"\n", 2)[1].split(b" ")[1].split(b"+")[0]
    places, position = [], 0
    for line in data.split(b"\n"):
        is_other = line.startswith("\u2014 ".encode()) and line.split(b" ")[1] != origin
        if not is_other:
            places += range(position, position + len(line))
        position += len(line) + 1
    return places


def statements(one, other, service_line, choice):
    """Two ContentConsignments of one broker with one number in one mailbox, each by Protocol/verifier; no tampered copy holds."""
    read = []
    for files in (one, other):
        expect(holds(files, service_line), "a ContentConsignment does not hold")
        copy = list(files)
        # Not the opening file: only the log says which salt was drawn.
        place = choice.randrange(2)
        damaged = bytearray(copy[place])
        damaged[choice.randrange(len(damaged))] ^= 1 << choice.randrange(8)
        copy[place] = bytes(damaged)
        expect(not holds(copy, service_line), "a tampered ContentConsignment holds")
        read.append(json.loads(files[0])["predicate"])
    same = [member for member in ("mailbox", "number") if read[0][member] == read[1][member]]
    expect(same == ["mailbox", "number"], f"of one number only {same} are the same")
    expect(read[0]["consignment"] != read[1]["consignment"], "they are about one delivery")


def convicted(conflict, wanted, service_line, choice):
    """What a broker has signed and taken back lies in a folder: each statement whole, with its proof, by Protocol/verifier; no tampered copy holds."""
    kept = {path.read_bytes(): path for path in sorted(conflict.glob("*.json"))}
    for statement in wanted:
        expect(statement in kept, f"not kept in {conflict}: {statement[:300]!r}")
        path = kept[statement]
        event = path.stem.split("-")[0]
        files = [path.with_suffix(suffix).read_bytes() for suffix in (".json", ".json.sig", ".entry")]
        expect(path.with_suffix(".tlog-proof").exists(), f"without its proof: {path}")
        expect(holds(files, service_line, event), f"does not hold: {path}")
        place = choice.randrange(2)
        damaged = bytearray(files[place])
        damaged[choice.randrange(len(damaged))] ^= 1 << choice.randrange(8)
        files[place] = bytes(damaged)
        expect(not holds(files, service_line, event), f"a tampered copy holds: {path}")


def holds(files, service_line, event="ContentConsignment"):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"{event}.json"
        for suffix, content in zip((".json", ".json.sig", ".entry"), files, strict=True):
            place.with_suffix(suffix).write_bytes(content)
        command = [sys.executable, VERIFIER / "statements.py", place, "--key", service_line]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
