"""The lies of T14 in what a broker says beside its log: numbers of deliveries, times."""

from datetime import datetime, timedelta

from .evidence import expect
from .parties import need
from .world import MAILBOX

DIFFERS, UNSIGNED, IMPOSSIBLE = "mailbox.number-differs", "mailbox.number-not-signed", "mailbox.number-impossible"
LARGEST = 2**53 - 1


def renumber(trial):
    """The list of deliveries, which bears no signature, says other numbers than those that are signed."""
    way = trial.choice.choice([_moved_up, _moved_up, _without_signature, _near_the_limit])
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
