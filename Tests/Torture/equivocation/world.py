"""Two organisations that know one another, a broker, and the three policies: where every trial begins."""

import pathlib
import random
import shutil
import urllib.error
import urllib.request
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time

from . import log as tlog
from .broker import ORIGIN, LyingBroker, State
from .parties import PASSPHRASE, Answer, Parties, need
from .programs import Programs

SENDER, RECIPIENT, OPERATOR = "vasaprava.ba", "group484.rs", "operator.example"
MAILBOX = f"intake@{RECIPIENT}"
POLICIES = ("none", "two", "many")
OLD_SIZE = "text/x.tlog.size"


class World:
    """What all trials share."""

    def __init__(self, folder, programs, is_by_programs):
        self.folder, self.programs = pathlib.Path(folder), pathlib.Path(programs)
        self.parties = Programs(self.programs) if is_by_programs else Parties(self.programs / "parties")
        self.broker = LyingBroker()
        self.liars = LiarServer()
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE + "\n")
        names, self.digits = (SENDER, RECIPIENT), {}
        for name in names:
            # The recipient's record names the broker as the mailbox's home.
            home = {"url": self.broker.url, "pin": self.broker.pin} if name == RECIPIENT else {}
            self.digits[name] = need(
                self._ask("found", name, name=name, file=f"{self.folder}/{name}.org", **home))["said"]
        for name, other in (names, names[::-1]):
            need(self._ask("introduce", name, id=self.digits[other], file=f"{self.folder}/{other}.org"))
        for name in names:
            need(self._ask("use", name, url=self.broker.url, pin=self.broker.pin))
        case = need(self._ask("example", SENDER, id=SENDER, name=RECIPIENT))["said"]
        (self.folder / "case.json").write_text(case)

    def _ask(self, act, whose, **members):
        return self.parties.ask(
            act, home=str(self.folder / whose), passphrase=str(self.passphrase), **members)

    def close(self):
        self.broker.close()
        self.liars.close()


class Liar:
    """A witness that cosigns whatever it is asked to, at any time it is told, and shows what it likes."""

    def __init__(self, name, server):
        self.key = tlog.Key(name, tlog.COSIGNATURE)
        self.latest = None
        self.url = server.add(self)

    def cosign(self, text, when=None):
        return self.key.cosign(text, int(time()) if when is None else when)


