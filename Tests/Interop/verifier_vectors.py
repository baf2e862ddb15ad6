"""What Protocol/verifier says of every vector: one line for each, `kind name profile verdict check`.

    verifier_vectors.py PROTOCOL-FOLDER
"""

import base64
import hashlib
import json
import pathlib
import sys

PROTOCOL = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(PROTOCOL / "verifier"))

import verify  # noqa: E402


def readers_identity(folder):
    """The identity whose seed is the SHA-256 of the sentence in the README of the vectors."""
    sentence = (folder / "README.md").read_text().split("```\n")[1].strip()
    return verify.identity(verify.bech32("age-secret-key-pq-", hashlib.sha256(sentence.encode()).digest()).upper())


def organisation(path, mode):
    """The organisation of a file, or None when it is of the other mode."""
    data = path.read_bytes()
    first = json.loads(data)["records"][0]["record"]
    try:
        return verify.Organisation(data, hashlib.sha256(base64.b64decode(first)).hexdigest(), mode)
    except verify.FLAWS:
        return None


def bundle(folder, case, identities):
    known = [organisation(folder / "organisations" / f"{name}.json", case["mode"])
             for name in case["organisations"]]
    world = verify.World(case["mode"], case["time"], {o.fingerprint: o for o in known if o})
    path = folder / case["file"]
    with path.open("rb") as file:
        _, failed, _ = verify.judge(verify.check_file(file, path.stat().st_size, world, identities))
    return "refused" if failed else "verified", failed


def alone(check, *arguments):
    try:
        check(*arguments)
    except verify.FLAWS:
        return "refused", None
    return "verified", None


def statement(folder, case):
    base = folder / case["name"]
    entry = base.with_suffix(".entry")
    return alone(verify.check_alone, base.with_suffix(".json").read_bytes(), base.with_suffix(".json.sig").read_bytes(),
                 entry.read_bytes() if entry.exists() else b"", case["signer"], case["event"], case["mode"])


def record(folder, case):
    data = (folder / f"{case['name']}.json").read_bytes()
    return alone(verify.Organisation, data, case["fingerprint"], case["mode"])


def main():
    vectors = PROTOCOL / "vectors"
    identities = [readers_identity(vectors / "bundles")]
    for kind in ("valid", "invalid"):
        def cases(name):
            return json.loads((vectors / name / kind / "cases.json").read_text())["cases"]

        results = [(name, c["name"], "-", *statement(vectors / name / kind, c))
                   for name in ("statements", "evidence", "streams") for c in cases(name)]
        results += [("records", c["name"], "-", *record(vectors / "records" / kind, c))
                    for c in cases("records")]
        for case in cases("bundles"):
            for profile, keys in (("sealed", None), ("bundle", identities)):
                results.append(("bundles", case["name"], profile, *bundle(vectors / "bundles", case, keys)))
        for result in results:
            print(*(field or "-" for field in result))


main()
