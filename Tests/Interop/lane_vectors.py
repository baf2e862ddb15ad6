"""Makes the vectors of lanes in Protocol/vectors/evidence-folders anew, with keys that are gone afterwards. What each
check says is what the second verifier says; the tests hold `plomba` to the same.

    lane_vectors.py PROTOCOL-FOLDER
"""

import json
import pathlib
import sys

PROTOCOL = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(PROTOCOL / "verifier"))

import evidence  # noqa: E402
import lane_cases  # noqa: E402
from evidence_maker import BROKER, PRESENT, Network  # noqa: E402

VECTORS, WORLD = PROTOCOL / "vectors" / "evidence-folders", "lanes"


def write(path, value):
    text = json.dumps(value, ensure_ascii=False, indent=2, separators=(",", " : "), sort_keys=True)
    path.write_text(text + "\n")


def told(network, has_policy):
    parties = network.sender, network.receiver, network.other
    return evidence.World(
        PRESENT, [evidence.Organisation(p.file.encode(), p.fingerprint, "live") for p in parties],
        (BROKER, network.service.line, network.log.vkey), network.policy if has_policy else None)


def make(network, name, what, fails, maker, kind):
    """Writes the files of a case; returns its member of cases.json."""
    files, has_policy = maker(network)
    outcomes = evidence.judge(files, told(network, has_policy))
    failed = [code for code, outcome in outcomes.items() if outcome == evidence.FAILED]
    assert failed == [fails] * (fails is not None), (name, failed)
    write(VECTORS / kind / f"{name}.json", {"files": {path: data.decode() for path, data in files.items()}})
    case = {"name": name, "what": what, "world": WORLD, "organisations": True, "broker": True, "authorities": False,
            "time": PRESENT, "outcomes": outcomes}
    return {**case, "policy": "chosen"} if has_policy else case


def main():
    network = Network()
    parties = network.sender, network.receiver, network.other
    write(VECTORS / f"{WORLD}.json", {
        "organisations": [p.file for p in parties], "policies": {"chosen": network.policy},
        "broker": {"name": BROKER, "serviceKey": network.service.line, "logKey": network.log.vkey}})
    for kind, cases in (("valid", lane_cases.VALID), ("invalid", lane_cases.INVALID)):
        others = json.loads((VECTORS / kind / "cases.json").read_text())["cases"]
        for case in others:
            if case["world"] == WORLD and case["name"] not in cases:
                (VECTORS / kind / f"{case['name']}.json").unlink()
        made = [make(network, name, *case, kind) for name, case in cases.items()]
        write(VECTORS / kind / "cases.json", {"cases": [c for c in others if c["world"] != WORLD] + made})


if __name__ == "__main__":
    main()
