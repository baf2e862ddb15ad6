#!/usr/bin/env python3
"""Verifies an evidence folder, without Plomba: written from Protocol/receipt.md, witness.md and trusted-time.md alone.
Tokens are judged by `openssl ts`. README.md beside this file says how to use it."""
import argparse, base64, hashlib, json, re, subprocess, sys, tempfile
from datetime import datetime, timezone
from pathlib import Path
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from histories import node
from records import Organisation, public_key, read_record, unbase64
from verify import FLAWS, check_statement, conforms, demand, key_id, opens, sha256, strict_json

PASSED, UNKNOWN, FAILED = "passed", "not checked", "failed"
BROKER, DEVICES = ("SubmissionAcceptance", "SubmissionRejection", "ContentConsignment", "AcceptanceRejectionExpiry"), (
    "Deposit", "Skipped", "ContentHandover")
ENDS = ("ConsignmentAcceptance", "ConsignmentRejection", "Withdrawal", "AcceptanceRejectionExpiry")
RANKS = {"Deposit": 1, "SubmissionAcceptance": 2, "SubmissionRejection": 2, "ContentConsignment": 3, "Transfer": 6,
         "Disposal": 6, **dict.fromkeys(ENDS, 5)}

class Layout(Exception):
    """A file that is missing or not in its form: the folder cannot be read as evidence."""

class World:
    """What a verifier knows: the present, organisations, (name, service key, log vkey) of the broker or None, the text
    of the policy that was chosen or None, and (roots, policy) of each chosen authority by name."""
    def __init__(self, time, organisations=(), broker=None, policy=None, authorities=None):
        self.time, self.broker, self.policy, self.authorities = time, broker, policy, authorities or {}
        self.organisations = {o.fingerprint: o for o in organisations}

# Records and keys.

def history(files, place, mode):
    """The organisation of `keys/NAME/`, with the file that it would give its partners."""
    records = []
    while f"{place}/{len(records) + 1:04}.json" in files:
        name = f"{place}/{len(records) + 1:04}.json"
        signatures = []
        while f"{name}.sig.{len(signatures) + 1}" in files:
            signatures.append(files[f"{name}.sig.{len(signatures) + 1}"].decode())
        records.append({"record": base64.b64encode(files[name]).decode(), "signatures": signatures})
    word = "plomba" if mode == "live" else "plomba-training"
    text = json.dumps({"type": f"urn:{word}:v1:OrganisationHistory", "records": records})
    return text.encode(), [files[f"{place}/{n:04}.json"] for n in range(1, len(records) + 1)]

def standing(organisation, use, key):
    """(label, first second at which a key counts, the first at which not, whether it was revoked), or None."""
    field = "signingKey" if use == "members" else "key"
    def newest(use, matches):
        return [(n, x) for n, record in enumerate(organisation.records) for x in record[use] if matches(x)]
    found = newest(use, lambda x: key_id(public_key(x[field])[2]) == key)
    if not found:
        return None
    number, entry = found[-1]
    ends = [organisation.records[number]["expiryTime"], entry["validUntil"]]
    ends += [r["issuedTime"] for r in organisation.records[number + 1:][:1]]
    start, end, revoked, line = entry["validFrom"], min(ends), entry["status"] == "revoked", entry[field]
    if use == "devices":  # it counts while any key of its member does (decision 0101)
        members = newest("members", lambda x: x["label"] == entry["member"])
        keys = {key_id(public_key(x["signingKey"])[2]) for _, x in members}
        owners = [standing(organisation, "members", key) for key in keys]
        last = max(owners, key=lambda owner: owner[2])
        start, end, revoked = max(start, min(o[1] for o in owners)), min(end, last[2]), revoked or last[3]
    return entry["label"], start, end, revoked, line

