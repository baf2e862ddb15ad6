#!/usr/bin/env python3
"""Verifies what Plomba makes, without Plomba: a second implementation, written from Protocol/*.md alone.
Needs Python 3.9 and PyCA `cryptography` 48 or later. README.md beside this file says how to use it."""
import argparse, hashlib, io, os, re, sys
from datetime import datetime, timezone
from pathlib import Path
from bag import *
from formats import *
from statements import *

OUTER = {"payload.age": 1 << 63, "preview.age": 80 * KIB, "statement.json": 64 * KIB, "statement.json.sig": 8 * KIB,
         "statement.entry": KIB}
# The checks and their codes, from the table of section 8; every code belongs to one check.
TABLE = re.findall(r"^\| `([a-z]+\.[a-z-]+)` \| (`.*`).*\|$", (PROTOCOL / "sealed-bundle.md").read_text(), re.M)
TABLE.append(("custody.chain", "`custody.earlier-not-checked`"))  # ours: what was sealed before is not verified here
CHECK_OF = {code.split(".")[-1]: check for check, codes in TABLE for code in re.findall(r"`([\w.-]+)`", codes)}

# The checks of section 7, in its order. Each function yields the names of the checks that passed.

def check_outer(text, signature, entry, context):
    """Checks 1 to 3; yields (sender, predicate) at last."""
    demand(len(entry) == 211, "entry-mismatch")
    try:
        p = read_statement(text, "Deposit", context.mode)
    except Refused as refusal:
        raise Refused("other-mode" if refusal.args[0] == "statement.mode-unexpected" else "statement-malformed")
    yield "outer.encoding"
    demand(opens(entry, "entry", text, signature), "entry-mismatch")
    yield "outer.entry"
    sender = context.organisations.get(p["sender"]["fingerprint"])
    demand(sender, "unknown-signer")
    demand(sender.name == p["sender"]["name"], "sender-name-differs")
    demand(context.time < sender.records[-1]["expiryTime"], "record-expired")
    with coded("statement-signature-invalid"):
        signed = sshsig(signature)
    key = sender.key_at("devices", lambda d: public_key(d["key"])[2] == signed[0], context.time)
    demand(key, "device-key-not-valid")
    good = signed_by(text, signed, key, scope("Deposit", context.mode)) and names_only(p, key)
    demand(good, "statement-signature-invalid")
    yield "outer.statement-signature"
    yield sender, p

def exactly(file):
    return lambda size: data if len(data := file.read(size)) == size else fail("truncated")

def stanzas_allowed(header):
    stanzas = age_stanzas(header)
    return len(stanzas) <= 32 and all(arguments[0] == b"mlkem768x25519" for arguments, _ in stanzas)

def check_file(file, total, context, identities):
    """A FILE.plomba: profile `sealed` without identities, `bundle` with them."""
    read, found = exactly(file), []
    with coded("not-a-bundle"):
        for name, size in tar(read, total, False):
            found.append((name, file.tell(), size) if len(found) < 5 + 4096 else fail("too many"))
            file.seek(size, 1)
    demand([f[0] for f in found[:5]] == list(OUTER), "outer-layout")
    demand(all(size <= OUTER[name] for name, _, size in found[:5]), "part-too-large")
    demand(all(re.fullmatch("evidence/[^/~][^/]*", name) for name, _, _ in found[5:]), "outer-layout")
    demand(all(size <= 64 * KIB for _, _, size in found[5:]), "part-too-large")
    parts = [file.seek(start) and b"" or read(size) for _, start, size in found[1:5]]
    sender, p = yield from keep_last(check_outer(*parts[1:], context))
    demand(p["subject"][1] == sha256(parts[0]), "preview-digest-mismatch")
    with coded("preview-stanzas-refused"):
        header = age_header(parts[0])
        stanzas_allowed(header) or fail("stanzas")
    yield "outer.preview"
    demand(p["payloadSize"] == found[0][2], "payload-size-mismatch")
    outside = None if identities is None else open_preview(header, parts[0][len(header):], identities, p, context)
    yield from check_payload(file, *found[0][1:], sender, p, context, identities, outside)

def keep_last(steps):
    """Passes on the names of checks; returns what comes last."""
    last = None
    for step in steps:
        if type(step) is str:
            yield step
        last = step
    return last

def open_preview(header, sealed, identities, p, context):
    with coded("decryption-failed"):
        chunks = list(decrypt(header, io.BytesIO(sealed).read, len(sealed), identities))
    demand(chunks, "no-identity-matches")
    padded = b"".join(chunks)
    demand(len(padded) <= 16384, "decryption-failed")
    text = padded.rstrip(b" ")
    demand(len(padded) == 16384 > len(text) and text.endswith(b"}\n"), "preview-malformed")
    check_preview(text, p, context)
    return text

