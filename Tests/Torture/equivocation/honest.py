"""The control of T14: nobody lies, and nobody may say that anybody did."""

from .evidence import expect
from .parties import need
from .world import RECIPIENT


def control(trial):
    """Cases go both ways, everybody watches, one witness may be down; not one alarm."""
    if trial.policy == "none":
        # A broker whose witnesses count for others.
        trial.state.witnessed = [(len(trial.state.face.tree), trial.state.face.note() + trial.stranger())]
    for _ in range(trial.choice.randint(1, 3)):
        need(trial.send())
        trial.state.face.tree.append(*trial.others(trial.choice.randint(0, 300)))
        if trial.policy == "many" and trial.choice.random() < 0.3:
            # One of them is away: the others are a quorum.
            away = trial.witnesses.pop(trial.choice.randrange(len(trial.witnesses)))
            away.stop()
            trial.away.append(away)
        trial.collect()
        need(trial.sync())
        if trial.away and is_own(trial.away[0]):
            return _without_the_own(trial)
        need(trial.sync(trial.recipient))
        quiet(trial)
        if trial.choice.random() < 0.5:
            _decide(trial)
            trial.collect()
            need(trial.sync())
        if trial.away:
            break
    quiet(trial)
    return "no alarm"


def is_own(witness):
    """Whether it is the witness of the recipient's organisation, without which nothing counts there."""
    return witness.name == f"{RECIPIENT}/witness"


def _without_the_own(trial):
    """The recipient is told that its own witness is missing; nobody is accused, and the sender has no part in it."""
    answer = trial.sync(trial.recipient)
    expect(not answer["ok"] and answer["code"] == "policy.own-witness-missing", f"without the own witness: {dict(answer)}")
    watched = trial.watch(home=trial.recipient)
    expect(watched["list"] == ["watch.not-witnessed"], f"without the own witness: {dict(watched)}")
    quiet(trial, [trial.sender])
    return "no alarm; the recipient misses its own witness"


def quiet(trial, homes=None):
    for home in homes or (trial.sender, trial.recipient):
        watched = trial.watch(home=home)
        expect(watched["list"] == [] and not watched["unknown"], f"{home.name}: {dict(watched)}")


def _decide(trial):
    """The recipient opens the newest delivery."""
    newest = need(trial.ask("inbox", trial.recipient))["id"].split(" ")[-1]
    folder = trial.folder / f"opened-{newest}"
    if not folder.exists():
        need(trial.ask("receive", trial.recipient, id=newest, file=str(folder)))
