#!/usr/bin/env python3
"""Verifies an evidence folder, without Plomba: written from Protocol/receipt.md, evidence.md, witness.md and
trusted-time.md alone. README.md beside this file says how to use it."""
import argparse, re, sys
from datetime import datetime, timezone
from pathlib import Path
from evidence_folder import ANSWERS, AUTHORITY, Folder, Layout, history, read
from lanes import BROKER, RELAYS, check_lanes, is_final, organisation
from notes import LAST_TIME, LOG, Checkpoint, Key, Logs, Policy, Proof
from records import Organisation, public_key
from tokens import is_roots, latest_instant
from verify import BEYOND, FLAWS, SCHEMAS, check_statement, conforms, demand, key_id, opens, read_statement, sha256

PASSED, UNKNOWN, FAILED = "passed", "not checked", "failed"
DEVICES = ("Deposit", "Skipped", "ContentHandover")
REQUIRED = ("outer.statement-signature", "outer.entry", "receipt.signature", "receipt.deposit", "receipt.entry")

def seconds(time):
    return int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())

def stamp(time):
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

class World:
    """What a verifier knows: the present, organisations, (name, service key, log vkey) of the broker or None, the text
    of the policy that was chosen or None, the operator's name or None, (roots, policy) of each chosen authority, (text,
    the last second at which it counted) of each policy before, when witnesses were first chosen or None, and (vkey, size)
    of the logs that the broker's continues, as far as they are told."""
    def __init__(self, time, organisations=(), broker=None, policy=None, authorities=None, operator=None,
                 earlier=(), former=(), since=None, earlier_logs=()):
        demand(conforms(time, SCHEMAS["common"]["$defs"]["time"]) and BEYOND["time"](time), "the time")
        self.time, self.broker, self.authorities = time, broker, authorities or {}
        self.service_keys = [*earlier, broker[1]] if broker else []  # those that the broker had before are told, too
        self.logs = Logs(broker[2], earlier_logs) if broker and broker[2] else None
        self.organisations = {o.fingerprint: o for o in organisations}
        self.policy = None if policy is None else Policy(policy.encode())
        self.former = [(Policy(text.encode()), until) for text, until in sorted(former, key=lambda f: f[1], reverse=True)]
        self.since = since
        policies = [p for p in (self.policy, *(p for p, _ in self.former)) if p]
        demand(all(p.is_sound(operator) for p in policies), "a quorum against the rules of witness.md")
        demand(all(seconds(time) for time in [since or "1970-01-01T00:00:01Z", *(t for _, t in former)]), "a time")

def standing(organisation, use, key):
    """(label, first second at which a key counts, the first at which not, whether it was revoked, line), or None."""
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

def home_keys(records, local):
    """The service keys that records name for a mailbox, the newest first, each with the time from which none does."""
    named = [[m["homeBroker"]["serviceKey"] for m in r["mailboxes"] if m["name"] == local and m["homeBroker"]] for r in records]
    ends = [r["issuedTime"] for r in records[1:]] + [None]
    return [(line, end) for lines, end in reversed(list(zip(named, ends))) for line in lines]

