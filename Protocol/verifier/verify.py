#!/usr/bin/env python3
"""Verifies sealed bundles and statements of Plomba without Plomba: a second implementation, from Protocol/*.md alone.
Needs Python 3.9, PyCA `cryptography` or `openssl`, and `age` 1.3 to look inside. README.md says how to use it."""
import argparse, base64, hashlib, json, re, sys, unicodedata
from collections import namedtuple
from datetime import datetime
from pathlib import Path
from subprocess import SubprocessError, check_output
try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    from by_openssl import Ed25519PublicKey, InvalidSignature

FLAWS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, InvalidSignature, SubprocessError)
SPACES = {"live": "plomba", "training": "plomba-training"}
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
World = namedtuple("World", "mode organisations decrypt opener earlier", defaults=(None, frozenset(), None))  # see main

def demand(holds, why):
    if not holds:
        raise ValueError(why)
    return holds

def sha256(data): return hashlib.sha256(data).hexdigest()

def key_id(data): return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")

FILES = Path(__file__).resolve().parents[1].glob("schemas/*.json")
SCHEMAS = {f.stem: json.loads(f.read_text().replace('$"', '\\\\Z"')) for f in FILES}  # "$" passes a last LF in Python
BEYOND = dict.fromkeys(("time", "hour"), lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
BEYOND["line"] = lambda text: len(text.encode()) <= 1024  # what schemas cannot say of a part

def strict_json(data, limit=1 << 16, levels=32, most=100_000):
    """What strict JSON (statements.md, Form) says."""
    def pairs(items): return demand(len(dict(items)) == len(items), "a name stands twice") and dict(items)
    def number(t): return demand(re.fullmatch("0|-?[1-9][0-9]{0,15}", t) and abs(int(t)) < 1 << 53, "number") and int(t)
    def members(value, depth=0):
        inner = value.values() if type(value) is dict else value if type(value) is list else None
        demand(inner is None or depth < levels, "JSON is too deep")
        return sum(1 + members(v, depth + 1) for v in inner or ())
    text = demand(len(data) <= limit, "JSON is too large") and data.decode()
    value = json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=number)
    json.dumps(value, ensure_ascii=False).encode()  # fails on half a surrogate pair
    return demand(members(value) <= most, "JSON has too many members") and value

def conforms(value, schema):
    """Whether a value has the form of a schema, and is what it must be BEYOND that. "type" stands first in a schema."""
    if "$ref" in schema:
        name, part = schema["$ref"].replace("urn:plomba:schema:", "").split("#/$defs/")
        return conforms(value, SCHEMAS[name]["$defs"][part]) and bool(BEYOND.get(part, repr)(value))
    words = {
        "type": lambda s: type(value) is KINDS[s], "enum": lambda s: value in s,
        "const": lambda s: (type(value), value) == (type(s), s), "pattern": lambda s: re.search(s, value),
        "oneOf": lambda s: sum(conforms(value, part) for part in s) == 1,
        "if": lambda s: conforms(value, schema["then" if conforms(value, s) else "else"]),
        "minimum": lambda s: value >= s, "maximum": lambda s: value <= s, "required": lambda s: set(s) <= set(value),
        "minLength": lambda s: len(value) >= s, "maxLength": lambda s: len(value) <= s,
        "minItems": lambda s: len(value) >= s, "maxItems": lambda s: len(value) <= s,
        "uniqueItems": lambda s: all(v not in value[:n] for n, v in enumerate(value)),
        "prefixItems": lambda s: all(map(conforms, value, s)), "items": lambda s: all(conforms(v, s) for v in value),
        "additionalProperties": lambda s: set(value) <= set(schema["properties"]),
        "properties": lambda s: all(conforms(v, s[name]) for name, v in value.items() if name in s)}
    return all(words[word](s) for word, s in schema.items() if word in words)

def form(name, text):
    """What a text in a form of texts.json has in the groups of its pattern."""
    return demand(re.search(SCHEMAS["texts"]["$defs"][name]["pattern"], text), "the form: " + name).groups()

