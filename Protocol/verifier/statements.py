"""Statements and organisation records (statements.md, entry.md, organisation-record.md), for verify.py."""
import base64, contextlib, re
from formats import *

EVENTS = [name for name in SCHEMAS if "_type" in SCHEMAS[name].get("properties", {})]

class Refused(Exception):
    """Evidence that does not hold; the argument is the code."""

def demand(holds, code):
    if not holds:
        raise Refused(code)

@contextlib.contextmanager
def coded(code):
    try:
        yield
    except FLAWS:
        raise Refused(code) from None

def scope(event, mode):
    return f"plomba{'-training' * (mode == 'training')}/v1/{event}"

def opens(entry, kind, text, armoured):
    head, salt, *digests = entry.split(b"\n") + [b""]
    wanted = [sha256(text).encode(), sha256(armoured).encode(), b"", b""]
    return head == f"plomba/{kind}/v1".encode() and re.fullmatch(rb"[0-9a-f]{64}", salt) and digests == wanted

def read_statement(text, event, mode):
    """The predicate of a statement, with the digests of its subjects as `subject`."""
    with coded("statement.not-json"):
        value = strict_json(text)
    with coded("statement.schema"):
        kind = value["predicateType"] if value["_type"] == "https://in-toto.io/Statement/v1" else fail("_type")
        known = re.fullmatch(rf"urn:plomba(-training)?:v1:({'|'.join(EVENTS)})", kind)
    demand(known, "statement.event-unknown")
    with coded("statement.schema"):
        named = SCHEMAS[known[2]]
        conforms(value, {**named, "properties": {**named["properties"], "predicate": {}}}) or fail("form")
    demand(known[2] == event, "statement.event-unexpected")
    with coded("statement.schema"):
        p = value["predicate"] if conforms(value, SCHEMAS[event]) else fail("form")
        boxes = [m["address"] if type(m) is dict else m for m in p.get("mailboxes", [])]
        stated = "training" if known[1] else "live"
        [when(p[n]) for n in ("claimedTime", "receivedTime", "deadline") if n in p]
        subjects = [s["digest"]["sha256"] for s in value["subject"]]
        if (p.get("mode", stated) != stated or len(set(boxes)) < len(boxes)
                or event.startswith("Submission") and [p["previous"]] != subjects
                or any(len(p.get(n, "").encode()) > KIB for n in ("purpose", "basis"))
                or "mailbox" in p and p["mailbox"].split("@")[1] != p["issuer"]["organisation"]["name"]):
            fail("rules")
    demand(stated == mode, "statement.mode-unexpected")
    return {**p, "subject": subjects}

def names_only(p, key):
    named = [p.get("keyId"), p.get("issuer", {}).get("keyId")]
    named += [m["stream"]["device"] for m in p.get("mailboxes", []) if type(m) is dict and m["stream"]]
    return set(named) <= {None, key_id(key[2])}

def check_statement(text, armoured, entry, key, event, mode):
    demand(len(text) <= 64 * KIB and len(armoured) <= 8 * KIB, "statement.too-large")
    demand(entry is None or len(entry) == 211, "statement.entry-malformed")
    with coded("statement.signature-malformed"):
        signature = sshsig(armoured)
    demand(signed_by(text, signature, key, scope(event, mode)), "statement.signature-invalid")
    demand(names_only(read_statement(text, event, mode), key), "statement.signer-mismatch")
    if event != "Sealed":
        demand(entry is not None, "statement.entry-missing")
        demand(re.fullmatch(rb"plomba/entry/v1\n([0-9a-f]{64}\n){3}", entry), "statement.entry-malformed")
        demand(opens(entry, "entry", text, armoured), "statement.entry-mismatch")

# Organisations.

def points(record):
    keys = [(use, x.get("key", x.get("signingKey"))) for use in ("roots", "members", "devices") for x in record[use]]
    return [(use, public_key(key)[0]) for use, key in keys]

