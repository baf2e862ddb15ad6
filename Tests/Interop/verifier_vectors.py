"""What Protocol/verifier says of every vector: one line for each, `kind name profile check code`.

    verifier_vectors.py PROTOCOL-FOLDER
"""

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
    seed = int.from_bytes(hashlib.sha256(sentence.encode()).digest(), "big") << 4
    values = [seed >> 5 * (51 - place) & 31 for place in range(52)]
    values += verify.bech32_check("age-secret-key-pq-", values)
    text = "AGE-SECRET-KEY-PQ-1" + "".join(verify.ALPHABET[v] for v in values).upper()
    return verify.identity(text)


def organisation(path, mode):
    """The organisation of a file, or None when it is of the other mode."""
    data = path.read_bytes()
    first = json.loads(data)["records"][0]["record"]
    try:
        fingerprint = verify.sha256(verify.unbase64(first.encode()))
        return verify.Organisation(data, fingerprint, mode)
    except verify.Refused:
        return None


def bundle(folder, case, profile, identities):
    known = [organisation(folder / "organisations" / f"{name}.json", case["mode"])
             for name in case["organisations"]]
    context = verify.Context(case["mode"], case["time"], [o for o in known if o])
    path = folder / case["file"]
    with path.open("rb") as file:
        steps = verify.check_file(file, path.stat().st_size, context, identities)
        good, code, rows = verify.verdict(profile, steps)
    check = None if good else next(c for c, outcome, _ in rows if outcome != "passed")
    failed = [c for c, _, reason in rows if code and reason == code]
    return failed[0] if failed else check, code


def statement(folder, case):
    base = folder / case["name"]
    entry = base.with_suffix(".entry")
    try:
        verify.check_statement(
            base.with_suffix(".json").read_bytes(), base.with_suffix(".json.sig").read_bytes(),
            entry.read_bytes() if entry.exists() else None,
            verify.public_key(case["signer"]), case["event"], case["mode"])
    except verify.Refused as refusal:
        return None, refusal.args[0]
    return None, None


def record(folder, case):
    try:
        data = (folder / f"{case['name']}.json").read_bytes()
        verify.Organisation(data, case["fingerprint"], case["mode"])
    except verify.Refused as refusal:
        return None, refusal.args[0]
    return None, None


def main():
    vectors = PROTOCOL / "vectors"
    identities = [readers_identity(vectors / "bundles")]
    for kind in ("valid", "invalid"):
        def cases(name):
            return json.loads((vectors / name / kind / "cases.json").read_text())["cases"]

        results = [("statements", c["name"], "-", *statement(vectors / "statements" / kind, c))
                   for c in cases("statements")]
        results += [("records", c["name"], "-", *record(vectors / "records" / kind, c))
                    for c in cases("records")]
        for case in cases("bundles"):
            for profile, keys in (("sealed", None), ("bundle", identities)):
                found = bundle(vectors / "bundles", case, profile, keys)
                results.append(("bundles", case["name"], profile, *found))
        for result in results:
            print(*(field or "-" for field in result))


main()
