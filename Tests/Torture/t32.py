#!/usr/bin/env python3
"""T32: our verifier and the second implementation agree on mutated bundles, folders, statements and records.

    t32.py --n 100000 --seed 1 [--agent .build/release/agreement] [--keep FOLDER]

Each case is made anew in Python with one change at one stage: in a record, a list, the seal, the tar, a stanza, the
outer statement or the finished file. All that comes after the change is made to fit it and signed with keys of the
run, so that the change is met where it was made and not at the first signature. A part of the cases are vectors with
bytes changed, cut, or exchanged with another vector's. Both implementations are asked, and must agree as
Protocol/verifier/README.md says: on the verdict, and on the first check that does not hold. Printed are how many cases
met which of our codes and which layer was changed how often; the last line is one JSON object.
"""

import argparse
import base64
import collections
import hashlib
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(ROOT / "Protocol/verifier")]

import age  # noqa: E402
import folders  # noqa: E402
import originals  # noqa: E402
import records  # noqa: E402
import statements  # noqa: E402
import verify  # noqa: E402
from harness import earlier, maker, mutation, wire  # noqa: E402

BATCH = 50
AREAS = ("bundle.", "record.", "statement.", "custody.", "original.")
VECTORS = ROOT / "Protocol/vectors/bundles"
KINDS = ["bundle"] * 45 + ["sealed"] * 15 + ["folder"] * 7 + ["statement"] * 15 + ["record"] * 12 + ["vector"] * 6
KINDS += ["disclosure"] * 20
OUTSIDE = ("deposit", "parts", "outer", "payload.", "sealed-preview.", "digest", "signer", "record", "history", "signatures")
TIMES = [maker.ISSUED, maker.SEALED, maker.OPENED, "2026-11-24T10:00:00Z", "2026-11-24T09:59:59Z", maker.EXPIRY,
         "2027-12-30T23:59:59Z", "2025-12-31T23:59:59Z"]


class Tap:
    """Changes the value of one stage, once."""

    def __init__(self, stage, rng, others):
        self.stage, self.rng, self.others, self.done, self.seen = stage, rng, others, False, []

    def __call__(self, stage, value):
        self.seen.append(stage)
        if stage != self.stage or self.done or self.rng.random() < 0.3:
            self.others[stage] = value
            return value
        changed = mutation.mutate(value, self.rng, self.others.get(stage))
        self.done = changed != value
        return changed

    def key(self, right, wrong):
        if self.stage == "signer" and not self.done and self.rng.random() < 0.5:
            self.done = True
            return wrong
        return right

    def digest(self):
        self.done = self.done or self.stage == "digest"
        return "sha256" if self.stage == "digest" else "sha512"


