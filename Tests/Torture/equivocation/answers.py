"""The lies of T14 in single answers: proofs, keys, signature lines and times. They leave no second history behind."""

from time import time

from . import log as tlog
from .broker import Face
from .evidence import expect
from .parties import need

CHECKPOINT_INVALID = "watch.checkpoint-invalid"
NOT_WITNESSED = "watch.not-witnessed"
QUORUM_MISSING = "policy.quorum-missing"
# What a refused answer is called begins with what was wrong in it.
LAYERS = ("proof.", "log-proof.", "note.", "checkpoint.", "receipt.proof-missing")
NOTHING = "nothing provable"


def refused(trial, what):
    """The client acts once and takes nothing of the answer."""
    act = trial.choice.choice(["send", "sync", "watch"])
    before = trial.remembered()
    if act == "watch":
        codes = [code for code in trial.watch()["list"] if code.startswith((*LAYERS, CHECKPOINT_INVALID))]
        expect(codes, f"{what}, {act}: no alarm")
    else:
        answer = trial.send() if act == "send" else trial.sync()
        codes = [answer["code"] or ""]
        expect(not answer["ok"] and codes[0].startswith(LAYERS), f"{what}, {act}: {dict(answer)}")
    expect(trial.remembered() == before, f"{what}: the client remembers what it refused")
    return codes[0]


def honest_again(trial):
    """What was refused has harmed nobody: the next honest checkpoint is signed and taken."""
    trial.state.lies.clear()
    trial.state.face.tree.append(*trial.others(trial.choice.randint(1, 20)))
    expect(all(status == 200 for status in trial.collect()), "a witness no longer signs what is honest")
    need(trial.sync())
    alarms = trial.watch()["list"]
    expect(alarms == [], f"all is well again, and yet: {alarms}")


# Proofs that do not hold

def bad_proof(trial):
    breaks = [_flipped, _other_index, _shorter, _longer, _of_another, _malformed, _missing]
    broken = trial.choice.choice(breaks)
    lie = (lambda honest, *_: broken(trial, honest))
    trial.state.lies["proof"] = trial.state.lies["evidence"] = lie
    if broken is _missing:
        trial.state.lies.pop("proof")
        trial.state.lies["proofs"] = lambda _: None
    code = refused(trial, broken.__name__)
    trial.state.lies.clear()
    for witness in trial.witnesses:
        _bad_growth(trial, witness)
    honest_again(trial)
    return f"{NOTHING}: {code}"


def _lines(proof):
    head, signed = proof.split(b"\n\n", 1)
    return head.split(b"\n"), signed


def _joined(lines, signed):
    return b"\n".join(lines) + b"\n\n" + signed


def _flipped(trial, proof):
    lines, signed = _lines(proof)
    place = trial.choice.randrange(2, len(lines))
    value = bytearray(tlog.base64.b64decode(lines[place]))
    value[trial.choice.randrange(32)] ^= 1 << trial.choice.randrange(8)
    lines[place] = tlog.b64(bytes(value)).encode()
    return _joined(lines, signed)


def _other_index(trial, proof):
    lines, signed = _lines(proof)
    index, size = int(lines[1][6:]), int(signed.split(b"\n")[1])
    other = trial.choice.choice([n for n in (index - 1, index + 1, 0, size, size + 9) if n >= 0 and n != index])
    lines[1] = b"index %d" % other
    return _joined(lines, signed)


def _shorter(_, proof):
    lines, signed = _lines(proof)
    return _joined(lines[:-1], signed)


def _longer(trial, proof):
    lines, signed = _lines(proof)
    return _joined([*lines, tlog.b64(trial.choice.randbytes(32)).encode()], signed)


def _of_another(trial, _):
    face = trial.state.face
    return face.proof(trial.choice.choice(face.tree.entries[:trial.others_count]))


def _malformed(trial, proof):
    return trial.choice.choice([
        proof[:-2], b"x" + proof, proof.replace(b"@v1", b"@v2", 1), proof.replace(b"index ", b"index 0", 1), b"\n"])


def _missing(_, proof):
    return b""


def _bad_growth(trial, witness):
    """A witness is shown growth that the proof does not show."""
    face = trial.state.face
    face.tree.append(*trial.others(trial.choice.randint(1, 40)))
    size = len(face.tree)
    hashes = face.tree.consistency(witness.size, size)
    changed = list(hashes)
    place = trial.choice.randrange(len(changed))
    way = trial.choice.randrange(3)
    if way == 0:
        changed[place] = bytes([changed[place][0] ^ 1]) + changed[place][1:]
    elif way == 1:
        del changed[place]
    else:
        changed.append(trial.choice.randbytes(32))
    status, _ = witness.add(witness.size, changed, face.note())
    expect(status == 422, f"a wrong proof of growth: {status}")
    expect(witness.conflict() is None, "a wrong proof of honest growth is kept as two histories")


