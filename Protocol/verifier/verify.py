#!/usr/bin/env python3
"""Verifies what Plomba makes, without Plomba: a second implementation, written from Protocol/*.md alone.
Needs Python 3.9 and PyCA `cryptography` 48 or later. README.md beside this file says how to use it."""
import argparse, collections, os, sys
from archives import *
from statements import *

OUTER = {"payload.age": 1 << 63, "preview.age": 80 << 10, "statement.json": 64 << 10, "statement.json.sig": 8 << 10,
         "statement.entry": 1 << 10, "header.age": 64 << 10}  # the last one only in a folder
World = collections.namedtuple("World", "mode time organisations")  # what is told; organisations by fingerprint

class NotChecked(Exception):
    """What cannot be judged here: no failure, and no positive verdict either."""

# The checks of sealed-bundle.md, section 7, in its order.

def check_outer(text, armoured, entry, world):
    """Checks 1 to 3; returns the sender and what it announces."""
    yield from checks(("outer.entry", lambda: len(entry) == 211))
    yield "outer.encoding"
    p = read_statement(text, "Deposit", world.mode)
    yield from checks(("outer.entry", lambda: opens(entry, "entry", text, armoured)))
    yield "outer.statement-signature"
    sender, stated = world.organisations.get(p["sender"]["fingerprint"]), sshsig(armoured)[0]
    if sender is None:
        raise NotChecked("the sender is not confirmed")
    demand(sender.name == p["sender"]["name"] and world.time < sender.records[-1]["expiryTime"], "name, expired record")
    key = sender.key_at("devices", lambda d: public_key(d["key"])[2] == stated, world.time)
    check_statement(text, armoured, key, "Deposit", world.mode)
    return sender, p