class Cases:
    """Makes questions and the files that they are about, in one folder."""

    def __init__(self, folder, seed):
        self.folder, self.rng, self.others, self.number = folder, random.Random(seed), {}, 0
        self.pairs = [(maker.Organisation("vasaprava.ba", mode), maker.Organisation("group484.rs", mode))
                      for mode in ("live", "live", "training")]
        names = ("vasaprava.ba", "group484.rs", "civic-alliance.me", "tuzilastvo.example")
        self.route, self.service = [maker.Organisation(name, "live") for name in names], maker.SigningKey()
        write_identity(self.key_file(self.route[0]), self.route[3].key.identity, self.route[3].key.recipient)
        self.histories, self.stages = {}, {}
        for sender, receiver in self.pairs:
            write_identity(self.key_file(sender), receiver.key.identity, receiver.key.recipient)
        self.vectors = [json.loads((VECTORS / kind / "cases.json").read_text())["cases"] for kind in ("valid", "invalid")]

    def next(self):
        """(question, stage), with the files in place; anew when nothing was changed or nothing was left to write. A few
        cases without any change are kept, with the stage None."""
        while True:
            kind = self.rng.choice(KINDS)
            self.number += 1
            try:
                question, tap = getattr(self, "make_" + kind)()
            except (ValueError, TypeError, AttributeError, LookupError, OSError, OverflowError):
                continue
            if tap is None:
                return question, "vector"
            if tap.done or self.rng.random() < 0.01:
                return question, tap.stage if tap.done else None

    def key_file(self, sender):
        return str(self.folder / f"key-{sender.device.id[7:15].replace('/', '-')}.txt")

    def write(self, name, data):
        path = self.folder / f"{self.number}-{name}"
        path.write_bytes(data)
        return str(path)

    def tap(self, kind):
        known = [s for s in self.stages.get(kind, []) if kind != "sealed" or s.startswith(OUTSIDE)]
        stage = self.rng.choice(known + ["signer", "digest", "time"]) if known else None
        return Tap(stage, self.rng, self.others)

    def question(self, what, tap, pair, **more):
        organisations = []
        for organisation in pair:
            changed = tap.stage and tap.stage.startswith(("record", "history", "signatures"))
            plain = self.histories.setdefault(organisation.name + pair[0].device.id, [])
            if changed and not tap.done or len(plain) < 4:
                file, fingerprint = organisation.history(tap, self.rng)
                path = self.write(organisation.name + ".json", file)
                entry = {"path": path, "fingerprint": fingerprint}
                if not tap.done:
                    kept = self.folder / f"known-{organisation.name}-{self.number}.json"
                    kept.write_bytes(file)
                    plain.append({"path": str(kept), "fingerprint": fingerprint})
            else:
                entry = self.rng.choice(plain)
            organisations.append(entry)
        self.fingerprints = [entry["fingerprint"] for entry in organisations]
        if self.rng.random() < 0.03:
            organisations.pop(self.rng.randrange(len(organisations)))
        mode = pair[0].mode if self.rng.random() < 0.99 else "training"
        moment = self.rng.choice(TIMES) if tap.stage == "time" or self.rng.random() < 0.02 else maker.OPENED
        tap.done = tap.done or tap.stage == "time"
        return {"what": what, "mode": mode, "time": moment, "organisations": organisations,
                "identity": self.key_file(pair[0]), **more}

    def bundle(self, kind):
        tap, pair = self.tap(kind), self.rng.choice(self.pairs)
        question = self.question(kind, tap, pair)
        named = question["organisations"] * 2
        made = maker.Bundle(tap, self.rng, *pair, [named[0]["fingerprint"], named[1]["fingerprint"]])
        self.stages[kind] = sorted(set(tap.seen) | set(self.stages.get(kind, [])))
        return question, made, tap

    def make_bundle(self, kind="bundle"):
        question, made, tap = self.bundle(kind)
        question["path"] = self.write("FILE.plomba", made.outer)
        return question, tap

    def make_disclosure(self):
        tap = self.tap("disclosure")
        service = self.service if self.rng.random() < 0.97 else maker.SigningKey()
        question = self.question("disclosure", tap, self.route, broker=service.line)
        made = earlier.bundle(tap, self.rng, self.route, self.fingerprints, self.service)
        self.stages["disclosure"] = sorted(set(tap.seen) | set(self.stages.get("disclosure", [])))
        question["path"] = self.write("FILE.plomba", made.outer)
        return question, tap

    def make_sealed(self):
        return self.make_bundle("sealed")

    def make_folder(self):
        question, made, tap = self.bundle("folder")
        target = self.folder / f"{self.number}-case"
        for path, content in made.folder:
            parts = path.encode("utf-8", "surrogateescape").split(b"/")
            if b".." in parts or b"\0" in b"".join(parts):
                raise ValueError("not a path to write")
            file = os.path.join(os.fsencode(target), *parts)
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "xb") as out:
                out.write(content)
        question["path"] = str(target)
        return question, tap

    def make_statement(self):
        sender, receiver = pair = self.rng.choice(self.pairs)
        event, key, subjects, predicate = self.rng.choice(samples(sender, receiver))
        tap = self.tap("statement")
        message, signature, entry = maker.statement(tap, "statement", tap.key(key, sender.second), event, sender.mode,
                                                    subjects, predicate)
        self.stages["statement"] = sorted(set(tap.seen))
        path = self.write("s.json", message).removesuffix(".json")
        pathlib.Path(path + ".json.sig").write_bytes(signature)
        if event != "Sealed" and self.rng.random() < 0.98:
            pathlib.Path(path + ".entry").write_bytes(entry)
        mode = pair[0].mode if self.rng.random() < 0.98 else "training"
        return {"what": "statement", "path": path, "mode": mode, "time": maker.OPENED, "event": event, "key": key.line,
                "organisations": []}, tap

    def make_record(self):
        tap, organisation = self.tap("record"), self.rng.choice(self.pairs)[0]
        file, fingerprint = organisation.history(tap, self.rng)
        self.stages["record"] = sorted(set(tap.seen))
        entry = {"path": self.write("r.json", file), "fingerprint": fingerprint}
        return {"what": "record", "path": "", "mode": organisation.mode, "time": maker.OPENED,
                "organisations": [entry]}, tap

    def make_vector(self):
        case, other = self.rng.choice(self.vectors[0]), self.rng.choice(self.rng.choice(self.vectors))
        data, second = ((VECTORS / c["file"]).read_bytes() for c in (case, other))
        if self.rng.random() < 0.4:
            parts = exchange(wire.tar_parts(data), wire.tar_parts(second), self.rng)
            data = maker.archive(parts)
        else:
            data = mutation.mutate(data, self.rng, second)
        known = []
        for name in case["organisations"]:
            file = (VECTORS / "organisations" / f"{name}.json")
            first = json.loads(file.read_text())["records"][0]["record"]
            known.append({"path": str(file), "fingerprint": wire.sha256(base64.b64decode(first))})
        what = self.rng.choice(["sealed", "bundle"])
        return {"what": what, "path": self.write("V.plomba", data), "mode": case["mode"], "time": case["time"],
                "organisations": known, "identity": str(self.folder / "vectors.txt")}, None


