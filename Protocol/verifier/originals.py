#!/usr/bin/env python3
"""Verifies a FILE.plomba or an opened case folder in which somebody discloses or passes on what was sealed before: the
checks of verify.py, and those of partial-disclosure.md. README.md beside this file says how to use it."""
import argparse, re, sys
from collections import namedtuple
from datetime import datetime, timezone
from pathlib import Path
from subprocess import check_output
from folders import check_folder
from lanes import check_agreement, check_follows, check_names, check_once, organisation
from records import Organisation, public_key
from verify import (BEYOND, SCHEMAS, World, check_file, check_statement, conforms, demand, fold, form, key_id, opens,
                    read_statement, sha256, tell)

PROOFS, LINES = 16, 400_000
DEVICES, BROKERS = ("Deposit", "ContentHandover"), ("SubmissionAcceptance", "ContentConsignment")
BETWEEN = "((SubmissionAcceptance|ContentConsignment|Acknowledgement|ContentHandover) )*"
STORY = f"(Sealed )?(Sealed Deposit {BETWEEN}ConsignmentAcceptance Transfer )*"
NAME = re.compile(r"bag/custody/([0-9]{4})-([A-Za-z]{1,32})\.json(\.sig)?")
RESERVED = "bag/data/plomba-original/"
PROOF = re.compile(RESERVED + r"([0-9]{4})/(commitments\.txt|openings\.txt|sealed\.opening)")
ITEMS = r"(?:item [0-9a-f]{64} [0-9a-f]{64} (?:0|[1-9][0-9]{0,18}) (?:[^%\x00-\x1f\x7f]|%25)+\n)+"

Step = namedtuple("Step", "event json signature predicate digest party key")  # as lanes.py wants to have statements
Part = namedtuple("Part", "number steps proof readers")  # a seal and what was done with it; readers: of its openings
Told = namedtuple("Told", "mode time histories broker", defaults=(None,))  # broker: (name, service key)

def read_step(event, text, signature, mode):
    p = read_statement(text, event, mode)
    issuer = p.get("issuer", {})
    return Step(event, text, signature, p, sha256(text), issuer.get("organisation"), issuer.get("keyId"))

def read_story(files, custody, mode):
    """Statements of custody/ by their names, and the parts that they make: sections 2.4 and 3."""
    names, steps, parts = custody.split("\n")[:-1], [], []
    for number, (name, other) in enumerate(zip(names[::2], names[1::2]), 1):
        found = demand(NAME.fullmatch(name), "a name in custody/")
        demand(found[1] == f"{number:04}" and not found[3] and other == name + ".sig", "a name in custody/")
        steps.append(read_step(found[2], files[name], files[other], mode))
    demand(len(names) % 2 == 0 and re.fullmatch(STORY, "".join(s.event + " " for s in steps)), "the story")
    for number, step in enumerate(steps, 1):
        parts += [(number, [])] * (step.event == "Sealed")
        parts[-1][1].append(step)
    return demand(len(parts) <= PROOFS, "too many seals") and parts

def read_proof(part, files, originals):
    """A part with its proof, against the files that its seal covers: checks 2 and 3."""
    (number, steps), whole = part, len(part[1]) > 1
    proof = {name[30:]: files[name] for name in originals if name.startswith(f"{RESERVED}{number:04}/")}
    demand(len(proof) == 2 + whole and ("sealed.opening" in proof) == whole, "another proof")
    text, committed, named = proof["openings.txt"].decode(), proof["commitments.txt"].decode(), ""
    if whole:
        items, _, case, named = form("openings", text)
        demand(items and len(case.replace("%25", "%").encode()) <= 128, "no item, or another case number")
        form("sealed", proof["sealed.opening"].decode())
    items = items if whole else demand(re.fullmatch(ITEMS, text), "the form of items")[0]
    lines, all_lines = text.encode().splitlines(True), form("commitments", committed)[0].split("\n")[:-1]
    power = max(16, 1 << (len(lines if whole else all_lines) - 1).bit_length())
    demand(all_lines == sorted(set(all_lines)) and len(all_lines) == power, "the order or the number of commitments")
    demand(steps[0].predicate["subject"] == [sha256(committed.encode())], "commitments of another seal")
    demand({sha256(line) for line in lines} <= set(all_lines), "a line that is not committed")
    covered = [n for n in originals if not n.startswith(RESERVED) or int(n[25:29]) < number]
    facts = [f"{sha256(files[n])} {len(files[n])} {n[4:].replace('%', '%25')}" for n in covered]
    demand([item.split(" ", 2)[2] for item in items.split("\n")[:-1]] == facts, "the files are not the items")
    return Part(number, steps, proof, [reader.split(":", 1)[0] for reader in named.split(",")] if whole else [])