def layout(name, files):
    """The groups of the names of files, none of which may be too large."""
    limits, sums = SCHEMAS["texts"]["maxBytes"], SCHEMAS["texts"]["maxBytesTogether"].items()
    demand(all(sum(len(files[p]) for p in files if p.startswith(s)) <= n for s, n in sums), "too much")
    most = {path: limits.get(max(filter(path.startswith, limits), key=len, default=""), -1) for path in files}
    demand(not (bad := [p for p in files if len(files[p]) > most[p]]), f"no place for it, or too large: {bad[:1]}")
    return form(name, "".join(path + "\n" for path in files))

def signed(message, armoured, blob, namespace):
    """Whether this is an SSHSIG of this message by an ssh-ed25519 key, in its one spelling."""
    def field(*parts):
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    data = base64.b64decode(b"".join(armoured.split(b"\n")[1:-2]))
    digest, raw = "sha256" if b"sha256" in data else "sha512", data[-64:]
    head = field(namespace.encode(), b"", digest.encode())
    whole = base64.b64encode(b"SSHSIG\0\0\0\1" + field(blob) + head + field(field(b"ssh-ed25519", raw)))
    lines = b"".join(whole[n:n + 70] + b"\n" for n in range(0, len(whole), 70))
    if armoured != b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"-----END SSH SIGNATURE-----\n":
        return False
    text = b"SSHSIG" + head + field(hashlib.new(digest, message).digest())
    Ed25519PublicKey.from_public_bytes(blob[-32:]).verify(raw, text)
    return raw[:32] != b"\1" + bytes(31)  # OpenSSL takes the identity as nonce point, decision 0011 does not

def opens(entry, name, text, armoured): return form(name, entry.decode()) == (sha256(text), sha256(armoured))

def read_statement(text, event, mode):
    """The predicate of a statement, with the digests of its subjects as `subject`."""
    demand(conforms(value := strict_json(text), SCHEMAS[event]), "the form of " + event)
    p, subjects = value["predicate"], [s["digest"]["sha256"] for s in value["subject"]]
    demand(value["predicateType"] == f"urn:{SPACES[mode]}:v1:{event}" and p.get("mode", mode) == mode, "another mode")
    demand(len(b := [m["address"] for m in p.get("mailboxes", []) if type(m) is dict]) == len(set(b)), "a box twice")
    demand(not re.match("Submission|Relay[AR]", event) or [p["previous"]] == subjects, "previous is not the subject")
    demand(not event.startswith("Relay") or p["peer"]["broker"] != p["issuer"]["broker"], "a hop with one end")
    demand(event != "AcceptanceRejectionExpiry" or p["claimedTime"] >= p["deadline"], "expired before its deadline")
    if "mailbox" in p and "organisation" in p.get("issuer", {}):
        issuer, of_sender = p["issuer"]["organisation"], event.endswith("Withdrawal") or p["mailbox"] is None
        same = all(issuer[n] == p["sender"][n] for n in ("name", "fingerprint"))  # there may be further members
        demand(same if of_sender else issuer["name"] == p["mailbox"].split("@")[1], "issued by another organisation")
    demand(p.get("answerBy", "~") > p.get("claimedTime", ""), "an answer is wanted before it was said")
    demand(sorted({*(d := [a["digest"] for a in p.get("onward", {}).get("answers", [])])}) == d, "answers out of order")
    demand(event != "Transfer" or p["to"]["mailbox"].endswith("@" + p["to"]["organisation"]["name"]), "another mailbox")
    return {**p, "subject": subjects}

def check_statement(text, armoured, keys, event, mode):
    """The predicate of a statement that one of these keys signed and that names no other."""
    blobs = [base64.b64decode(line.split(" ")[1]) for line in keys]
    by = [blob for blob in blobs if signed(text, armoured, blob, f"{SPACES[mode]}/v1/{event}")]
    p = demand(by, "the signature of " + event) and read_statement(text, event, mode)
    named = {p.get("keyId"), p.get("issuer", {}).get("keyId"), p.get("stream", {}).get("device")}
    named |= {m["stream"]["device"] for m in p.get("mailboxes", []) if type(m) is dict and m["stream"]}
    return demand(named <= {None, key_id(by[0])}, "names another key than the one that signed") and p

