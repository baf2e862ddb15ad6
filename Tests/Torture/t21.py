"""T21, three brokers that are cut off from one another at random, each in a network namespace of its own (root).

    t21.py --n 24 --seed 1           n cases between three organisations, each at its own broker, by the real programs

While cases are sent, each of the six directions between the brokers is silent or not, at random and in random order, links flap,
and now and then a broker is killed. What is cut off is silent: a packet goes to an address that nobody has, as on a line that is dead.

- Then all is healed, and each case must be at its home broker within 60 seconds: its sender has one `RelayAcceptance` and no
  other end, the mailbox has the case once, and what the recipient decides comes back.
- At last the brokers are cut off for good while cases are on their way, and their clocks go on past the deadline. Each must read
  'outcome unknown' or 'not delivered' at its sender; and what is not delivered must be in no mailbox, when the brokers meet again.
- What each sender then has as evidence must verify, and contradict nothing.

The last line is one JSON object.
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".build/debug"
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SWIFT_BACKTRACE": "enable=no"}
PASSPHRASE = "correct horse battery staple"
NOBODY = "02:00:00:00:00:ff"
LATER, HEALED = "+20d", 60


def run(command, folder, codes=(0,)):
    done = subprocess.run([str(part) for part in command], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300)
    if done.returncode not in codes:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-600:]} {done.stdout[-300:]}")
    return done.stdout


def ip(*arguments, codes=(0,)):
    run(["ip", *arguments], "/", codes)


class Node:
    """A broker and its organisation, on a machine of their own as far as the network goes."""

    def __init__(self, number, folder):
        self.folder, self.number = folder, number
        self.space, self.address = f"t21-{os.getpid()}-{number}", f"10.21.0.{number + 1}"
        self.broker, self.name = f"broker{number}.example", f"office{number}.example"
        self.home, self.url, self.program = folder / f"broker-{number}", f"https://{self.address}:8443", None
        self.clock = None

    def within(self, command, codes=(0,)):
        shift = [ROOT / "Tests/Interop/at-clock", self.clock] if self.clock else []
        return run(["ip", "netns", "exec", self.space, *shift, *command], self.folder, codes)

    def plomba(self, *arguments, codes=(0,)):
        output = self.within([PROGRAMS / "plomba", *arguments, "--format", "json", "--home", self.folder / self.name,
                              "--passphrase-file", self.folder / "passphrase"], codes)
        return json.loads(output) if output.startswith(("{", "[")) else output

    def found(self):
        made = run([PROGRAMS / "plombad", "init", self.home, "--name", self.broker, "--port", "8443", "--format", "json"], self.folder)
        self.card = json.loads(made)
        self.configure(listen={"host": self.address, "port": 8443}, origin=self.url)
        self.start()
        self.plomba("organisation", "create", self.name, "--member", "intake-officer", "--mailbox", "intake",
                    "--broker", self.url, "--pin", self.card["pin"])
        self.plomba("organisation", "export", "-o", f"{self.name}.org")
        self.digits = self.plomba("organisation", "show")["digits"]
        # From here on its passphrase costs nothing.
        run([sys.executable, ROOT / "Tests/Interop/age_scrypt.py", "relock", self.folder / "passphrase", "4",
             *(self.folder / self.name / "keys").glob("*.age")], self.folder)

    def configure(self, **members):
        path = self.home / "plombad.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **members}))

    def meet(self, others):
        peers = [{"name": other.broker, "url": other.url, "pin": other.card["pin"], "serviceKey": other.card["serviceKey"],
                  "privateAddress": True} for other in others]
        self.stop()
        self.configure(relay={"peers": peers, "retrySeconds": 1, "longestRetrySeconds": 2, "askSeconds": 1})
        for other in (self, *others):
            run([PROGRAMS / "plombad", "admit", f"{other.name}.org", "--fingerprint", other.digits, "--home", self.home], self.folder)
            if other is not self:
                self.plomba("partner", "add", f"{other.name}.org", "--fingerprint", other.digits)
                example = run([PROGRAMS / "plomba", "case", "example", "--from", self.name, "--to", other.name], self.folder)
                (self.folder / f"{self.number}-{other.number}.json").write_text(example)

    def start(self):
        shift = [ROOT / "Tests/Interop/at-clock", self.clock] if self.clock else []
        command = ["ip", "netns", "exec", self.space, *shift, PROGRAMS / "plombad", "serve", "--home", self.home]
        errors = open(self.folder / f"log-{self.number}", "a")
        self.program = subprocess.Popen([str(part) for part in command], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=errors, text=True)
        while "listens" not in (line := self.program.stdout.readline()):
            if not line:
                raise RuntimeError(f"{self.broker} did not start: {(self.folder / f'log-{self.number}').read_text()[-400:]}")

    def stop(self):
        if self.program:
            self.program.kill()
            self.program.wait()
        self.program = None

    def send(self, other):
        sent = self.plomba("send", "evidence", "--case", f"{self.number}-{other.number}.json", "--to", f"intake@{other.name}")
        return sent["consignment"]

    def steps(self, consignment):
        lanes = self.plomba("status", consignment)["lanes"]
        return [step["step"] for lane in lanes for step in lane["steps"]]

    def inbox(self):
        return [delivery["id"] for delivery in self.plomba("inbox")["deliveries"]]


class Network:
    """The nodes, and who can be heard by whom."""

    def __init__(self, nodes):
        self.nodes, self.switch, self.silent = nodes, f"t21-{os.getpid()}-switch", set()
        self.ways = [(a, b) for a in nodes for b in nodes if a is not b]

    def __enter__(self):
        return self

    def build(self):
        ip("netns", "add", self.switch)
        ip("-n", self.switch, "link", "add", "bus", "type", "bridge")
        ip("-n", self.switch, "link", "set", "bus", "up")
        for node in self.nodes:
            port = f"port{node.number}"
            ip("netns", "add", node.space)
            ip("link", "add", "net", "netns", node.space, "type", "veth", "peer", "name", port, "netns", self.switch)
            ip("-n", self.switch, "link", "set", port, "master", "bus", "up")
            ip("-n", node.space, "address", "add", f"{node.address}/24", "dev", "net")
            for device in ("lo", "net"):
                ip("-n", node.space, "link", "set", device, "up")

    def __exit__(self, *_):
        for node in self.nodes:
            node.stop()
        for space in (self.switch, *(node.space for node in self.nodes)):
            ip("netns", "del", space, codes=(0, 1))

    def cut(self, way):
        one, other = way
        ip("-n", one.space, "neigh", "replace", other.address, "lladdr", NOBODY, "nud", "permanent", "dev", "net")
        self.silent.add(way)

    def heal(self, way):
        if way in self.silent:
            ip("-n", way[0].space, "neigh", "del", way[1].address, "dev", "net")
            self.silent.remove(way)

    def shake(self, chance, flaps):
        """Any of the 64 states of six directions, in any order, some of them several times."""
        for _ in range(flaps):
            for way in chance.sample(self.ways, len(self.ways)):
                (self.cut if chance.random() < 0.5 else self.heal)(way)
                time.sleep(chance.random() * 0.2)

    def heal_all(self):
        for way in self.ways:
            self.heal(way)


def storm(network, chance, number, count):
    """Sends cases while the lines come and go."""
    sent = []
    while len(sent) < number:
        network.shake(chance, chance.choice((1, 1, 3)))
        for one, other in chance.sample(network.ways, min(3, number - len(sent))):
            sent.append((one, other, one.send(other)))
        if chance.random() < 0.3:
            node = chance.choice(network.nodes)
            node.stop()
            node.start()
            count["kills"] += 1
        count["rounds"] += 1
    return sent


def settle(network, sent, count, failures):
    """All is healed: each case is there, once."""
    network.heal_all()
    begun, open_cases = time.monotonic(), list(sent)
    while open_cases and time.monotonic() - begun < 4 * HEALED:
        open_cases = [case for case in open_cases if "relayed" not in case[0].steps(case[2])]
        if time.monotonic() - begun < HEALED:
            count["there within 60 s"] = len(sent) - len(open_cases)
    failures += [f"{case[2]} is not there: {case[0].steps(case[2])}" for case in open_cases]
    count["seconds to the last"] = round(time.monotonic() - begun)
    for node in network.nodes:
        inbox = collections.Counter(node.inbox())
        failures += [f"{id} is {times} times in a mailbox" for id, times in inbox.items() if times != 1]
        failures += [f"{case[2]} is in no mailbox" for case in sent if case[1] is node and case[2] not in inbox]
    for one, other, consignment in sent[::3]:
        other.plomba("receive", consignment, "-o", f"case-{consignment}")
        other.plomba("accept", consignment)
    for one, _, consignment in sent[::3]:
        end = time.monotonic() + HEALED
        while "accepted" not in (steps := one.steps(consignment)) and time.monotonic() < end:
            pass
        count["decisions that came back"] += "accepted" in steps
        if "accepted" not in steps:
            failures.append(f"{consignment}: the decision did not come back: {steps}")


def part(network, chance, number, count, failures):
    """Cut off for good, and past the deadline: what was not delivered is nowhere."""
    sent = []
    while len(sent) < number:
        one, other = chance.choice(network.ways)
        if chance.random() < 0.5:
            network.cut((one, other))
        sent.append((one, other, one.send(other)))
        # The answers come and go, until they stop in the middle of a hop, or before one, or after.
        for _ in range(chance.randrange(20)):
            network.cut((other, one))
            time.sleep(chance.random() * 0.05)
            network.heal((other, one))
            time.sleep(chance.random() * 0.2)
        network.cut((other, one))
        if chance.random() < 0.5:
            network.cut((one, other))
    for way in network.ways:
        network.cut(way)
    for node in network.nodes:
        node.stop()
        node.clock = LATER
        node.start()
    said, end = {}, time.monotonic() + 4 * HEALED
    while len(said) < len(sent) and time.monotonic() < end:
        for one, other, consignment in sent:
            steps = one.steps(consignment) if consignment not in said else []
            found = [step for step in steps if step in ("relayed", "outcome-unknown", "not-delivered")]
            if found:
                said[consignment] = found
    for one, other, consignment in sent:
        found = said.get(consignment)
        count[f"cut off: {' '.join(found or ['nothing'])}"] += 1
        if found not in (["relayed"], ["outcome-unknown"], ["not-delivered"]):
            failures.append(f"{consignment} cut off for good: {found}")
    network.heal_all()
    time.sleep(10)
    for one, other, consignment in sent:
        is_there, found = consignment in other.inbox(), said.get(consignment)
        count["unknown, and there"] += found == ["outcome-unknown"] and is_there
        if is_there and found == ["not-delivered"]:
            failures.append(f"{consignment} was not delivered, and is in the mailbox")
    return sent


def judge(sent, count, failures):
    for one, _, consignment in sent:
        folder = f"evidence-{consignment}"
        one.plomba("evidence", consignment, "-o", folder)
        names = [path.stem for path in (one.folder / folder).rglob("Relay*.json")]
        if any(len([n for n in names if re.match(event, n)]) > 1 for event in ("RelayAcceptance", "RelayFailure")):
            failures.append(f"{consignment}: {names}")
        for command in ("verify", "lint"):
            try:
                one.plomba(command, folder)
                count[f"{command}: holds"] += 1
            except RuntimeError as problem:
                failures.append(f"{consignment}: {problem}")


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--programs", type=Path, default=PROGRAMS, help="where plomba and plombad lie")
    options = parser.parse_args()
    PROGRAMS = options.programs.resolve()
    begun, count, failures = time.monotonic(), collections.Counter(), []
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="plomba-t21-") as name:
        folder = Path(name)
        (folder / "passphrase").write_text(PASSPHRASE + "\n")
        (folder / "passphrase").chmod(0o600)
        (folder / "evidence").mkdir()
        (folder / "evidence/a.txt").write_bytes(chance.randbytes(200_000))
        nodes = [Node(number, folder) for number in range(3)]
        with Network(nodes) as network:
            network.build()
            for node in nodes:
                node.found()
            for node in nodes:
                node.meet([other for other in nodes if other is not node])
            for node in nodes:
                node.start()
                node.plomba("broker", "use", node.url, "--pin", node.card["pin"])
            sent = storm(network, chance, options.n, count)
            settle(network, sent, count, failures)
            sent += part(network, chance, max(3, options.n // 3), count, failures)
            judge(sent, count, failures)
            if failures:
                print("".join((folder / f"log-{node.number}").read_text()[-2000:] for node in nodes), file=sys.stderr)
    for failure in failures:
        print(failure)
    print(json.dumps({"test": "T21", "seed": options.seed, "n": options.n, **count, "failures": len(failures),
                      "seconds": round(time.monotonic() - begun, 1)}))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