class Statement:
    """NAME.json with what lies beside it; nothing is verified but that it can be read at all."""
    def __init__(self, files, path):
        self.path, self.json = path, files[path + ".json"]
        if path + ".json.sig" not in files or len(self.json) > 1 << 16 or len(files[path + ".json.sig"]) > 8192:
            raise Layout(path)
        self.signature, self.entry = files[path + ".json.sig"], files.get(path + ".entry")
        self.proof, self.digest = files.get(path + ".tlog-proof"), sha256(self.json)
        if self.entry is not None and len(self.entry) != 211:
            raise Layout(path)
        try:
            value = strict_json(self.json)
            self.predicate, (self.word, self.event) = value["predicate"], re.fullmatch(
                r"urn:(plomba|plomba-training):v1:([A-Za-z]+)", value["predicateType"]).groups()
        except FLAWS:
            self.predicate, self.word, self.event = {}, "plomba", None

    @property
    def issuer(self):
        """(broker's name or None, organisation's reference or None, key id)."""
        p = self.predicate
        if self.event == "Deposit":
            named = {m["stream"]["device"] for m in p["mailboxes"] if m.get("stream")}
            return None, p["sender"], named.pop() if len(named) == 1 else None
        issuer = p["issuer"]
        return issuer.get("broker"), issuer.get("organisation"), issuer["keyId"]

    @property
    def claimed(self):
        return self.predicate.get("claimedTime", self.predicate.get("receivedTime"))

def ordered(statements):
    """Each after what it says it follows, and the end of a lane after what does not end it."""
    known, placed, done = {s.digest for s in statements}, set(), []
    waiting = sorted(statements, key=lambda s: RANKS.get(s.event, 4))
    while waiting:
        ready = [s for s in waiting if s.predicate.get("previous") not in known - placed] or waiting
        waiting.remove(ready[0])
        placed.add(ready[0].digest)
        done.append(ready[0])
    return done

# The log and its witnesses.

def vkey(text, kind):
    name, number, key = text.split("+", 2)
    key = unbase64(key.encode())
    demand(key[0] == kind and len(key) == 33, "another kind of key")
    demand(hashlib.sha256(f"{name}\n".encode() + key).digest()[:4].hex() == number, "the key is malformed")
    return name, bytes.fromhex(number), Ed25519PublicKey.from_public_bytes(key[1:])

class Proof:
    """A .tlog-proof: index, hashes, and the note of its checkpoint."""
    def __init__(self, data):
        head, self.note = data.split(b"\n\n", 1)
        first, *lines = head.decode().split("\n")
        demand(first == "c2sp.org/tlog-proof@v1", "not a proof")
        lines = lines[1:] if lines[0].startswith("extra ") else lines
        word, number = lines[0].split(" ")
        self.index = int(number)
        demand(word == "index" and str(self.index) == number, "the index is malformed")
        self.hashes = [unbase64(line.encode()) for line in lines[1:]]
        demand(len(self.hashes) <= 63 and all(len(h) == 32 for h in self.hashes), "the hashes")
        text, signed = self.note.split(b"\n\n", 1)
        self.text = text + b"\n"
        self.origin, size, root = text.decode().split("\n")
        self.size, self.root = int(size), unbase64(root.encode())
        demand(str(self.size) == size and signed.endswith(b"\n"), "the checkpoint is malformed")
        self.lines = []
        for line in signed.decode()[:-1].split("\n"):
            dash, name, value = line.split(" ")
            value = unbase64(value.encode())
            demand(dash == "\u2014" and len(value) > 4, "a signature line is malformed")
            self.lines.append((name, value[:4], value[4:]))

    def of(self, key):
        """What this key has signed here, verified: None, b"" for a log, the time for a witness."""
        name, number, public = key
        found = [value for n, i, value in self.lines if (n, i) == (name, number)]
        if not found:
            return None
        demand(len(found) == 1, "two lines of one key")
        if len(found[0]) == 64:
            public.verify(found[0], self.text)
            return b""
        time = int.from_bytes(found[0][:8], "big")
        public.verify(found[0][8:], b"cosignature/v1\ntime %d\n" % time + self.text)
        return time

    def verify(self, entry, log):
        demand(self.origin == log[0] and self.of(log) == b"", "the log has not signed")
        demand(self.index < self.size, "an index beyond the log")
        (fn, sn), r = (self.index, self.size - 1), hashlib.sha256(b"\0\1" + bytes.fromhex(entry)).digest()
        for p in self.hashes:
            demand(sn > 0, "too many hashes")
            if fn & 1 or fn == sn:
                r = node(p, r)
                while not fn & 1 and fn:
                    fn, sn = fn >> 1, sn >> 1
            else:
                r = node(r, p)
            fn, sn = fn >> 1, sn >> 1
        demand(sn == 0 and r == self.root, "not in the tree")
        return self.index