def check_signed(step, time, told):
    """A statement by a key of its kind and party that counted at a time."""
    p = step.predicate
    if step.event in BROKERS:
        demand(told.broker and told.broker[0] == p["issuer"]["broker"], "a broker that is not confirmed")
        return check_statement(step.json, step.signature, [told.broker[1]], step.event, told.mode)
    name, fingerprint = organisation(step.party or p["sender"])
    known = demand(told.histories.get(fingerprint), "an organisation that is not confirmed")
    keys = known.signers("devices" if step.event in DEVICES else "members", time)
    return demand(known.name == name, "another name") and check_statement(
        step.json, step.signature, keys, step.event, told.mode)

def check_signers(parts, told):
    """Each key at the earliest time that is proven: the table of section 6."""
    times = [next((s.predicate["receivedTime"] for s in part.steps if s.event == "SubmissionAcceptance"), None)
             for part in parts]
    for n, part in enumerate(parts):
        for place, step in enumerate(part.steps):
            check_signed(step, next(filter(None, times[n + (place > 1):]), told.time), told)

def check_delivery(part):
    """One delivery by the rules of lanes, then check 6."""
    seal, deposit, *steps = part.steps
    boxes, lane = [m["address"] for m in deposit.predicate["mailboxes"]], {deposit.digest: deposit}
    mailbox = steps[-2].predicate["mailbox"]
    for s in steps:
        check_agreement(s, deposit)
        check_follows(s, demand(lane.get(s.predicate["previous"]), "it follows nothing of its own lane"))
        named = s.predicate.get("mailboxes", boxes), s.predicate.get("mailbox", mailbox)
        demand(named == (boxes, mailbox), "another mailbox than the deposit's")
        lane[s.digest] = s
    check_once(steps)
    demand(mailbox in boxes and [s.event for s in steps].count("SubmissionAcceptance") <= 1, "the lane")
    demand(steps[-1].predicate["subject"] == [seal.digest], "a transfer of another seal")
    about = [(organisation(s.predicate["sender"]), s.predicate["consignment"]) for s in (seal, deposit)]
    opening = part.proof["sealed.opening"]
    demand(about[0] == about[1], "seal and deposit are about different things")
    demand(deposit.predicate["sealedCommitment"] == sha256(opening), "another sealed.opening than was announced")
    demand(steps[-2].party["fingerprint"] in part.readers, "accepted by somebody for whom it was not sealed")

def check_passing_on(transfer, seal, deposit, readers):
    """Whether a transfer leads to the next seal, deposit and readers: check 7."""
    p, to = transfer.predicate, transfer.predicate["to"]
    demand({p["newConsignment"]} == {seal["consignment"], deposit["consignment"]}, "another consignment")
    senders = [organisation(s["sender"]) for s in (seal, deposit)]
    demand(senders == [organisation(transfer.party)] * 2, "passed on by another organisation")
    demand([m["address"] for m in deposit["mailboxes"]] == [to["mailbox"]], "to another mailbox")
    demand(set(readers) == {to["organisation"]["fingerprint"]}, "for readers of another organisation")

