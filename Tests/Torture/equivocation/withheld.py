"""The lies of T14 by leaving out, standing still, and doing two things at once."""

from concurrent.futures import ThreadPoolExecutor

from harness import ssh

from .evidence import expect, judge, statements
from .lies import TWO_HISTORIES
from .parties import need

# --fresh-within, in seconds; `plomba watch` takes two hours unless it is told otherwise.
FRESH = 7200
MINUTE = 60


def freeze(trial):
    """An old state is shown for good, to one client; what it was given a receipt for before, or what the witnesses sign, is newer."""
    way = trial.choice.choice([_behind_receipt, _by_age if trial.witnesses else _behind_receipt,
                               _behind_witnesses if trial.witnesses else _still])
    return way(trial)


def _behind_receipt(trial):
    """The newest checkpoint is older than the one under which the client has a receipt."""
    old, witnessed = trial.state.face.copy(), list(trial.state.witnessed)
    need(trial.send())
    size = trial.remembered()[0]
    old.tiles = trial.state.face.tree
    trial.state.lies["checkpoint"] = lambda _: old.note()
    trial.state.witnessed = witnessed
    alarms = trial.watch()["list"]
    expect("watch.log-went-back" in alarms, f"{size} entries are known, {len(old.tree)} are shown: {alarms}")
    expect(TWO_HISTORIES not in alarms, "standing still is called two histories")
    return "watch.log-went-back; two dated notes"


def _by_age(trial):
    """Nothing new at all, and no witness that can be asked: it shows at the bound, and not before."""
    for witness in trial.witnesses:
        witness.move_clock(0)
    if trial.liar:
        trial.liar.latest = None
    early = trial.watch(clock=FRESH - 2 * MINUTE)["list"]
    expect(early == [], f"an alarm before the bound: {early}")
    late = trial.watch(clock=FRESH + 2 * MINUTE)["list"]
    expect("watch.frozen" in late, f"no alarm after the bound: {late}")
    return "watch.frozen; two dated notes"


def _behind_witnesses(trial):
    """For everybody else the log grows, and their witnesses sign it; they tell the client that asks them."""
    old = trial.state.face.copy()
    witnessed = list(trial.state.witnessed)
    trial.state.face.tree.append(*trial.others(trial.choice.randint(1, 50)))
    trial.collect()
    trial.state.face, trial.state.witnessed = old, witnessed
    watched = trial.watch()
    expect({"watch.behind-witnesses", TWO_HISTORIES} <= set(watched["list"]), f"{watched['list']}")
    with open(watched["file"], "rb") as file:
        expect(judge(file.read(), trial.choice) == "unexplained", "standing still is called proven")
    return "watch.behind-witnesses; unexplained"


def _still(trial):
    """Without witnesses nothing is dated: a log that stands still, and has promised nothing newer, shows nothing."""
    late = trial.watch(clock=10 * 24 * 3600, fresh=FRESH)
    expect(late["list"] == [] and "watch.no-quorum" in late["said"], f"{dict(late)}")
    return "nobody can notice: it is said that nothing is witnessed"


# Leaving out

def omit(trial):
    """A delivery is acknowledged, and its recipient never gets to see it."""
    way = trial.choice.choice([_hole, _renumbered, _renumbered, _last_one])
    return way(trial)


def _hole(trial):
    """The recipient's list jumps over it."""
    hidden = _send_hidden(trial)
    trial.state.lies["deliveries"] = lambda all_of: [each for each in all_of if each[1].consignment != hidden]
    _last_is_not_noticed(trial)
    need(trial.send())
    _gap_is_noticed(trial, {"watch.mailbox-gap", "watch.stream-gap"})
    return "watch.mailbox-gap, watch.stream-gap; the sender's receipt"


def _renumbered(trial):
    """The next delivery gets its number: the list has no hole, and the broker has signed two for one number."""
    hidden = _send_hidden(trial)
    trial.state.lies["deliveries"] = lambda all_of: [each for each in all_of if each[1].consignment != hidden]
    _last_is_not_noticed(trial)
    trial.state.lies["number"] = lambda number, _: number - 1
    shown = need(trial.send())["id"]
    _gap_is_noticed(trial, {"watch.stream-gap"})
    # The recipient keeps what the broker has signed about the delivery that it sees, the sender about its own.
    need(trial.ask("receive", trial.recipient, id=shown, file=str(trial.folder / "opened")))
    need(trial.sync())
    one, other = _consigned(trial.sender, hidden), _consigned(trial.recipient, shown)
    expect(one != other, "one statement twice")
    statements(one, other, ssh.public_line(trial.world.broker.service.point), trial.choice)
    return "watch.stream-gap; two ContentConsignments with one number"


