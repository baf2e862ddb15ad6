"""An evidence folder as it lies there (receipt.md, Files): what is read, how much of it, and that it is in its form.
For evidence.py."""
import base64, json, os, re, stat
from lanes import AFTER_THE_END, BROKER, ENDS
from notes import LOG, Key, Logs, Policy, Succession
from records import public_key, read_record
from verify import BEYOND, FLAWS, SCHEMAS, conforms, demand, read_statement, sha256, strict_json

SUFFIXES = {".json": 1 << 16, ".json.sig": 8192, ".entry": 4096, ".tlog-proof": 128 << 10}
OTHERS = 1 << 16  # of every other file
MOST = {"lanes": 32, "statements": 128, "organisations": 34, "time": 4096, "further proofs": 16, "former": 64}
ANSWERS = ("SubmissionAcceptance", "SubmissionRejection")
AUTHORITY = r"[a-z0-9][a-z0-9._-]{0,63}"

def further(path, names):
    """The proofs of a statement under other checkpoints, among these names: [(size, name)] by size."""
    found = [(name, re.fullmatch(rf"{re.escape(path)}\.(0|[1-9][0-9]{{0,19}})\.tlog-proof", name)) for name in names]
    found = sorted((int(m[1]), name) for name, m in found if m and int(m[1]) < 1 << 64)
    keep(len(found) <= MOST["further proofs"], f"too many proofs of {path!r}")
    return found

def most(path):
    """How large a file may be."""
    return next((size for suffix, size in SUFFIXES.items() if path.endswith(suffix)), OTHERS)

class Layout(Exception):
    """A file that is missing or not in its form: the folder cannot be read as evidence."""

def keep(holds, why):
    if not holds:
        raise Layout(why)

def is_of(name, kind):
    return conforms(name, SCHEMAS["common"]["$defs"][kind])

def times(options):
    """The first second at which a key of a broker counts, and the first at which it does not; "" where nothing says so."""
    found = [re.search(f'{name}="([0-9]{{14}})Z"', options) for name in ("valid-after", "valid-before")]
    return [re.sub(r"(....)(..)(..)(..)(..)(..)", r"\1-\2-\3T\4:\5:\6Z", m[1]) if m else "" for m in found]

def until(name):
    """The time in the name of a former policy, or None."""
    digits = re.fullmatch("policy[.]until-([0-9]{14})Z", name, re.ASCII)
    time = digits and times(f'valid-after="{digits[1]}Z"')[0]
    try:
        return time if digits and is_of(time, "time") and BEYOND["time"](time) else None
    except ValueError:
        return None

# From the disk. Nothing is followed, and what has no place in a folder of statements or keys is refused.

def entries(path, limit):
    """(name, whether it is a folder) of what lies in a folder, which is there and is no link."""
    keep(stat.S_ISDIR(os.lstat(path).st_mode), f"{path!r} is no folder")
    found = []
    with os.scandir(path) as listing:
        for entry in listing:
            found.append((entry.name, entry.is_dir(follow_symlinks=False)))
            keep(len(found) <= limit, f"too much in {path!r}")
    return sorted(found)

class Reader:
    """Collects the files that receipt.md names."""
    def __init__(self, root):
        self.root, self.files = root, {}
        top = dict(entries(root, 10_000))
        for path in [*("statement", *ANSWERS), "Sealed"]:
            for suffix in SUFFIXES:
                self.take(path + suffix, top)
            for _, name in further(path, top):
                self.take(name, top)
        for name, read in (("lanes", self.lanes), ("keys", self.keys), ("time", self.time)):
            if name in top:
                read()

    def inside(self, path, limit=10_000):
        found = entries(os.path.join(self.root, path), limit)
        for name, _ in found:
            keep(not re.search("[\udc80-\udcff]", name), f"a name that is no UTF-8 in {path!r}")
        return found

    def take(self, path, names):
        """The bytes of a file that is one, if its name is among these."""
        if path.rpartition("/")[2] not in names:
            return
        place = os.path.join(self.root, path)
        keep(stat.S_ISREG(os.lstat(place).st_mode), f"{path!r} is no file")
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as file:
            self.files[path] = file.read(most(path) + 1)

    def lanes(self):
        for mailbox, is_folder in self.inside("lanes", MOST["lanes"]):
            keep(is_folder and is_of(mailbox, "mailboxAddress"), f"{mailbox!r} is no mailbox")
            names = dict(self.inside(f"lanes/{mailbox}"))
            for name in names:
                if name.endswith(".json"):
                    for suffix in SUFFIXES:
                        self.take(f"lanes/{mailbox}/{name[:-5]}{suffix}", names)
                    for _, more in further(name[:-5], names):
                        self.take(f"lanes/{mailbox}/{more}", names)

    def keys(self):
        for name, is_folder in self.inside("keys", MOST["organisations"] + 2):
            keep(is_folder or name == "allowed_signers", f"{name!r} is no part of the keys")
            if not is_folder:
                self.take(f"keys/{name}", [name])
                continue
            names = dict(self.inside(f"keys/{name}"))
            if name == "broker":
                for file in ("allowed_signers", "log.vkey", "policy"):
                    self.take(f"keys/broker/{file}", names)
                for file in (f"LogSuccession-{n}{suffix}" for n in range(2, 10) for suffix in SUFFIXES):
                    self.take(f"keys/broker/{file}", names)
                for file in filter(until, names):
                    self.take(f"keys/broker/{file}", names)
                continue
            for file in names:
                if re.fullmatch(r"[0-9]{4}\.json(\.sig\.[0-9]{1,3})?", file, re.ASCII):
                    self.take(f"keys/{name}/{file}", names)
            keep(f"keys/{name}/0001.json" in self.files, f"{name!r} has no record")

    def time(self):
        names = dict(self.inside("time", MOST["time"]))
        for name in names:
            if re.fullmatch(rf"checkpoint-[1-9][0-9]*(\.txt|\.{AUTHORITY}\.tst)|{AUTHORITY}\.pem", name):
                self.take(f"time/{name}", names)