class Policy:
    """A tlog-policy of one log: the witnesses, and a flat quorum (threshold, names) or None."""
    def __init__(self, text):
        self.logs, self.witnesses, groups, self.quorum = [], {}, {}, "missing"
        demand(text.endswith(b"\n"), "a line that does not end")
        for line in text.decode().split("\n"):
            word, *rest = line.split() or ["#"]
            if word == "log":
                self.logs.append(rest[0])
                vkey(rest[0], 1)
            elif word == "witness":
                self.witnesses[rest[0]] = vkey(rest[1], 4)
            elif word == "group":
                demand(set(rest[2:]) <= {*self.witnesses, *groups}, "an undefined name")
                count = {"any": 1, "all": len(rest) - 2}.get(rest[1]) or int(rest[1])
                groups[rest[0]] = (demand(1 <= count <= len(rest) - 2, "the threshold") and count, rest[2:])
            elif word == "quorum":
                demand(self.quorum == "missing", "a second quorum")
                self.quorum = None if rest == ["none"] else groups.get(rest[0]) or (
                    demand(rest[0] in self.witnesses, "an undefined name") and (1, rest))
            else:
                demand(word.startswith("#"), "an unknown word")
        demand(self.quorum != "missing", "no quorum")

    def is_sound(self):
        threshold, names = self.quorum
        owners = [self.witnesses[n][0].split("/")[0] for n in names if n in self.witnesses]
        return len(owners) == len(names) == len(set(owners)) and 2 * threshold - len(names) > 0

def is_roots(pem):
    """Whether these are certificates that signed themselves, in PEM and nothing else."""
    found = x509.load_pem_x509_certificates(pem)
    for root in found:
        root.verify_directly_issued_by(root)
    plain = b"".join(root.public_bytes(serialization.Encoding.PEM) for root in found)
    return 1 <= len(found) <= 8 and pem == plain

# The folder.

class Folder:
    def __init__(self, files):
        self.files = files
        def statement(path):
            return Statement(files, path) if path + ".json" in files else None
        self.deposit = statement("statement")
        if self.deposit is None:
            raise Layout("statement.json")
        self.answer = statement("SubmissionAcceptance") or statement("SubmissionRejection")
        self.lanes = {}
        for path in sorted(files):
            match = re.fullmatch(r"lanes/([^/]+)/([^/]+)\.json", path)
            if match:
                self.lanes.setdefault(match[1], []).append(Statement(files, path[:-5]))
        self.mode = "training" if self.deposit.word == "plomba-training" else "live"
        every = [self.deposit] + [self.answer] * (self.answer is not None) + [s for l in self.lanes.values() for s in l]
        self.statements = ordered(every)
        self.places = sorted({m[1] for m in (re.match(r"keys/([^/]+\.[^/]+)/", p) for p in files) if m})
        self.broker = self.policy = None
        lines = files.get("keys/broker/allowed_signers")
        try:
            if lines is not None:
                name, options, key = lines.decode().rstrip("\n").split(" ", 2)
                log = files.get("keys/broker/log.vkey", b"").decode().rstrip("\n") or None
                vkey(log, 1) if log else None
                self.broker = name, " ".join(key.split(" ")[:2]), log
                public_key(self.broker[1])
                demand(conforms(name, {"$ref": "urn:plomba:schema:common#/$defs/organisationName"}), "a name")
                if "keys/broker/policy" in files:
                    self.policy = Policy(files["keys/broker/policy"])
                    demand(self.policy.logs == [log], "a policy of another log")
            for place in self.places:  # what is no record at all
                read_record(files[f"keys/{place}/0001.json"])
            name = r"time/checkpoint-([1-9][0-9]*)\.([a-z0-9][a-z0-9._-]{0,63})\.tst"
            tokens = [re.fullmatch(name, path) for path in files]
            self.tokens = [(int(m[1]), m[2], files[m[0]]) for m in tokens if m]
            self.texts = {size: files[f"time/checkpoint-{size}.txt"] for size, _, _ in self.tokens}
        except FLAWS as flaw:
            raise Layout(str(flaw))

    def proofs(self):
        """(path, what it proves to be in the log, the bytes or None) of all that a log takes."""
        found = [(s.path, sha256(s.entry or b""), s.proof) for s in self.statements if s.event != "SubmissionRejection"]
        seal = self.files.get("Sealed.tlog-proof")
        return found + [("Sealed", self.deposit.predicate.get("sealedCommitment"), seal)] * (seal is not None)

