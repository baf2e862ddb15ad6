"""What was noticed stays noticed: a broker that covers a lie up, falls silent after it, or answers without an end; and an
honest one that is slow, beside which another command runs."""

import threading
from pathlib import Path

from . import log as tlog
from .broker import Face
from .evidence import expect, judge
from .lies import TWO_HISTORIES
from .parties import need

PATIENCE = 60


def hidden_proof(trial):
    """A pair that proves nothing is shown after one that convicts, and explained; then nobody lies any more."""
    honest, fork = trial.state.face, _fork(trial)
    size = len(honest.tree)
    trial.state.lies["checkpoint"] = lambda _: fork.note()
    file = Path(_accused(trial)["file"])
    proof = file.read_bytes()
    expect(judge(proof, trial.choice) == "proven", "a fork of one size is not proven")
    trial.state.lies = {"checkpoint": lambda _: honest.note(size - 1), "tile": lambda *_: None}
    _accused(trial)
    trial.state.lies = {}
    for _ in range(2):
        last = _accused(trial)
        expect(file.exists() and file.read_bytes() == proof, "the file that convicts is gone")
        expect(last["file"] == str(file), f"the alarm names {last['file']}")
    return "the proof stays"


def silence(trial):
    """The connection is closed without an answer, after a lie was seen."""
    fork = _fork(trial)
    trial.state.lies["checkpoint"] = lambda _: fork.note()
    trial.state.lies["deliveries"] = _close
    watched = _accused(trial)
    expect("broker.unreachable" in (watched["unknown"] or []), f"{dict(watched)}")
    # Wholly away, once it was convicted.
    trial.state.lies = {"info": _close}
    away = _accused(trial)
    expect(away["file"] == watched["file"] and "broker.unreachable" in (away["unknown"] or []), f"{dict(away)}")
    return "told all the same"


def list_without_end(trial):
    """The newest delivery is left out, and the last page comes again and again."""
    need(trial.send())
    need(trial.send())
    trial.collect()
    quiet = trial.watch(trial.recipient)
    expect(quiet["list"] == [], f"{quiet['list']}")
    trial.state.lies["deliveries"] = lambda listed: listed[:2]
    trial.state.lies["page"] = lambda page, listed: page or listed[-1:]
    alarms = trial.watch(trial.recipient)["list"]
    expect("watch.list-disordered" in alarms, f"{alarms}")
    return "watch.list-disordered"


def two_commands(trial):
    """An honest answer on a slow line, while a case is sent: nobody lies, and nobody may say so."""
    asked, sent = threading.Event(), threading.Event()

    def slowly(note):
        # The first one asks, and waits; the command that sends asks too, and does not.
        if not asked.is_set():
            asked.set()
            sent.wait(PATIENCE)
        return note

    # The note is made before the case is sent, and arrives after it.
    trial.state.lies["checkpoint"] = slowly
    found = []
    watching = threading.Thread(target=lambda: found.append(trial.watch()))
    watching.start()
    expect(asked.wait(PATIENCE), "the broker was not asked for its checkpoint")
    need(trial.send())
    trial.collect()
    sent.set()
    watching.join(PATIENCE)
    expect(len(found) == 1 and found[0]["list"] == [], f"{found}")
    return "no alarm"


def _fork(trial):
    entries = list(trial.state.face.tree.entries)
    entries[0] = trial.others(1)[0]
    return Face(tlog.Tree(entries), trial.state.face.key)


def _accused(trial):
    watched = trial.watch()
    expect(TWO_HISTORIES in watched["list"], f"{watched['list']}")
    return watched


def _close(_):
    raise ConnectionAbortedError
