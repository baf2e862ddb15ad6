"""What Protocol/verifier says of every vector: one line for each, `kind name profile verdict check`.

    verifier_vectors.py PROTOCOL-FOLDER
"""

import base64
import hashlib
import json
import pathlib
import sys
import tempfile

PROTOCOL = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(PROTOCOL / "verifier"))

import acts  # noqa: E402
import age  # noqa: E402
import age_hybrid  # noqa: E402
import charters  # noqa: E402
import folders  # noqa: E402
import originals  # noqa: E402
import records  # noqa: E402
import statements  # noqa: E402
import verify  # noqa: E402


def reader(folder):
    """What decrypts for the reader of the vectors, and the key id: the seed is the SHA-256 of a sentence in their README."""
    sentence = (folder / "README.md").read_text().split("```\n")[1].strip()
    identity = age_hybrid.bech32_encode("age-secret-key-pq-", hashlib.sha256(sentence.encode()).digest()).upper()
    public = age_hybrid.bech32_encode("age1pq", age_hybrid.public_bytes(hashlib.sha256(sentence.encode()).digest()))
    keys = [age.identity(identity)]
    return (lambda data: age.decrypt(data, keys)), {verify.key_id(public.encode())}


def organisation(path, mode):
    """The organisation of a file, or None when it is of the other mode."""
    data = path.read_bytes()
    first = json.loads(data)["records"][0]["record"]
    try:
        return records.Organisation(data, hashlib.sha256(base64.b64decode(first)).hexdigest(), mode)
    except verify.FLAWS:
        return None


def bundle(folder, case, decrypt=None, opener=frozenset(), earlier=None):
    mode = case.get("mode", "live")
    known = [organisation(folder / "organisations" / f"{name}.json", mode) for name in case["organisations"]]
    told = {o.fingerprint: o.told(case["time"]) for o in known if o}
    if earlier:
        broker = case["broker"] and ("broker.example", case["broker"])
        earlier = earlier(originals.Told(mode, case["time"], {o.fingerprint: o for o in known if o}, broker))
    world = verify.World(mode, told, decrypt, opener, earlier)
    _, failed, _ = verify.judge(verify.check_file((folder / case["file"]).read_bytes(), world))
    return "refused" if failed else "verified", failed


def opened_folder(vectors, case, decrypt):
    """The folder of a file that was opened, with what somebody put into it since."""
    known = [organisation(vectors / "organisations" / f"{name}.json", case["mode"]) for name in case["organisations"]]
    parts = dict(verify.untar((vectors / case["file"]).read_bytes(), False))
    put = case["put"]
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)

        def write(name, content):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)

        for name, content in verify.untar(decrypt(parts["payload.age"]), True):
            write(name, content)
        for name in ("statement.json", "statement.json.sig", "statement.entry"):
            write(name, parts[name])
        write("header.age", verify.age_head(parts["payload.age"]))
        if put and "text" in put:
            write(put["path"], put["text"].encode())
        elif put and "link" in put:
            (place / put["path"]).symlink_to(put["link"])
        elif put:
            (place / put["path"]).mkdir(parents=True)
        world = verify.World(case["mode"], {o.fingerprint: o.told(case["time"]) for o in known if o})
        _, failed, _ = verify.judge(folders.check_folder(place, world))
    return "refused" if failed else "verified", failed


def statement(folder, case):
    base = folder / case["name"]
    entry = base.with_suffix(".entry")
    steps = statements.check_alone(base.with_suffix(".json").read_bytes(), base.with_suffix(".json.sig").read_bytes(),
                                   entry.read_bytes() if entry.exists() else b"", case["signer"], case["event"], case["mode"])
    return "refused" if verify.judge(steps)[1] else "verified", None


def record(folder, case, kind=records.Organisation):
    data = (folder / f"{case['name']}.json").read_bytes()
    try:
        kind(data, case["fingerprint"], case["mode"])
    except verify.FLAWS:
        return "refused", None
    return "verified", None


def history_of_acts(case):
    """`files` of a vector as they would lie in a folder; at which act it stops is told in the place of a check."""
    keys = {(k["organisation"]["fingerprint"], verify.key_id(blob)): blob for k in case["keys"]
            for blob in [base64.b64decode(k["key"].split(" ")[1])]}
    files = {}
    for file in case["files"]:
        name = f"{file['number']:04}-CustodyAct.json"
        files[name] = file["json"].encode()
        if file["signature"] is not None:
            files[name + ".sig"] = file["signature"].encode()
    exhibits = {e["name"]: e["sha256"] for e in case["copy"]["exhibits"]}
    copy = acts.Copy(**{**case["copy"], "exhibits": exhibits})
    held = 0
    try:
        for number, _, is_known in acts.check_acts(files, copy, case["mode"], lambda issuer, time: keys.get(
                (issuer["organisation"]["fingerprint"], issuer["keyId"]))):
            verify.demand(is_known, "an unknown signer")
            held = number
    except verify.FLAWS:
        return "refused", sorted(int(n[:4]) for n in files if n.endswith(".json"))[held]
    return "verified", None


def main():
    vectors = PROTOCOL / "vectors"
    opener = reader(vectors / "bundles")
    for case in json.loads((vectors / "bundles" / "folders.json").read_text())["cases"]:
        result = ("folders", case["name"], "folder", *opened_folder(vectors / "bundles", case, opener[0]))
        print(*(field or "-" for field in result))
    for kind in ("valid", "invalid"):
        def cases(name):
            return json.loads((vectors / name / kind / "cases.json").read_text())["cases"]

        results = [(name, c["name"], "-", *statement(vectors / name / kind, c))
                   for name in ("statements", "evidence", "streams", "consent", "relay") for c in cases(name)]
        results += [(name, c["name"], "-", *record(vectors / name / kind, c))
                    for name in ("records", "record-histories", "members") for c in cases(name)]
        results += [(name, c["name"], "-", *record(vectors / name / kind, c, charters.Charter))
                    for name in ("charters", "charter-histories") for c in cases(name)]
        for case in cases("bundles"):
            for profile, keys in (("sealed", ()), ("bundle", opener)):
                results.append(("bundles", case["name"], profile, *bundle(vectors / "bundles", case, *keys)))
        for case in cases("disclosures"):  # with the judge of what was sealed before, and by verify.py alone
            for profile, judge in (("bundle", originals.judge_earlier), ("alone", None)):
                results.append(("disclosures", case["name"], profile, *bundle(vectors / "disclosures", case, *opener, judge)))
        results += [("custody-acts", f.stem, "-", *history_of_acts(json.loads(f.read_text())))
                    for f in sorted((vectors / "custody-acts" / kind).glob("*.json"))]
        for result in results:
            print(*(field or "-" for field in result))


main()