class Judgement:
    """The checks of receipt.md, in their order: `outcomes`."""
    def __init__(self, folder, world):
        self.folder, self.world, self.offered = folder, world, {}
        self.confirmed = dict(world.organisations)
        self.broker, self.is_known = (world.broker, True) if world.broker else (folder.broker, False)
        self.outcomes, self.bounds, self.seen = {}, {}, {}
        self.is_open = False  # only policies of the folder vouch for the time of an expiry
        if folder.places or "keys/allowed_signers" in folder.files:
            self.outcomes["keys.records"] = self.attempt(self.records)
        if folder.broker and world.broker and folder.broker[0] != world.broker[0]:
            self.broker, self.is_known = folder.broker, False
        receipt, time = self.receipt()
        entry = self.attempt(lambda: demand(self.opened(folder.deposit), "opening") and PASSED)
        self.outcomes["outer.entry"] = entry
        self.outcomes["outer.statement-signature"] = self.attempt(lambda: self.signed(folder.deposit, time))
        self.outcomes.update(receipt)
        self.log = self.log_keys()
        every = {*self.log.texts} if self.log else set()
        chosen = world.policy if every & {*(world.policy.logs if world.policy else ())} else None
        self.own, self.policy = chosen, chosen or folder.policy
        self.former = [f for f in world.former if every & {*f[0].logs}] if chosen else folder.former
        inclusion, witnesses, tokens = self.attempt(self.inclusion), UNKNOWN, UNKNOWN
        if self.log and inclusion != FAILED:
            witnesses = self.attempt(self.witnesses)
            tokens = self.attempt(self.tokens)
        if self.outcomes["outer.statement-signature"] == PASSED and not self.is_dated(folder.deposit):
            self.outcomes["outer.statement-signature"] = UNKNOWN
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

    # Whose keys they are.

    def records(self):
        own = {}
        for place in sorted(self.folder.places):
            text, raws = history(self.folder.files, f"keys/{place}", self.folder.mode)
            found = Organisation(text, sha256(raws[0]), self.folder.mode)
            demand(found.name == place and found.fingerprint not in own, "the records of another organisation")
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
            same_log = None in (ours[2], shown[2]) or ours[2] in self.folder.logs.texts or shown[2] in self.world.logs.texts
            same_key = set(self.world.service_keys) & {line for line, _, _ in self.folder.service_keys}
            demand(same_key and same_log, "other keys of the broker")
        demand(all(s.signed_by_one(self.folder.service_keys) for s in self.folder.successions), "a log without a broker's word")
        demand(self.signers(own) == self.folder.files.get("keys/allowed_signers", b""), "allowed_signers")
        return PASSED if set(own) <= set(self.world.organisations) else UNKNOWN

    def signers(self, own):
        """What keys/allowed_signers must be, by rule 2."""
        lines = {}
        for s in self.folder.statements:
            try:
                organisation = own[s.party["fingerprint"]]
                use = "devices" if s.event in DEVICES else "members"
                label, start, end, _, line = standing(organisation, use, s.key)
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
        if s.event in BROKER:
            if not self.broker:
                return UNKNOWN
            if self.broker[0] != s.predicate["issuer"]["broker"]:
                return self.signed_at_home(s)
            known = [(key, "", "") for key in self.world.service_keys] if self.is_known else []
            same = self.folder.broker and self.folder.broker[0] == self.broker[0]
            keys = known + (self.folder.service_keys if same else [])
            line, start, end = next((k for k in keys if key_id(public_key(k[0])[2]) == s.key), (None, "", ""))
            time = s.claimed or ""
            demand(line and (not time or start <= time < (end or "~")), "another key of the broker")
            is_known = line in [key for key, _, _ in known]
        else:
            fingerprint = s.party["fingerprint"]
            organisation = self.confirmed.get(fingerprint) or self.offered.get(fingerprint)
            if organisation is None:
                return UNKNOWN
            found = standing(organisation, "devices" if s.event in DEVICES else "members", s.key)
            time = s.claimed or deposit_time or self.world.time
            demand(found and found[1] <= time < found[2], "a key that does not count then")
            demand(organisation.name == s.party["name"], "another name")
            line, is_known = found[4], fingerprint in self.world.organisations
        check_statement(s.json, s.signature, [line], s.event, self.folder.mode)
        return PASSED if is_known else UNKNOWN

    def signed_at_home(self, s):
        """The same for another broker than the one that took it in: the record of a mailbox names its home."""
        boxes = s.predicate.get("mailboxes") or [s.predicate.get("mailbox")]
        local, _, name = (boxes[0] or "").partition("@")
        for organisations in (self.confirmed, self.offered) if len(boxes) == 1 else ():
            homes = [home for o in organisations.values() if o.name == name for home in home_keys(o.records, local)]
            line, end = next((home for home in homes if key_id(public_key(home[0])[2]) == s.key), (None, None))
            if line:
                ours = [*self.world.service_keys, *(key for key, _, _ in self.folder.service_keys)]
                demand(s.key not in [key_id(public_key(key)[2]) for key in ours], "a broker of two names")
                demand(not (s.claimed and end) or s.claimed < end, "a key that no record names as of then")
                check_statement(s.json, s.signature, [line], s.event, self.folder.mode)
                return PASSED if organisations is self.confirmed else UNKNOWN
        return UNKNOWN

    # The receipt and the lanes.

    def receipt(self):
        """The three outcomes, and the time that the broker states where none of them failed."""
        codes = "receipt.entry", "receipt.signature", "receipt.deposit"
        answer, deposit = self.folder.answer, self.folder.deposit
        if answer is None:
            return dict.fromkeys(codes, UNKNOWN), None
        def agrees():
            a, d = read_statement(answer.json, answer.event, self.folder.mode), deposit.predicate
            demand(answer.event in ANSWERS and a["previous"] == deposit.digest, "another deposit")
            demand(a["consignment"] == d["consignment"], "another deposit")
            demand(organisation(a["sender"]) == organisation(d["sender"]), "another sender")
            late = answer.event == "SubmissionAcceptance" and a["receivedTime"] >= d["deadline"]
            demand(not late, "received when the deadline had passed")
            return demand(a["mailboxes"] == [m["address"] for m in d["mailboxes"]], "other mailboxes") and PASSED
        outcomes = [self.attempt(lambda: demand(self.opened(answer), "opening") and PASSED),
                    self.attempt(lambda: self.signed(answer, None)), self.attempt(agrees)]
        return dict(zip(codes, outcomes)), None if FAILED in outcomes else answer.claimed

    def chain(self, deposit_time):
        folder, answers = self.folder, set()
        for s in folder.statements:
            demand(self.opened(s), "its opening file")
            answers.add(self.signed(s, deposit_time))
        check_lanes(folder.deposit, folder.answers, folder.lanes)
        expiries = [s for s in folder.statements if s.event == "AcceptanceRejectionExpiry"]
        failures = [s for s in folder.statements if s.event == "RelayFailure"]
        times = {self.expiry(s.predicate) for s in expiries} | {self.failure(s) for s in failures}
        for s in expiries + failures:  # clocks may differ by 300 seconds
            limit = s.predicate.get("deadline") or folder.deposit.predicate["deadline"]
            demand(seconds(self.bounds.get(s.path, "9999-12-31T23:59:59Z")) + 300 >= seconds(limit), "early")
            demand(seconds(s.claimed) <= seconds(self.world.time) + 300, "ahead of the clock")
        answers, self.is_open = answers | times, UNKNOWN in times
        answers |= {self.other_home(s) for s in folder.statements if s.event in RELAYS}
        undated = any(not self.is_dated(s) for s in folder.statements)
        return UNKNOWN if UNKNOWN in answers or undated else PASSED

    def expiry(self, p):
        """Rule 6 of evidence.md. Without witnesses that were chosen here, or were then, the time is the broker's word."""
        if self.own is None or self.own.threshold is None or p["issuer"]["broker"] != self.broker[0]:
            return PASSED
        if p["checkpoint"] is None:
            return demand(p["claimedTime"] < (self.world.since or ""), "not witnessed") and PASSED
        checkpoint = Checkpoint(p["checkpoint"].encode())
        checkpoint.demand_log(self.log.of(checkpoint))
        found, outcome = self.sight(checkpoint, self.own, self.former), PASSED
        if found is None:  # what only policies of the folder vouch for is neither shown nor wrong
            others = [(self.folder.policy, stamp(LAST_TIME))] * bool(self.folder.policy) + self.folder.former
            found, outcome = self.sight(checkpoint, self.own, others), UNKNOWN
        threshold, times = demand(found, "not witnessed")
        return demand(times[-threshold] >= seconds(p["deadline"]), "early") and outcome

    def failure(self, s):
        """A final failure embeds nothing: where witnesses were chosen, its own proof must show that they have seen it."""
        asked = is_final(s) and self.own and self.own.threshold and s.predicate["issuer"]["broker"] == self.broker[0]
        return UNKNOWN if asked and s.path not in self.bounds and s.claimed >= (self.world.since or "") else PASSED

    def other_home(self, s):
        """Whether a record names another home for the mailbox than who took it in: a confirmed one, or one that is here."""
        local, _, name = s.predicate["mailbox"].partition("@")
        first = s.predicate["issuer" if s.event == "RelayFailure" else "peer"]
        own = self.world.service_keys if self.is_known else []
        shown = [line for line, _, _ in self.folder.service_keys] if self.folder.broker and self.folder.broker[0] == first["broker"] else []
        same = self.broker and self.broker[0] == first["broker"]
        keys = {first["keyId"], *(key_id(public_key(line)[2]) for line in [*own, *shown] if same)}
        ours, theirs = ([o for o in all.values() if o.name == name] for all in (self.confirmed, self.offered))
        homes = {key_id(public_key(line)[2]) for o in ours or theirs for line, _ in home_keys(o.records, local)}
        demand(not (ours or theirs) or homes - keys, "no record names another home")
        return PASSED if ours else UNKNOWN

    def sight(self, checkpoint, policy, former, start=0):
        """(k, when each has signed) by the first policy, from the one in use back, whose quorum has; or None."""
        present = seconds(self.world.time)
        times = checkpoint.times(policy, present)
        if len(times) >= policy.threshold and policy.names(checkpoint):
            return policy.threshold, times
        for one, until in former:
            try:
                times = checkpoint.times(one, present, start, seconds(until))
            except FLAWS:  # nobody has watched for it since
                continue
            if one.threshold and one.is_sound() and one.names(checkpoint) and len(times) >= one.threshold:
                return one.threshold, times
        return None

    def is_dated(self, s):
        """Whether a key that was revoked, or of which a bound is known, signed before its end (The time of an act)."""
        known = self.confirmed.get(s.party["fingerprint"]) if s.party else None
        found = known and standing(known, "devices" if s.event in DEVICES else "members", s.key)
        by_broker = s.event == "Deposit" and not (self.own and self.own.threshold)
        bound = self.bounds.get(s.path, "9999" if found and found[3] else "")
        return not found or by_broker or bound < found[2]

    # The log, its witnesses, and authorities.

    def log_keys(self):
        """The keys of the log in which all of this must be, or None where nobody says. What only the folder says of how
        one log continues another is not known: `is_followed`."""
        self.is_followed, told, shown = True, self.world.logs, self.folder.logs
        same = told and shown and self.broker[0] == self.folder.broker[0]
        if same and self.folder.successions and not told.former and told.log.point in [k.point for k, _ in [(shown.log, 0), *shown.former]]:
            known = [(key, "", "") for key in self.world.service_keys]
            self.is_followed = told.texts[-1] == shown.texts[-1] and all(s.signed_by_one(known) for s in self.folder.successions)
            told = shown
        try:
            stated = self.folder.answer and self.folder.answer.predicate  # one that cannot be read fails as itself
            same = not stated or stated["issuer"]["broker"] == self.broker[0]
            return (told if self.is_known else shown) if same and self.broker[2] else None
        except FLAWS:
            return None

    def inclusion(self):
        if self.log is None:
            return UNKNOWN
        places, paths, roots, missing = {}, {}, {}, False
        for path, entry, first in self.folder.logged():
            missing = missing or first is None and path != "Sealed"
            proofs = [first] * (first is not None) + [data for _, data in self.folder.further(path)]
            for data in proofs if entry else ():  # a deposit that cannot be read fails as itself
                shown = Proof(data).checkpoint
                place = Proof(data).verify(entry, self.log.of(shown))
                demand(roots.setdefault(shown.size, shown.root) == shown.root, "two histories of one size")
                demand(places.setdefault(path, place) == place, "another entry")
                demand(paths.setdefault(place, path) == path, "two at one place")
        for s in self.folder.statements:
            if s.event == "AcceptanceRejectionExpiry" and s.predicate["checkpoint"] is not None:
                self.embedded(s, self.log, roots, places.get(s.path))
        order = {s.digest: places[s.path] for s in reversed(self.folder.statements) if s.path in places}
        for s in self.folder.statements:
            before = order.get(s.predicate.get("previous"), -1)
            demand(s.path not in places or before < places[s.path], "before what it follows")
        if "statement" in places:
            for path, distance in (("Sealed", 1), ("SubmissionAcceptance", 2)):
                demand(places.get(path, places["statement"] + distance) == places["statement"] + distance, "places")
        return UNKNOWN if missing or not self.is_known or not self.is_followed else PASSED

    @staticmethod
    def embedded(s, logs, roots, place):
        """The checkpoint in an expiry is of the same history, and of the log before its own entry."""
        try:
            shown = Checkpoint(s.predicate["checkpoint"].encode())
            shown.demand_log(logs.of(shown))
        except FLAWS:  # what this log has not signed fails as itself
            return
        demand(roots.setdefault(shown.size, shown.root) == shown.root, "two histories of one size")
        demand(place is None or place >= shown.size, "in the log before itself")

    def checkpoints(self):
        """(path, [(path of a proof, its checkpoint)]) of all that a log takes."""
        for path, _, data in self.folder.logged():
            proofs = [(path, data)] * (data is not None) + self.folder.further(path)
            yield path, [(own, Proof(data).checkpoint) for own, data in proofs]

    def witnesses(self):
        policy, missing = self.policy, False
        if policy is None or policy.threshold is None or not policy.is_sound():
            return UNKNOWN
        every, present = list(self.checkpoints()), seconds(self.world.time)
        shown = [(c.size, c.times(policy, present)) for _, proofs in every for _, c in proofs if policy.names(c)]
        moments = [(size, times[-policy.threshold]) for size, times in shown if len(times) >= policy.threshold]
        for _, proofs in every:
            found = {}
            for path, checkpoint in proofs:  # what was seen smaller later was not larger before
                start = max([time - 300 for size, time in moments if size < checkpoint.size], default=0)
                found[path] = self.sight(checkpoint, policy, self.former, start)
            enough = {path: sight for path, sight in found.items() if sight}
            self.seen.update(enough)
            missing = missing or not enough
        return UNKNOWN if missing or self.own is None else PASSED

    def tokens(self):
        folder, missing, offered, judged = self.folder, False, False, {}
        for path, pem in folder.files.items():
            demand(not re.fullmatch(rf"time/{AUTHORITY}\.pem", path) or is_roots(pem), "no roots")
        for path, proofs in self.checkpoints():
            stamps = []
            for place, checkpoint in proofs:
                size, text = checkpoint.size, checkpoint.text
                demand(folder.texts.get(size, text) == text, "another text was stamped")
                if size in folder.texts and size not in judged:
                    judged[size] = [self.token(name, token, text) for n, name, token in folder.tokens if n == size]
                found = [t for t in judged.get(size, []) if t]
                own = [latest for is_own, latest in found if is_own]
                stamps += found
                if self.own and self.own.threshold and place in self.seen:
                    threshold, times = self.seen[place]
                    bound = stamp(max(times[threshold - 1], min(own, default=0)))
                    self.bounds[path] = min(bound, self.bounds.get(path, bound))
            offered = offered or bool(stamps and not any(is_own for is_own, _ in stamps))
            missing = missing or not stamps
        return UNKNOWN if missing or offered else PASSED

    def token(self, name, token, text):
        """(whether of a chosen authority, the latest instant), or None where nobody vouches for the roots."""
        chosen, carried = self.world.authorities.get(name), self.folder.files.get(f"time/{name}.pem")
        try:
            if chosen:
                return True, latest_instant(token, text, *chosen)
        except FLAWS:  # it may have had other roots then
            demand(carried is not None, "a token that no roots vouch for")
        return None if carried is None else (False, latest_instant(token, text, carried, None))

