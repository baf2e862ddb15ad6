"""The lanes of a delivery: what statements.md (Lanes and chains) and evidence.md say of statements that lie together.
For evidence.py. Signatures are not judged here, nor the time of an expiry."""
import re
from verify import demand

RELAYS = ("RelayAcceptance", "RelayRejection", "RelayFailure")
BROKER = ("SubmissionAcceptance", "SubmissionRejection", "ContentConsignment", "AcceptanceRejectionExpiry", *RELAYS)
REFUSED = "SubmissionRejection"
ENDS = ("ConsignmentAcceptance", "ConsignmentRejection", "Withdrawal", "AcceptanceRejectionExpiry", "RelayRejection")
TAKEN_ENDS = ENDS[:4]  # otherwise than by a refusal
AFTER_THE_END = ("Transfer", "Disposal")
CONSENT = ("ConsentWithdrawal", "ConsentAnswer")
IN_A_LANE = ("Skipped", "SubmissionAcceptance", *RELAYS, "ContentConsignment", "ContentHandover", "Acknowledgement", *ENDS, *AFTER_THE_END,
             *CONSENT)
PAYLOAD, PREVIEW = 0, 1  # where the subjects of a deposit stand

def organisation(reference):
    """What counts of an organisation, which may have further members."""
    return reference["name"], reference["fingerprint"]

def same(a, b, names):
    return all(a[name] == b[name] for name in names)

def artefacts(event, deposit):
    """The digests that a statement's subjects must have, or None where the deposit does not say."""
    d = deposit.predicate
    special = {"ContentHandover": [d["subject"][PAYLOAD]], "Acknowledgement": [d["subject"][PREVIEW]],
               "ConsignmentAcceptance": [deposit.digest, d["sealedCommitment"]], "Transfer": None,
               "ConsentAnswer": None}
    return special.get(event, [deposit.digest])

def check_names(statements):
    """One name, one fingerprint."""
    names, fingerprints = {}, {}
    for s in statements:
        found = [s.predicate["sender"]] + [s.party] * (s.party is not None)
        found += [s.predicate["to"]["organisation"]] if s.event == "Transfer" else []
        for name, fingerprint in map(organisation, found):
            demand(names.setdefault(fingerprint, name) == name, "an organisation of two names")
            demand(fingerprints.setdefault(name, fingerprint) == fingerprint, "a name of two organisations")

def check_agreement(s, deposit):
    """Sender, consignment, digests and sizes are those of the deposit."""
    p, d = s.predicate, deposit.predicate
    demand(p["consignment"] == d["consignment"], "about another consignment")
    demand(organisation(p["sender"]) == organisation(d["sender"]), "another sender")
    demand(artefacts(s.event, deposit) in (None, p["subject"]), "other digests than the deposit's")
    named = {"ContentHandover": "payloadSize", "AcceptanceRejectionExpiry": "deadline"}.get(s.event, "sender")
    demand(named == "sender" or p[named] == d[named], "another size or deadline than the deposit's")

def check_follows(s, before):
    """Whether a statement may stand after this one."""
    demand(before.event != REFUSED, "a refused deposit went on")
    demand(before.event not in CONSENT, "something follows what was said about consent")
    ended = before.event in (*ENDS, *AFTER_THE_END)
    demand(not ended or s.event in AFTER_THE_END, "something follows an end")
    if before.event in AFTER_THE_END or s.event == "Transfer":
        own = organisation(s.party) == organisation(before.party)
        demand(before.event != "Disposal" or not own, "something follows its own disposal")
        demand(s.event != "Transfer" or own, "passed on by another than who accepted")
    demand(s.event != "Transfer" or before.event == "ConsignmentAcceptance", "a transfer without an acceptance")

def check_consent(s, here):
    """What is said about consent follows the deposit, or what was said about it before (consent-withdrawal.md)."""
    before = here[s.predicate["previous"]]
    if s.event == "ConsentWithdrawal":
        demand(before.event in ("Deposit", "ConsentWithdrawal"), "a withdrawal of consent follows something else")
        return
    [subject] = s.predicate["subject"]
    demand(subject in here and here[subject].event == "ConsentWithdrawal", "an answer to no withdrawal of consent")
    same = before.event == "ConsentAnswer" and before.predicate["subject"] == [subject]
    demand(before.digest == subject or same, "an answer follows something else")

def check_skipped(s, lane, stream, answer):
    demand(len(lane) == 1 and (answer is None or answer.event == REFUSED), "a number that was given up went on")
    demand(stream and same(s.predicate["stream"], stream, ("device", "number")), "another number than the deposit's")

