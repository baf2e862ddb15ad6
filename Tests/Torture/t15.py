"""T15, keys that change while cases are under way: rotations and revocations at every step of a transfer.

    t15.py --n 2000 --seed 1         n transfers between two organisations of two people each, by the real programs

Every fourth transfer meets a rotation, every tenth the revocation of a stolen computer or of a person's keys, each step of a
transfer as often as every other. It must never happen that

- a bundle is sealed to a key that was not in the newest record that its sender had seen, or was revoked there: every identity that
  the recipients ever had is tried on every bundle, by Protocol/verifier/age.py, and exactly those of that record open it;
- a bundle cannot be opened later by who was its reader: at the end of each round by the keys that a person has then;
- what a stolen key signed before the time of its revocation is refused afterwards, or what it signed after that time is accepted:
  with each revocation there is one deposit on either side, and the thief has sent his before anybody noticed;
- a transfer that is complete is judged otherwise after a change than before, in its case folder or in its sender's books;
- the stolen computer gets an answer from the broker after the revocation.

A history holds 64 records, so after some transfers both organisations begin anew, with a broker of their own. The last line is one
JSON object.
"""

import argparse
import collections
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Protocol/verifier"), str(ROOT / "Tests/Interop")]

import age  # noqa: E402

PYTHON = sys.executable
PROGRAMS = ROOT / ".build/debug"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"}
NAMES = ("vasaprava.ba", "group484.rs")
COLLEAGUE = "legal-officer"
STEPS = ("begin", "sealed", "sent", "previewed", "received", "accepted")
OF_ONE_ROUND = 40
PASSPHRASE = "correct horse battery staple"


class Failed(Exception):
    """A command that ended otherwise than it should, with the code that it gave."""

    def __init__(self, command, done):
        codes = re.findall(r'\[([a-z-]+\.[a-z0-9.-]+)\]|"code": ?"([a-z-]+\.[a-z0-9.-]+)"', done.stderr + done.stdout)
        self.code = next((one or other for one, other in codes), None)
        super().__init__(f"{' '.join(command[1:4])} ended with {done.returncode}, {self.code}: {done.stderr[-400:]}")


def run(command, folder):
    command = [str(part) for part in command]
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise Failed(command, done)
    return done.stdout


