"""What Protocol/verifier must refuse of notes, proofs, policies, histories and evidence folders, as a table; prints how many
cases it has tried, or what was taken that must not be, with exit status 1.

    verifier_refusals.py PROTOCOL-FOLDER
"""

import contextlib
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROTOCOL = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(PROTOCOL / "verifier"))

import evidence  # noqa: E402
import histories  # noqa: E402
import lane_cases  # noqa: E402
import notes  # noqa: E402
from evidence_maker import AT_THE_DEADLINE, BROKER, PRESENT, Delivery, Network, tlog  # noqa: E402
from verify import FLAWS  # noqa: E402

tried, wrong = 0, []


def expect(name, holds):
    global tried
    tried += 1
    if not holds:
        wrong.append(name)


def refuses(body, *arguments):
    """Whether it ends in one of the flaws that a verdict is made of. Any other end is a crash, and is told as one."""
    try:
        body(*arguments)
    except FLAWS:
        return True
    return False


# Notes and proofs.

def check_notes(network):
    tree = tlog.Tree([os.urandom(33) for _ in range(5)])
    text = tlog.checkpoint(network.log.name, 5, tree.root())
    line, lane = network.log.line(text), lane_cases.stranger
    log = notes.Key(network.log.vkey, notes.LOG)

    def take(note):
        notes.Checkpoint(note).demand_log(log)

    def signed(size, root, name=network.log.name):
        text = tlog.checkpoint(name, size, root)
        return text + b"\n" + network.log.line(text)

    good = text + b"\n" + line
    for more in (b"", lane("x.example/w"), lane("\u00e9\u202e/w"), b"".join(lane(f"w{n}") for n in range(63))):
        expect(f"a good note with {len(more)} bytes more", not refuses(take, good + more))
    for what, name in {"+": "a+b", "TAB": "a\tb", "NBSP": "a\u00a0b", "DEL": "a\x7fb", "C1": "a\x81b", "NEL": "a\x85b",
                       "300 bytes": "a" * 300, "256 bytes": "\u00e9" * 128, "empty": "", "space": "a b"}.items():
        expect(f"a name with {what}", refuses(take, good + lane(name)))
    for what, note in {
            "65 lines": good + b"".join(lane(f"w{n}") for n in range(64)), "70 KiB": good + lane("w", 70_000),
            "junk": good + b"junk\n", "a third word": good[:-1] + b" x\n", "CR": good + lane("w")[:-1] + b"\r\n",
            "no base64": good + f"{tlog.DASH} w ***\n".encode(), "4 bytes": good + lane("w", 4), "no line": text + b"\n",
            "no end": good[:-1], "no UTF-8": good + b"\xff\n", "the log twice": good + line,
            "a root of 31 bytes": signed(5, bytes(31)), "2^62 + 1": signed((1 << 62) + 1, bytes(32)),
            "size 0": signed(0, bytes(32)), "extension": signed(5, bytes(32)).replace(b"=\n\n", b"=\nx\n\n", 1),
            "another origin": signed(5, bytes(32), "other.example/log"),
            "identity as nonce": text + b"\n" + network.log.line_of(with_identity(network.log, text))}.items():
        expect(f"a note: {what}", refuses(take, note))

    proof = tlog.proof_file(2, tree.inclusion(2, 5), good)

    def prove(data):
        return notes.Proof(data).verify(tree.entries[2], log)

    head = b"@v1\n"
    expect("a good proof", prove(proof) == 2)
    expect("a proof with extra", prove(proof.replace(head, head + b"extra AAAA\n", 1)) == 2)
    for what, old, new in (("extra", head, head + b"extra ***\n"), ("extra CR", head, head + b"extra AAAA\r\n"),
                           ("index +", b"index 2", b"index +2"), ("index 02", b"index 2", b"index 02"),
                           ("index huge", b"index 2", b"index " + b"1" * 5000), ("no index", b"index 2\n", b""),
                           ("another index", b"index 2", b"index 3"), ("nothing", proof, b""),
                           ("129 KiB", head, head + b"extra " + b"AAAA" * 33_000 + b"\n")):
        expect(f"a proof: {what}", refuses(prove, proof.replace(old, new, 1)))