def exchange(parts, others, rng):
    """Parts of one file in another: what a carrier with two bundles can do without any key."""
    for place in rng.sample(range(len(parts)), rng.choice([1, 1, 2, 3])):
        if place < len(others):
            parts[place] = parts[place][0], others[place][1]
    return parts


def samples(sender, receiver):
    """An example of every event: (event, key, subjects, predicate)."""
    who = {"name": sender.name, "fingerprint": "9c" * 32}
    them = {"organisation": {"name": receiver.name, "fingerprint": "ab" * 32}, "keyId": receiver.member.id}
    lane = {"consignment": "0f" * 16, "sender": who, "mailbox": f"intake@{receiver.name}", "issuer": them}
    step = {**lane, "claimedTime": maker.SEALED, "previous": "cd" * 32}
    broker = {"consignment": "0f" * 16, "sender": who, "mailboxes": [f"intake@{receiver.name}", f"legal@{receiver.name}"],
              "issuer": {"broker": "broker.example.org", "keyId": receiver.broker.id}, "receivedTime": maker.SEALED,
              "previous": "12" * 32}
    skipped = {"consignment": "0f" * 16, "sender": who, "mailbox": f"intake@{receiver.name}",
               "stream": {"device": sender.device.id, "number": 7}, "claimedTime": maker.SEALED}
    home = {**step, "issuer": broker["issuer"]}
    device = {**step, "issuer": {**them, "keyId": receiver.device.id}, "payloadSize": 1234}
    transfer = {"consignment": "0f" * 16, "sender": who, "issuer": them, "claimedTime": maker.SEALED, "previous": "cd" * 32,
                "to": {"organisation": {"name": "civic-alliance.me", "fingerprint": "ef" * 32},
                       "mailbox": "intake@civic-alliance.me"},
                "newConsignment": "1f" * 16, "purpose": "legal aid", "basis": "consent of the client"}
    deposit = {"mode": sender.mode, "consignment": "0f" * 16, "sender": who,
               "mailboxes": [{"address": f"intake@{receiver.name}", "stream": {"device": sender.device.id, "number": 7}},
                             {"address": f"legal@{receiver.name}", "stream": None}],
               "payloadSize": 1234, "headerDigest": "ab" * 32, "sealedCommitment": "cd" * 32,
               "deadline": "2026-11-30T19:00:00Z"}
    sealed = {"consignment": "0f" * 16, "sender": who, "keyId": sender.member.id, "claimedTime": maker.SEALED}

    def subjects(*names):
        return [(name, "12" * 32) for name in names]

    return [("Sealed", sender.member, subjects("commitments.txt"), sealed),
            ("Deposit", sender.device, subjects("payload.age", "preview.age"), deposit),
            ("SubmissionAcceptance", receiver.broker, subjects("statement.json"), broker),
            ("SubmissionRejection", receiver.broker, subjects("statement.json"), {**broker, "reason": "deadline_passed"}),
            ("ContentHandover", receiver.device, subjects("payload.age"), device),
            ("Acknowledgement", receiver.member, subjects("preview.age"), step),
            ("ConsignmentAcceptance", receiver.member, subjects("statement.json", "sealed.opening"), step),
            ("ConsignmentRejection", receiver.member, subjects("statement.json"), {**step, "reason": "no_capacity"}),
            ("Transfer", receiver.member, subjects("Sealed.json"), transfer),
            ("Skipped", sender.device, subjects("statement.json"), skipped),
            ("ContentConsignment", receiver.broker, subjects("statement.json"), {**home, "number": 7}),
            ("Withdrawal", sender.member, subjects("statement.json"),
             {**step, "issuer": {"organisation": who, "keyId": sender.member.id}, "reason": "wrong_mailbox"}),
            ("AcceptanceRejectionExpiry", receiver.broker, subjects("statement.json"),
             {**home, "deadline": "2026-11-24T09:00:00Z", "reason": "expired", "checkpoint": None}),
            ("AcceptanceRejectionExpiry", receiver.broker, subjects("statement.json"),
             {**home, "deadline": "2026-11-24T09:00:00Z", "reason": "expired", "checkpoint": "broker/log\n7\nx\n"}),
            ("Disposal", receiver.member, subjects("statement.json"),
             {**step, "reason": "retention_ended", "basis": "rule 7"}),
            ("Disposal", sender.member, subjects("statement.json"),
             {**step, "mailbox": None, "issuer": {"organisation": who, "keyId": sender.member.id},
              "reason": "ordered", "basis": "court order"})]