class Desk:
    """A person at a computer: a home, and the files beside it."""

    def __init__(self, home, folder):
        self.home, self.folder = home, folder

    def plomba(self, *arguments):
        about = ["--home", self.folder / self.home, "--passphrase-file", self.folder / "passphrase"]
        output = run([PROGRAMS / "plomba", *arguments, "--format", "json", *about], self.folder)
        return json.loads(output) if output.startswith(("{", "[")) else output

    def code(self, *arguments):
        """With which code the command is refused; None where it is not."""
        try:
            self.plomba(*arguments)
        except Failed as failure:
            return failure.code or "unknown"
        return None

    def identities(self):
        """Of the person, newest first; and from then on its passphrase costs nothing."""
        keys = self.folder / self.home / "keys"
        scrypt = [PYTHON, ROOT / "Tests/Interop/age_scrypt.py"]
        run([*scrypt, "relock", self.folder / "passphrase", "4", *keys.glob("*.age")], self.folder)
        opened = run([*scrypt, "open", self.folder / "passphrase", keys / "member-encryption.age"], self.folder)
        return [line for line in opened.splitlines() if line.startswith("AGE-SECRET")]

    def copy(self, name):
        """What a thief has: the whole home."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / self.home, self.folder / name, ignore=shutil.ignore_patterns("agent"))
        return Desk(name, self.folder)


class Organisation:
    """An office, which holds the root, a colleague, and every identity that either ever had."""

    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        self.office, self.colleague = Desk(name, folder), Desk("colleague@" + name, folder)
        self.known = {}

    def records(self):
        folder = self.folder / self.name / "organisation"
        return {int(file.stem): json.loads(file.read_bytes()) for file in folder.glob("[0-9]*.json")}

    @property
    def record(self):
        return max(self.records().items())[1]

    def readers(self, version):
        """The recipients that a bundle is for when this record is the newest that is known, by an own reading of it."""
        record = self.records()[version]
        [mailbox] = [each for each in record["mailboxes"] if each["name"] == "intake"]
        return {each["recipient"] for each in record["members"]
                if each["label"] in mailbox["members"] and each["status"] == "active"}

    def settle(self):
        """Notes the newest identities, each by the recipient in the record."""
        by_label = {each["label"]: each for each in self.record["members"]}
        for desk, label in ((self.office, "intake-officer"), (self.colleague, COLLEAGUE)):
            self.known[by_label[label]["recipient"]] = age.identity(desk.identities()[0])

    def rotate(self, *more):
        self.office.plomba("keys", "rotate", *more)
        self.settle()

    def devices(self, member):
        return [each["label"] for each in self.record["devices"]
                if each["member"] == member and each["status"] == "active" and ".former-" not in each["label"]]

    def export(self):
        file = f"{self.name}-{os.urandom(4).hex()}.org"
        self.office.plomba("organisation", "export", "-o", file)
        return file

    def enrol(self, card, partner, *purpose):
        """A colleague at a new computer: asks, is challenged, answers, is approved."""
        digits = self.office.plomba("organisation", "show")["digits"]
        request, desk = f"{self.name}-{os.urandom(4).hex()}.request", self.colleague
        shutil.rmtree(self.folder / desk.home, ignore_errors=True)
        desk.plomba(*purpose, self.export(), "--fingerprint", digits, "--name", COLLEAGUE, "-o", request,
                    *(() if "replace" in purpose else ("--mailbox", "intake")))
        desk.identities()
        challenge = request + ".age"
        self.office.plomba("member", "challenge", request, "-o", challenge)
        answer = desk.plomba("member", "answer", challenge)["answer"]
        self.office.plomba("member", "approve", request, "--answer", answer)
        desk.plomba("organisation", "adopt", self.export())
        desk.plomba("broker", "use", card["url"], "--pin", card["pin"])
        desk.plomba("partner", "add", partner.export(), "--fingerprint",
                    partner.office.plomba("organisation", "show")["digits"])
        self.settle()


class Round:
    """Two organisations and a broker, as the template left them, and some transfers between them."""

    def __init__(self, template, folder, count, failures):
        shutil.copytree(template, folder)
        self.folder, self.count, self.failures = folder, count, failures
        self.card = json.loads((folder / "card.json").read_text())
        self.parties = [Organisation(name, folder) for name in NAMES]
        self.broker = serve(folder)
        for party in self.parties:
            party.settle()
        self.done, self.cases, self.bundles = [], [], []

    def fail(self, text):
        self.failures.append(text)

    def transfer(self, plan):
        """One case from one to the other, with the changes of the plan between its steps."""
        sender, receiver = self.parties[:: plan["direction"]]
        number = self.count["transfers"]

        def change(step):
            for what, party, kind in plan["at"].get(step, []):
                self.count[f"{what} at {step}"] += 1
                who, other = self.parties[party], self.parties[1 - party]
                if what == "rotations":
                    who.rotate(*kind)
                else:
                    self.revoke(who, other, kind)

        change("begin")
        if plan["sync"]:
            sender.office.plomba("sync")
        name = f"bundle-{number}.plomba"
        self.seal(sender, receiver, name)
        change("sealed")
        consignment = self.send(sender, receiver, name)
        change("sent")
        receiver.office.plomba("preview", consignment)
        change("previewed")
        receiver.office.plomba("receive", consignment, "-o", f"case-{number}")
        change("received")
        receiver.office.plomba("accept", consignment)
        change("accepted")
        self.done.append((sender, consignment))
        self.cases.append((receiver, f"case-{number}", True))
        # A verdict is given by the records that are known: as the timer of a desk, ask for them first.
        for party in self.parties:
            party.office.plomba("sync")
        for other, earlier in random.sample(self.done, min(2, len(self.done))):
            steps = [step["step"] for lane in other.office.plomba("status", earlier)["lanes"] for step in lane["steps"]]
            self.count["statuses judged again"] += 1
            if "accepted" not in steps:
                self.fail(f"{earlier} is judged otherwise: {steps}")

    def seal(self, sender, receiver, name):
        [partner] = sender.office.plomba("partner", "list")["partners"]
        sender.office.plomba("seal", "evidence", "--case", f"{sender.name}.json", "--to", f"intake@{receiver.name}",
                             "-o", name)
        with tarfile.open(self.folder / name) as archive:
            payload = archive.extractfile("payload.age").read()
        readers = receiver.readers(partner["version"])
        self.bundles.append((receiver, payload))
        self.count["bundles"] += 1
        for recipient, identity in receiver.known.items():
            self.count["identities tried"] += 1
            self.count["of them not to open it"] += recipient not in readers
            if opens(payload, identity) != (recipient in readers):
                self.fail(f"{name}: a reader of record {partner['version']} differs")

    def send(self, sender, receiver, name):
        """Who got other keys since it was sealed is told so, and seals anew."""
        try:
            return sender.office.plomba("send", name)["consignment"]
        except Failed as failure:
            self.count[f"sealed anew: {failure.code}"] += 1
            if failure.code != "send.keys-changed":
                raise
        [former] = {self.identifier(name)}
        return sender.office.plomba("reseal", former)["consignment"]

    def identifier(self, name):
        with tarfile.open(self.folder / name) as archive:
            return json.loads(archive.extractfile("statement.json").read())["predicate"]["consignment"]

    def revoke(self, who, other, kind):
        """A computer, or a person's keys, is stolen: before and after count differently, and the thief gets nothing."""
        person = who.office if kind == "device" else who.colleague
        if kind != "device":
            person.plomba("organisation", "adopt")
        evidence = ("evidence", "--case", f"{who.name}.json", "--to", f"intake@{other.name}")
        before = person.plomba("send", *evidence)
        since = instant(before["receivedTime"]) + timedelta(seconds=1)
        time.sleep(max(0, (since - datetime.now(timezone.utc)).total_seconds()))
        thief = person.copy("thief")
        after = thief.plomba("send", *evidence)["consignment"]
        label = who.devices("intake-officer")[0] if kind == "device" else COLLEAGUE
        who.office.plomba("keys", "revoke", "--" + kind, label, "--compromised", "--since", text(since))
        if (code := thief.code("inbox")) != "broker.unauthenticated":
            self.fail(f"the stolen computer was answered: {code}")
        if kind == "device":
            who.rotate("--device")
        self.judge(other, before["consignment"], True)
        self.judge(other, after, False)
        sealed = f"thief-{self.count['revocations']}.plomba"
        if (code := thief.code("seal", *evidence, "-o", sealed)) is None:
            opened = other.office.code("open", sealed, "-o", sealed + "-opened")
            self.count["handed over by the thief"] += 1
            self.count[f"refused as {opened}"] += 1
            if opened is None:
                self.fail(f"{sealed}, which the thief handed over, was opened")
        if kind != "device":
            who.enrol(self.card, other, "keys", "replace", "--lost")
        self.count["revocations"] += 1
        self.count[f"revocations of a {kind}"] += 1

    def judge(self, party, consignment, holds):
        folder = f"side-{consignment}"
        code = party.office.code("receive", consignment, "-o", folder)
        self.count["before the time, accepted" if holds else "after the time, refused"] += 1
        self.count[f"received as {code}"] += 1
        if (code is None) != holds:
            self.fail(f"signed {'before' if holds else 'after'} the time of the revocation: {code}")
        if holds:
            self.cases.append((party, folder, True))

    def close(self):
        """All that was received is judged once more, and all that was sealed is opened by the keys of now."""
        try:
            for party, case, holds in self.cases:
                self.count["case folders verified again"] += 1
                if (party.office.code("verify", case) is None) != holds:
                    self.fail(f"{case} is judged otherwise: {party.office.code('verify', case)}")
            for party in self.parties:
                keys = [age.identity(line) for line in party.office.identities()]
                for receiver, payload in self.bundles:
                    if receiver is not party:
                        continue
                    self.count["bundles opened again"] += 1
                    if not any(opens(payload, key) for key in keys):
                        self.fail("a bundle is lost to its reader")
        finally:
            self.broker.kill()
            self.broker.wait()
            shutil.rmtree(self.folder)


