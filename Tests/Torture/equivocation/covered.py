"""Lies that are covered up: by errors on the one question that shows them, by a page that never comes, by answers that
take for ever, by saying that the broker is of a version that has no such answer."""

import copy
import json
import time

from . import log as tlog
from .broker import Face, Refusal
from .evidence import expect, judge
from .lies import TWO_HISTORIES
from .parties import need

UNEXPLAINED, WITHHELD = "watch.unexplained", "mailbox.numbers-withheld"
HOUR = 3600


def error_on_question(trial):
    """A fork, and an error whenever its tiles are asked for: the pair is kept before the question, and asked about again."""
    error = trial.choice.choice([_internal, _too_many, _cut])
    fork = _fork(trial)
    trial.state.lies = {"checkpoint": lambda _: fork.note(), "tile": error}
    for _ in range(2):
        watched = trial.watch()
        expect(TWO_HISTORIES not in watched["list"], f"accused before the bound: {watched['list']}")
        expect(UNEXPLAINED in (watched["unknown"] or []), f"{dict(watched)}")
        expect(len(_unanswered(trial)) == 1, f"kept: {_unanswered(trial)}")
    with _unanswered(trial)[0].open("rb") as file:
        expect(judge(file.read(), trial.choice) == "unexplained", "the kept pair is not one")
    # Never answered within the bound; then the tiles of the fork come, and convict.
    late = trial.watch(clock=3 * HOUR, fresh=7200)
    expect(TWO_HISTORIES in late["list"] and not _unanswered(trial), f"{dict(late)}")
    trial.state.lies = {"checkpoint": lambda _: fork.note()}
    trial.state.face.tiles = fork.tree
    found = trial.watch()
    with open(found["file"], "rb") as file:
        expect(judge(file.read(), trial.choice) == "proven", "the tiles are here, and nothing is proven")
    return "unexplained, then proven"


def honest_error(trial):
    """The log only grew, and the question met an error: nobody is accused, and nothing stays."""
    trial.state.face.tree.append(*trial.others(trial.choice.randint(1, 60)))
    trial.state.lies = {"tile": trial.choice.choice([_internal, _cut])}
    watched = trial.watch()
    expect(TWO_HISTORIES not in watched["list"], f"{watched['list']}")
    expect(UNEXPLAINED in (watched["unknown"] or []) and _unanswered(trial), f"{dict(watched)}")
    trial.state.lies = {}
    trial.collect()
    watched = trial.watch()
    expect(watched["list"] == [] and not watched["unknown"] and not _unanswered(trial), f"{dict(watched)}")
    return "no alarm"


def second_page(trial):
    """One that does not hold on the first page, and the second page never comes; and what is missing from the tree."""
    need(trial.send())
    trial.collect()
    quiet = trial.watch(trial.recipient)
    expect(quiet["list"] == [], f"{quiet['list']}")

    is_malformed = trial.choice.random() < 0.5

    def page(honest, shown):
        if not honest and is_malformed:
            # More than a page may have.
            return shown * 60
        if not honest:
            _cut()
        number, deposit = honest[0]
        forged = copy.copy(deposit)
        forged.acceptance = shown[-1][1].acceptance
        return [(number, forged)]

    trial.state.lies["page"] = page
    watched = trial.watch(trial.recipient)
    expect("watch.delivery-invalid" in watched["list"], f"{watched['list']}")
    expect("watch.list-unfinished" in (watched["unknown"] or []), f"{watched['unknown']}")
    return "told all the same"


def missing_then_error(trial):
    """No tile leads to the first of the own statements, and an error meets the question about the second."""
    trial.collect()
    expect(trial.watch()["list"] == [], "an honest broker is accused")
    asked = []

    def tile(*_):
        asked.append(1)
        if len(asked) > 1:
            _internal()

    trial.state.lies["tile"] = tile
    watched = trial.watch()
    expect("watch.deposit-missing" in watched["list"], f"{watched['list']}")
    expect("broker.internal-error" in (watched["unknown"] or []), f"{watched['unknown']}")
    return "told all the same"