def with_identity(key, message, order=2**252 + 27742317777372353535851937790883648493):
    """What only a signer can make, and OpenSSL takes: a signature whose nonce point is the identity."""
    digest = bytearray(hashlib.sha512(key._private.private_bytes_raw()).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 63 | 64
    challenge = hashlib.sha512(notes.IDENTITY + key.public[1:] + message).digest()
    value = int.from_bytes(challenge, "little") * int.from_bytes(digest, "little") % order
    return notes.IDENTITY + value.to_bytes(32, "little")


def check_cosignatures(network):
    d, _ = lane_cases.accepted(network)
    for time, outcome in ((1, "passed"), (AT_THE_DEADLINE, "passed"), (253402300799, "not checked"), (0, "failed"),
                          (253402300800, "failed"), ((1 << 63) - 1, "failed"), (1 << 63, "failed"), ((1 << 64) - 1, "failed")):
        d.times = (AT_THE_DEADLINE, time)
        expect(f"cosigned at {time}", judge(network, d.files())["log.witnesses"] == outcome)


# Policies.

def check_policies(network):
    log, (w0, w1) = f"log {network.log.vkey}\n", (w.vkey for w in network.witnesses)
    a, b = f"witness A {w0}\n", f"witness B {w1}\n"
    both = log + a + b

    def take(text):
        return notes.Policy(text.encode())

    for text in (log + a + "quorum A\n", both + "group g all A B\nquorum g\n", "\t# x\n \tquorum\tnone \t\n",
                 both + "group g 2 A B\ngroup h any g\nquorum h\n", log + f"witness A {w0} https://w.example/\nquorum A\n"):
        expect(f"a good policy: {text!r}", not refuses(take, text))
    for what, text in {
            "key twice": log + a + f"witness B {w0}\ngroup g all A B\nquorum g\n",
            "name twice": log + a + f"witness A {w1}\nquorum A\n", "group named none": both + "group none all A\nquorum none\n",
            "group of a taken name": both + "group A all B\nquorum A\n",
            "witness named none": log + f"witness none {w0}\nquorum none\n",
            "member twice": both + "group g 1 A A\nquorum g\n", "member of two": both + "group g 1 A\ngroup h 1 A\nquorum h\n",
            "threshold 01": both + "group g 01 A B\nquorum g\n", "threshold +1": both + "group g +1 A B\nquorum g\n",
            "threshold 0": both + "group g 0 A B\nquorum g\n", "threshold 3": both + "group g 3 A B\nquorum g\n",
            "no members": both + "group g all\nquorum g\n", "undefined": both + "group g all C\nquorum g\n",
            "CR": log + a + "quorum A\r\n", "form feed": log + a + "quorum\fA\n", "NUL": log + a + "quorum A\n# \0\n",
            "NBSP": log + a + "quorum\u00a0A\n", "two names": both + "quorum A B\n", "a comment behind": both + "quorum A # x\n",
            "no end": both + "quorum A", "no quorum": both, "two quorums": both + "quorum A\nquorum A\n",
            "a log's key": log + f"witness A {network.log.vkey}\nquorum A\n", "log twice": log + log + "quorum none\n",
            "70 KiB": both + "quorum A\n" + "# x\n" * 20_000, "another word": both + "Quorum A\n",
            "300 logs": "".join(f"log {tlog.Key(f'l{n}.example/log', 1).vkey}\n" for n in range(257)) + "quorum none\n",
    }.items():
        expect(f"a policy: {what}", refuses(take, text))
    third = f"witness C {tlog.Key('vasaprava.ba/second', 4).vkey}\n"
    capital = f"witness D {tlog.Key('Group484.rs/witness', 4).vkey}\n"
    for what, text, sound in (
            ("one of two", both + "group g 1 A B\nquorum g\n", False), ("one of one", both + "quorum A\n", True),
            ("one organisation twice", both + third + "group g all A C\nquorum g\n", False),
            ("capitals", log + a + capital + "group g all A D\nquorum g\n", False),
            ("groups in groups", both + "group g 2 A B\ngroup h any g\nquorum h\n", False)):
        expect(f"a quorum: {what}", take(text).is_sound() == sound)
    expect("the operator's own witness", not take(network.policy).is_sound("group484.rs"))


def check_vectors():
    """The vectors of the log and of witnesses, as far as these readers go."""
    for folder, kind in ((f, k) for f in ("log", "witness") for k in ("valid", "invalid")):
        place = PROTOCOL / "vectors" / folder / kind
        for case in cases(place):
            data = (place / case["name"]).read_bytes()
            if case["kind"] == "request":
                continue
            expect(f"{folder}/{kind}/{case['name']}", refuses(hold, case, data) == (kind == "invalid"))


def cases(place):
    found = json.loads((place / "cases.json").read_text())
    return found["cases"] if isinstance(found, dict) else found


def hold(case, data):
    """Holds a vector to what it says, or ends in a flaw."""
    if case["kind"] == "histories":
        return histories.verdict(data)
    if case["kind"] == "policy":
        policy = notes.Policy(data)
        if "faulty" in case and not policy.is_sound(case.get("operator"), case["faulty"]):
            raise ValueError("the rules of witness.md")
        return policy
    policy = notes.Policy("".join(line + "\n" for line in case["policy"]).encode())
    log, = policy.logs.values()
    if case["kind"] == "proof":
        proof = notes.Proof(data)
        proof.verify(bytes.fromhex(case["entry"]), log)
    checkpoint = notes.Checkpoint(data) if case["kind"] == "checkpoint" else proof.checkpoint
    checkpoint.demand_log(log)
    if len(checkpoint.times(policy, 253402300799)) < (policy.threshold or 0):
        raise ValueError("no quorum")


# Histories.

def check_histories(network):
    key = network.log

    def note(size, root, more=b"", by=None):
        by = by or key
        text = tlog.checkpoint(by.name, size, root)
        return tlog.note(text, by.line(text)) + more

    def file(first, second, vkey=key.vkey):
        return f"plomba/two-histories/v1\nlog {vkey}\nfirst {len(first)}\nsecond {len(second)}\n\n".encode() + first + second

    one, two = os.urandom(32), os.urandom(32)
    expect("two histories", histories.verdict(file(note(5, one), note(5, two))) == "proven")
    expect("unexplained", histories.verdict(file(note(5, one), note(7, two))) == "unexplained")
    stranger = lane_cases.stranger
    for what, first, second in (
            ("a junk line", note(5, one, b"junk\n"), note(5, two)), ("a line of +", note(5, one, stranger("a+b")), note(5, two)),
            ("100 lines", note(5, one, b"".join(stranger(f"w{n}") for n in range(100))), note(5, two)),
            ("31 bytes", note(5, one[:31]), note(5, two)), ("2^63", note(1 << 63, one), note(1 << 63, two)),
            ("2^62 + 1", note((1 << 62) + 1, one), note((1 << 62) + 1, two)), ("size 0", note(0, one), note(0, two)),
            ("100 KiB", note(5, one, stranger("w", 75_000)), note(5, two))):
        expect(f"histories: {what}", refuses(histories.verdict, file(first, second)))
    nbsp = tlog.Key("bro\u00a0ker/log", 1)
    expect("histories: NBSP", refuses(histories.verdict, file(note(5, one, by=nbsp), note(5, two, by=nbsp), nbsp.vkey)))
    check_weak_key(file, (one, two))


def check_weak_key(file, roots):
    """The identity as a key, with which anybody signs: no secret is needed for these files."""
    name, public = "broker.example/log", bytes([1]) + notes.IDENTITY
    number = hashlib.sha256(f"{name}\n".encode() + public).digest()[:4]
    base_point = bytes([0x58]) + bytes([0x66]) * 31
    for nonce, scalar in ((notes.IDENTITY, 0), (base_point, 1)):
        value = number + nonce + scalar.to_bytes(32, "little")
        line = f"{tlog.DASH} {name} {tlog.b64(value)}\n".encode()
        first, second = (tlog.checkpoint(name, 5, root) + b"\n" + line for root in roots)
        vkey = f"{name}+{number.hex()}+{tlog.b64(public)}"
        expect(f"histories: a key of small order, {scalar}", refuses(histories.verdict, file(first, second, vkey)))


# Evidence folders.

def told(network, policy=True):
    parties = network.sender, network.receiver, network.other
    return evidence.World(
        PRESENT, [evidence.Organisation(p.file.encode(), p.fingerprint, "live") for p in parties],
        (BROKER, network.service.line, network.log.vkey), network.policy if policy else None)


def judge(network, files):
    return evidence.judge(files, told(network))


def check_lanes(network):
    for name, (_, fails, maker) in {**lane_cases.VALID, **lane_cases.INVALID}.items():
        files, chosen = maker(network)
        outcomes = evidence.judge(files, told(network, chosen))
        failed = [code for code, outcome in outcomes.items() if outcome == evidence.FAILED]
        expect(f"lane: {name}", failed == [fails] * (fails is not None))
    for maker in (lane_cases.of_another_size, lane_cases.after_the_end_seen, lane_cases.refused_and_went_on,
                  lane_cases.skipped_and_went_on, accepted_and_refused, a_file_of_another_name):
        expect(f"lane: {maker.__name__}", judge(network, maker(network)[0])["custody.chain"] == "failed")


def accepted_and_refused(network):
    d = Delivery(network)
    first = {path: data for path, data in d.files().items()}
    d.said = [d.deposit]
    d.add(network.service, "SubmissionRejection", {
        **d.about, "mailboxes": [network.receiver.mailbox], "issuer": d.broker(), "receivedTime": "2026-11-24T10:00:06Z",
        "previous": d.deposit.digest, "reason": "wrong_mode"}, d.of_deposit(), "SubmissionRejection")
    return first | {path: data for path, data in d.files().items() if path.startswith("SubmissionRejection")}, True


def a_file_of_another_name(network):
    files, lane = lane_cases.accepted(network)[0].files(), f"lanes/{network.receiver.mailbox}/"
    return {path.replace(lane + "Acknowledgement", lane + "ConsignmentRejection"): data for path, data in files.items()}, True


def check_json(network):
    """JSON of a strange shape ends in a verdict."""
    files = lane_cases.accepted(network)[0].files()
    lane = f"lanes/{network.receiver.mailbox}/ContentConsignment.json"
    for path in (lane, "statement.json", "SubmissionAcceptance.json"):
        for change in ({"predicate": []}, {"predicate": "x"}, {"predicate": None}, {"predicate": [1]}, {"predicateType": 5},
                       {"subject": {}}, {"subject": [[]]}):
            value = json.loads(files[path]) | change
            outcomes = judge(network, files | {path: json.dumps(value).encode()})
            expect(f"{path}: {change}", evidence.FAILED in outcomes.values())
        for name in ("previous", "issuer", "claimedTime", "receivedTime", "mailboxes", "sender", "mailbox"):
            value = json.loads(files[path])
            value["predicate"][name] = []
            outcomes = judge(network, files | {path: json.dumps(value).encode()})
            expect(f"{path}: {name} a list", evidence.FAILED in outcomes.values())
        for data in (b"[" * 20_000, b"\xff", b"", b"[]", b"null"):
            expect(f"{path}: {data[:2]}", evidence.FAILED in judge(network, files | {path: data}).values())


def check_disk(network):
    """Links, pipes, and what has no place in lanes/ and keys/."""
    files, lane = lane_cases.accepted(network)[0].files(), f"lanes/{network.receiver.mailbox}"

    def link(name):
        def change(folder):
            os.rename(folder / name, folder.parent / "outside")
            (folder / name).symlink_to(folder.parent / "outside")
        return change

    def pipe(folder):
        (folder / "Sealed.tlog-proof").unlink()
        os.mkfifo(folder / "Sealed.tlog-proof")

    def put(name):
        return lambda folder: (folder / name).write_text("{}")

    def rename(old, new):
        return lambda folder: (folder / old).rename(folder / new)

    linked = ("lanes", "keys", lane, "keys/broker", "keys/vasaprava.ba", "Sealed.tlog-proof", "statement.json",
              f"{lane}/ContentConsignment.json", "keys/allowed_signers", "keys/vasaprava.ba/0001.json", "keys/broker/policy")
    hostile = {f"{name} is a link": link(name) for name in linked} | {
        "a pipe": pipe, "lanes/more.txt": put("lanes/more.txt"), "keys/more.txt": put("keys/more.txt"),
        "a folder of no mailbox": lambda folder: (folder / "lanes/x").mkdir(),
        "an organisation without records": lambda folder: (folder / "keys/other.ba").mkdir(),
        "an organisation in capitals": rename("keys/vasaprava.ba", "keys/VASAPRAVA.BA"),
        "an organisation of another name": rename("keys/vasaprava.ba", "keys/other.ba"),
        "no UTF-8": lambda folder: pathlib.Path(os.fsdecode(os.fsencode(folder / lane) + b"/\xff.json")).write_text("{}"),
        "a line feed": put(f"{lane}/a\nb.json"), "SubmissionRejection.json": put("SubmissionRejection.json"),
        "130 statements": lambda folder: [put(f"{lane}/X-{n}.json")(folder) for n in range(130)],
        "roots that are none": lambda folder: ((folder / "time").mkdir(), put("time/x.example.pem")(folder)),
        "a former policy that is none": put("keys/broker/policy.until-20260501000000Z"),
        "a former policy of another log": lambda folder: (folder / "keys/broker/policy.until-20260501000000Z").write_text(
            network.policy.replace(network.log.vkey, tlog.Key("x.example/log", tlog.LOG).vkey)),
        "time is a link": lambda folder: (folder / "time").symlink_to("/"),
        "a signature of 9 KiB": lambda folder: (folder / f"{lane}/ContentConsignment.json.sig").write_text("x" * 9000)}
    harmless = {"untouched": lambda folder: None, "a file beside": put("more.txt"), "a file in a lane": put(f"{lane}/more.txt"),
                "no time": put("keys/broker/policy.until-20261301000000Z"),
                "a link beside": lambda folder: (folder / "more").symlink_to("/")}
    for name, change in {**hostile, **harmless}.items():
        with on_disk(files, change) as folder:
            outcomes = evidence.judge(lambda: evidence.read(folder), told(network))
            expect(f"folder: {name}", (evidence.FAILED in outcomes.values()) == (name in hostile))


@contextlib.contextmanager
def on_disk(files, change=lambda folder: None):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place, "folder")
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        change(folder)
        yield folder


