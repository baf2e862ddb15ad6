#!/usr/bin/env python3
"""Verifies a single statement by a key that is told, with its opening file: the files EVENT.json, .json.sig and .entry.
README.md beside this file says how to use it."""
import argparse, sys
from pathlib import Path
from verify import check_statement, opens, tell

def check_alone(text, armoured, entry, key, event, mode):
    """A statement and its opening file, which a `Sealed` has not."""
    yield "statement", lambda: check_statement(text, armoured, [key], event, mode)
    yield "entry", lambda: event == "Sealed" or opens(entry, "entry", text, armoured)

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="EVENT.json")
    parser.add_argument("--key", required=True, help="'ssh-ed25519 AAAA...'")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    a = parser.parse_args()
    files = [a.file.with_suffix(suffix) for suffix in (".json", ".json.sig", ".entry")]
    parts = [file.read_bytes() if file.exists() or file != files[2] else b"" for file in files]
    return tell(check_alone(*parts, a.key, a.file.stem, a.mode))

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
