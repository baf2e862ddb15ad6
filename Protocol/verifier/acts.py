#!/usr/bin/env python3
"""Verifies acts/ of an opened case folder: what was done with the copy after receipt, as custody-acts.md says. The case
itself is the question of folders.py. README.md beside this file says how to use it."""
import argparse, base64, re, sys
from collections import namedtuple
from pathlib import Path
from records import Organisation, sshsig
from verify import FLAWS, SCHEMAS, SPACES, conforms, demand, key_id, sha256, signed, strict_json

COPIES = {"copied", "working_copy_made", "redacted", "translated", "transcribed"}
FILES = COPIES | {"examined", "exported", "photographed"}
NEEDS = {"received": "from", "stored": "location", "moved": "location", "disclosed": "to", "handed_over": "to",
         "returned": "to", "destroyed": "witness", "corrected": "note"}
Copy = namedtuple("Copy", "seal consignment sender mailboxes exhibits")  # exhibits: number -> digest, None of a thing

def read_act(text, mode):
    """The predicate of an act by its own rules, and the seal that it is about."""
    act = strict_json(text)
    demand(conforms(act, SCHEMAS["CustodyAct"]), "the form of an act")
    demand(act["predicateType"] == f"urn:{SPACES[mode]}:v1:CustodyAct", "an act of the other mode")
    p, thing = act["predicate"], act["predicate"]["physical"] or {}
    kind, end = p["act"], p["endTime"] or p["startTime"]
    demand(p["startTime"] <= end <= p["claimedTime"], "times")
    demand(p[NEEDS.get(kind, "purpose")] is not None, "the act says too little")
    demand(p["results"] or kind not in COPIES or p["outcome"] == "failed", "the copy that was made")
    demand(not p["results"] or kind in FILES, "results, of an act that has none")
    demand(p["physical"] is None or set(thing.values()) != {None}, "physical says nothing")
    demand(kind not in ("seal_checked", "unsealed") or thing.get("sealIntact") is not None, "the seal's condition")
    demand((kind == "resealed") == (thing.get("newSeal") is not None), "the new seal")
    demand((kind == "corrected") == (p["corrects"] is not None), "what is corrected")
    names = [exhibit["name"] for exhibit in p["exhibits"] or ()]
    demand(len(set(names)) == len(names), "an exhibit twice")
    return p, act["subject"][0]["digest"]["sha256"]

def check_signature(text, armoured, p, mode, key):
    """By the key that somebody answers for, else by the one that the signature file carries."""
    blob = key or sshsig(armoured.decode())[0]
    demand(len(armoured) <= 8192 and signed(text, armoured, blob, f"{SPACES[mode]}/v1/CustodyAct"), "the signature")
    demand(key_id(blob) == p["issuer"]["keyId"], "names another key than the one that signed")

def check_acts(files, copy, mode, key):
    """The number of each act that holds, its predicate, and whether its signer is known, in order; fails at the first
    that does not hold. `files` has names and contents, `key` answers for an issuer at a time: a key's blob, or None."""
    names = sorted(n for n in files if re.fullmatch(r"[0-9]{4}-CustodyAct\.json", n) and 1 <= int(n[:4]) <= 4096)
    digests, holder = [], None
    for number, name in enumerate(names, 1):
        demand(int(name[:4]) == number and name + ".sig" in files, f"act {number} is missing, or a file of it")
        p, seal = read_act(files[name], mode)
        known = key(p["issuer"], p["claimedTime"])
        check_signature(files[name], files[name + ".sig"], p, mode, known)
        demand((seal, p["consignment"], p["sender"]) == (copy.seal, copy.consignment, copy.sender), "another copy")
        demand(p["number"] == number, "out of order")
        demand(p["previous"] == (digests or [copy.seal])[-1], "follows another act")
        by = p["issuer"]["organisation"]
        held = by == copy.sender if by["name"] == copy.sender["name"] else (
            by["name"] in {box.split("@")[1] for box in copy.mailboxes})
        demand(by == holder if holder else held, "by another organisation")
        demand(all(x["name"] in copy.exhibits and copy.exhibits[x["name"]] == x["sha256"] for x in p["exhibits"] or ()),
               "an exhibit that was not sealed so")
        demand(p["corrects"] is None or p["corrects"] in digests, "corrects nothing")
        digests.append(sha256(files[name]))
        holder = by
        yield number, p, known is not None

def read_copy(folder):
    """What a case folder says it is a copy of, and its mode."""
    seal = max((folder / "bag/custody").glob("*-Sealed.json")).read_bytes()
    p = strict_json((folder / "statement.json").read_bytes())["predicate"]
    lines = (folder / "bag/manifest-sha256.txt").read_text().split("\n")
    listed = {line[66:]: line[:64] for line in lines}
    items = strict_json((folder / "bag/case.json").read_bytes(), 1 << 24).get("items", [])
    exhibits = {i["exhibit_no"]: listed.get("data/" + i["file"]["name_stored"]) if "file" in i else None for i in items
                if "file" not in i or "data/" + i["file"]["name_stored"] in listed}
    boxes = [box["address"] for box in p["mailboxes"]]
    return Copy(sha256(seal), p["consignment"], p["sender"], boxes, exhibits)

def member_key(organisations, issuer, time):
    """The blob of a member's key that counts at a time; None where nobody is known, or the key does not count."""
    found = organisations.get(issuer["organisation"]["fingerprint"])
    lines = found.signers("members", time) if found and found.name == issuer["organisation"]["name"] else []
    blobs = [base64.b64decode(line.split(" ")[1]) for line in lines]
    return next((blob for blob in blobs if key_id(blob) == issuer["keyId"]), None)

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the case folder")
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    a = parser.parse_args()
    known = [Organisation(Path(p).read_bytes(), f, a.mode) for p, f in (o.rsplit("=", 1) for o in a.organisation)]
    told = {o.fingerprint: o for o in known}
    place = a.folder / "acts"
    there = place.iterdir() if place.is_dir() and not place.is_symlink() else ()
    files = {f.name: f.read_bytes() for f in there if f.is_file() and not f.is_symlink()}
    try:
        for number, p, is_known in check_acts(files, read_copy(a.folder), a.mode, lambda i, t: member_key(told, i, t)):
            print(number, p["act"], p["outcome"], p["issuer"]["organisation"]["name"], p["claimedTime"])
            demand(is_known, f"nobody known signed act {number}, or the key did not count")
    except FLAWS as problem:
        print(f"NOT VERIFIED: custody.acts: {problem}")
        return 2
    print("verified")
    return 0

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