class Second:
    """What the second implementation says. It decrypts with age.py in this process, not with a program for each file."""

    def __init__(self):
        self.known, self.keys = {}, {}

    def answer(self, question):
        """{"verified", "check"}; the check is null for what has none, "error" says that it could not be read."""
        try:
            return self.examine(question)
        except verify.FLAWS as flaw:
            return {"verified": False, "check": None, "why": str(flaw)}
        except OSError as problem:
            return {"verified": False, "check": "error", "why": str(problem)}

    def examine(self, q):
        if q["what"] == "statement":
            path = pathlib.Path(q["path"] + ".json")
            entry = pathlib.Path(q["path"] + ".entry")
            steps = statements.check_alone(path.read_bytes(), pathlib.Path(f"{path}.sig").read_bytes(),
                                           entry.read_bytes() if entry.exists() else b"", q["key"], q["event"], q["mode"])
            return {**self.told(steps), "check": None}
        organisations = [self.organisation(o, q["mode"]) for o in q["organisations"]]
        if q["what"] == "record":
            return {"verified": True, "check": None}
        world = verify.World(q["mode"], {o.fingerprint: o.told(q["time"]) for o in organisations})
        if q["what"] == "folder":
            return self.told(folders.check_folder(pathlib.Path(q["path"]), world))
        if q["what"] == "disclosure":
            histories = {o.fingerprint: o for o in organisations}
            told = originals.Told(q["mode"], q["time"], histories, (earlier.BROKER, q["broker"]))
            world = world._replace(earlier=originals.judge_earlier(told))
        if q["what"] in ("bundle", "disclosure"):
            identities, opener = self.identities(q["identity"])
            world = world._replace(decrypt=lambda data: age.decrypt(data, identities), opener=opener)
        return self.told(verify.check_file(pathlib.Path(q["path"]).read_bytes(), world))

    def told(self, steps):
        begun, failed, why = verify.judge(steps)
        return {"verified": failed is None, "check": failed, "why": str(why)}

    def organisation(self, named, mode):
        name = named["path"], named["fingerprint"], mode
        if name not in self.known:
            data = pathlib.Path(named["path"]).read_bytes()
            self.known[name] = records.Organisation(data, named["fingerprint"], mode)
        return self.known[name]

    def identities(self, path):
        if path not in self.keys:
            lines = open(path).read().split("\n")
            public = [line.split(" ")[-1] for line in lines if line.startswith("# public key: ")]
            self.keys[path] = ([age.identity(line) for line in lines if line and line[0] != "#"],
                               {verify.key_id(recipient.encode()) for recipient in public})
        return self.keys[path]


def agree(ours, theirs, what):
    """The agreement that Protocol/verifier/README.md defines: the verdict, and the check that does not hold."""
    if theirs["check"] == "custody.chain" and what != "disclosure":
        return True  # verify.py does not judge what was sealed before, and says so: counted, not compared.
    if ours["verified"] != theirs["verified"]:
        return False
    # Where one could not even read it, and says so, nothing is verified: that is all there is to agree on.
    unread = theirs["check"] == "error" or ours["code"] and not ours["code"].startswith(AREAS)
    return unread or ours["check"] == theirs["check"]


