"""Signed notes, checkpoints, proofs and policies of a log, read as audit-log.md and witness.md say and in no other way.
For the programs beside it; README.md names them."""
import hashlib, re
from records import is_prime_order, public_key, signed_by, unbase64
from verify import SCHEMAS, SPACES, Ed25519PublicKey, conforms, demand, opens, sha256, strict_json

LOG, WITNESS = 1, 4
IDENTITY = b"\1" + bytes(31)
LAST_TIME = 253402300799  # the last second of the year 9999
MOST = {"note": 64 << 10, "lines": 64, "name": 255, "tree": 1 << 62, "hashes": 63, "proof": 128 << 10,
        "policy": 64 << 10, "log": 256, "witness": 256, "names": 512}

def base64_of(text, size=None):
    data = unbase64(text.encode())
    return demand(size in (None, len(data)), "another number of bytes") and data

def number(text, most):
    demand(re.fullmatch("0|[1-9][0-9]{0,18}", text, re.ASCII) and int(text) <= most, "a number is not in its one form")
    return int(text)

def plain(data, most, others=""):
    """UTF-8 of some size, with no control character but LF and these others."""
    demand(len(data) <= most, "too large")
    text = data.decode()
    demand(not re.search(r"[\0-\x1f\x7f-\x9f]", re.sub(f"[\n{others}]", "", text)), "a control character")
    return text

def lines_of(text):
    """The lines of a text, the last of which ends as well."""
    demand(text.endswith("\n"), "a line that does not end")
    return text[:-1].split("\n")

def check_name(name):
    good = name and len(name.encode()) <= MOST["name"] and "+" not in name and not any(map(str.isspace, name))
    demand(good and not re.search(r"[\0-\x1f\x7f-\x9f]", name), "the name of a key is malformed")
    return name

class Key:
    """A vkey: `name+id+base64`, of a log or of a witness."""
    def __init__(self, text, kind):
        name, digits, encoded = text.split("+", 2)
        data = base64_of(encoded, 33)
        demand(data[0] == kind, "another kind of key")
        self.name, self.kind, self.id, self.point = check_name(name), kind, bytes.fromhex(digits), data[1:]
        digest = hashlib.sha256(name.encode() + b"\n" + data).digest()
        demand(digits == digest[:4].hex(), "the id is not that of the key")
        demand(is_prime_order(self.point), "a key that decision 0011 refuses")

    def verify(self, signature, message):
        demand(signature[:32] != IDENTITY, "a signature that decision 0011 refuses")
        Ed25519PublicKey.from_public_bytes(self.point).verify(signature, message)

class Checkpoint:
    """A note of three lines. Signature lines are held to their form, whosever they are, and verified for known keys."""
    def __init__(self, note):
        text, found, signed = plain(note, MOST["note"]).rpartition("\n\n")
        demand(found, "not signed")
        self.text, self.lines = text.encode() + b"\n", [self.line(line) for line in lines_of(signed)]
        demand(len(self.lines) <= MOST["lines"], "too many lines of signatures")
        self.origin, size, root = text.split("\n")
        check_name(self.origin)
        self.size, self.root = number(size, MOST["tree"]), base64_of(root, 32)
        demand(self.size or self.root == hashlib.sha256().digest(), "an empty log with another root")

    @staticmethod
    def line(line):
        dash, name, value = line.split(" ")
        value = base64_of(value)
        demand(dash == "\u2014" and len(value) > 4, "a line of a signature is malformed")
        return check_name(name), value[:4], value[4:]

    def signed(self, key):
        """Whether a log has signed; the time at which a witness has, or None. What does not hold is refused."""
        values = [value for name, number, value in self.lines if (name, number) == (key.name, key.id)]
        demand(len(values) <= 1, "two lines of one key")
        if not values:
            return False if key.kind == LOG else None
        if key.kind == LOG:
            demand(len(values[0]) == 64, "not the signature of a log")
            key.verify(values[0], self.text)
            return True
        demand(len(values[0]) == 72, "not a cosignature")
        time = int.from_bytes(values[0][:8], "big")
        demand(1 <= time <= LAST_TIME, "a time that there is not")
        key.verify(values[0][8:], b"cosignature/v1\ntime %d\n" % time + self.text)
        return time

    def demand_log(self, log):
        demand(self.origin == log.name, "the checkpoint of another log")
        demand(self.signed(log), "the log has not signed")

    def times(self, policy, present, start=0, until=LAST_TIME):
        """When each witness of the quorum has signed, in their order: times that are ahead do not count, nor those
        before the start or after the end of what a former policy is asked about."""
        times = {name: self.signed(key) for name, key in policy.witnesses.items()}
        last = min(present + 300, until)
        return sorted(times[name] for name in policy.members if times[name] and start <= times[name] <= last)