def read(folder):
    """{path: bytes} of all that counts in a folder, or Layout."""
    return Reader(os.fspath(folder)).files

# What the files are.

def history(files, place, mode):
    """(the file that the organisation of `keys/NAME/` would give its partners, the bytes of its records)."""
    records, raws = [], []
    while f"{place}/{len(records) + 1:04}.json" in files:
        name = f"{place}/{len(records) + 1:04}.json"
        signatures = []
        while f"{name}.sig.{len(signatures) + 1}" in files:
            signatures.append(files[f"{name}.sig.{len(signatures) + 1}"].decode())
        raws.append(files[name])
        records.append({"record": base64.b64encode(files[name]).decode(), "signatures": signatures})
    word = "plomba" if mode == "live" else "plomba-training"
    return json.dumps({"type": f"urn:{word}:v1:OrganisationHistory", "records": records}).encode(), raws

class Statement:
    """NAME.json with what is beside it. One that has not its form has an empty predicate; no signature is verified."""
    def __init__(self, files, path):
        self.path, self.name, self.json = path, path.rpartition("/")[2], files[path + ".json"]
        keep(path + ".json.sig" in files, f"{path} has no signature")
        self.signature, self.entry = files[path + ".json.sig"], files.get(path + ".entry")
        self.proof, self.digest = files.get(path + ".tlog-proof"), sha256(self.json)
        keep(self.entry is None or len(self.entry) == 211, f"{path}.entry is no opening file")
        self.word, self.event, self.predicate = "plomba", None, {}
        try:
            kind = strict_json(self.json)["predicateType"]
            self.word, self.event = re.fullmatch(r"urn:(plomba|plomba-training):v1:([A-Za-z]+)", kind).groups()
            self.predicate = read_statement(self.json, self.event, "live" if self.word == "plomba" else "training")
        except FLAWS:
            pass

    @property
    def party(self):
        """The organisation in whose name a statement is, or None: a broker's."""
        if self.event in BROKER:
            return None
        sender = self.event in ("Deposit", "Skipped", "Sealed")
        return self.predicate["sender"] if sender else self.predicate["issuer"]["organisation"]

    @property
    def key(self):
        """The key id that a statement names as its signer's, or None."""
        if self.event == "Deposit":
            named = {m["stream"]["device"] for m in self.predicate["mailboxes"] if m["stream"]}
            return named.pop() if len(named) == 1 else None
        return self.predicate["stream"]["device"] if self.event == "Skipped" else self.predicate["issuer"]["keyId"]

    @property
    def claimed(self):
        return self.predicate.get("receivedTime" if self.event in ANSWERS else "claimedTime")

def ordered(statements):
    """Each after what it says it follows, and the end of a lane after what does not end it."""
    ranks = {"Deposit": 1, **dict.fromkeys(ANSWERS, 2), "RelayAcceptance": 3, "ContentConsignment": 3, **dict.fromkeys(ENDS, 5),
             **dict.fromkeys(AFTER_THE_END, 6), "ConsentWithdrawal": 7, "ConsentAnswer": 8}
    known, placed, done = {s.digest for s in statements}, set(), []
    waiting = sorted(statements, key=lambda s: ranks.get(s.event, 4))
    while waiting:
        ready = next((s for s in waiting if s.event == "Skipped" or s.predicate.get("previous") not in known - placed),
                     waiting[0])
        waiting.remove(ready)
        placed.add(ready.digest)
        done.append(ready)
    return done

