#!/usr/bin/env python3
"""Verifies an opened case folder (sealed-bundle.md, 7: profile `folder`). See README.md beside this file."""
import argparse, json, os, sys
from pathlib import Path
from verify import World, age_head, check_bag, check_outer, check_path, demand, layout, sha256, tell

PARTS = ["statement.json", "statement.json.sig", "statement.entry", "header.age"]
ORDER = ["data/", "preview.json", "case.json", "README-VERIFY", "bagit.txt", "bag-info.txt", "custody/", "checkpoint",
         "manifest-sha256.txt", "tagmanifest-sha256.txt", "openings.txt", "commitments.txt", "", "sealed.opening"]

def check_folder(folder, world):
    """What check_file does with a FILE.plomba, without the two encrypted files."""
    yield "outer.encoding", None
    parts = {name: (folder / name).read_bytes() for name in PARTS}
    layout("folderNames", parts)
    yield from [("evidence/", None)] * (folder / "evidence").is_dir()
    *signed, header = parts.values()
    sender, p = yield from check_outer(*signed, world)
    yield "outer.payload", lambda: sha256(age_head(header)) == sha256(header) == p["headerDigest"]
    yield "bag.manifests", None
    files = {f.relative_to(folder).as_posix(): f for f in folder.glob("bag/**/*") if f.is_symlink() or not f.is_dir()}
    demand(all(f.is_file() and not f.is_symlink() for f in files.values()), "a link, or something that is no file")
    seal, seen = sorted(n for n in files if n.startswith("bag/custody/"))[-2:], {}
    def turn(name):
        slots = [n for n, s in enumerate(ORDER) if name == "bag/" + s or s[-1:] == "/" and name.startswith("bag/" + s)]
        return len(ORDER) - 2 if name in seal else max(slots, default=-1), os.fsencode(name)
    for name in sorted(files, key=turn):
        check_path(name, seen)
    entries = ((name, files[name].read_bytes()) for name in sorted(files, key=turn))
    yield from check_bag(entries, sender, p, world, [header])

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the case folder")
    parser.add_argument("--keys", type=Path, action="append", default=[], help="what records.py printed; once for each")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    a = parser.parse_args()
    known = [json.loads(file.read_text()) for file in a.keys]
    return tell(check_folder(a.folder, World(a.mode, {k["fingerprint"]: k for k in known if k["mode"] == a.mode})))

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