# Other keys and names

def wrong_key(trial):
    way = trial.choice.choice(["introduced", "other-key", "claimed-key", "other-origin", "unsigned"])
    honest, key = trial.state.face, trial.state.key
    if way == "introduced":
        other = tlog.Key(key.name, tlog.LOG)
        trial.state.lies["info"] = lambda info: {**info, "logKey": other.vkey}
        code = "broker.other-log-key"
        answer = trial.send() if trial.choice.random() < 0.5 else trial.sync()
        expect(answer.code == code, f"{way}: {dict(answer)}")
        expect(trial.watch()["list"] == [code], f"{way}: watch does not say it")
    else:
        trial.state.face = Impostor(honest, key, way)
        statuses = [witness.extend(trial.state.face)[0] for witness in trial.witnesses]
        wanted = 404 if way == "other-origin" else 400 if way == "unsigned" else 403
        expect(all(status == wanted for status in statuses), f"{way}: witnesses answer {statuses}")
        code = refused(trial, way)
        trial.state.face = honest
    honest_again(trial)
    return f"{NOTHING}: {code}"


class Impostor(Face):
    """The honest tree under a note that the log has not signed, or not as this log."""

    def __init__(self, honest, key, way):
        origin = "other.example/log" if way == "other-origin" else honest.origin
        signer = key if way == "other-origin" else tlog.Key(key.name, tlog.LOG)
        super().__init__(honest.tree, signer, origin)
        if way == "claimed-key":
            signer.id = key.id
        self._is_signed = way != "unsigned"

    def note(self, size=None):
        return super().note(size) if self._is_signed else self.checkpoint(size) + b"\n"


# Signature lines

def garbage(trial):
    ways = [_no_base64, _twice, _too_many, _control, _wrong_signature, _strangers]
    way = trial.choice.choice(ways)
    face, key = trial.state.face, trial.state.key
    trial.state.face = Decorated(face, lambda lines: way(trial, key, lines))
    for witness in trial.witnesses:
        _witness_meets_garbage(trial, witness, way)
    if way is _strangers:
        need(trial.send())
        id_of = list(trial.state.deposits)[-1]
        said = need(trial.ask("status", trial.sender, id=id_of))["said"]
        expect(said.startswith("not witnessed"), f"lines of strangers count: {said}")
        code = "passed over"
    else:
        code = refused(trial, way.__name__)
    trial.state.face = face
    honest_again(trial)
    return f"{NOTHING}: {code}"


class Decorated(Face):
    def __init__(self, honest, change):
        super().__init__(honest.tree, honest.key, honest.origin)
        self._change, self._made = change, {}

    def note(self, size=None):
        text = self.checkpoint(size)
        if text not in self._made:
            self._made[text] = text + b"\n" + b"".join(self._change([self.key.line(text)]))
        return self._made[text]


def _no_base64(trial, key, lines):
    bad = trial.choice.choice(["%%%%", "AAAA", "", "A B", "AAAAA"])
    return [*lines, f"{tlog.DASH} {key.name} {bad}\n".encode()]


def _twice(_, __, lines):
    return lines * 2


def _too_many(trial, _, lines):
    return lines + [_stranger(trial) for _ in range(64)]


def _control(_, __, lines):
    return [lines[0][:-1] + b"\r\n"]


def _wrong_signature(_, key, lines):
    return [key.line_of(bytes(64))]


def _strangers(trial, _, lines):
    """Well formed: of nobody, and in the name of a witness under a key that is not its own."""
    names = [witness.name for witness in trial.witnesses] or ["stranger.example/witness"]
    forged = [tlog.Key(name, tlog.COSIGNATURE).line_of(trial.choice.randbytes(72)) for name in names]
    found = [*lines, *forged, *(_stranger(trial) for _ in range(trial.choice.randint(0, 40)))]
    trial.choice.shuffle(found)
    return found


def _stranger(trial):
    key = tlog.Key(f"stranger-{trial.choice.randrange(10 ** 6)}.example", tlog.LOG)
    return key.line_of(trial.choice.randbytes(trial.choice.randint(1, 100)))