def slow_answers(trial):
    """Forty old pairs to be asked about, and an answer after seconds: the look ends in its time, and tells what it saw."""
    folder = _log_folder(trial) / "conflict"
    tree, size = trial.state.face.tree, len(trial.state.face.tree)
    for place in range(40):
        first = trial.state.face.note(1 + place % (size - 1))
        other = tlog.Tree(tree.entries + trial.others(1 + place))
        second = Face(other, trial.state.face.key).note()
        head = f"plomba/two-histories/v1\nlog {trial.vkey}\nfirst {len(first)}\nsecond {len(second)}\n\n"
        pair = folder / f"{place:032x}"
        pair.mkdir(parents=True, mode=0o700)
        (pair / "two-histories").write_bytes(head.encode() + first + second)
    fork = Face(tlog.Tree(trial.others(1) + tree.entries[1:]), trial.state.face.key)
    trial.state.lies = {"checkpoint": lambda _: fork.note(), "tile": _slowly, "about": _slowly}
    begun = time.monotonic()
    watched = trial.watch(most=20)
    took = time.monotonic() - begun
    expect(took < 60, f"a look of 20 seconds took {took:.0f}")
    expect(TWO_HISTORIES in watched["list"] and watched["list"][0] == TWO_HISTORIES, f"{watched['list']}")
    expect(watched["list"].count(TWO_HISTORIES) > 40, "of the old pairs not all are told")
    unknown = watched["unknown"] or []
    expect("watch.out-of-time" in unknown and "home.damaged" not in unknown, f"{unknown}")
    return "told in time"


def switched_off(trial):
    """A broker that has shown signatures under numbers says that it knows no such question; and one that never showed any."""
    def refuse(_):
        raise Refusal(*trial.choice.choice([(405, "method-not-allowed"), (404, "not-found"), (501, "not-implemented")]))

    def never(_):
        raise Refusal(405, "method-not-allowed")

    trial.state.lies["about"] = never
    first = trial.watch(trial.recipient)
    expect(first["list"] == [] and first["unknown"] == ["watch.numbers-unsigned"], f"{dict(first)}")
    trial.state.lies.clear()
    expect(trial.watch(trial.recipient)["list"] == [], "an honest broker is accused")
    shown = need(trial.send())["id"]
    trial.collect()
    trial.state.lies["about"] = refuse
    watched = trial.watch(trial.recipient)
    expect(watched["list"] == [WITHHELD], f"{watched['list']}")
    folder = trial.folder / "opened"
    answer = trial.ask("receive", trial.recipient, id=shown, file=str(folder))
    expect(answer.code == WITHHELD and not folder.exists(), f"receive: {dict(answer)}")
    trial.state.lies.clear()
    need(trial.ask("receive", trial.recipient, id=shown, file=str(folder)))
    return WITHHELD


def sync_error(trial):
    """The client was shown a fork; `sync` meets an error first, and asks the witness all the same, which convicts."""
    if not trial.witnesses:
        return "no witness to ask"
    honest, count = trial.state.face, trial.choice.randint(1, 60)
    fork = Face(tlog.Tree(honest.tree.entries + trial.others(count)), honest.key)
    honest.tiles, trial.state.lies["checkpoint"] = fork.tree, lambda _: fork.note()
    seen = trial.watch()
    expect(trial.remembered()[0] == len(fork.tree), f"the fork was not taken: {dict(seen)}")
    honest.tiles, trial.state.lies = None, {"witnessed": _internal}
    honest.tree.append(*trial.others(count))
    status, _ = trial.witnesses[0].extend(honest)
    expect(status == 200, f"the witness answers {status}")
    synced = trial.sync()
    expect(not synced["ok"] and synced["file"], f"{dict(synced)}")
    with open(synced["file"], "rb") as file:
        expect(judge(file.read(), trial.choice) == "proven", "two of one size prove nothing")
    return "told all the same"


def no_log(trial):
    """A broker that refuses to show its log, and one that has none."""
    def refuse(_):
        raise Refusal(404, "not-found")

    trial.state.lies["checkpoint"] = refuse
    watched = trial.watch()
    expect("watch.log-refused" in watched["list"], f"{watched['list']}")
    trial.state.lies = {"info": lambda info: {name: value for name, value in info.items() if name != "logKey"}}
    watched = trial.watch()
    expect(watched["list"] == ["broker.other-log-key"], f"{watched['list']}")
    # To whoever it never showed a log it can say so.
    file = trial.recipient / "broker.json"
    trust = json.loads(file.read_text())
    del trust["logKey"]
    file.write_text(json.dumps(trust))
    watched = trial.watch(trial.recipient)
    expect(watched["list"] == [] and "watch.no-log" in (watched["unknown"] or []), f"{dict(watched)}")
    return "watch.log-refused; watch.no-log is told"


def _fork(trial):
    entries = list(trial.state.face.tree.entries)
    entries[trial.choice.randrange(len(entries))] = trial.others(1)[0]
    return Face(tlog.Tree(entries + trial.others(trial.choice.randint(1, 60))), trial.state.face.key)


def _log_folder(trial):
    folders = list((trial.sender / "logs").iterdir())
    expect(len(folders) == 1, f"{folders}")
    return folders[0]


def _unanswered(trial):
    return list((_log_folder(trial) / "unanswered").glob("*"))


def _internal(*_):
    raise Refusal(500, "internal-error")


def _too_many(*_):
    raise Refusal(429, "too-many-requests")


def _cut(*_):
    raise ConnectionAbortedError


def _slowly(honest, *_):
    time.sleep(3)
    return honest