def check_program(network):
    """The program itself: its exit status, one line each, and no traceback."""
    lane = f"lanes/{network.receiver.mailbox}/ContentConsignment.json"
    one_key = network.policy.replace(network.witnesses[1].vkey, network.witnesses[0].vkey)
    weak = network.policy.replace(" all ", " any ")
    files = lane_cases.accepted(network)[0].files()
    for what, change, policy, status in (
            ("good", {}, network.policy, 0), ("a predicate that is a list", {lane: b'{"predicate":[]}'}, network.policy, 2),
            ("one key under two names", {}, one_key, 1), ("one of two", {}, weak, 1)):
        with on_disk({**files, **change}) as folder:
            (folder.parent / "policy").write_text(policy)
            arguments = ["--broker", BROKER, network.service.line, network.log.vkey, "--time", PRESENT,
                         "--policy", str(folder.parent / "policy")]
            for party in (network.sender, network.receiver):
                (folder.parent / party.name).write_text(party.file)
                arguments += ["--organisation", f"{folder.parent / party.name}={party.fingerprint}"]
            done = subprocess.run([sys.executable, "-B", PROTOCOL / "verifier" / "evidence.py", folder, *arguments],
                                  capture_output=True, text=True)
        expect(f"program: {what}", done.returncode == status and "Traceback" not in done.stderr
               and done.stderr.count("\n") == (status == 1))


def main():
    network = Network()
    for check in (check_notes, check_cosignatures, check_policies, check_histories, check_lanes, check_json, check_disk,
                  check_program):
        check(network)
    check_vectors()
    for name in wrong:
        print("not as it must be:", name)
    print(f"refusals cases={tried}")
    sys.exit(1 if wrong else 0)


main()