class Judgement:
    """The checks of receipt.md, in their order, as (code, outcome)."""
    def __init__(self, folder, world):
        self.folder, self.world, self.offered = folder, world, {}
        self.confirmed = dict(world.organisations)
        self.broker, self.is_known = (world.broker, True) if world.broker else (folder.broker, False)
        self.outcomes, self.bounds = {}, {}
        if folder.places or "keys/allowed_signers" in folder.files:
            self.outcomes["keys.records"] = self.attempt(self.records)
        if folder.broker and world.broker and folder.broker[0] != world.broker[0]:
            self.broker, self.is_known = folder.broker, False
        receipt, time = self.receipt()
        entry = self.attempt(lambda: demand(self.opened(folder.deposit), "opening") and PASSED)
        self.outcomes["outer.entry"] = entry
        self.outcomes["outer.statement-signature"] = self.attempt(lambda: self.signed(folder.deposit, time))
        self.outcomes.update(receipt)
        inclusion, log = self.inclusion()
        witnesses, tokens = self.dates(log) if log else (UNKNOWN, UNKNOWN)
        self.outcomes["custody.chain"] = self.attempt(lambda: self.chain(time))
        self.outcomes.update({"log.inclusion": inclusion, "log.witnesses": witnesses, "time.token": tokens})

    @staticmethod
    def attempt(body):
        try:
            return body()
        except FLAWS:
            return FAILED

    @staticmethod
    def opened(statement):
        return statement.entry is not None and opens(statement.entry, "entry", statement.json, statement.signature)

    def records(self):
        own = {}
        for place in self.folder.places:
            text, raws = history(self.folder.files, f"keys/{place}", self.folder.mode)
            found = Organisation(text, sha256(raws[0]), self.folder.mode)
            known = self.confirmed.get(found.fingerprint)
            own[found.fingerprint] = found
            if known is None:
                self.offered[found.fingerprint] = found
            else:
                demand(all(a == b for a, b in zip(known.records, found.records)), "another history")
                if len(found.records) > len(known.records):
                    self.confirmed[found.fingerprint] = found
        ours, shown = self.world.broker, self.folder.broker
        if ours and shown and ours[0] == shown[0]:
            same_log = None in (ours[2], shown[2]) or ours[2] == shown[2]
            demand(ours[1] == shown[1] and same_log, "other keys of the broker")
        demand(self.signers(own) == self.folder.files.get("keys/allowed_signers", b""), "allowed_signers")
        return PASSED if set(own) <= set(self.world.organisations) else UNKNOWN

    def signers(self, own):
        lines = {}
        for s in self.folder.statements:
            try:
                _, reference, key = s.issuer
                organisation = own[reference["fingerprint"]]
                label, start, end, _, line = standing(organisation, "devices" if s.event in DEVICES else "members", key)
            except FLAWS:
                continue
            spaces = lines.setdefault((f"{label}@{organisation.name}", start, end, line), [])
            space = f"{s.word}/v1/{s.event}"
            spaces += [space] * (space not in spaces)
        compact = lambda time: re.sub("[-:T]", "", time)
        return "".join(f'{who} namespaces="{",".join(spaces)}",valid-after="{compact(start)}",'
                       f'valid-before="{compact(end)}" {line}\n'
                       for (who, start, end, line), spaces in lines.items()).encode()

    def signed(self, s, deposit_time):
        """Who answers for a statement: PASSED by somebody confirmed, UNKNOWN by the folder alone."""
        broker, reference, stated = s.issuer
        if broker is not None:
            if not self.broker or self.broker[0] != broker:
                return UNKNOWN
            line, is_known = self.broker[1], self.is_known
            demand(key_id(public_key(line)[2]) == stated, "another key of the broker")
            demand(s.event in BROKER, "not a broker's statement")
        else:
            fingerprint = reference["fingerprint"]
            organisation = self.confirmed.get(fingerprint) or self.offered.get(fingerprint)
            if organisation is None:
                return UNKNOWN
            found = standing(organisation, "devices" if s.event in DEVICES else "members", stated)
            time = s.claimed or deposit_time or self.world.time
            demand(found and found[1] <= time < found[2], "a key that does not count then")
            demand(organisation.name == reference["name"], "another name")
            line, is_known = found[4], fingerprint in self.world.organisations
        check_statement(s.json, s.signature, [line], s.event, self.folder.mode)
        return PASSED if is_known else UNKNOWN

    def receipt(self):
        codes = "receipt.entry", "receipt.signature", "receipt.deposit"
        answer, deposit = self.folder.answer, self.folder.deposit
        if answer is None:
            return dict.fromkeys(codes, UNKNOWN), None
        def agrees():
            a, d = answer.predicate, deposit.predicate
            demand(a["previous"] == deposit.digest and a["consignment"] == d["consignment"], "another deposit")
            demand(a["sender"] == d["sender"], "another sender")
            return demand(a["mailboxes"] == [m["address"] for m in d["mailboxes"]], "other mailboxes") and PASSED
        outcomes = [self.attempt(lambda: demand(self.opened(answer), "opening") and PASSED),
                    self.attempt(lambda: self.signed(answer, None)), self.attempt(agrees)]
        return dict(zip(codes, outcomes)), None if FAILED in outcomes else answer.predicate.get("receivedTime")

    def chain(self, deposit_time):
        digests, answers, ends, d = set(), set(), {}, self.folder.deposit.predicate
        for s in self.folder.statements:
            if s is not self.folder.deposit:
                demand(s.predicate["previous"] in digests, "it follows nothing that is here")
            demand(self.opened(s), "its opening file")
            answer = self.signed(s, deposit_time)
            answers.add(answer)
            digests.add(s.digest)
        for mailbox, lane in self.folder.lanes.items():
            for s in lane:
                p = s.predicate
                demand((p["consignment"], p["mailbox"]) == (d["consignment"], mailbox), "another lane")
                demand(p["sender"] == d["sender"], "another sender")
                demand(s.event not in ENDS or ends.setdefault(mailbox, s) is s, "a second end")
        undated = False
        for s in self.folder.statements:
            _, reference, key = s.issuer
            organisation = reference and self.confirmed.get(reference["fingerprint"])
            found = organisation and standing(organisation, "devices" if s.event in DEVICES else "members", key)
            if found and found[3] and s.event != "Deposit":  # revoked: its own claim shows nothing
                undated = undated or not self.bounds.get(s.path, "9999") < found[2]
        return UNKNOWN if UNKNOWN in answers or undated else PASSED

    def inclusion(self):
        """The outcome, and the log's key where nothing failed."""
        answer = self.folder.answer
        try:
            same = answer is None or answer.issuer[0] == self.broker[0]
            text = self.broker[2] if same else None
        except FLAWS:
            text = None
        if text is None:
            return UNKNOWN, None
        try:
            log, places, missing = vkey(text, 1), {}, False
            for path, entry, proof in self.folder.proofs():
                if proof is None:
                    missing = True
                    continue
                if entry:  # a deposit that cannot be read fails as itself
                    places[path] = Proof(proof).verify(entry, log)
            others = [place for path, place in places.items() if path != "Sealed"]
            demand(len(set(others)) == len(others), "two at one place")
            if "statement" in places:
                for path, distance in (("Sealed", 1), ("SubmissionAcceptance", 2)):
                    demand(places.get(path, places["statement"] + distance) == places["statement"] + distance, "places")
        except FLAWS:
            return FAILED, None
        return UNKNOWN if missing or not self.is_known else PASSED, text

    def dates(self, log):
        own = Policy(self.world.policy.encode()) if self.world.policy else None
        own = own if own and log in own.logs else None
        policy, seen = own or self.folder.policy, {}
        try:
            witnesses = self.witnesses(policy, own, seen)
        except FLAWS:
            witnesses = FAILED
        return witnesses, self.attempt(lambda: self.tokens(policy if own else None, seen))

    def witnesses(self, policy, own, seen):
        if policy is None or policy.quorum is None or not (own or policy.is_sound()):
            return UNKNOWN
        threshold, names = policy.quorum
        latest = datetime.strptime(self.world.time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp() + 300
        missing = False
        for path, _, data in self.folder.proofs():
            if data is None:
                missing = True
                continue
            proof = Proof(data)
            times = {n: proof.of(key) for n, key in policy.witnesses.items()}
            counted = {n: t for n, t in times.items() if t is not None and t <= latest}
            if len(set(counted) & set(names)) >= threshold:
                seen[path] = sorted(counted[n] for n in set(counted) & set(names))
            else:
                missing = True
        return UNKNOWN if missing or own is None else PASSED

    def tokens(self, policy, seen):
        missing, offered, judged = False, False, {}
        for path, _, data in self.folder.proofs():
            if data is None:
                missing = True
                continue
            proof = Proof(data)
            if proof.size in self.folder.texts and proof.size not in judged:
                demand(self.folder.texts[proof.size] == proof.text, "another text was stamped")
                judged[proof.size] = [self.token(name, token, proof.text)
                                      for size, name, token in self.folder.tokens if size == proof.size]
            found = [t for t in judged.get(proof.size, []) if t]
            own = [latest for is_own, latest in found if is_own]
            offered, missing = offered or bool(found and not own), missing or not found
            if policy and policy.quorum and path in seen:
                bound = max(seen[path][policy.quorum[0] - 1], min(own, default=0))
                self.bounds[path] = datetime.fromtimestamp(bound, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return UNKNOWN if missing or offered else PASSED

    def token(self, name, token, text):
        """(whether of a chosen authority, the latest instant), or None where nobody vouches for the roots."""
        chosen = self.world.authorities.get(name)
        roots = chosen[0] if chosen else self.folder.files.get(f"time/{name}.pem")
        if roots is None:
            return None
        demand(is_roots(roots), "no roots")
        def openssl(*words):
            done = subprocess.run(["openssl", "ts", *words], capture_output=True, text=True, check=True, cwd=place)
            return done.stdout
        with tempfile.TemporaryDirectory() as place:
            for file, content in (("token", token), ("text", text), ("roots", roots)):
                Path(place, file).write_bytes(content)
            shown = openssl("-reply", "-token_in", "-in", "token", "-token_out", "-text")
            stamp = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(\.\d+)? (\d+) GMT$", shown, re.M)
            time = datetime.strptime(f"{stamp[1]} {stamp[3]}", "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
            demand(not chosen or re.search(r"^Policy OID: (.*)$", shown, re.M)[1] == chosen[1], "another policy")
            openssl("-verify", "-token_in", "-in", "token", "-data", "text", "-CAfile", "roots", "-attime",
                    str(int(time.timestamp())))
            units = {"seconds": 1_000_000, "millis": 1000, "micros": 1}
            accuracy = re.findall(r"0x([0-9A-Fa-f]+) (seconds|millis|micros)", shown)
            beyond = sum(int(number, 16) * units[unit] for number, unit in accuracy)
            beyond += int(float(stamp[2] or 0) * 1_000_000 + 0.999999)
            return bool(chosen), int(time.timestamp()) - -beyond // 1_000_000

REQUIRED = ("outer.statement-signature", "outer.entry", "receipt.signature", "receipt.deposit", "receipt.entry")

def judge(files, world):
    """{code: outcome} of every check, in their order; `evidence.layout` alone for what cannot be read."""
    try:
        return Judgement(Folder(files), world).outcomes
    except Layout:
        return {"evidence.layout": FAILED}

def read(folder):
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*"))
            if f.is_file() and not f.is_symlink()}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--broker", nargs=3, metavar=("NAME", "SERVICE-KEY", "LOG-KEY"))
    parser.add_argument("--policy", type=Path, help="the tlog-policy that you have chosen")
    parser.add_argument("--authority", nargs=3, action="append", default=[], metavar=("NAME", "ROOTS.pem", "POLICY"))
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    a = parser.parse_args()
    pairs = [o.rsplit("=", 1) for o in a.organisation]
    world = World(a.time, [Organisation(Path(p).read_bytes(), f, a.mode) for p, f in pairs], a.broker,
                  a.policy and a.policy.read_text(), {n: (Path(p).read_bytes(), oid) for n, p, oid in a.authority})
    outcomes = judge(read(a.folder), world)
    for code, outcome in outcomes.items():
        print(f"{outcome:12} {code}")
    good = FAILED not in outcomes.values() and all(outcomes.get(code) == PASSED for code in REQUIRED)
    print("verified" if good else "NOT VERIFIED")
    return 0 if good else 2

if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as problem:
        sys.exit(f"could not be checked: {problem}")
