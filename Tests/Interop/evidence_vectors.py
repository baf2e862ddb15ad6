"""What Protocol/verifier/evidence.py says of every vector of an evidence folder, as one JSON object.

    evidence_vectors.py PROTOCOL-FOLDER
"""

import base64
import hashlib
import json
import pathlib
import sys

PROTOCOL = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(PROTOCOL / "verifier"))

import evidence  # noqa: E402

VECTORS = PROTOCOL / "vectors" / "evidence-folders"


def organisation(text):
    first = base64.b64decode(json.loads(text)["records"][0]["record"])
    return evidence.Organisation(text.encode(), hashlib.sha256(first).hexdigest(), "live")


def told(case, world):
    """What the verifier of a case knows."""
    broker, authority = world["broker"], world.get("authority")
    authorities = {authority["name"]: (authority["roots"].encode(), authority["policy"])} if authority else {}
    return evidence.World(
        case["time"], map(organisation, world["organisations"]) if case["organisations"] else [],
        (broker["name"], broker["serviceKey"], broker["logKey"]) if case["broker"] else None,
        world["policies"].get(case.get("policy")), authorities if case["authorities"] else {},
        former=[(world["policies"][one["policy"]], one["until"]) for one in case.get("former") or ()],
        since=case.get("since"), earlier_logs=[(log["key"], log["size"]) for log in broker.get("earlierLogs", ())])


def main():
    said = {}
    for kind in ("valid", "invalid"):
        for case in json.loads((VECTORS / kind / "cases.json").read_text())["cases"]:
            files = json.loads((VECTORS / kind / f"{case['name']}.json").read_text())["files"]
            files = {path: content.encode() if isinstance(content, str) else base64.b64decode(content["base64"])
                     for path, content in files.items()}
            world = json.loads((VECTORS / f"{case['world']}.json").read_text())
            said[f"{kind}/{case['name']}"] = evidence.judge(files, told(case, world))
    print(json.dumps(said))


main()