def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

class Proof:
    """A .tlog-proof: that an entry is in a tree."""
    def __init__(self, data):
        demand(len(data) <= MOST["proof"], "too large")
        head, found, note = data.partition(b"\n\n")
        first, *lines = plain(head, MOST["proof"]).split("\n")
        demand(found and first == "c2sp.org/tlog-proof@v1", "not a proof")
        if lines[0].startswith("extra "):
            base64_of(lines.pop(0)[6:])
        demand(lines[0].startswith("index "), "no index")
        self.index, self.hashes = number(lines[0][6:], MOST["tree"]), [base64_of(line, 32) for line in lines[1:]]
        demand(len(self.hashes) <= MOST["hashes"], "too many hashes")
        self.checkpoint = Checkpoint(note)

    def verify(self, entry, log):
        """RFC 9162, 2.1.3.2; returns the place of the entry."""
        self.checkpoint.demand_log(log)
        demand(self.index < self.checkpoint.size, "an index beyond the log")
        (fn, sn), r = (self.index, self.checkpoint.size - 1), hashlib.sha256(b"\0" + entry).digest()
        for p in self.hashes:
            demand(sn > 0, "too many hashes")
            if fn & 1 or fn == sn:
                r = node(p, r)
                while not fn & 1 and fn:
                    fn, sn = fn >> 1, sn >> 1
            else:
                r = node(r, p)
            fn, sn = fn >> 1, sn >> 1
        demand(sn == 0 and r == self.checkpoint.root, "not in the tree")
        return self.index

class Policy:
    """A tlog-policy: logs, witnesses by name, and the quorum: `threshold` of `members`, None where it asks for none."""
    def __init__(self, data):
        self.logs, self.witnesses, self.groups, self.quorum = {}, {}, {}, None
        for line in lines_of(plain(data, MOST["policy"], "\t")):
            word, *rest = re.split("[ \t]+", line.strip(" \t"))
            if word and word[0] != "#":
                {"log": self.log, "witness": self.witness, "group": self.group, "quorum": self.choose}[word](*rest)
        demand(self.quorum, "no quorum")
        self.threshold, self.members = self.groups.get(self.quorum) or (
            (1, [self.quorum]) if self.quorum != "none" else (None, []))

    def add(self, text, kind, keys, name=None):
        key = Key(text, kind)
        known = [k.point for k in (*self.logs.values(), *self.witnesses.values())]
        demand(key.point not in known, "a key that stands twice")
        keys[name or text] = key

    def log(self, text, url=""):
        self.add(text, LOG, self.logs)
        demand(len(self.logs) <= MOST["log"], "too many logs")

    def free(self, name):
        demand(name != "none" and name not in self.witnesses and name not in self.groups, "a name that is taken")
        demand(len(self.witnesses) + len(self.groups) < MOST["names"], "too many names")

    def witness(self, name, text, url=""):
        self.free(name)
        self.add(text, WITNESS, self.witnesses, name)
        demand(len(self.witnesses) <= MOST["witness"], "too many witnesses")

    def group(self, name, threshold, *members):
        self.free(name)
        taken = {member for _, others in self.groups.values() for member in others}
        demand(members and len(set(members)) == len(members), "a member that stands twice")
        demand(taken.isdisjoint(members), "a member of two groups")
        demand(set(members) <= {*self.witnesses, *self.groups}, "an undefined name")
        count = {"any": 1, "all": len(members)}.get(threshold) or number(threshold, len(members))
        demand(count > 0, "a threshold of nothing")
        self.groups[name] = count, list(members)

    def names(self, checkpoint):
        """Whether the log of a checkpoint is one of the policy's."""
        return checkpoint.origin in [key.name for key in self.logs.values()]

    def choose(self, name):
        demand(self.quorum is None, "a second quorum")
        demand(name == "none" or name in self.witnesses or name in self.groups, "an undefined name")
        self.quorum = name

    def is_sound(self, operator=None, faulty=0):
        """Whether the quorum keeps the rules of witness.md, of which rule 3 needs the operator's name."""
        if self.threshold is None:
            return True
        owners = [self.witnesses[name].name.split("/")[0] for name in self.members if name in self.witnesses]
        form = SCHEMAS["common"]["$defs"]["organisationName"]
        return (len(owners) == len(self.members) == len(set(owners)) and operator not in owners
                and all(conforms(owner, form) for owner in owners) and 2 * self.threshold - len(owners) > faulty)

