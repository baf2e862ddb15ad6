#!/usr/bin/env python3
"""Verifies a charter file (charter.md) from its fingerprint and prints what it says: the organisations of the network, and
for each broker its keys and the policy of its witnesses, which evidence.py takes as --policy."""
import argparse, base64, hashlib, json, sys
from pathlib import Path
from records import History, public_key, unbase64
from verify import FLAWS, SCHEMAS, SPACES, conforms, demand, strict_json

def all_keys(r):
    """(point, purpose) of every key of a charter."""
    return ([(public_key(x["key"])[0], "root") for x in r["roots"]]
            + [(public_key(x["serviceKey"])[0], "service") for x in r["brokers"]]
            + [(public_key(x["log"]["key"])[0], "log") for x in r["brokers"]]
            + [(public_key(x["key"])[0], "witness") for x in r["witnesses"]])

def counted(r, broker):
    """The witnesses of a broker's log: all but its operator's own."""
    return [w for w in r["witnesses"] if w["organisation"] != broker["operator"]]

def read_charter(raw):
    """One charter by its own rules."""
    r = strict_json(raw, 1 << 18, 8, 10_000)
    demand(conforms(r, SCHEMAS["Charter"]), "the form of a charter")
    demand(r["type"] == f"urn:{SPACES[r['mode']]}:v1:Charter", "type and mode")
    demand(r["threshold"] <= len(r["roots"]) and (r["version"] == 1) == (r["previous"] is None), "threshold, version")
    demand(all(public_key(x["key"])[1] == x.get("application") for x in r["roots"]), "application of a security key")
    demand(r["issuedTime"] < r["expiryTime"], "times")
    for broker in r["brokers"]:
        port = broker["url"].split("]")[-1][8 if "]" not in broker["url"] else 0:].partition(":")[2]
        demand(not port or 0 < int(port) < 65536 and int(port) != 443, "a port")
    for authority in r["timeAuthorities"]:
        demand(all(0 < len(unbase64(root.encode())) <= 8192 for root in authority["roots"]), "a root that is too large")
    lists = [[x[member] for x in r[part]] for part, member in (
        ("roots", "label"), ("organisations", "name"), ("organisations", "fingerprint"), ("brokers", "name"),
        ("witnesses", "name"), ("witnesses", "organisation"), ("timeAuthorities", "label"))]
    lists += [[x["log"]["origin"] for x in r["brokers"]], [point for point, _ in all_keys(r)]]
    demand(all(len(set(names)) == len(names) for names in lists), "something stands twice")
    named = {x["operator"] for x in r["brokers"]} - {None} | set(lists[5])
    demand(named <= set(lists[1]), "an organisation that is not listed")
    for broker in r["brokers"]:
        n, k = len(counted(r, broker)), broker["log"]["quorum"]
        demand(k == 0 if n == 0 else 1 <= k <= n and 2 * k - n > r["faultyWitnesses"], "a quorum that can be split")
    return r

class Charter(History):
    kind, file, read, points = "Charter", "CharterHistory", staticmethod(read_charter), staticmethod(all_keys)

def vkey(name, kind, line):
    """The key of a log (1) or a witness (4), as notes name it."""
    key = bytes([kind]) + public_key(line)[0]
    number = hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8]
    return f"{name}+{number}+{base64.b64encode(key).decode()}"

def policy(r, broker):
    """The tlog-policy of a broker's log."""
    witnesses = counted(r, broker)
    lines = [f"log {vkey(broker['log']['origin'], 1, broker['log']['key'])}"]
    lines += [" ".join(filter(None, ("witness", f"W{n}", vkey(w["name"], 4, w["key"]), w["url"])))
              for n, w in enumerate(witnesses, 1)]
    names = "".join(f" W{n}" for n in range(1, len(witnesses) + 1))
    lines += [f"group witnesses {broker['log']['quorum']}{names}", "quorum witnesses"] if names else ["quorum none"]
    return "".join(line + "\n" for line in lines)

def before(records, broker):
    """[{until, policy}] of what counted for a broker's log before, newest first, and when there first were witnesses."""
    def told(r):
        same = [b for b in r["brokers"] if b["name"] == broker["name"] and b["log"]["key"] == broker["log"]["key"]]
        return policy(r, same[0]) if same and counted(r, same[0]) else None
    policies = [told(r) for r in records]
    former = [{"until": r["issuedTime"], "policy": p} for p, q, r in zip(policies, policies[1:], records[1:]) if p not in (None, q)]
    since = next((r["issuedTime"] for r, p in zip(records, policies) if p), None)
    return {"formerPolicies": former[::-1], "witnessesSince": since}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the charter file")
    parser.add_argument("fingerprint", help="64 digits, from somebody of the network, by voice or on paper")
    parser.add_argument("--mode", choices=["live", "training"], default="live")
    a = parser.parse_args()
    try:
        records = Charter(a.file.read_bytes(), a.fingerprint, a.mode).records
    except FLAWS as flaw:
        print(f"NOT VERIFIED: {flaw}", file=sys.stderr)
        return 2
    r = records[-1]
    brokers = [{"name": b["name"], "operator": b["operator"], "serviceKey": b["serviceKey"], "policy": policy(r, b),
                **before(records, b)} for b in r["brokers"]]
    told = {"name": r["name"], "version": r["version"], "expiryTime": r["expiryTime"],
            "organisations": r["organisations"], "brokers": brokers}
    print(json.dumps(told, indent=2))
    return 0

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as problem:
        sys.exit(f"could not be checked: {problem}")
