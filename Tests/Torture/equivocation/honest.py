"""The control of T14: nobody lies, and nobody may say that anybody did."""

from .evidence import expect
from .parties import need


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


def quiet(trial):
    for home in (trial.sender, trial.recipient):
        watched = trial.watch(home=home)
        expect(watched["list"] == [] and not watched["unknown"], f"{home.name}: {dict(watched)}")


def _decide(trial):
    """The recipient opens the newest delivery."""
    newest = need(trial.ask("inbox", trial.recipient))["id"].split(" ")[-1]
    folder = trial.folder / f"opened-{newest}"
    if not folder.exists():
        need(trial.ask("receive", trial.recipient, id=newest, file=str(folder)))