def tar_entry(number, path, size):
    """The one encoding of an entry, without its content."""
    def header(name, size, kind):
        head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, 0)
        tail = kind + bytes(100) + b"ustar\00000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
        return head + b"%06o\0 " % (sum(head + tail) + 8 * 32) + tail
    plain, small, pax = len(path) <= 100 and re.fullmatch(rb"[ -~]+", path), size < 8 << 30, b""
    for record in [b" path=%s\n" % path] * (not plain) + [b" size=%d\n" % size] * (not small):
        pax += next(b"%d" % n + record for n in range(2000) if n == len(b"%d" % n + record))
    front = header(b"PaxHeaders/%d" % number, len(pax), b"x") + pax + bytes(-len(pax) % 512) if pax else b""
    return front + header(path if plain else b"PaxEntry/%d" % number, size if small else 0, b"0")

def untar(data, padded):
    """(path, content) of each file of a canonical tar. Each entry is encoded again and compared."""
    number, place, seen = 0, 0, {}
    while (head := data[place:place + 512]) != bytes(512):
        pax = demand(head[257:262] == b"ustar", "no tar, or cut") and head[156:157] == b"x" and int(head[124:135], 8)
        records = data[place + 512:place + 512 + pax]
        head = data[place + 512 + pax + -pax % 512:place + 1024 + pax + -pax % 512] if pax else head
        path = re.match(rb"\d+ path=(.+?)\n", records, re.S) or re.match(rb"([^\0]*)", head[:100])
        size = re.search(rb"\d+ size=(\d{1,20})\n\Z", records)
        size, name = int(size[1]) if size else int(head[124:135], 8), path[1].decode()
        check_path(name, seen)
        number, entry = number + 1, tar_entry(number + 1, path[1], size)
        start, end = place + len(entry), place + len(entry) + size
        demand(data.startswith(entry, place) and end <= len(data), "not the one encoding, or cut short")
        demand(number <= 100_000 >= len(seen) - number, "too many files or folders")
        yield name, data[start:end]
        place = end + -size % 512
        demand(data[end:place] == bytes(-size % 512), "a fill that is not zero")
    exponent = (place + 1024).bit_length() - 1
    step = 1 << exponent - exponent.bit_length() if padded else 1
    end = -(-(place + 1024) // step) * step
    demand(end + -end % 512 == len(data) and not data[place:].strip(b"\0"), "the end of the archive")

def fold(text):
    return unicodedata.normalize("NFC", "".join(c if c == "ı" else c.lower().upper().lower() for c in text))

def check_path(path, seen):
    """Refuses a path by the rules of bag.md, and one that collides with those in `seen`."""
    parts = form("path", path)[0].split("/")
    demand(len(path.encode()) <= 1024 and all(len(part.encode()) <= 255 for part in parts), "a path that is too long")
    for folder in ("/".join(parts[:end]) + "/" for end in range(1, len(parts))):
        demand(seen.setdefault(fold(folder[:-1]), folder) == folder, "a path that collides")
    demand(seen.setdefault(fold(path), path) is path, "a path that collides")

def check_outer(text, armoured, entry, world):
    """Checks 1 to 3 of sealed-bundle.md, section 7, each after its name; returns the sender and what it announces."""
    yield "outer.entry", lambda: len(entry) == 211
    yield "outer.encoding", None
    p = read_statement(text, "Deposit", world.mode)
    yield "outer.entry", lambda: opens(entry, "entry", text, armoured)
    yield "outer.statement-signature", None
    sender = world.organisations.get(p["sender"]["fingerprint"])
    demand(sender and sender["name"] == p["sender"]["name"], "the sender is not confirmed, or has another name")
    return sender, check_statement(text, armoured, sender["devices"], "Deposit", world.mode)

def age_head(data): return form("ageFile", data[:1 << 16].decode("latin-1"))[0].encode()

def check_file(data, world):
    """A FILE.plomba: profile `sealed` without an identity, `bundle` with one."""
    yield "outer.encoding", None
    layout("outerNames", parts := dict(untar(data, False)))
    yield from [("evidence/", None)] * (len(parts) > 5)
    payload, preview, *statement = list(parts.values())[:5]
    sender, p = yield from check_outer(*statement, world)
    yield "outer.preview", lambda: sha256(preview) == p["subject"][1] and age_head(preview)
    yield "outer.payload", lambda: len(payload) == p["payloadSize"]
    if world.decrypt:
        yield "bag.manifests", None  # as section 8 calls what keeps a part from being decrypted
        padded = world.decrypt(preview)
        shown = demand(len(padded) <= 16384, "a preview that is too large") and padded.rstrip(b" ")
        full = len(padded) == 16384 > len(shown) and shown.endswith(b"}\n")
        yield "bag.preview", lambda: full and preview_counts(shown, p, world)
    yield "outer.payload", lambda: (sha256(age_head(payload)), sha256(payload)) == (p["headerDigest"], p["subject"][0])
    if world.decrypt:
        yield "bag.manifests", None
        yield from check_bag(untar(world.decrypt(payload), True), sender, p, world, [payload, preview], shown)

def preview_counts(text, p, world):
    """The number and the size of the originals that a preview of this bundle states."""
    demand(conforms(value := strict_json(text, 16383), SCHEMAS["preview"]), "the form of a preview")
    demand((value["bundle_id"].replace("-", ""), value["mode"]) == (p["consignment"], world.mode), "another bundle")
    return value["preview"]["items"], value["preview"]["total_bytes"]

def listed(files, names):
    return "".join(f"{sha256(files[n])}  {n[4:].replace('%', '%25')}\n" for n in sorted(names, key=str.encode)).encode()

def check_bag(entries, sender, p, world, locked, shown=None):
    """Checks 6 to 10; without `world.earlier` nothing may be sealed before. `shown` is the preview outside."""
    files = {}
    for name, files[name] in entries:
        if name == "bag/openings.txt":  # its form is the first thing that another check is about
            break
    originals = [name for name in files if name.startswith("bag/data/")]
    counts = len(originals), sum(len(files[name]) for name in originals)
    demand(originals == sorted(originals, key=str.encode) and all(len(n.encode()) <= 1004 for n in originals), "paths")
    demand(files["bag/bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    demand(files["bag/bag-info.txt"].startswith(b"Payload-Oxum: %d.%d\n" % counts[::-1]), "bag-info.txt")
    demand(files["bag/manifest-sha256.txt"] == listed(files, originals), "the originals differ from their list")
    demand(files["bag/tagmanifest-sha256.txt"] == listed(files, list(files)[len(originals):-2]), "the tag files")
    yield "seal.openings", None
    items, tagged, number, named = form("openings", files["bag/openings.txt"].decode())
    yield "bag.manifests", None
    files.update(entries)
    custody, sealed = layout("bagNames", files)
    demand(int(sealed[12:16]) == 1 + custody.count(".json\n"), "another number of the seal")
    text, armour, opening = files[sealed], files[sealed + ".sig"], files["bag/sealed.opening"]
    lines, committed = files["bag/openings.txt"].splitlines(True), files["bag/commitments.txt"]
    facts = [f"{sha256(files[n])} {len(files[n])} {n[4:].replace('%', '%25')}" for n in originals]
    yield "seal.openings", lambda: [item.split(" ", 2)[2] for item in items.split("\n")[:-1]] == facts
    number, readers = number.replace("%25", "%"), [reader.split(":", 1) for reader in named.split(",")]
    all_lines = form("commitments", committed.decode())[0].split("\n")[:-1]
    demand(len(number.encode()) <= 128 and all_lines == sorted(set(all_lines)), "the case number, or the order")
    demand({sha256(line) for line in lines} <= set(all_lines), "an opening that is not committed")
    yield "bag.manifests", lambda: tagged == sha256(files["bag/tagmanifest-sha256.txt"])
    yield "seal.openings", lambda: len(all_lines) == max(16, 1 << (len(lines) - 1).bit_length())
    yield "seal.signature", None
    seal = check_statement(text, armour, sender["members"], "Sealed", world.mode)
    yield "seal.openings", lambda: seal["subject"] == [sha256(committed)]
    yield "seal.commitment", lambda: sha256(opening) == p["sealedCommitment"] and opens(opening, "sealed", text, armour)
    yield "seal.agreement", lambda: (seal["consignment"], seal["sender"]) == (p["consignment"], p["sender"])
    yield "bag.preview", lambda: preview_counts(files["bag/preview.json"], p, world) == counts
    yield "seal.case", lambda: strict_json(files["bag/case.json"], 1 << 20)["referral"]["sender_ref"] == number
    yield "seal.case", lambda: not {*strict_json(files["bag/case.json"], 1 << 20)} & {*SCHEMAS["texts"]["notInCase"]}
    stanzas, full = {age_head(f).count(b"\n-> ") for f in locked}, max(4, 1 << (len(readers) - 1).bit_length())
    yield "seal.recipients", lambda: check_readers(readers, p, world) and stanzas == {full}
    yield "bag.preview", lambda: shown in (None, files["bag/preview.json"])
    yield from world.earlier(files, custody, seal, p, readers) if world.earlier else ()
    yield "custody.chain", lambda: world.earlier or not custody
    yield "original.files", lambda: world.earlier or all(fold(n + "/")[9:25] != "plomba-original/" for n in originals)

def check_readers(readers, p, world):
    left, named = {m["address"] for m in p["mailboxes"]}, {fingerprint for fingerprint, _ in readers}
    demand(not world.decrypt or world.opener & {key for _, key in readers}, "sealed for others")
    for fingerprint in named & set(world.organisations):
        known, own = world.organisations[fingerprint], {key for f, key in readers if f == fingerprint}
        boxes = {a: set(known["mailboxes"].get(a.split("@")[0], ())) for a in left if a.split("@")[1] == known["name"]}
        demand(all(own & keys for keys in boxes.values()) and own <= set().union(*boxes.values()), "mailboxes, readers")
        left -= set(boxes)
    confirmed = {known["name"] for known in world.organisations.values()}
    return not any(named <= set(world.organisations) or a.split("@")[1] in confirmed for a in left)

def judge(steps):
    """(names of the checks that were begun, the one that does not hold or None, why)."""
    begun = []
    try:
        for name, holds in steps:
            begun.append(name)
            demand(holds is None or holds(), "does not hold")
    except FLAWS as problem:
        return begun, begun[-1], problem
    return begun, None, None

def tell(steps):
    begun, failed, why = judge(steps)
    print("checked:", *dict.fromkeys(name for name in begun if name[-1] != "/"))
    print("".join(f"not looked at: {name}\n" for name in begun if name[-1] == "/"), end="")
    print(f"NOT VERIFIED: {failed}: {why}" if failed else "verified")
    return 2 if failed else 0

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="FILE.plomba")
    parser.add_argument("--keys", type=Path, action="append", default=[], help="what records.py printed; once for each")
    parser.add_argument("--identity", type=Path, help="file of age-keygen -pq; without it only the outside is checked")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    a = parser.parse_args()
    world = World(a.mode, {k["fingerprint"]: k for k in (json.load(f.open()) for f in a.keys) if k["mode"] == a.mode})
    if a.identity:
        own = {key_id(recipient.encode()) for recipient in re.findall("age1pq1[a-z0-9]+", a.identity.read_text())}
        world = World(*world[:2], lambda data: check_output(["age", "-d", "-i", a.identity], input=data), own)
    return tell(check_file(a.file.read_bytes(), world))

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