class LiarServer:
    """Where the liar of a trial shows its latest checkpoint."""

    def __init__(self):
        self._liar, owner = None, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(owner._liar.latest)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                signed = body.split(b"\n\n", 1)[1]
                text = signed.split(b"\n\n", 1)[0] + b"\n"
                line = owner._liar.cosign(text)
                owner._liar.latest = signed + line
                self._answer(line)

            def _answer(self, content):
                self.send_response(200 if content else 404)
                self.send_header("content-length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, daemon=True).start()

    def add(self, liar):
        self._liar = liar
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Witness:
    """A real one."""

    def __init__(self, trial, name, clock=0):
        self._trial, self.name, self.clock = trial, name, clock
        self.home = trial.folder / name.replace("/", "-")
        self._start()
        self.size = 0

    def _start(self):
        answer = need(self._trial.parties.ask(
            "witness", home=str(self.home), name=self.name, log=self._trial.vkey, clock=self.clock))
        self.vkey, self.url = answer["key"], answer["url"]

    def move_clock(self, seconds):
        """Starts anew, under a clock that is wrong; brokers find it at its new address."""
        self.stop()
        self.clock = seconds
        self._start()

    def stop(self):
        need(self._trial.parties.ask("unwitness", home=str(self.home)))

    def conflict(self):
        """The file of two histories that it keeps, if any."""
        folder = self.home / "logs" / sha256(ORIGIN.encode()).hexdigest()
        file = folder / "conflict"
        return file if file.exists() else None

    def latest(self):
        return get(f"{self.url}{sha256(ORIGIN.encode()).hexdigest()}/checkpoint")[1]

    def add(self, old, hashes, signed):
        """(status, body) of add-checkpoint."""
        lines = b"".join(tlog.b64(each).encode() + b"\n" for each in hashes)
        return post(f"{self.url}add-checkpoint", b"old %d\n" % old + lines + b"\n" + signed)

    def extend(self, face):
        """As an honest broker asks: the proof is of the face's tree, from what the witness has."""
        size = len(face.tree)
        status, body = self.add(
            self.size, face.tree.consistency(self.size, size) if self.size <= size else [], face.note())
        if status == 200:
            self.size = size
        return status, body


def post(url, body):
    return _open(urllib.request.Request(url, data=body, method="POST"))


def get(url):
    return _open(urllib.request.Request(url))


def _open(request):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class Trial:
    """A log of its own, fresh homes, a policy, and an honest beginning."""

    def __init__(self, world, policy, seed):
        self.world, self.parties, self.policy = world, world.parties, policy
        self.choice = random.Random(f"trial {seed}")
        self.folder = world.folder / "trial"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.vkey = self._make_log()
        self.sender, self.recipient = self.folder / SENDER, self.folder / RECIPIENT
        for home in (self.sender, self.recipient):
            shutil.copytree(world.folder / home.name, home)
            self._know_broker(home)
        (self.folder / "evidence.txt").write_bytes(self.choice.randbytes(self.choice.randint(1, 4000)))
        self.witnesses, self.away, self.liar, self.threshold = [], [], None, 0
        self._choose_policy()

    def _make_log(self):
        """The key of a new log with entries of others."""
        self.others_count = self.choice.randint(1, 600)
        self.state = self.world.broker.state = State(self.others(self.others_count))
        return self.state.key.vkey

    def _know_broker(self, home):
        """The template knows the broker, with another log key."""
        text = (home / "broker.json").read_text()
        known = text.split('"logKey": "')[1].split('"')[0]
        (home / "broker.json").write_text(text.replace(known, self.vkey))

    def others(self, count):
        """Entries of deposits that are no part of the trial."""
        return [tlog.commitment(self.choice.randbytes(32)) for _ in range(count)]

    # The policy

    def _choose_policy(self):
        lines, self.faulty = [f"log {self.vkey}"], 0
        if self.policy == "none":
            lines.append("quorum none")
        elif self.policy == "two":
            self.witnesses = [Witness(self, f"{RECIPIENT}/witness")]
            self.threshold = 1
            lines += [self._line("A", self.witnesses[0]), "quorum A"]
        else:
            lines += self._many()
        (self.folder / "policy").write_text("".join(line + "\n" for line in lines))
        for home in (self.sender, self.recipient):
            need(self.ask("witnesses", home, file=str(self.folder / "policy"), name=OPERATOR,
                          faulty=self.faulty))

    def _many(self):
        """Four of which three, one of them a liar, or three of which two: 2k - n > f."""
        names = [f"{RECIPIENT}/witness", "atina.example/witness", "lara.example/witness"]
        self.witnesses = [Witness(self, name) for name in names]
        self.threshold, self.faulty = 2, 0
        parties = list(zip("ABC", self.witnesses, strict=True))
        if self.choice.random() < 0.5:
            self.threshold, self.faulty = 3, 1
            self.liar = Liar("liar.example/witness", self.world.liars)
            parties.append(("D", self.liar))
        names = " ".join(letter for letter, _ in parties)
        return [self._line(*party) for party in parties] + [
            f"group partners {self.threshold} {names}", "quorum partners"]

    @staticmethod
    def _line(letter, witness):
        vkey = witness.key.vkey if isinstance(witness, Liar) else witness.vkey
        return f"witness {letter} {vkey} {witness.url}"

    def stranger(self):
        """A cosignature of a witness that nobody here has chosen, under the newest checkpoint."""
        return tlog.Key("stranger.example/witness", tlog.COSIGNATURE).cosign(self.state.face.checkpoint(), int(time()))

    # What parties do

    def ask(self, act, home, **members):
        return self.parties.ask(act, home=str(home), passphrase=str(self.world.passphrase), **members)

    def send(self, home=None, **members):
        return self.ask("send", home or self.sender, **self.sending(), **members)

    def sending(self):
        return {"paths": [str(self.folder / "evidence.txt")],
                "case": str(self.world.folder / "case.json"), "to": [MAILBOX]}

    def sync(self, home=None, **members):
        return self.ask("sync", home or self.sender, **members)

    def watch(self, home=None, fresh=7200, **members):
        """`plomba watch`: `list` has the codes of its alarms, `said` those of its remarks."""
        answer = need(self.ask("watch", home or self.sender, fresh=fresh, **members))
        return Answer(answer, list=answer["list"] or [])

    def remembered(self, home=None):
        """(size, root) of the checkpoint that a client holds."""
        files = list(((home or self.sender) / "logs").glob("*/checkpoint"))
        if len(files) != 1:
            return None
        lines = files[0].read_text().split("\n")
        return int(lines[1]), lines[2]

    # What the broker does with its witnesses

    def collect(self, face=None, liar=True):
        """Asks every witness for a cosignature; keeps the checkpoint when it has a quorum's.

        Returns what each real witness answered.
        """
        face = face or self.state.face
        signed, answers, count = face.note(), [], 0
        for witness in self.witnesses:
            status, body = witness.extend(face)
            answers.append(status)
            if status == 200:
                signed, count = signed + body, count + 1
        if self.liar and liar:
            line = self.liar.cosign(face.checkpoint())
            signed, count = signed + line, count + 1
            self.liar.latest = face.note() + line
        if self.witnesses and count >= self.threshold:
            self.state.witnessed.append((len(face.tree), signed))
        return answers

    def begin(self):
        """Everybody is honest: a case is sent, the log grows, everybody has looked at it."""
        need(self.send())
        self.collect()
        need(self.sync())
        if self.choice.random() < 0.3:
            self.state.face.tree.append(*self.others(self.choice.randint(1, 40)))
            self.collect()
            need(self.sync())
        # What the sender holds now.
        self.known = len(self.state.face.tree)
        return self

    def end(self):
        for witness in self.witnesses:
            witness.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
