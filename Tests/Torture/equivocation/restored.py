"""The last class of T14: a real plombad whose folder is put back to an older state, in whole or in part."""

import json
import shutil
import socket
import subprocess
import time

from .evidence import expect, judge
from .lies import TWO_HISTORIES
from .parties import need
from .world import RECIPIENT, SENDER, Trial

READY_LIMIT = 60
COSIGNED_LIMIT = 30
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"}


class RealBroker:
    """A plombad with a home of its own; only the process that this started is ever signalled."""

    def __init__(self, folder, program):
        self._program = program
        self.home, self._log, self._process = folder / "broker", open(folder / "plombad.log", "ab"), None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.card = json.loads(self.run("init", "--name", "broker.example", "--host", "127.0.0.1",
                                        "--port", str(port), "--format", "json").stdout)

    def run(self, *arguments, is_needed=True):
        done = subprocess.run([self._program, *arguments, "--home", self.home], capture_output=True, text=True,
                              timeout=60, env=ENVIRONMENT, check=False)
        if is_needed and done.returncode != 0:
            raise RuntimeError(f"plombad {arguments[0]}: {done.stderr}")
        return done

    def configure(self, policy, faulty):
        (self.home / "witness.policy").write_text(policy)
        file = self.home / "plombad.json"
        settings = json.loads(file.read_text())
        settings["witnesses"] = {"policy": "witness.policy", "operator": "operator.example", "faulty": faulty}
        file.write_text(json.dumps(settings))

    def start(self):
        self._process = subprocess.Popen(
            [self._program, "serve", "--home", self.home], stdin=subprocess.DEVNULL, stdout=self._log,
            stderr=self._log, env=ENVIRONMENT)
        host, port = self.card["url"].removeprefix("https://").rsplit(":", 1)
        end = time.monotonic() + READY_LIMIT
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection((host, int(port)), timeout=5).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("plombad does not start")

    def stop(self):
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=READY_LIMIT)

    def close(self):
        self.stop()
        self._log.close()


class RestoredTrial(Trial):
    """The same parties and policies, with a real broker."""

    def _make_log(self):
        self.broker = RealBroker(self.folder, self.world.programs / "plombad")
        return self.broker.card["logKey"]

    def begin(self):
        self.broker.configure((self.folder / "policy").read_text(), self.faulty)
        self.broker.start()
        for name in (SENDER, RECIPIENT):
            self.broker.run("admit", str(self.world.folder / f"{name}.org"), "--fingerprint",
                            self.world.digits[name])
        self.send_some()
        return self

    def _know_broker(self, home):
        # Another broker than that of the template, and a policy is only of the one in use.
        (home / "broker.json").unlink()
        self.broker.start()
        need(self.ask("use", home, url=self.broker.card["url"], pin=self.broker.card["pin"]))
        self.broker.stop()

    def send_some(self):
        """Sends a case or two, and waits until whoever is asked has cosigned that."""
        for _ in range(self.choice.randint(1, 2)):
            self._acknowledged()
        self.size = self.remembered()[0]
        end = time.monotonic() + COSIGNED_LIMIT
        while not self._is_cosigned():
            expect(time.monotonic() < end, "the witnesses do not cosign")
            time.sleep(0.1)

    def _acknowledged(self):
        """A broker that starts gives no receipt before its witnesses have told what they have seen."""
        end = time.monotonic() + COSIGNED_LIMIT
        answer = self.send()
        while not answer["ok"] and time.monotonic() < end:
            time.sleep(0.2)
            answer = self.send()
        need(answer)

    def _is_cosigned(self):
        sizes = [int(each.split(b"\n")[1]) for each in (w.latest() for w in self.witnesses) if b"\n" in each]
        return len([size for size in sizes if size >= self.size]) == len(self.witnesses)

    def end(self):
        self.broker.close()
        super().end()


def restored(trial):
    broker, old = trial.broker, trial.folder / "old"
    is_whole = trial.choice.random() < 0.7
    what = broker.home if is_whole else broker.home / "data"
    broker.stop()
    shutil.copytree(what, old)
    broker.start()
    trial.send_some()
    broker.stop()
    shutil.rmtree(what)
    shutil.move(old, what)
    return put_back(trial, is_whole)


def put_back(trial, is_whole):
    broker = trial.broker
    if not is_whole:
        found = broker.run("log", "fsck", is_needed=False)
        expect(found.returncode == 2 and "log.shorter" in found.stdout, f"fsck: {found.stdout}")
        broker.start()
        return _signs_nothing(trial, trial.send(), "log.shorter")
    broker.start()
    answer = trial.send()
    if not trial.witnesses:
        return _known_to_the_client(trial, answer)
    end, checked, wanted = time.monotonic() + COSIGNED_LIMIT, "", "log.behind-witnesses"
    while wanted not in checked and time.monotonic() < end:
        checked = broker.run("check", is_needed=False).stdout
        time.sleep(0.1)
    expect(wanted in checked, f"the broker does not know that it was put back: {checked}")
    return _signs_nothing(trial, answer, wanted)


def _signs_nothing(trial, first, code):
    answers = [first, trial.send()]
    expect(not any(answer["ok"] for answer in answers), "a broker that was put back has given a receipt")
    expect(answers[1].code == "broker.read-only", f"{answers}")
    return f"{code}; nothing is signed"


def _known_to_the_client(trial, answer):
    """Everything went back, and nobody but the client has seen more."""
    expect(answer.code == TWO_HISTORIES, f"the client: {dict(answer)}")
    with open(answer["file"], "rb") as file:
        data = file.read()
    verdict = judge(data, trial.choice)
    lines = data.split(b"\n\n", 1)[1].decode().split("\n")
    sizes = [int(lines[place + 1]) for place, line in enumerate(lines) if line == lines[0]]
    shown = sizes[1] if sizes[0] == trial.size else sizes[0]
    expect(verdict == ("proven" if shown >= trial.size else "unexplained"), f"{verdict} of {trial.size} and {shown}")
    return f"client; {verdict}"

