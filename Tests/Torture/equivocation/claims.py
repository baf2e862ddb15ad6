"""The lies of T14 in what a broker says beside its log: numbers of deliveries."""

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
