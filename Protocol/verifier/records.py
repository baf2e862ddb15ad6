#!/usr/bin/env python3
"""Verifies an organisation file (organisation-record.md) and prints what verify.py and folders.py want to be told of
it: whose signatures count at a time, and the readers of its mailboxes."""
import argparse, base64, hashlib, json, re, sys
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from verify import (BEYOND, FLAWS, SCHEMAS, SPACES, Ed25519PublicKey, InvalidSignature, conforms, demand, key_id, sha256,
                    signed, strict_json)
try:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    def x25519(scalar, point):
        return X25519PrivateKey.from_private_bytes(scalar).exchange(X25519PublicKey.from_public_bytes(point))
except ImportError:
    from by_openssl import x25519

KEYS = {"roots": "key", "members": "signingKey", "devices": "key"}  # what a record calls the keys that sign
ARMOUR = r"-----BEGIN SSH SIGNATURE-----\n((?:.{70}\n)*.{1,70}\n)-----END SSH SIGNATURE-----\n"

def is_prime_order(point, p=2**255 - 19, order=2**252 + 27742317777372353535851937790883648493):
    """Whether these are the canonical bytes of an Ed25519 point of prime order (decision 0011). Such points, and no
    others, become their negatives, of the same u, when X25519 multiplies them by 5 * order - 1, which 8 divides."""
    y = int.from_bytes(point, "little") % 2**255
    u = ((1 + y) * pow(1 - y, -1, p) % p).to_bytes(32, "little")
    return y < p and x25519((5 * order - 1).to_bytes(32, "little"), u) == u

def strings(data):
    """The length-prefixed fields of an SSH blob."""
    found = []
    while data:
        end = 4 + int.from_bytes(data[:4], "big")
        demand(end <= len(data), "a field ends too late")
        found, data = found + [data[4:end]], data[end:]
    return found

