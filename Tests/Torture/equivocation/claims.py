"""The lies of T14 in what a broker says beside its log: numbers of deliveries, times, what it had recorded."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from harness import ssh

from . import log as tlog
from .broker import NAME, Face, Signed, hexdigest
from .evidence import convicted, expect, judge
from .lies import TWO_HISTORIES, edited, known_root
from .parties import need
from .world import MAILBOX

DIFFERS, UNSIGNED, IMPOSSIBLE = "mailbox.number-differs", "mailbox.number-not-signed", "mailbox.number-impossible"
GIVEN_TWICE, LISTED_TWICE = "mailbox.number-given-twice", "mailbox.listed-twice"
LARGEST = 2**53 - 1
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
# A broker that is not there.
GHOST, GHOST_KEY = "ghost.example", "SHA256:JoGeUtSErOzlSuTTiIyNxIDKM24bb0JU9l6pmUTb1QI"


def renumber(trial):
    """The list of deliveries, which bears no signature, says other numbers than those that are signed."""
    way = trial.choice.choice([
        _moved_up, _moved_up, _without_signature, _near_the_limit, _listed_twice, _given_twice])
    return way(trial)


def _moved_up(trial):
    """One is left out, and the next takes its place in the list."""
    need(trial.send())
    need(trial.send())
    trial.collect()
    moved = trial.state.mailboxes[MAILBOX][2][1].consignment
    trial.state.lies["deliveries"] = lambda all_of: [all_of[0], (2, all_of[2][1])]
    _watched(trial, {DIFFERS, "watch.mailbox-gap", "watch.stream-gap"})
    _refused(trial, moved, DIFFERS)
    return f"{DIFFERS}; the broker's signature under another number"


def _without_signature(trial):
    """It is in the list, and the broker shows no signature for its number."""
    shown = need(trial.send())["id"]
    trial.collect()
    trial.state.lies["about"] = lambda items: [
        (place, each) for place, each in items if each.event != "ContentConsignment"]
    _watched(trial, {UNSIGNED})
    _refused(trial, shown, UNSIGNED)
    return f"{UNSIGNED}; nothing"


def _near_the_limit(trial):
    """A number that no mailbox reaches, listed or signed: nothing of it stays when the list is true again."""
    true = list(trial.state.mailboxes[MAILBOX])
    trial.state.lies["deliveries"] = lambda all_of: [*all_of[:-1], (LARGEST, all_of[-1][1])]
    _watched(trial, {DIFFERS})
    del trial.state.lies["deliveries"]
    _watched(trial, set())
    trial.state.lies["number"] = lambda number, _: LARGEST
    need(trial.send())
    trial.collect()
    _watched(trial, {IMPOSSIBLE})
    trial.state.lies["deliveries"] = lambda _: true
    _watched(trial, set())
    return f"{IMPOSSIBLE}; the broker's signature"


def _listed_twice(trial):
    """One delivery under two numbers, as if nothing were missing."""
    need(trial.send())
    trial.collect()
    trial.state.lies["deliveries"] = lambda all_of: [*all_of, (all_of[-1][0] + 1, all_of[-1][1])]
    _watched(trial, {LISTED_TWICE, DIFFERS})
    trial.state.lies.clear()
    _watched(trial, set())
    return f"{LISTED_TWICE}; the broker's signature under the first number"


def _given_twice(trial):
    """The broker signs for another delivery the number that it has signed, and shown, for one before."""
    need(trial.send())
    trial.collect()
    _watched(trial, set())
    taken = trial.state.mailboxes[MAILBOX][-1][0]
    trial.state.lies["number"] = lambda *_: taken
    need(trial.send())
    trial.collect()
    trial.state.lies["deliveries"] = lambda all_of: [*all_of[:-2], all_of[-1]]
    _watched(trial, {GIVEN_TWICE})
    return f"{GIVEN_TWICE}; two ContentConsignments with one number"


def _watched(trial, wanted):
    watched = set(trial.watch(home=trial.recipient)["list"])
    expect(watched == wanted, f"of the numbers: {watched}, not {wanted}")


def _refused(trial, consignment, code):
    """Nothing is opened or kept; it comes when the broker tells the truth."""
    folder = trial.folder / "opened"
    answer = trial.ask("receive", trial.recipient, id=consignment, file=str(folder))
    expect(answer.code == code and not folder.exists(), f"receive: {dict(answer)}")
    kept = [path for path in (trial.recipient / "inbox").glob("*") if consignment in path.name]
    expect(kept == [], f"kept: {kept}")
    trial.state.lies.clear()
    need(trial.ask("receive", trial.recipient, id=consignment, file=str(folder)))
    trial.collect()
    _watched(trial, set())


# What it claims of the time

AHEAD, LATE, NOT_WITNESSED = "send.receipt-ahead", "send.receipt-late", "watch.receipt-not-witnessed"
HOUR, DAY = 3600, 24 * 3600


def receipt_time(trial):
    """A receipt with a date that cannot be true: nothing is called safe by it, and it does not gain the broker time."""
    way = trial.choice.choice([_ahead, _at_the_deadline, _kept_ahead if trial.witnesses else _ahead])
    return way(trial)


def _ahead(trial):
    seconds = trial.choice.choice([400, DAY, 14 * DAY])
    trial.state.lies["received"] = lambda moment, _: moment + timedelta(seconds=seconds)
    _not_sent(trial, AHEAD)
    # Clocks are never quite alike.
    trial.state.lies["received"] = lambda moment, _: moment + timedelta(seconds=200)
    need(trial.send(hours=24 * 20))
    return f"{AHEAD}; the broker's dated signature"


def _at_the_deadline(trial):
    trial.state.lies["received"] = lambda _, terms: datetime.fromisoformat(terms["deadline"])
    _not_sent(trial, LATE)
    trial.collect()
    _watched(trial, {"watch.delivery-invalid"})
    return f"{LATE}; the broker's dated signature"


def _kept_ahead(trial):
    """One that was taken when a clock was wrong does not put off the alarm."""
    trial.state.lies["received"] = lambda moment, _: moment + timedelta(days=14)
    need(trial.send(hours=24 * 30, clock=14 * DAY))
    early = trial.watch(clock=HOUR)["list"]
    expect(early == [], f"an alarm before the bound: {early}")
    late = trial.watch(clock=3 * HOUR)["list"]
    expect(NOT_WITNESSED in late, f"three hours after it was kept: {late}")
    return f"{NOT_WITNESSED}; the broker's dated signature"


def _not_sent(trial, code):
    before = list(trial.sender.rglob("SubmissionAcceptance.json"))
    answer = trial.send(hours=24 * 30)
    expect(answer.code == code, f"send: {dict(answer)}")
    expect(list(trial.sender.rglob("SubmissionAcceptance.json")) == before, "the receipt is kept")


# What it takes back

TAKEN_BACK, SECOND_END, EXPIRY_AHEAD = "recorded.taken-back", "recorded.second-end", "recorded.expiry-ahead"


def take_back(trial):
    """What was recorded is not shown any more, or another end than the one that was."""
    way = trial.choice.choice([_hidden, _replaced, _replaced, _expired_ahead, _expired_elsewhere])
    return way(trial)


def _hidden(trial):
    deposit, recorded = _accepted(trial)
    deposit.lanes[MAILBOX] = recorded[:trial.choice.randrange(len(recorded))]
    _stays_accepted(trial, deposit, TAKEN_BACK)
    deposit.lanes[MAILBOX] = recorded
    _status(trial, deposit, None, "accepted")
    return f"{TAKEN_BACK}; what was recorded, with its proof"


def _replaced(trial):
    """In its place, or beside it."""
    deposit, recorded = _accepted(trial)
    expiry = _expiry(trial, deposit, recorded[0])
    deposit.lanes[MAILBOX] = trial.choice.choice([recorded[:1], recorded]) + [expiry]
    _stays_accepted(trial, deposit, SECOND_END)
    deposit.lanes[MAILBOX] = recorded
    _status(trial, deposit, None, "accepted")
    _convicted(trial, deposit, [expiry])
    return f"{SECOND_END}; both ends"


def _expired_ahead(trial):
    """Nobody has decided, and the broker says today that the time was over in two weeks."""
    deposit = next(iter(trial.state.deposits.values()))
    lane = deposit.lanes[MAILBOX]
    lane.append(_expiry(trial, deposit, lane[-1]))
    code = "custody.expiry-not-witnessed" if trial.witnesses else EXPIRY_AHEAD
    _status(trial, deposit, code, "safe")
    trial.collect()
    watched = trial.watch()["list"]
    expect(watched == [code], f"watch: {watched}")
    taken_back = lane.pop()
    _status(trial, deposit, None, "safe")
    _convicted(trial, deposit, [taken_back])
    return f"{code}; what the broker signed, kept"


def _expired_elsewhere(trial):
    """The expiry embeds a state of another history, of the size that the client holds: that convicts, whatever the expiry is worth."""
    deposit = next(iter(trial.state.deposits.values()))
    if trial.choice.random() < 0.5:
        # Beside another end, which is a contradiction of its own.
        _accepted(trial)
    lane, known = deposit.lanes[MAILBOX], known_root(trial)
    other = Face(tlog.Tree(edited(trial).entries[:known[0]]), trial.state.face.key)
    line = trial.liar.cosign(other.checkpoint()) if trial.liar else b""
    lane.append(_expiry(trial, deposit, lane[-1], (other.note() + line).decode()))
    answer = trial.ask("status", trial.sender, id=deposit.consignment)
    expect(answer.code == TWO_HISTORIES, f"status: {dict(answer)}")
    watched = trial.watch()
    expect(TWO_HISTORIES in watched["list"], f"watch: {watched['list']}")
    verdict = judge(Path(watched["file"]).read_bytes(), trial.choice)
    expect(verdict == "proven", f"{verdict}, not proven")
    _convicted(trial, deposit, lane[-1:])
    _proof(trial, deposit)
    return verdict


def _accepted(trial):
    """A case that was accepted, as its sender has seen, and what was recorded about it."""
    deposit = next(iter(trial.state.deposits.values()))
    need(trial.ask("receive", trial.recipient, id=deposit.consignment, file=str(trial.folder / "opened")))
    need(trial.ask("accept", trial.recipient, id=deposit.consignment))
    trial.collect()
    need(trial.sync())
    _status(trial, deposit, None, "accepted")
    return deposit, list(deposit.lanes[MAILBOX])


def _expiry(trial, deposit, after, checkpoint=None, name=NAME):
    """As the broker signs it: the lane expired at the deadline."""
    terms, service = deposit.outer.predicate, trial.world.broker.service
    expiry = Signed.by(service, "AcceptanceRejectionExpiry", {
        "consignment": terms["consignment"], "sender": terms["sender"], "mailbox": MAILBOX,
        "issuer": {"broker": name, "keyId": service.id}, "claimedTime": terms["deadline"],
        "previous": hexdigest(after.statement), "deadline": terms["deadline"], "reason": "expired",
        "checkpoint": checkpoint}, hexdigest(deposit.outer.statement))
    trial.state.face.tree.append(expiry.leaf)
    return expiry


def _stays_accepted(trial, deposit, code):
    _status(trial, deposit, code, "accepted")
    trial.collect()
    watched = trial.watch()
    expect(watched["list"] == [code], f"watch: {watched['list']}")
    expect(watched["file"] and Path(watched["file"]).exists(), f"no file is named: {dict(watched)}")
    _proof(trial, deposit)


def _status(trial, deposit, code, latest):
    status = trial.ask("status", trial.sender, id=deposit.consignment)
    steps = [step.split(" ")[0] for step in status["list"] or []]
    expect(status.code == code and steps[-1:] == [latest], f"status: {dict(status)}")


def _proof(trial, deposit):
    """The evidence folder is written, and nothing is told about consent, of which nobody has said a word."""
    written = need(trial.ask("evidence", trial.sender, id=deposit.consignment, file=str(trial.folder / "proof")))
    told = " ".join([*(written["warnings"] or []), written["message"] or ""])
    expect("about consent" not in told, f"evidence: {told}")


def _convicted(trial, deposit, said):
    """It lies at the sender whatever the broker shows now."""
    conflict = trial.sender / "outbox" / deposit.consignment / "conflict" / MAILBOX
    convicted(conflict, [each.statement for each in said], _service_line(trial), trial.choice)


def _service_line(trial):
    return ssh.public_line(trial.world.broker.service.point)


# Ends that need no time and no witness

def another_end(trial):
    """It ends the delivery by what only another broker could say, or only about another one; no relay is in use."""
    way = trial.choice.choice([_refused_by_nobody, _not_delivered, _expired_under_another_name])
    deposit = next(iter(trial.state.deposits.values()))
    if trial.choice.random() < 0.5:
        # A case of which it has not said that it lies in the mailbox.
        sent = need(trial.send())["id"]
        deposit = next(each for each in trial.state.deposits.values() if each.consignment == sent)
        del deposit.lanes[MAILBOX][:]
    lane = deposit.lanes[MAILBOX]
    before = len(lane)
    lane.append(way(trial, deposit, lane[-1] if lane else deposit.acceptance))
    # After the deadline no time speaks against it any more.
    clock = 15 * DAY if way is _not_delivered and trial.choice.random() < 0.5 else 0
    status = trial.ask("status", trial.sender, id=deposit.consignment, clock=clock)
    steps = [step.split(" ")[0] for step in status["list"] or []]
    expect(status.code and steps[-1:] == ["safe"], f"{way.__name__} after {before}: status: {dict(status)}")
    ours = json.loads(lane[-1].statement)["predicate"]["issuer"]["broker"] == NAME
    if clock and not before and ours:
        expect(status.code == "recorded.not-relayed", f"after the deadline: {dict(status)}")
    if not ours:
        # Though the recipient's record names this key: a broker has one name.
        expect(status.code == "custody.signer-unknown", f"under another name: {dict(status)}")
    trial.collect()
    watched = trial.watch(clock=clock)["list"]
    expect(status.code in watched, f"{way.__name__} after {before}: {status.code} is not in {watched}")
    # A broker that lies does not decide whether its words can be shown.
    _proof(trial, deposit)
    taken_back = lane.pop()
    told = need(trial.ask("status", trial.sender, id=deposit.consignment, clock=clock))
    expect(told["list"][-1].startswith("safe"), f"{way.__name__}, taken back: {dict(told)}")
    expect(status["file"] and status["file"].endswith(f"conflict/{MAILBOX}"), f"no folder is named: {dict(status)}")
    _convicted(trial, deposit, [taken_back])
    if before:
        lane.append(taken_back)
        _refused_at_the_recipient(trial, deposit, taken_back)
    return f"{status.code}; what the broker signed, kept"


def _refused_at_the_recipient(trial, deposit, false):
    answer = trial.ask("receive", trial.recipient, id=deposit.consignment, file=str(trial.folder / "opened"))
    expect(answer.code and "is kept in" in answer["message"], f"receive: {dict(answer)}")
    conflict, = trial.recipient.glob(f"inbox/{deposit.consignment}-*/conflict")
    convicted(conflict, [false.statement], _service_line(trial), trial.choice)


def _refused_by_nobody(trial, deposit, after):
    name = trial.choice.choice([NAME, GHOST])
    return _hop(trial, deposit, "RelayRejection", name, datetime.now(timezone.utc), deposit.outer.statement, "relay_mailbox_unknown")


def _not_delivered(trial, deposit, after):
    name = trial.choice.choice([NAME, NAME, GHOST])
    deadline = datetime.strptime(deposit.outer.predicate["deadline"], MOMENT)
    return _hop(trial, deposit, "RelayFailure", name, deadline, deposit.acceptance.statement, "not_delivered")


def _expired_under_another_name(trial, deposit, after):
    return _expiry(trial, deposit, after, name=GHOST)


def _hop(trial, deposit, event, name, time, previous, reason):
    terms, service = deposit.outer.predicate, trial.world.broker.service
    said = Signed.by(service, event, {
        "consignment": terms["consignment"], "sender": terms["sender"], "mailbox": MAILBOX,
        "issuer": {"broker": name, "keyId": service.id}, "claimedTime": time.strftime(MOMENT),
        "previous": hexdigest(previous), "peer": {"broker": NAME if name == GHOST else GHOST, "keyId": GHOST_KEY},
        "reason": reason}, hexdigest(deposit.outer.statement))
    trial.state.face.tree.append(said.leaf)
    return said