def opens(payload, identity):
    try:
        age.decrypt(payload, [identity])
        return True
    except ValueError:
        return False


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(words):
    return datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def serve(folder):
    broker = subprocess.Popen(
        [str(PROGRAMS / "plombad"), "serve", "--home", folder / "broker"], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while "listens" not in (line := broker.stdout.readline()):
        if not line:
            raise RuntimeError("the broker did not start")
    return broker


def template(folder):
    """The parties, who know one another and the broker; made once."""
    folder.mkdir()
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    (folder / "passphrase").chmod(0o600)
    (folder / "evidence").mkdir()
    (folder / "evidence/a.txt").write_text("content\n")
    parties = [Organisation(name, folder) for name in NAMES]
    made = run([PROGRAMS / "plombad", "init", folder / "broker", "--name", "broker.example", "--port", free_port(),
                "--format", "json"], folder)
    (folder / "card.json").write_text(made)
    card, broker = json.loads(made), serve(folder)
    try:
        for party in parties:
            office = party.office
            office.plomba("organisation", "create", party.name, "--member", "intake-officer", "--mailbox", "intake")
            office.identities()
        for party, other in (parties, parties[::-1]):
            digits, file = party.office.plomba("organisation", "show")["digits"], party.export()
            run([PROGRAMS / "plombad", "admit", file, "--fingerprint", digits, "--home", folder / "broker"], folder)
            other.office.plomba("partner", "add", file, "--fingerprint", digits)
            party.office.plomba("broker", "use", card["url"], "--pin", card["pin"])
            example = run([PROGRAMS / "plomba", "case", "example", "--from", party.name, "--to", other.name], folder)
            (folder / f"{party.name}.json").write_text(example)
        for party, other in (parties, parties[::-1]):
            party.enrol(card, other, "member", "request")
    finally:
        broker.kill()
        broker.wait()
    return folder


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def plans(number, chance):
    """What each transfer meets, from the seed alone: every step meets as much as every other."""
    made = [{"direction": chance.choice((1, -1)), "sync": chance.random() < 0.5, "at": collections.defaultdict(list)}
            for _ in range(number)]
    for what, share, kinds in (("rotations", 4, ((), ("--device",))), ("revocations", 10, ("device", "member"))):
        chosen = chance.sample(range(number), -(-number // share))
        for place, transfer in enumerate(chosen):
            step, kind = STEPS[place % len(STEPS)], kinds[(place + place // len(STEPS)) % len(kinds)]
            made[transfer]["at"][step].append((what, chance.randrange(2), kind))
    return made


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=None, help="begin no transfer after so many")
    parser.add_argument("--programs", type=Path, default=PROGRAMS, help="where plomba and plombad lie")
    options = parser.parse_args()
    PROGRAMS = options.programs.resolve()
    begun, count, failures = time.monotonic(), collections.Counter(), []
    random.seed(options.seed)
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="plomba-t15-", dir=place) as name:
        made, current = template(Path(name) / "template"), None
        for number, plan in enumerate(plans(options.n, random.Random(options.seed))):
            if options.seconds is not None and time.monotonic() - begun > options.seconds:
                break
            if number % OF_ONE_ROUND == 0:
                if current:
                    current.close()
                current = Round(made, Path(name) / f"round-{number}", count, failures)
                print(f"{number} transfers, {len(failures)} failures", file=sys.stderr, flush=True)
            try:
                current.transfer(plan)
            except Exception as problem:
                failures.append(f"transfer {number}, {dict(plan['at'])}: {problem}")
                print(failures[-1], file=sys.stderr, flush=True)
            count["transfers"] += 1
        current.close()
    count["rotations"] = sum(times for what, times in count.items() if what.startswith("rotations at"))
    for failure in failures:
        print(failure)
    print(json.dumps({"test": "T15", "seed": options.seed, "n": options.n, **count, "failures": len(failures),
                      "seconds": round(time.monotonic() - begun, 1)}))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