def check_file(file, total, world, identities):
    """A FILE.plomba: profile `sealed` without identities, `bundle` with them."""
    yield "outer.encoding"
    source, parts, shown = file_source(file), {}, None
    for name, size in tar(source, total, False):
        demand(size <= OUTER.get(name, 64 << 10) and len(parts) < 5 + 4096, "a part that is too large, or too many")
        parts[name] = source.take(size) if parts else (size, source.place, source.digest(size))
    five, more = list(parts)[:5], list(parts)[5:]
    demand(five == list(OUTER)[:5] and all(re.fullmatch("evidence/[^/~][^/]*", n) for n in more), "other files outside")
    (size, start, payload), preview, *signed = list(parts.values())[:5]
    sender, p = yield from check_outer(*signed, world)
    yield from checks(("outer.preview", lambda: sha256(preview) == p["subject"][1] and age_header(preview)),
                      ("outer.payload", lambda: size == p["payloadSize"]))
    if identities is not None:
        yield "bag.manifests"  # as section 8 calls what keeps a part from being decrypted
        sealed = preview[len(age_header(preview)[0]):]
        padded = b"".join(decrypt(preview, Source(iter([sealed])), len(preview), identities))
        shown = demand(len(padded) <= 16384, "a preview that is too large") and padded.rstrip(b" ")
        full = len(padded) == 16384 > len(shown) and shown.endswith(b"}\n")
        yield from checks(("bag.preview", lambda: full and preview_counts(shown, p, world)))
    yield "outer.payload"
    file.seek(start)
    beginning = file.read(min(size, 64 << 10))
    header = age_header(beginning)[0]
    demand((sha256(header), payload) == (p["headerDigest"], p["subject"][0]), "another header, or another payload")
    if identities is not None:
        yield "bag.manifests"
        file.seek(start + len(header))
        inner, sealed = Source(decrypt(beginning, file_source(file), size, identities)), size - len(header) - 16
        entries = tar(inner, sealed - 16 * -(-sealed // 65552), True)
        yield from check_bag(((path, length, inner) for path, length in entries), sender, p, world, identities, shown)

def preview_counts(text, p, world):
    """The number and the size of the originals that a preview of this bundle states."""
    value = strict_json(text, 16383)
    demand(conforms(value, SCHEMAS["preview"]), "the form of a preview")
    demand((value["bundle_id"].replace("-", ""), value["mode"]) == (p["consignment"], world.mode), "another bundle")
    return value["preview"]["items"], value["preview"]["total_bytes"]

def check_bag(entries, sender, p, world, identities, shown):
    """Checks 6 to 9 of what is inside."""
    files, originals, facts = yield from read_bag(entries)
    yield "seal.signature"
    text, armoured, opening = (files[slot] for slot in ORDER[-3:])
    readers = [reader.split(":", 1) for reader in facts[7].split(",")]
    stated = read_statement(text, "Sealed", world.mode)["keyId"]
    key = sender.key_at("members", lambda m: key_id(public_key(m["signingKey"])[2]) == stated, world.time)
    seal = check_statement(text, armoured, key, "Sealed", world.mode)
    counts, number = (len(originals), sum(size for _, size, _ in originals)), facts[6].replace("%25", "%")
    yield from checks(
        ("seal.openings", lambda: seal["subject"] == [sha256(files["commitments.txt"])]),
        ("seal.commitment", lambda: opens(opening, "sealed", text, armoured)),
        ("seal.commitment", lambda: sha256(opening) == p["sealedCommitment"]),
        ("seal.agreement", lambda: (seal["consignment"], seal["sender"]) == (p["consignment"], p["sender"])),
        ("bag.preview", lambda: preview_counts(files["preview.json"], p, world) == counts),
        ("seal.case", lambda: strict_json(files["case.json"], 1 << 20)["referral"]["sender_ref"] == number),
        ("seal.recipients", lambda: check_readers(readers, p, world, identities)),
        ("bag.preview", lambda: shown in (None, files["preview.json"])))
    if "custody/" in files or any(fold(name).startswith("data/plomba-original/") for name, _, _ in originals):
        yield "custody.chain"
        raise NotChecked("what was sealed before is not judged here")

def check_readers(readers, p, world, identities):
    opener, left = {own for _, own in identities or ()}, {m["address"] for m in p["mailboxes"]}
    demand(identities is None or opener & {key for _, key in readers}, "sealed for others")
    for organisation in (world.organisations[f] for f in {f for f, _ in readers} & set(world.organisations)):
        own = {key for f, key in readers if f == organisation.fingerprint}
        boxes = {a: organisation.readers(a.split("@")[0]) for a in left if a.split("@")[1] == organisation.name}
        demand(all(own & keys for keys in boxes.values()), "a mailbox without a reader")
        demand(own <= set().union(*boxes.values()), "a reader outside the mailboxes")
        left -= set(boxes)
    return not left or {f for f, _ in readers} - set(world.organisations)

def check_folder(folder, world):
    """An opened case folder (profile `folder`)."""
    yield "outer.encoding"
    parts = {name: (folder / name).read_bytes() for name in list(OUTER)[2:]}
    demand(all(len(part) <= OUTER[name] for name, part in parts.items()), "a part that is too large")
    *signed, header = parts.values()
    sender, p = yield from check_outer(*signed, world)
    yield from checks(("outer.payload", lambda: sha256(header) == p["headerDigest"]))
    yield "bag.manifests"
    files = {f.relative_to(folder).as_posix(): f for f in folder.glob("bag/**/*") if f.is_symlink() or not f.is_dir()}
    demand(all(f.is_file() and not f.is_symlink() for f in files.values()), "a link, or something that is no file")
    seal, seen = sorted(n for n in files if n.startswith("bag/custody/"))[-2:], {}
    def turn(name):
        slots = [n for n, s in enumerate(ORDER) if name == "bag/" + s or s[-1] == "/" and name.startswith("bag/" + s)]
        return len(ORDER) - 3 if name in seal else max(slots, default=-1), os.fsencode(name)
    def entries():
        for name in sorted(files, key=turn):
            check_path(name, seen)
            with files[name].open("rb") as file:
                yield name, files[name].stat().st_size, file_source(file)
    yield from check_bag(entries(), sender, p, world, None, None)

def judge(steps):
    """(names of the checks that were begun, the one that does not hold or None, why)."""
    begun = []
    try:
        for check in steps:
            begun.append(check)
    except (NotChecked, *FLAWS) as problem:
        return begun, begun[-1], problem
    return begun, None, None

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="FILE.plomba, an opened case folder, or EVENT.json with --key")
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--identity", type=Path, help="age identity file; without it only the outside is checked")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    parser.add_argument("--key", help="of the statement EVENT.json: 'ssh-ed25519 AAAA...'")
    a = parser.parse_args()
    if a.key:
        files = [a.path.with_suffix(suffix) for suffix in (".json", ".json.sig", ".entry")]
        return check_alone(*[f.read_bytes() if f.exists() else b"" for f in files], a.key, a.path.stem, a.mode)
    pairs = [o.rsplit("=", 1) for o in a.organisation]
    known = {f: Organisation(Path(path).read_bytes(), f, a.mode) for path, f in pairs}
    world = World(a.mode, demand(RULES["time"](a.time), "time") and a.time, known)
    lines = a.identity.read_text().split("\n") if a.identity else []
    keys = [identity(line) for line in lines if line and line[0] != "#"] if a.identity else None
    if a.path.is_dir():
        begun, failed, why = judge(check_folder(a.path, world))
    else:
        with a.path.open("rb") as file:
            begun, failed, why = judge(check_file(file, a.path.stat().st_size, world, keys))
    outcome = "not checked" if isinstance(why, NotChecked) else "failed"
    for check in dict.fromkeys(begun):
        print(f"{outcome if check == failed else 'passed':12} {check}")
    return demand(not failed, f"{failed}: {why}")

if __name__ == "__main__":
    try:
        main()
        print("verified")
    except OSError as problem:
        sys.exit(f"could not be checked: {problem}")
    except FLAWS as flaw:
        print(f"NOT VERIFIED: {flaw}")
        sys.exit(2)