def read_record(raw):
    """One record by its own rules."""
    with coded("record.not-json"):
        r = strict_json(raw)
    with coded("record.schema"):
        r if conforms(r, SCHEMAS["OrganisationRecord"]) else fail("form")
        keyed, brokers = r["members"] + r["devices"], [m["homeBroker"] for m in r["mailboxes"] if m["homeBroker"]]
        [when(x[n]) for x in [r] + keyed for n in ("issuedTime", "expiryTime", "validFrom", "validUntil") if n in x]
        services = {public_key(b["serviceKey"])[0] for b in brokers}
        ports = [b["url"].rpartition(":")[2] for b in brokers if re.search(r":\d+\Z", b["url"])]
        if (any(int(p) > 65535 or p == "443" for p in ports) or r["threshold"] > len(r["roots"])
                or (r["version"] == 1) != (r["previous"] is None)
                or r["type"] != "urn:" + scope("OrganisationRecord", r["mode"]).replace("/", ":")
                or any(public_key(x["key"])[1] != x.get("application") for x in r["roots"])):
            fail("rules")
        keys = [point for _, point in points(r)]
    labels = [[x.get("label", x.get("name")) for x in r[n]] for n in ("roots", "members", "devices", "mailboxes")]
    wanted = {d["member"] for d in r["devices"]} | {n for m in r["mailboxes"] for n in m["members"]}
    recipients, recoveries = [m["recipient"] for m in r["members"]], {m["recovery"] for m in r["mailboxes"]}
    demand(r["issuedTime"] < r["expiryTime"] and all(x["validFrom"] < x["validUntil"] and (
        x["status"] == "active" or x["validUntil"] <= r["issuedTime"]) for x in keyed), "record.times-contradict")
    demand(all(len(set(names)) == len(names) for names in labels), "record.duplicate-label")
    demand(len(set(keys)) == len(keys) and not services & set(keys), "record.duplicate-key")
    demand(len(set(recipients)) == len(recipients) and not recoveries & set(recipients), "record.duplicate-key")
    demand(all(len(set(m["members"])) == len(m["members"]) for m in r["mailboxes"]), "record.duplicate-label")
    demand(wanted <= set(labels[1]), "record.unknown-member")
    return r

class Organisation:
    """A verified history (Following records)."""

    def __init__(self, data, fingerprint, mode):
        demand(len(data) <= MIB, "record.too-large")
        with coded("record.not-json"):
            history = strict_json(data, MIB, 8, 10_000)
        with coded("record.schema"):
            kinds = ["urn:" + scope("OrganisationHistory", m).replace("/", ":") for m in ("live", "training")]
            entries = [(e["record"], e["signatures"]) for e in history["records"]]
            if history["type"] not in kinds or len(entries) > 64 or type(history["records"]) is not list \
                    or any(type(s) is not list or len(s) > 32 for _, s in entries):
                fail("form")
            texts = [(unbase64(record.encode()), [s.encode() for s in signatures]) for record, signatures in entries]
        demand(all(len(raw) <= 64 * KIB for raw, _ in texts), "record.too-large")
        demand(texts, "record.no-records")
        self.fingerprint, self.records, uses, before = fingerprint, [read_record(raw) for raw, _ in texts], {}, None
        self.name = self.records[-1]["name"]
        demand(sha256(texts[0][0]) == fingerprint, "record.fingerprint-mismatch")
        for number, (record, (raw, signatures)) in enumerate(zip(self.records, texts), 1):
            last = self.records[number - 2] if before else record
            demand(record["version"] == number, "record.version-not-next")
            demand(record["mode"] == mode, "record.mode-unexpected")
            demand(record["previous"] == (before and sha256(before)), "record.previous-mismatch")
            demand(record["name"] == last["name"], "record.name-changed")
            demand(record["issuedTime"] >= last["issuedTime"], "record.issued-backwards")
            with coded("record.signature-malformed"):
                signed = [sshsig(s) for s in signatures]
            for by in (last, record):
                good = [k for k in (public_key(r["key"]) for r in by["roots"])
                        if any(signed_by(raw, s, k, scope("OrganisationRecord", mode)) for s in signed)]
                demand(len(good) >= by["threshold"], "record.too-few-signatures")
            demand(all(uses.setdefault(point, use) == use for use, point in points(record)), "record.key-repurposed")
            before = raw

    def key_at(self, use, matches, time):
        """The key of the newest member or device that matches, if it counts at a time (Which key counts when)."""
        for number, record in reversed(list(enumerate(self.records, 1))):
            for entry in filter(matches, record[use]):
                ends = [record["expiryTime"], entry["validUntil"]]
                ends += [r["issuedTime"] for r in self.records[number:number + 1]]
                if not entry["validFrom"] <= time < min(ends):
                    return None
                if use == "devices" and not self.key_at("members", lambda m: m["label"] == entry["member"], time):
                    return None
                return public_key(entry["key"] if use == "devices" else entry["signingKey"])

    def readers(self, mailbox):
        """The key ids that were ever a member's or the recovery recipient's of a mailbox (decision 0054)."""
        return {key_id(text.encode()) for r in self.records for m in r["mailboxes"] if m["name"] == mailbox
                for text in [m["recovery"]] + [x["recipient"] for x in r["members"] if x["label"] in m["members"]]}
