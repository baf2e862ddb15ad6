"""A second look at a parcel (Protocol/carrier.md), with nothing but Python's standard library and ssh-keygen.

carrier.py parcel HEAD.TAR FOLDER   the decrypted head, and the parcel's folder on the carrier; prints what it found as JSON
carrier.py pieces FILE...           one line for each: its name and `valid` or `invalid`
carrier.py vectors FOLDER           writes the vectors of pieces.txt
"""
import base64, hashlib, json, pathlib, re, struct, subprocess, sys, tarfile

SMALLEST, LARGEST, MOST = 4 << 20, 1 << 30, 4096


def sha(data):
    return hashlib.sha256(data).hexdigest()


def piece_size(size):
    step = SMALLEST
    while -(-size // step) > MOST:
        step *= 2
    return step if 0 < size and step <= LARGEST else None


def pieces(data):
    """The list, or ValueError."""
    match = re.fullmatch(
        rb"plomba/pieces/v1\n([0-9a-f]{64}) ([1-9][0-9]{0,18}) ([1-9][0-9]{0,18})\n((?:[0-9a-f]{64}\n){1,4096})", data)
    if not match:
        raise ValueError("form")
    whole, size, step = match[1].decode(), int(match[2]), int(match[3])
    digests = match[4].decode().split()
    if step != piece_size(size) or len(digests) != -(-size // step):
        raise ValueError("sizes")
    return whole, size, step, digests


def opened(name, files):
    text, signature, entry = (files[name + end] for end in (".json", ".json.sig", ".entry"))
    lines = entry.decode().split("\n")
    assert lines[0] == "plomba/entry/v1" and re.fullmatch("[0-9a-f]{64}", lines[1]) and lines[4:] == [""]
    assert lines[2:4] == [sha(text), sha(signature)], name
    return json.loads(text)


def signer(armoured):
    """The public key blob in an SSHSIG."""
    blob = base64.b64decode("".join(armoured.decode().split("\n")[1:-2]))
    assert blob[:6] == b"SSHSIG"
    size = struct.unpack(">I", blob[10:14])[0]
    return blob[14:14 + size]


def signed(text, armoured, namespace, place):
    file = pathlib.Path(place + ".checked.sig")
    file.write_bytes(armoured)
    done = subprocess.run(
        ["ssh-keygen", "-Y", "check-novalidate", "-n", namespace, "-s", file], input=text, capture_output=True)
    file.unlink()
    assert done.returncode == 0, done.stderr


def parcel(head, folder):
    tar = tarfile.open(head)
    names = tar.getnames()
    files = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}
    assert all(m.isreg() and m.mtime == 0 and m.uid == 0 for m in tar.getmembers())
    expected = ["statement.json", "statement.json.sig", "statement.entry"]
    has_content = "pieces.txt" in files
    if has_content:
        expected += ["preview.age", "pieces.txt", "pieces.txt.sig"]
    if "SubmissionAcceptance.json" in files:
        expected += ["SubmissionAcceptance" + end for end in (".json", ".json.sig", ".entry")]
        opened("SubmissionAcceptance", files)
    words = [n[:-5] for n in names if n.startswith("lanes/") and n.endswith(".json")]
    for word in words:
        expected += [word + end for end in (".json", ".json.sig", ".entry")]
        event = word.split("/")[2]
        statement = opened(word, files)
        assert statement["predicateType"] == "urn:plomba:v1:" + event
        assert statement["predicate"]["mailbox"] == word.split("/")[1]
        signed(files[word + ".json"], files[word + ".json.sig"], "plomba/v1/" + event, head)
    assert names == expected, (names, expected)
    deposit = opened("statement", files)
    signed(files["statement.json"], files["statement.json.sig"], "plomba/v1/Deposit", head)
    key = signer(files["statement.json.sig"])
    there = sorted(p.name for p in pathlib.Path(folder).iterdir())
    if has_content:
        subject = {s["name"]: s["digest"]["sha256"] for s in deposit["subject"]}
        assert sha(files["preview.age"]) == subject["preview.age"]
        whole, size, step, digests = pieces(files["pieces.txt"])
        assert (whole, size) == (subject["payload.age"], deposit["predicate"]["payloadSize"])
        signed(files["pieces.txt"], files["pieces.txt.sig"], "plomba/v1/Pieces", head)
        assert signer(files["pieces.txt.sig"]) == key
        hasher = hashlib.sha256()
        for number, digest in enumerate(digests, 1):
            data = (pathlib.Path(folder) / f"{number:04d}").read_bytes()
            assert len(data) == min(step, size - step * (number - 1)) and sha(data) == digest, number
            hasher.update(data)
        assert hasher.hexdigest() == whole
        assert there == [f"{n:04d}" for n in range(1, len(digests) + 1)] + ["head.age"], there
        identifier = "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
        name = sha(f"plomba/carrier/v1\n{identifier}\n{sha(files['statement.entry'])}\n".encode())[:32]
        assert pathlib.Path(folder).name == name
    else:
        assert there == ["head.age"], there
    print(json.dumps({"words": [w.split("/")[2] for w in words], "pieces": there[:-1], "names": names}))


def vectors(folder):
    digest = sha(b"payload")
    def made(size, step=None, count=None, first="plomba/pieces/v1", whole=digest, tail=""):
        step = piece_size(size) if step is None else step
        count = -(-size // step) if count is None else count
        return f"{first}\n{whole} {size} {step}\n" + "".join(sha(b"%d" % n) + "\n" for n in range(count)) + tail
    good = made(9437184)
    cases = {
        "valid": {
            "one-byte": made(1), "exactly-one-piece": made(SMALLEST), "one-byte-more": made(SMALLEST + 1),
            "three-pieces": good, "as-many-as-there-are": made(SMALLEST * MOST),
            "larger-pieces": made(SMALLEST * MOST + 1, None, None),
            "a-byte-less-than-a-piece": made(SMALLEST - 1), "a-byte-less-than-two-pieces": made(2 * SMALLEST - 1),
            "two-pieces": made(2 * SMALLEST), "two-pieces-and-a-byte": made(2 * SMALLEST + 1), "ten-pieces": made(10 * SMALLEST),
            "a-hundred-pieces": made(100 * SMALLEST), "the-largest-payload": made((1 << 30) * MOST),
            "two-pieces-of-one-content": made(2 * SMALLEST).replace(sha(b"1"), sha(b"0")),
        },
        "invalid": {
            "no-bytes": made(1).replace(" 1 ", " 0 "), "other-version": made(9437184, first="plomba/pieces/v2"),
            "other-piece-size": made(9437184, step=2 * SMALLEST), "digest-missing": made(9437184, count=2),
            "digest-too-many": made(9437184, count=4), "capital-digits": good.replace(digest, digest.upper()),
            "no-line-feed-at-end": good[:-1], "carriage-return": good.replace("\n", "\r\n"), "empty-line-at-end": good + "\n",
            "two-spaces": good.replace(digest + " ", digest + "  "), "leading-zero": good.replace(" 9437184", " 09437184"),
            "too-large": good.replace(" 9437184", " 99999999999999999"), "short-digest": good.replace(digest, digest[:-1]),
            "nothing": "",
        },
    }
    for kind, files in cases.items():
        place = pathlib.Path(folder) / kind
        place.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (place / (name + ".txt")).write_bytes(text.encode())


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "parcel":
        parcel(*arguments)
    elif command == "vectors":
        vectors(*arguments)
    else:
        for file in arguments:
            try:
                pieces(pathlib.Path(file).read_bytes())
                print(pathlib.Path(file).name, "valid")
            except ValueError:
                print(pathlib.Path(file).name, "invalid")