def check_chain(parts, seal, deposit, readers, told):
    """The story, and the bundle's own seal and outer statement at its end: checks 4 to 7."""
    check_signers(parts, told)
    steps = [s for part in parts for s in part.steps]
    own = [Step(event, b"", b"", p, None, None, None) for event, p in (("Sealed", seal), ("Deposit", deposit))]
    about = [(s.event, organisation(s.predicate["sender"])[1], s.predicate["consignment"]) for s in steps + own
             if s.event in ("Sealed", "Deposit")]
    demand(len({s.digest for s in steps}) == len(steps) and len(set(about)) == len(about), "something stands twice")
    check_names(steps + own)
    following = [(*(s.predicate for s in part.steps[:2]), part.readers) for part in parts[1:]]
    for part, after in zip(parts, following + [(seal, deposit, readers)]):
        if len(part.steps) > 1:
            check_delivery(part)
            check_passing_on(part.steps[-1], *after)
    return True

def judge_earlier(told):
    """What verify.py asks about what was sealed before its own seal, by partial-disclosure.md, section 6."""
    def steps(files, custody, seal, deposit, readers):
        originals = [n for n in files if n.startswith("bag/data/")]
        proofs = [n for n in originals if fold(n + "/")[9:25] == "plomba-original/"]
        yield "original.files", lambda: all(map(PROOF.fullmatch, proofs)) and (custody or not proofs)
        yield "custody.chain", None
        if not custody:
            return
        cut = read_story(files, custody, told.mode)
        demand(proofs, "earlier statements without any proof")
        yield "original.files", lambda: {int(n[25:29]) for n in proofs} == {number for number, _ in cut}
        lines = sum(files[n].count(b"\n") for n in proofs if n.endswith("/openings.txt"))
        parts = demand(lines <= LINES, "too many lines") and [read_proof(part, files, originals) for part in cut]
        yield "custody.chain", lambda: all(opens(p.proof["sealed.opening"], "sealed", *p.steps[0][1:3])
                                           for p in parts if len(p.steps) > 1)
        yield "custody.chain", lambda: check_chain(parts, seal, deposit, [f for f, _ in readers], told)
        yield "original.seal", None
    return steps

def world(told, identity=None):
    """What verify.py is told: the keys that count at the time as of which the bundle itself is judged."""
    known, text = {f: o.told(told.time) for f, o in told.histories.items()}, identity.read_text() if identity else ""
    decrypt = identity and (lambda data: check_output(["age", "-d", "-i", identity], input=data))
    own = {key_id(recipient.encode()) for recipient in re.findall("age1pq1[a-z0-9]+", text)}
    return World(told.mode, known, decrypt, own, judge_earlier(told))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, help="FILE.plomba, or an opened case folder")
    parser.add_argument("--organisation", action="append", default=[], metavar="FILE=FINGERPRINT")
    parser.add_argument("--broker", nargs=2, metavar=("NAME", "SERVICE-KEY"), help="the broker that you use")
    parser.add_argument("--identity", type=Path, help="file of age-keygen -pq, for a FILE.plomba")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    parser.add_argument("--time", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    a = parser.parse_args()
    demand(conforms(a.time, SCHEMAS["common"]["$defs"]["time"]) and BEYOND["time"](a.time), "the time")
    demand(not a.broker or public_key(a.broker[1]), "the broker's key")
    known = [Organisation(Path(p).read_bytes(), f, a.mode) for p, f in (o.rsplit("=", 1) for o in a.organisation)]
    told = Told(a.mode, a.time, {o.fingerprint: o for o in known}, a.broker)
    if a.bundle.is_dir():
        return tell(check_folder(a.bundle, world(told)))
    demand(a.identity, "without --identity only the outside can be checked: verify.py does that")
    return tell(check_file(a.bundle.read_bytes(), world(told, a.identity)))

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