def _witness_meets_garbage(trial, witness, way):
    face = trial.state.face
    face.tree.append(*trial.others(trial.choice.randint(1, 9)))
    status, body = witness.extend(face)
    if way is _strangers:
        expect(status == 200 and body.count(b"\n") == 1, f"lines of strangers: {status}")
        expect(witness.latest().count(tlog.DASH.encode()) == 2, "a witness keeps lines of strangers")
    else:
        wanted = (403,) if way in (_twice, _wrong_signature) else (400,)
        expect(status in wanted, f"{way.__name__}: the witness answers {status}")


# Times of cosignatures

def cosignature_time(trial):
    if trial.policy == "none":
        return _nobody_counts(trial)
    way = trial.choice.choice([_from_the_future, _moved, _of_an_older_one])
    return way(trial)


def _nobody_counts(trial):
    """Under `quorum none` no line counts, whatever its time."""
    key, text = tlog.Key("stranger.example/witness", tlog.COSIGNATURE), trial.state.face.checkpoint()
    when = int(time()) + trial.choice.choice([-10 ** 8, -3600, 0, 301, 10 ** 6])
    trial.state.witnessed = [(trial.known, trial.state.face.note() + key.cosign(text, when))]
    need(trial.sync())
    watched = trial.watch()
    expect(watched["list"] == [] and "watch.no-quorum" in watched["said"], f"{dict(watched)}")
    id_of = list(trial.state.deposits)[-1]
    said = need(trial.ask("status", trial.sender, id=id_of))["said"]
    expect(said.startswith("not witnessed"), said)
    return "nobody counts"


def _from_the_future(trial):
    """Some witnesses have a clock that is wrong: what they sign does not count yet."""
    ahead = trial.choice.choice([400, 4000, 10 ** 5, 10 ** 7])
    wrong = trial.choice.sample(trial.witnesses, trial.choice.randint(1, len(trial.witnesses)))
    for witness in wrong:
        witness.move_clock(ahead)
    trial.state.face.tree.append(*trial.others(trial.choice.randint(1, 30)))
    expect(all(status == 200 for status in trial.collect()), "a witness does not sign")
    timely = len(trial.witnesses) - len(wrong) + (trial.liar is not None)
    answer = trial.sync()
    if timely >= trial.threshold:
        expect(answer["ok"] and answer["said"].startswith(f"seen by {timely} witness"), f"{dict(answer)}")
        expect(trial.watch()["list"] == [], "watch cries out")
        return "does not count; the quorum holds without it"
    expect(answer.code == QUORUM_MISSING, f"dated {ahead} s ahead: {dict(answer)}")
    expect(NOT_WITNESSED in trial.watch()["list"], "watch counts it")
    return NOT_WITNESSED


def _moved(trial):
    """The time in a line is another than the one that was signed."""
    size, signed = trial.state.witnessed[-1]
    name = trial.choice.choice(trial.witnesses).name
    shift = trial.choice.choice([-10 ** 6, -3600, -1, 1, 300, 3600])
    trial.state.witnessed.append((size, _with_time(signed, name, shift)))
    answer = trial.sync()
    expect(answer.code == "note.signature-invalid", f"moved by {shift}: {dict(answer)}")
    expect(CHECKPOINT_INVALID in trial.watch()["list"], "watch takes it")
    return f"{NOTHING}: {answer.code}"


def _with_time(signed, name, shift):
    lines = signed.decode().split("\n")
    for place, line in enumerate(lines):
        if line.startswith(f"{tlog.DASH} {name} "):
            data = tlog.base64.b64decode(line.split(" ")[2])
            when = int.from_bytes(data[4:12], "big") + shift
            data = data[:4] + when.to_bytes(8, "big") + data[12:]
            lines[place] = f"{tlog.DASH} {name} {tlog.b64(data)}"
    return "\n".join(lines).encode()


def _of_an_older_one(trial):
    """The lines of the checkpoint before, under a newer one."""
    _, signed = trial.state.witnessed[-1]
    old = [line + b"\n" for line in signed.split(b"\n\n", 1)[1].split(b"\n")[1:] if line]
    trial.state.face.tree.append(*trial.others(trial.choice.randint(1, 30)))
    face = trial.state.face
    trial.state.witnessed.append((len(face.tree), face.note() + b"".join(old)))
    answer = trial.sync()
    expect(answer.code == "note.signature-invalid", f"{dict(answer)}")
    expect(CHECKPOINT_INVALID in trial.watch()["list"], "watch takes it")
    return f"{NOTHING}: {answer.code}"
