"""Makes the vectors of lanes, or of another world, in Protocol/vectors/evidence-folders anew, with keys that are gone
afterwards. What each check says is what the second verifier says; the tests hold `plomba` to the same.

    lane_vectors.py PROTOCOL-FOLDER [lanes|former|relay|renewed]
"""

import json
import pathlib
import sys

PROTOCOL = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(PROTOCOL / "verifier"))

import evidence  # noqa: E402
import former_cases  # noqa: E402
import lane_cases  # noqa: E402
import relay_cases  # noqa: E402
import renewed_authority  # noqa: E402
from evidence_maker import BROKER, PRESENT, Network  # noqa: E402

VECTORS, WORLD = PROTOCOL / "vectors" / "evidence-folders", (sys.argv[2:] or ["lanes"])[0]
CASES = {"lanes": lane_cases, "former": former_cases, "relay": relay_cases}
NETWORKS = {"former": former_cases.Renewed, "relay": relay_cases.TwoBrokers}


def write(path, value):
    text = json.dumps(value, ensure_ascii=False, indent=2, separators=(",", " : "), sort_keys=True)
    path.write_text(text + "\n")


def told(network, case):
    parties = network.sender, network.receiver, network.other
    return evidence.World(
        PRESENT, [evidence.Organisation(p.file.encode(), p.fingerprint, "live") for p in parties],
        (BROKER, network.service.line, network.log.vkey), network.policies.get(case.get("policy")),
        former=[(network.policies[f["policy"]], f["until"]) for f in case.get("former", ())], since=case.get("since"))


def make(network, name, what, fails, maker, kind):
    """Writes the files of a case; returns its member of cases.json."""
    files, known = maker(network)
    case = {"name": name, "what": what, "world": WORLD, "organisations": True, "broker": True, "authorities": False,
            "time": PRESENT, **(known if isinstance(known, dict) else {"policy": "chosen"} if known else {})}
    outcomes = evidence.judge(files, told(network, case))
    failed = [code for code, outcome in outcomes.items() if outcome == evidence.FAILED]
    assert failed == [fails] * (fails is not None), (name, failed)
    write(VECTORS / kind / f"{name}.json", {"files": {path: data.decode() for path, data in files.items()}})
    return {**case, "outcomes": outcomes}


def replace(kind, names, made):
    """Puts the cases of this world in the place of those that were there."""
    others = json.loads((VECTORS / kind / "cases.json").read_text())["cases"]
    for case in others:
        if case["world"] == WORLD and case["name"] not in names:
            (VECTORS / kind / f"{case['name']}.json").unlink()
    write(VECTORS / kind / "cases.json", {"cases": [c for c in others if c["world"] != WORLD] + made})


def main():
    if WORLD == "renewed":
        world, cases = renewed_authority.make(VECTORS, evidence)
        write(VECTORS / f"{WORLD}.json", world)
        for kind, (case, files) in cases.items():
            write(VECTORS / kind / f"{case['name']}.json", {"files": files})
            replace(kind, {case["name"]}, [{**case, "world": WORLD}])
        return
    network = NETWORKS.get(WORLD, Network)()
    parties = network.sender, network.receiver, network.other
    write(VECTORS / f"{WORLD}.json", {
        "organisations": [p.file for p in parties], "policies": network.policies,
        "broker": {"name": BROKER, "serviceKey": network.service.line, "logKey": network.log.vkey}})
    for kind, cases in (("valid", CASES[WORLD].VALID), ("invalid", CASES[WORLD].INVALID)):
        made = [make(network, name, *case, kind) for name, case in cases.items()]
        replace(kind, cases, made)


if __name__ == "__main__":
    main()