def check_payload(file, start, size, sender, p, context, identities, outside):
    file.seek(start)
    with coded("header-digest-mismatch"):
        header = age_header(file.read(min(size, 64 * KIB)))
        sha256(header) == p["headerDigest"] or fail("digest")
    demand(stanzas_allowed(header), "payload-stanzas-refused")
    digest, left, bag, inner = hashlib.sha256(header), size - len(header), None, None
    file.seek(start + len(header))

    def hashed(count):
        nonlocal left
        data = file.read(count) if count <= left else fail("truncated")
        digest.update(data)
        left -= count
        return data

    if identities is not None:
        length = left - 16 - 16 * -(-(left - 16) // 65552)
        chunks = coded_chunks(decrypt(header, hashed, left, identities))
        try:
            with coded("container-refused"):
                read = reader(chunks)
                bag = Bag(tar(read, length, True), read)
        except Refused as refusal:
            inner = refusal
    while left:
        hashed(min(left, MIB))
    # Damage before doubt: what failed inside is told only when the bytes are those that were announced.
    demand(p["subject"][0] == digest.hexdigest(), "payload-digest-mismatch")
    yield "outer.payload"
    if inner:
        raise inner
    if bag:
        yield "bag.manifests"
        yield from check_inside(bag, sender, p, context, identities, outside)

def coded_chunks(chunks):
    """Failures of the decryption keep their code inside the reading of the bag."""
    with coded("decryption-failed"):
        first = next(chunks, None)
    demand(first is not None, "no-identity-matches")
    yield first
    with coded("decryption-failed"):
        yield from chunks

def check_preview(text, p, context):
    with coded("preview-malformed"):
        preview = strict_json(text, 16383)
        conforms(preview, SCHEMAS["preview"]) or fail("form")
        when(preview["created_at"]), when(preview["preview"]["respond_by"])
    stated = preview["bundle_id"].replace("-", ""), preview["mode"]
    demand(stated == (p["consignment"], context.mode), "preview-untrue")
    return preview["preview"]["items"], preview["preview"]["total_bytes"]

def check_inside(bag, sender, p, context, identities, outside):
    files = bag.files
    try:
        seal = read_statement(files["seal"], "Sealed", context.mode)
    except Refused:
        raise Refused("seal-malformed")
    key = sender.key_at("members", lambda m: key_id(public_key(m["signingKey"])[2]) == seal["keyId"], context.time)
    demand(key, "seal-key-not-valid")
    with coded("seal-signature-invalid"):
        signed_by(files["seal"], sshsig(files["seal.sig"]), key, scope("Sealed", context.mode)) or fail("signature")
    yield "seal.signature"
    demand(seal["subject"] == [sha256(files["commitments.txt"])], "seal-of-other-commitments")
    yield "seal.openings"
    good = opens(files["sealed.opening"], "sealed", files["seal"], files["seal.sig"])
    demand(good and sha256(files["sealed.opening"]) == p["sealedCommitment"], "sealed-commitment-mismatch")
    yield "seal.commitment"
    demand(seal["consignment"] == p["consignment"], "consignment-mismatch")
    demand(seal["sender"] == p["sender"], "sender-mismatch")
    yield "seal.agreement"
    counts = check_preview(files["preview.json"], p, context)
    demand(counts == (len(bag.originals), sum(o[1] for o in bag.originals)), "preview-untrue")
    with coded("case-malformed"):
        document = strict_json(files["case.json"], MIB)
    with coded("case-id-mismatch"):
        escape(document["referral"]["sender_ref"]) == bag.case or fail("number")
    yield "seal.case"
    check_readers(bag.recipients, p, context, identities)
    yield "seal.recipients"
    demand(outside is None or outside == files["preview.json"], "preview-mismatch")
    yield "bag.preview"
    carried = bag.earlier or any(re.match(r"data/plomba-original(/|\Z)", o[0], re.I) for o in bag.originals)
    demand(not carried, "earlier-not-checked")
    yield "custody.chain"

def check_readers(readers, p, context, identities):
    if identities is not None:
        demand({i[1] for i in identities} & {key for _, key in readers}, "opener-not-named")
    left, stranger = {m["address"] for m in p["mailboxes"]}, False
    for fingerprint in {f for f, _ in readers}:
        organisation = context.organisations.get(fingerprint)
        if organisation is None:
            stranger = True
            continue
        own = {key for f, key in readers if f == fingerprint}
        boxes = {a: organisation.readers(a.split("@")[0]) for a in left if a.split("@")[1] == organisation.name}
        demand(all(own & keys for keys in boxes.values()), "mailbox-without-reader")
        demand(own <= set().union(*boxes.values()), "reader-outside-mailbox")
        left -= set(boxes)
    demand(stranger or not left, "mailbox-without-reader")

def check_folder(folder, context):
    """An opened case folder (profile `folder`)."""
    *parts, header = [(folder / name).read_bytes() for name in [*list(OUTER)[2:], "header.age"]]
    limits = [*list(OUTER.values())[2:], 64 * KIB]
    demand(all(len(part) <= limit for part, limit in zip([*parts, header], limits)), "part-too-large")
    sender, p = yield from keep_last(check_outer(*parts, context))
    demand(sha256(header) == p["headerDigest"], "header-digest-mismatch")
    every = [f for f in (folder / "bag").rglob("*") if f.is_symlink() or not f.is_dir()]
    files = {f.relative_to(folder).as_posix(): f for f in every}
    if any(f.is_symlink() or not f.is_file() for f in files.values()):
        fail("the folder holds a link or something that is no file")
    custody, order = sorted(n for n in files if n.startswith("bag/custody/")), []
    originals = sorted((n for n in files if n.startswith("bag/data/")), key=os.fsencode)
    places = {"data/": originals, "custody/": custody[:-2], "seal": custody[-2:], "seal.sig": [],
              "checkpoint": [n for n in files if n == "bag/checkpoint"]}
    for slot in ORDER:
        order += places.get(slot, ["bag/" + slot])
    demand(set(files) <= set(order), "layout-unexpected-file")
    current = []

    def entries():
        seen = {}
        for name in order:
            demand(name in files, "layout-missing-file")
            check_path(name, seen)
            current[:] = [files[name].open("rb")]
            yield name, files[name].stat().st_size

    bag = Bag(entries(), lambda size: current[0].read(size))
    yield "bag.manifests"
    yield from check_inside(bag, sender, p, context, None, None)

class Context:
    """What every verification is told from outside."""
    def __init__(self, mode, time, organisations):
        self.mode, self.time, self.organisations = mode, time, {o.fingerprint: o for o in organisations}

def verdict(profile, steps):
    """(whether verified, the code of the first failure, [(check, outcome, code)])."""
    passed, code, rows = set(), None, []
    try:
        for step in steps:
            passed.add(step)
    except Refused as refusal:
        code = refusal.args[0]
    required = [check for check, _ in TABLE if profile != "sealed" or check.startswith("outer.")]
    for check, _ in TABLE:
        kept_out = profile == "folder" and check in ("outer.payload", "outer.preview")
        if code and CHECK_OF[code] == check:
            doubt = code in ("unknown-signer", "earlier-not-checked")
            full = ("custody." if check == "custody.chain" else "bundle.") + code
            rows.append((check, "not checked" if doubt else "failed", full))
        elif check in passed:
            rows.append((check, "passed", None))
        else:
            inside = "check.inside-sealed" if profile == "sealed" and not code else "check.not-reached"
            rows.append((check, "not checked", "folder.not-kept" if kept_out else inside))
    good = all(outcome == "passed" or why == "folder.not-kept" for check, outcome, why in rows if check in required)
    return good, code and next(why for _, _, why in rows if why and why.endswith("." + code)), rows

def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["bundle", "folder", "statement", "record"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--identity", type=Path, help="age identity file; without it only the outside is checked")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    for name, of in ("--event", "statement"), ("--key", "statement: 'ssh-ed25519 AAAA...'"), ("--fingerprint", "record"):
        parser.add_argument(name, help="of a " + of)
    return parser.parse_args()

def run(a):
    if a.what == "record":
        Organisation(a.path.read_bytes(), a.fingerprint, a.mode)
        return True
    if a.what == "statement":
        entry = a.path.with_suffix(".entry").read_bytes() if a.path.with_suffix(".entry").exists() else None
        signature = Path(f"{a.path}.sig").read_bytes()
        check_statement(a.path.read_bytes(), signature, entry, public_key(a.key), a.event, a.mode)
        return True
    when(a.time)
    pairs = [o.rsplit("=", 1) for o in a.organisation]
    context = Context(a.mode, a.time, [Organisation(Path(path).read_bytes(), f, a.mode) for path, f in pairs])
    if a.what == "folder":
        good, _, rows = verdict("folder", check_folder(a.path, context))
    else:
        lines = a.identity and a.identity.read_text().split("\n")
        keys = lines and [identity(line) for line in lines if line and line[0] != "#"]
        with a.path.open("rb") as file:
            steps = check_file(file, a.path.stat().st_size, context, keys)
            good, _, rows = verdict("sealed" if keys is None else "bundle", steps)
    for check, outcome, code in rows:
        print(f"{outcome:12} {check}" + f"  {code}" * bool(code))
    return good

if __name__ == "__main__":
    try:
        holds = run(arguments())
    except Refused as refusal:
        holds = print(f"{'failed':12} {refusal.args[0]}")
    except (OSError, *FLAWS) as problem:
        sys.exit(f"could not be checked: {problem}")
    print("verified" if holds else "NOT VERIFIED")
    sys.exit(0 if holds else 2)