class Folder:
    """The files of an evidence folder, each in its form, or Layout."""
    def __init__(self, files):
        self.files = files
        keep("statement.json" in files, "no statement.json")
        for path, data in files.items():
            keep(len(data) <= most(path), f"{path!r} is too large")
        self.deposit = Statement(files, "statement")
        self.answers = [Statement(files, name) for name in ANSWERS if name + ".json" in files]
        self.answer = self.answers[0] if self.answers else None
        self.lanes, self.places = {}, set()
        for path in sorted(files):
            self.place(path)
        keep(len(self.lanes) <= MOST["lanes"], "too many lanes")
        keep(all(len(lane) <= MOST["statements"] for lane in self.lanes.values()), "too many statements in a lane")
        keep(len(self.places) <= MOST["organisations"], "too many organisations")
        self.mode = "training" if self.deposit.word == "plomba-training" else "live"
        self.statements = ordered([self.deposit, *self.answers, *(s for lane in self.lanes.values() for s in lane)])
        try:
            self.successions, self.logs = [], None
            self.broker, self.policy = self.read_broker()
            for place in self.places:  # what is no record at all
                read_record(files[f"keys/{place}/0001.json"])
            tokens = [re.fullmatch(rf"time/checkpoint-([1-9][0-9]*)\.({AUTHORITY})\.tst", path) for path in files]
            self.tokens = [(int(m[1]), m[2], files[m[0]]) for m in tokens if m]
            self.texts = {size: files[f"time/checkpoint-{size}.txt"] for size, _, _ in self.tokens}
        except FLAWS as flaw:
            raise Layout(str(flaw)) from flaw

    def place(self, path):
        """Takes what lies in lanes/ and keys/, where nothing else may lie."""
        top, *rest = path.split("/")
        if top == "lanes":
            keep(len(rest) == 2 and is_of(rest[0], "mailboxAddress"), f"{path!r} is in no lane")
            if rest[1].endswith(".json"):
                self.lanes.setdefault(rest[0], []).append(Statement(self.files, path[:-5]))
        elif top == "keys" and len(rest) > 1:
            keep(len(rest) == 2, f"{path!r} is no part of the keys")
            self.places |= {rest[0]} - {"broker"}

    def read_broker(self):
        """(name, service key, the log's vkey or None) and the policy, each None where there is none."""
        self.service_keys, self.former = [], []  # [(policy, the last second at which it counted)], newest first
        if "keys/broker/allowed_signers" not in self.files:
            return None, None
        lines = [line.split(" ", 2) for line in self.files["keys/broker/allowed_signers"].decode().rstrip("\n").split("\n")]
        (name, _, key), self.service_keys = lines[-1], [(" ".join(k.split(" ")[:2]), *times(o)) for _, o, k in lines]
        demand({line[0] for line in lines} == {name} and len(lines) <= 65, "keys of several brokers")
        demand(all(public_key(k) for k, _, _ in self.service_keys), "the broker's keys")
        log = self.files.get("keys/broker/log.vkey", b"").decode().rstrip("\n") or None
        broker, policy = (name, " ".join(key.split(" ")[:2]), log), None
        demand(log is None or Key(log, LOG), "the log's key")
        self.read_logs(name, log)
        demand(public_key(broker[1]) and is_of(name, "organisationName"), "the broker's name or key")
        if "keys/broker/policy" in self.files:
            policy = Policy(self.files["keys/broker/policy"])
            former = {until(path.removeprefix("keys/broker/")): path for path in self.files}
            keep(len(former) - (None in former) <= MOST["former"], "too many policies")
            self.former = [(Policy(self.files[former[time]]), time) for time in sorted(filter(None, former), reverse=True)]
            known = {*self.logs.texts} if self.logs else set()
            demand(all(p.logs and {*p.logs} <= known for p in [policy, *(p for p, _ in self.former)]), "a policy of another log")
        return broker, policy

    def read_logs(self, name, log):
        """How the log came to its key, where it had others before."""
        while f"keys/broker/LogSuccession-{len(self.successions) + 2}.json" in self.files and len(self.successions) < 8:
            number = len(self.successions) + 2
            parts = [self.files.get(f"keys/broker/LogSuccession-{number}{s}") for s in (".json", ".json.sig", ".entry")]
            keep(None not in parts, f"LogSuccession-{number} is not complete")
            before = self.successions[-1] if self.successions else None
            self.successions.append(Succession(*parts, number, before, name, self.mode))
        demand(not self.successions or self.successions[-1].new == log, "successions to another log")
        self.logs = Logs(log, [(s.old, s.size) for s in self.successions]) if log else None

    def further(self, path):
        """[(path without the ending, bytes)] of the proofs beside the one that bears the statement's name."""
        return [(name.removesuffix(".tlog-proof"), self.files[name]) for _, name in further(path, self.files)]

    def logged(self):
        """(path, entry, the bytes of its proof or None) of all that a log takes."""
        found = [(s.path, s.entry, s.proof) for s in self.statements if s.event != "SubmissionRejection"]
        entries = [(path, b"\1" + bytes.fromhex(sha256(opening or b"")), proof) for path, opening, proof in found]
        seal, commitment = self.files.get("Sealed.tlog-proof"), self.deposit.predicate.get("sealedCommitment")
        if seal is not None or self.further("Sealed"):
            entries.append(("Sealed", commitment and b"\1" + bytes.fromhex(commitment), seal))
        return entries