def is_final(s):
    """Whether a relay was given up for good."""
    return s.event == "RelayFailure" and s.predicate["reason"] == "not_delivered"

def check_hop(s, deposit):
    """What two brokers say of a delivery that one handed to the other (relay.md)."""
    p = s.predicate
    demand(s.event != "RelayFailure" or p["claimedTime"] >= deposit.predicate["deadline"], "given up too early")

def homes(lane, answer):
    """The brokers that may speak in a lane: the one that answered, and the other end of its hop."""
    own = {answer.predicate["issuer"]["broker"]} if answer else set()
    ends = [{s.predicate["issuer"]["broker"], s.predicate["peer"]["broker"]} for s in lane if s.event in RELAYS]
    demand(all(own & both for both in ends) and len(set().union(*ends)) <= 2, "a hop between other brokers")
    return own.union(*ends)

def check_relay(lane, answer):
    """Nothing but the hop stands in a lane that was refused or given up for good."""
    brokers, own = homes(lane, answer), answer.predicate["issuer"]["broker"] if answer else None
    for s in lane:
        takes = s.event in RELAYS and s.predicate["issuer"]["broker"] == own
        demand(s.event != "RelayFailure" or takes, "given up by another than who took it in")
        demand(s.event != "RelayRejection" or not takes, "refused by who took it in")
        demand(s.event not in BROKER or s.predicate["issuer"]["broker"] in brokers, "another broker's lane")
        demand(s.event != "SubmissionAcceptance" or s.predicate["issuer"]["broker"] != own, "a second receipt")
    if any(is_final(s) or s.event == "RelayRejection" for s in lane):
        demand(all(s.event in ("RelayFailure", "RelayRejection") for s in lane), "it went on all the same")

def check_once(lane):
    """What may stand once in a lane, or once of each key."""
    lane = [s for s in lane if s.event not in CONSENT]  # that may be said again
    events = [s.event for s in lane]
    said = [(s.event, s.predicate["newConsignment"] if s.event == "Transfer" else s.key) for s in lane]
    demand(len(set(said)) == len(said), "one key says one thing twice, or two transfers are one")
    for event in ("ContentConsignment", "SubmissionAcceptance", *RELAYS):
        demand(events.count(event) <= 1, "put into its mailbox twice, or handed on twice")
    demand(sum(events.count(end) for end in ENDS) <= 1, "a second end")

def check_lane(mailbox, lane, deposit, answer):
    """One lane; `answer` is the broker's, or None."""
    streams = {m["address"]: m["stream"] for m in deposit.predicate["mailboxes"]}
    demand(mailbox in streams, "a mailbox that the deposit does not name")
    here = {s.digest: s for s in (deposit, answer, *lane) if s}
    has_ended = any(s.event in TAKEN_ENDS for s in lane)
    for s in lane:
        p = s.predicate
        demand(s.event in IN_A_LANE, "a statement of no lane")
        again = re.fullmatch(rf"{s.event}(-[1-9][0-9]{{0,2}})?", s.name, re.ASCII)
        demand(again and 2 <= int((again[1] or "-2")[1:]) <= 128, "a file with the name of another event")
        boxes = p["mailboxes"] if s.event == "SubmissionAcceptance" else [p.get("mailbox")]
        demand(s.event == "Transfer" or mailbox in boxes, "in the folder of another mailbox")
        check_agreement(s, deposit)
        if s.event == "Skipped":
            check_skipped(s, lane, streams[mailbox], answer)
            continue
        demand(p["previous"] in here, "it follows nothing of its own lane")
        if s.event in CONSENT:
            demand(has_ended, "consent was withdrawn before the end")
            check_consent(s, here)
            continue
        check_follows(s, here[p["previous"]])
        demand(s.event != "Disposal" or has_ended, "disposed of before the end")
        if s.event in RELAYS:
            check_hop(s, deposit)
        demand(s.event not in BROKER or answer, "another broker's lane")
    check_relay(lane, answer)
    check_once(lane)

def check_lanes(deposit, answers, lanes):
    """All of a consignment: a deposit, the answers of the broker, and {mailbox: statements}."""
    every = [deposit, *answers, *(s for lane in lanes.values() for s in lane)]
    demand(len({s.digest for s in every}) == len(every), "a statement that stands twice")
    demand(len(answers) <= 1, "accepted and refused")
    check_names(every)
    for answer in answers:
        demand(answer.event == answer.name, "a file with the name of another event")
        check_agreement(answer, deposit)
    for mailbox, lane in lanes.items():
        check_lane(mailbox, lane, deposit, answers[0] if answers else None)