def work(arguments):
    count, seed, agent, keep = arguments
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = pathlib.Path(tempfile.mkdtemp(prefix="t32-", dir=base))
    seen, layers, failures = collections.Counter(), collections.Counter(), []
    child = subprocess.Popen([agent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                             env={**os.environ, "TMPDIR": str(folder)})
    try:
        cases, second = Cases(folder, seed), Second()
        write_vector_identity(folder)
        done = mutated = 0
        while done < count:
            batch = [cases.next() for _ in range(min(BATCH, count - done))]
            child.stdin.write("".join(json.dumps(question) + "\n" for question, _ in batch))
            child.stdin.flush()
            theirs = [second.answer(question) for question, _ in batch]
            for (question, stage), their in zip(batch, theirs):
                our = json.loads(child.stdout.readline())
                mutated += stage is not None
                seen[question["what"], "verified" if our["verified"] else our["code"]] += 1
                layers[question["what"], stage or "nothing", our["verified"]] += 1
                if not agree(our, their, question["what"]):
                    failures.append({"question": question, "stage": stage, "ours": our, "theirs": their})
                    keep_case(keep, folder, seed, len(failures), failures[-1])
            done += len(batch)
            for path in folder.iterdir():
                if path.name[0].isdigit():
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    finally:
        child.stdin.close()
        child.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
    return seen, layers, failures, mutated


def write_identity(path, identity, recipient):
    """As `age-keygen -pq` does."""
    pathlib.Path(path).write_text(f"# public key: {recipient}\n{identity}\n")


def write_vector_identity(folder):
    sentence = (VECTORS / "README.md").read_text().split("```\n")[1].strip()
    key = maker.EncryptionKey(hashlib.sha256(sentence.encode()).digest())
    write_identity(folder / "vectors.txt", key.identity, key.recipient)


def keep_case(keep, folder, seed, number, failure):
    if not keep or number > 20:
        return
    target = pathlib.Path(keep) / f"{seed}-{number}"
    target.mkdir(parents=True, exist_ok=True)
    (target / "failure.json").write_text(json.dumps(failure, indent=1))
    q = failure["question"]
    paths = [q["path"]] + [o["path"] for o in q["organisations"]] + [q.get("identity", "")]
    paths += [q["path"] + ending for ending in (".json", ".json.sig", ".entry")]
    for path in map(pathlib.Path, filter(None, paths)):
        if path.is_dir():
            shutil.copytree(path, target / path.name, dirs_exist_ok=True)
        elif path.exists():
            shutil.copy(path, target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--agent", default=str(ROOT / ".build/release/agreement"))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", help="a folder for the first cases on which the two disagree")
    a = parser.parse_args()
    start, workers = time.monotonic(), min(a.workers, 1 + a.n // 500)
    shares = [(a.n // workers + (w < a.n % workers), a.seed * 1000 + w, a.agent, a.keep) for w in range(workers)]
    with multiprocessing.Pool(workers) as pool:
        results = pool.map(work, shares, chunksize=1)
        # Leaving the block would end the workers by a signal, which whoever started us may have blocked.
        pool.close()
        pool.join()
    seen, layers, failures = collections.Counter(), collections.Counter(), []
    for counts, places, failed, _ in results:
        seen += counts
        layers += places
        failures += failed
    for (what, code), count in sorted(seen.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{count:7} {what:9} {code}")
    print("where the change was made: cases, of which still verified")
    for what, stage in sorted({place[:2] for place in layers}):
        held, fell = layers[what, stage, True], layers[what, stage, False]
        print(f"{held + fell:7} {held:7} {what:9} {stage}")
    for failure in failures[:20]:
        print(json.dumps({k: failure[k] for k in ("stage", "ours", "theirs")}), failure["question"]["what"])
    verified = sum(count for (_, code), count in seen.items() if code == "verified")
    print(json.dumps({"test": "T32", "seed": a.seed, "n": sum(seen.values()), "mutated": sum(r[3] for r in results), "verified_by_both": verified,
                      "codes": len({code for _, code in seen}), "disagreements": len(failures),
                      "seconds": round(time.monotonic() - start, 1)}))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