def _last_one(trial):
    """Nothing follows, and nothing is said at the end: it shows to the sender when the deadline has passed."""
    hidden = need(trial.send(hours=48))["id"]
    trial.collect()
    trial.state.lies["deliveries"] = lambda all_of: [each for each in all_of if each[1].consignment != hidden]
    _last_is_not_noticed(trial)
    late = trial.watch(clock=48 * 3600 + 16 * MINUTE, fresh=10080 * MINUTE)["list"]
    expect("watch.no-end" in late, f"after the deadline: {late}")
    early = trial.watch(clock=46 * 3600, fresh=10080 * MINUTE)["list"]
    expect(early == [], f"before the deadline: {early}")
    return "watch.no-end; the sender's receipt"


def _send_hidden(trial):
    hidden = need(trial.send())["id"]
    trial.collect()
    return hidden


def _last_is_not_noticed(trial):
    watched = trial.watch(home=trial.recipient)["list"]
    expect(watched == [], f"nothing came after it, and yet: {watched}")


def _gap_is_noticed(trial, wanted):
    trial.collect()
    watched = set(trial.watch(home=trial.recipient)["list"])
    expect(watched == wanted, f"at the next delivery: {watched}")


def _consigned(home, consignment):
    """(NAME.json, NAME.json.sig, NAME.entry) of the ContentConsignment that a home keeps."""
    files = [path for path in home.rglob("ContentConsignment.json") if consignment in str(path)]
    expect(len(files) == 1, f"{home.name} keeps {len(files)} of {consignment}")
    place = files[0]
    return tuple(
        path.read_bytes() for path in (place, place.with_suffix(".json.sig"), place.with_suffix(".entry")))


# Two at the same moment

def race(trial):
    """Two histories at the same moment: to one witness, or, where there is none, to two commands of one home."""
    return _witness_race(trial) if trial.witnesses else _client_race(trial)


def _witness_race(trial):
    witness = trial.choice.choice(trial.witnesses)
    for _ in range(3):
        honest = trial.state.face
        one, other = honest.copy(), honest.copy()
        one.tree.append(*trial.others(trial.choice.randint(1, 30)))
        other.tree.append(*trial.others(
            len(one.tree) - len(honest.tree) if trial.choice.random() < 0.5 else trial.choice.randint(1, 30)))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda face: _add(witness, face), (one, other)))
        signed = [face for face, status in zip((one, other), answers, strict=True) if status == 200]
        expect(len(signed) == 1 and set(answers) <= {200, 409, 422}, f"two requests at once: {answers}")
        trial.state.face = signed[0]
        witness.size = len(signed[0].tree)
        expect(witness.latest().startswith(signed[0].checkpoint()), "the witness shows what it has not signed")
        loser = other if signed[0] is one else one
        if len(loser.tree) >= witness.size:
            status, _ = witness.add(
                witness.size, loser.tree.consistency(witness.size, len(loser.tree)), loser.note())
            expect(status == 422, f"the other history, again: {status}")
    file = witness.conflict()
    if file:
        expect(judge(file.read_bytes(), trial.choice) == "proven", "the witness's file proves nothing")
    return "one is signed" + ("; proven" if file else "")


def _add(witness, face):
    size = len(face.tree)
    return witness.add(witness.size, face.tree.consistency(witness.size, size), face.note())[0]


def _client_race(trial):
    """Each command alone sees growth; together they have seen two histories."""
    honest = trial.state.face
    faces = []
    for _ in range(2):
        face = honest.copy()
        face.tree.append(*trial.others(trial.choice.randint(1, 40)))
        faces.append(face)
    trial.state.deal(faces)
    order = {"do": "status", "home": str(trial.sender), "id": list(trial.state.deposits)[-1],
             "passphrase": str(trial.world.passphrase)}
    answers = need(trial.parties.ask("together", all=[order, order]))["all"]
    codes = [answer.code for answer in answers]
    expect(set(codes) <= {None, TWO_HISTORIES}, f"two commands: {codes}")
    expect(TWO_HISTORIES in codes, "both commands took what they were shown")
    file = next(answer["file"] for answer in answers if answer.code)
    with open(file, "rb") as data:
        return judge(data.read(), trial.choice)