def judge(files, world):
    """{code: outcome} of every check, in their order; `evidence.layout` alone for what cannot be read."""
    try:
        return Judgement(Folder(files() if callable(files) else files), world).outcomes
    except Layout:
        return {"evidence.layout": FAILED}

def known(a):
    """What the arguments tell."""
    pairs = [o.rsplit("=", 1) for o in a.organisation]
    demand(all(len(pair) == 2 for pair in pairs), "--organisation wants FILE=FINGERPRINT")
    demand(all(public_key(key) for key in a.earlier_key), "an earlier key of the broker")
    if a.broker:
        demand(public_key(a.broker[1]) and Key(a.broker[2], LOG), "the broker's keys")
    return World(a.time, [Organisation(Path(p).read_bytes(), f, a.mode) for p, f in pairs], a.broker,
                 a.policy and a.policy.read_text(), {n: (Path(p).read_bytes(), oid) for n, p, oid in a.authority},
                 a.operator, a.earlier_key, [(Path(p).read_text(), until) for p, until in a.former_policy], a.since,
                 [(key, int(size)) for key, size in a.earlier_log])

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--broker", nargs=3, metavar=("NAME", "SERVICE-KEY", "LOG-KEY"))
    parser.add_argument("--earlier-key", action="append", default=[], help="a service key that the broker had before")
    parser.add_argument("--earlier-log", nargs=2, action="append", default=[], metavar=("LOG-KEY", "SIZE"),
                        help="a key of the broker's log before, and up to which size it counts")
    parser.add_argument("--policy", type=Path, help="the tlog-policy that you have chosen")
    parser.add_argument("--former-policy", nargs=2, action="append", default=[], metavar=("FILE", "UNTIL"))
    parser.add_argument("--since", help="when witnesses were first chosen: an expiry of before names none")
    parser.add_argument("--operator", help="the organisation that runs the broker: its witness does not count")
    parser.add_argument("--authority", nargs=3, action="append", default=[], metavar=("NAME", "ROOTS.pem", "POLICY"))
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    a = parser.parse_args()
    try:
        world = known(a)
    except FLAWS as flaw:
        sys.exit(f"could not be checked: what was told: {type(flaw).__name__} {flaw}")
    try:
        judgement = Judgement(Folder(read(a.folder)), world)
        outcomes, required = judgement.outcomes, REQUIRED + ("custody.chain",) * judgement.is_open
    except Layout:
        outcomes, required = {"evidence.layout": FAILED}, REQUIRED
    for code, outcome in outcomes.items():
        print(f"{outcome:12} {code}")
    good = FAILED not in outcomes.values() and all(outcomes.get(code) == PASSED for code in required)
    print("verified" if good else "NOT VERIFIED")
    return 0 if good else 2

if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as problem:
        sys.exit(f"could not be checked: {problem}")