def field(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    return demand(base64.b64encode(data) == text, "base64 that is not canonical") and data

@lru_cache(None)
def public_key(line):
    """(point, application of a security key or None, blob) of an OpenSSH public key."""
    kind, _, encoded = line.partition(" ")
    blob = unbase64(encoded.encode())
    name, point, *rest = strings(blob)
    demand((kind, len(rest)) in (("ssh-ed25519", 0), ("sk-ssh-ed25519@openssh.com", 1)), "another kind of key")
    demand(name == kind.encode() and len(point) == 32 and is_prime_order(point), "not a point of prime order")
    return point, rest[0].decode() if rest else None, blob

BEYOND.update(publicKey=public_key, securityKey=public_key)

def sshsig(armoured):
    """(blob of the stated key, namespace, hash, signature) of an armoured SSHSIG; nothing is verified."""
    demand(len(armoured) <= 8192, "a signature that is too large")
    data = unbase64(re.fullmatch(ARMOUR, armoured)[1].replace("\n", "").encode())
    key, space, reserved, digest, signature = strings(data[10:])
    public_key(strings(key)[0].decode() + " " + base64.b64encode(key).decode())
    good = data[:10] == b"SSHSIG\0\0\0\1" and space and not reserved and digest in (b"sha512", b"sha256")
    return demand(good, "not an SSHSIG of this protocol") and (key, space.decode(), digest.decode(), signature)

def touched(message, armoured, key, namespace):
    """Whether this is an SSHSIG by this security key, which says that somebody touched it."""
    (stated, space, digest, value), (point, application, blob) = sshsig(armoured), key
    wrapped = b"SSHSIG" + field(space.encode(), b"", digest.encode(), hashlib.new(digest, message).digest())
    text = hashlib.sha256(application.encode()).digest() + value[-5:] + hashlib.sha256(wrapped).digest()
    try:
        kind, raw = strings(value[:-5])
        Ed25519PublicKey.from_public_bytes(point).verify(raw, text)
    except (InvalidSignature, ValueError):
        return False
    good = raw[:32] != b"\1" + bytes(31) and value[-5] & 1
    return bool(good) and (stated, space, kind) == (blob, namespace, b"sk-ssh-ed25519@openssh.com")

def signed_by(message, armoured, key, namespace):
    """Whether a root signed this message."""
    if key[1] is not None:
        return touched(message, armoured, key, namespace)
    try:
        return signed(message, armoured.encode(), key[2], namespace)
    except InvalidSignature:
        return False

def read_record(raw):
    """One record by its own rules."""
    r = strict_json(raw)
    demand(conforms(r, SCHEMAS["OrganisationRecord"]), "the form of a record")
    members, boxes = r["members"], r["mailboxes"]
    demand(r["threshold"] <= len(r["roots"]) and (r["version"] == 1) == (r["previous"] is None), "threshold, version")
    demand(r["type"] == f"urn:{SPACES[r['mode']]}:v1:OrganisationRecord", "type and mode")
    demand(all(public_key(x["key"])[1] == x.get("application") for x in r["roots"]), "application of a security key")
    demand(r["issuedTime"] < r["expiryTime"] and all(x["validFrom"] < x["validUntil"] and (
        x["status"] == "active" or x["validUntil"] <= r["issuedTime"]) for x in members + r["devices"]), "times")
    lists = [[x.get("label", x.get("name")) for x in r[use]] for use in [*KEYS, "mailboxes"]]
    lists += [m["members"] for m in boxes] + [[m["recipient"] for m in members]]
    lists += [[public_key(x[KEYS[use]])[0] for use in KEYS for x in r[use]]]
    demand(all(len(set(names)) == len(names) for names in lists), "something stands twice")
    foreign = {public_key(m["homeBroker"]["serviceKey"])[0] for m in boxes if m["homeBroker"]}
    foreign |= {m["recovery"] for m in boxes}
    demand(foreign.isdisjoint(lists[-1] + lists[-2]), "a key of another purpose")
    demand({d["member"] for d in r["devices"]}.union(*lists[4:-2]) <= set(lists[1]), "a member that there is not")
    return r

class History:
    """A verified history (Following records), of an organisation or, in charters.py, of a network."""
    def __init__(self, data, fingerprint, mode):
        history, uses, before = strict_json(data, 8 << 20, 8, 10_000), {}, None
        pasts = {}
        demand(conforms(history, SCHEMAS[self.file]), "the form of the file")
        self.fingerprint, self.records = fingerprint, []
        for number, entry in enumerate(history["records"], 1):
            raw, signatures = unbase64(entry["record"].encode()), entry["signatures"]
            record = self.read(raw)
            last, self.name = self.records[-1] if before else record, record["name"]
            demand(record["previous"] == sha256(before) if before else sha256(raw) == fingerprint, "digest")
            demand([record[n] for n in ("version", "mode", "name")] == [number, mode, last["name"]], "version, mode")
            demand(history["type"] == f"urn:{SPACES[mode]}:v1:{self.file}", "a file of the other mode")
            demand(record["issuedTime"] >= last["issuedTime"], "issued before the record before it")
            demand(all(map(sshsig, signatures)), "something that is no signature")
            for by in (last, record):
                good = [k for k in (public_key(r["key"]) for r in by["roots"])
                        if any(signed_by(raw, s, k, f"{SPACES[mode]}/v1/{self.kind}") for s in signatures)]
                demand(len(good) >= by["threshold"], "too few signatures of roots")
            good = all(uses.setdefault(point, use) == use for point, use in self.points(record))
            demand(good and self.keeps_past(record, pasts), "a key of another purpose, or that counts again")
            self.records, before = self.records + [record], raw

    def keeps_past(self, record, pasts):
        """Whether no key counts again, longer or from earlier than the records before said (rule 6)."""
        listed = {public_key(x[KEYS[use]])[0]: x for use in ("members", "devices") for x in record.get(use, [])}
        for point in pasts.keys() - listed.keys():
            pasts[point][1] = min(pasts[point][1] or record["issuedTime"], record["issuedTime"])
        for point, x in listed.items():
            begin, end, revoked = pasts.get(point, (x["validFrom"], None, False))
            ended, status = x["status"] != "active", x["status"]
            if x["validFrom"] < begin or end and not (ended and x["validUntil"] <= end) or revoked and status != "revoked":
                return False
            pasts[point] = [x["validFrom"], x["validUntil"] if ended else None, status == "revoked"]
        return True

class Organisation(History):
    kind, file, read = "OrganisationRecord", "OrganisationHistory", staticmethod(read_record)

    @staticmethod
    def points(record):
        return [(public_key(x[KEYS[use]])[0], use) for use in KEYS for x in record[use]]

    def counts(self, use, matches, time):
        """Whether the newest member or device that matches counts at a time (Which key counts when)."""
        number, entry = [(n, x) for n, record in enumerate(self.records) for x in record[use] if matches(x)][-1]
        ends = [self.records[number]["expiryTime"], entry["validUntil"]]
        ends += [record["issuedTime"] for record in self.records[number + 1:][:1]]
        if not entry["validFrom"] <= time < min(ends):
            return False
        # A device counts while any key of its member does (decision 0101).
        keys = {m["signingKey"] for r in self.records for m in r["members"] if m["label"] == entry.get("member")}
        return use != "devices" or any(self.counts("members", lambda m: m["signingKey"] == key, time) for key in keys)

    def signers(self, use, time):
        """The keys of members or devices whose signatures count at a time: none if the newest record has expired."""
        lines = {x[KEYS[use]]: None for record in self.records for x in record[use]}
        return [line for line in lines if self.counts(use, lambda x: x[KEYS[use]] == line, time)]

    def readers(self, mailbox):
        """The key ids that were ever a member's or the recovery recipient's of a mailbox (decision 0054)."""
        return {key_id(text.encode()) for r in self.records for m in r["mailboxes"] if m["name"] == mailbox
                for text in [m["recovery"]] + [x["recipient"] for x in r["members"] if x["label"] in m["members"]]}

    def told(self, time):
        """What the other programs are told of it."""
        names = {m["name"] for record in self.records for m in record["mailboxes"]}
        fresh = time < self.records[-1]["expiryTime"]
        return {"name": self.name, "fingerprint": self.fingerprint, "mode": self.records[0]["mode"], "time": time,
                "members": self.signers("members", time), "devices": self.signers("devices", time) if fresh else [],
                "mailboxes": {name: sorted(self.readers(name)) for name in sorted(names)}}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the organisation file")
    parser.add_argument("fingerprint", help="64 digits, from the organisation itself, by voice or on paper")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                        help="as of when keys must count; without it, now")
    a = parser.parse_args()
    demand(conforms(a.time, SCHEMAS["common"]["$defs"]["time"]) and BEYOND["time"](a.time), "the time")
    try:
        known = Organisation(a.file.read_bytes(), a.fingerprint, a.mode)
    except FLAWS as flaw:
        print(f"NOT VERIFIED: {flaw}", file=sys.stderr)
        return 2
    print(json.dumps(known.told(a.time), indent=2))
    return 0

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