class Logs:
    """The key of a log, and those of the logs that it continues, each with the size at which that one was closed."""
    def __init__(self, log, former=()):
        self.log, self.former = Key(log, LOG), [(Key(text, LOG), size) for text, size in former]
        self.texts = [*(text for text, _ in former), log]

    def of(self, checkpoint):
        """By which key a checkpoint must be signed."""
        known = [key for key, size in self.former if key.name == checkpoint.origin and checkpoint.size <= size]
        return known[0] if known else self.log

class Succession:
    """LogSuccession-N.json as log-succession.md says, after the one before it or None; whose signature it is, is asked by
    `signed_by_one`."""
    def __init__(self, text, signature, entry, number, before, broker, mode):
        demand(len(text) <= 24 << 10, "too large")
        v, self.text, self.signature, self.mode = strict_json(text), text, signature, mode
        demand(v["type"] == f"urn:{SPACES[mode]}:v1:LogSuccession" and v["mode"] == mode, "another mode")
        demand((v["number"], v["broker"]) == (number, broker) and v["reason"] in ("lost", "stolen"), "of another log")
        demand(v["previous"] == (before and sha256(before.text)), "not the next")
        names = [f"{broker}/log" + (f"-{n}" if n > 1 else "") for n in (number - 1, number)]
        old, new, self.old, self.new = Key(v["oldLog"], LOG), Key(v["newLog"], LOG), v["oldLog"], v["newLog"]
        demand([old.name, new.name] == names and old.point != new.point, "another log")
        self.points, self.size, self.time = [*(before.points if before else [old.point]), new.point], v["size"], v["fromTime"]
        demand(type(self.size) is int and self.size <= MOST["tree"], "no size")
        demand(conforms(self.time, SCHEMAS["common"]["$defs"]["time"]), "no time")
        demand(len(set(self.points)) == len(self.points), "a key that stands twice")
        named = Checkpoint(v["checkpoint"].encode())
        named.demand_log(old)
        demand(max(before.size + 1 if before else 1, 1) <= named.size <= self.size, "it takes over less than was signed")
        demand(not before or (before.new == self.old and before.time <= self.time), "not the next")
        demand(opens(entry, "entry", text, signature), "its opening file")

    def signed_by_one(self, keys):
        """Whether one of these (service key, first second, first at which it does not count) has signed it."""
        space = f"{SPACES[self.mode]}/v1/LogSuccession"
        counting = [key for key, start, end in keys if start <= self.time < (end or "~")]
        return any(signed_by(self.text, self.signature.decode(), public_key(key), space) for key in counting)
