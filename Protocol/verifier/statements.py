"""Statements, opening files and organisation records (statements.md, evidence.md, entry.md, organisation-record.md)."""
from formats import *

def scope(event, mode, form="plomba{}/v1/{}"):
    return form.format("-training" * (mode == "training"), event)

def kind(event, mode):
    return scope(event, mode, "urn:plomba{}:v1:{}")

def opens(entry, word, text, armoured):
    match = re.fullmatch(rb"plomba/([a-z]+)/v1\n[0-9a-f]{64}\n([0-9a-f]{64})\n([0-9a-f]{64})\n", entry)
    return bool(match) and match.groups() == tuple(x.encode() for x in (word, sha256(text), sha256(armoured)))

def read_statement(text, event, mode):
    """The predicate of a statement, with the digests of its subjects as `subject`."""
    value = strict_json(text)
    demand(conforms(value, SCHEMAS[event]), "the form of " + event)
    p, subjects = value["predicate"], [s["digest"]["sha256"] for s in value["subject"]]
    boxes = [m["address"] if type(m) is dict else m for m in p.get("mailboxes", [])]
    demand(value["predicateType"] == kind(event, mode) and p.get("mode", mode) == mode, "another mode")
    demand(len(set(boxes)) == len(boxes), "a mailbox stands twice")
    demand(not event.startswith("Submission") or [p["previous"]] == subjects, "previous is not the subject")
    demand(event != "AcceptanceRejectionExpiry" or p["claimedTime"] >= p["deadline"], "expired before its deadline")
    if "mailbox" in p and "organisation" in p.get("issuer", {}):
        issuer, of_sender = p["issuer"]["organisation"], event == "Withdrawal" or p["mailbox"] is None
        same = all(issuer[n] == p["sender"][n] for n in ("name", "fingerprint"))  # there may be further members
        demand(same if of_sender else issuer["name"] == p["mailbox"].split("@")[1], "issued by another organisation")
    if event == "Transfer":
        demand(p["to"]["mailbox"].split("@")[1] == p["to"]["organisation"]["name"], "a mailbox of another organisation")
    return {**p, "subject": subjects}

def check_statement(text, armoured, key, event, mode):
    """The predicate of a statement that this key signed and that names no other."""
    demand(signed_by(text, sshsig(armoured), key, scope(event, mode)), "the signature of " + event)
    p = read_statement(text, event, mode)
    named = {p.get("keyId"), p.get("issuer", {}).get("keyId"), p.get("stream", {}).get("device")}
    named |= {m["stream"]["device"] for m in p.get("mailboxes", []) if type(m) is dict and m["stream"]}
    return demand(named <= {None, key_id(key[2])}, "names another key than the one that signed") and p

def check_alone(text, armoured, entry, line, event, mode):
    """A single statement by a key that is told, with its opening file."""
    check_statement(text, armoured, public_key(line), event, mode)
    demand(event == "Sealed" or opens(entry, "entry", text, armoured), "the opening file")

KEYS = {"roots": "key", "members": "signingKey", "devices": "key"}  # what a record calls the keys that sign

def read_record(raw):
    """One record by its own rules."""
    r = strict_json(raw)
    demand(conforms(r, SCHEMAS["OrganisationRecord"]), "the form of a record")
    members, boxes, brokers = r["members"], r["mailboxes"], [m["homeBroker"] for m in r["mailboxes"] if m["homeBroker"]]
    ports = [b["url"].rpartition(":")[2] for b in brokers if re.search(r":\d+\Z", b["url"])]
    demand(all(int(port) < 65536 and port != "443" for port in ports), "the port of a broker")
    demand(r["threshold"] <= len(r["roots"]) and (r["version"] == 1) == (r["previous"] is None), "threshold, version")
    demand(r["type"] == kind("OrganisationRecord", r["mode"]), "type and mode")
    demand(all(public_key(x["key"])[1] == x.get("application") for x in r["roots"]), "application of a security key")
    demand(r["issuedTime"] < r["expiryTime"] and all(x["validFrom"] < x["validUntil"] and (
        x["status"] == "active" or x["validUntil"] <= r["issuedTime"]) for x in members + r["devices"]), "times")
    lists = [[x.get("label", x.get("name")) for x in r[use]] for use in [*KEYS, "mailboxes"]]
    lists += [m["members"] for m in boxes] + [[m["recipient"] for m in members]]
    lists += [[public_key(x[KEYS[use]])[0] for use in KEYS for x in r[use]]]
    demand(all(len(set(names)) == len(names) for names in lists), "something stands twice")
    foreign = {public_key(b["serviceKey"])[0] for b in brokers} | {m["recovery"] for m in boxes}
    demand(foreign.isdisjoint(lists[-1] + lists[-2]), "a key of another purpose")
    demand({d["member"] for d in r["devices"]}.union(*lists[4:-2]) <= set(lists[1]), "a member that there is not")
    return r

class Organisation:
    """A verified history (Following records)."""
    def __init__(self, data, fingerprint, mode):
        history, uses, before = strict_json(data, 1 << 20, 8, 10_000), {}, None
        demand(conforms(history, SCHEMAS["OrganisationHistory"]), "the form of an organisation file")
        self.fingerprint, self.records = fingerprint, []
        for number, entry in enumerate(history["records"], 1):
            raw, signatures = unbase64(entry["record"].encode()), [sshsig(s.encode()) for s in entry["signatures"]]
            record = read_record(raw)
            last, self.name = self.records[-1] if before else record, record["name"]
            demand(record["previous"] == sha256(before) if before else sha256(raw) == fingerprint, "digest")
            demand([record[n] for n in ("version", "mode", "name")] == [number, mode, last["name"]], "version, mode")
            demand(record["issuedTime"] >= last["issuedTime"], "issued before the record before it")
            for by in (last, record):
                good = [k for k in (public_key(r["key"]) for r in by["roots"])
                        if any(signed_by(raw, s, k, scope("OrganisationRecord", mode)) for s in signatures)]
                demand(len(good) >= by["threshold"], "too few signatures of roots")
            points = [(public_key(x[KEYS[use]])[0], use) for use in KEYS for x in record[use]]
            demand(all(uses.setdefault(point, use) == use for point, use in points), "a key of another purpose")
            self.records, before = self.records + [record], raw

    def key_at(self, use, matches, time):
        """The key of the newest member or device that matches, if it counts at a time (Which key counts when)."""
        found = [(n, x) for n, record in enumerate(self.records) for x in record[use] if matches(x)]
        number, entry = demand(found, "a key that no record lists") and found[-1]
        ends = [self.records[number]["expiryTime"], entry["validUntil"]]
        ends += [record["issuedTime"] for record in self.records[number + 1:][:1]]
        demand(entry["validFrom"] <= time < min(ends), "a key that does not count at this time")
        if use == "devices":
            self.key_at("members", lambda m: m["label"] == entry["member"], time)
        return public_key(entry[KEYS[use]])

    def readers(self, mailbox):
        """The key ids that were ever a member's or the recovery recipient's of a mailbox (decision 0054)."""
        return {key_id(text.encode()) for r in self.records for m in r["mailboxes"] if m["name"] == mailbox
                for text in [m["recovery"]] + [x["recipient"] for x in r["members"] if x["label"] in m["members"]]}
