"""Prints two facts about a statement: the namespace it is signed in, and the signer's key id, or `-`
where it does not name its signer (a deposit that was not sent yet).

usage: statement.py STATEMENT.json

Nothing is trusted because of this: ssh-keygen checks the signature against the named key.
"""

import json
import sys

with open(sys.argv[1]) as file:
    statement = json.load(file)
prefix, version, name = statement["predicateType"].removeprefix("urn:").split(":")
predicate = statement["predicate"]
if name == "Deposit":
    signers = [m["stream"]["device"] for m in predicate["mailboxes"] if m["stream"]]
    signer = signers[0] if signers else "-"
elif name == "Sealed":
    signer = predicate["keyId"]
else:
    signer = predicate["issuer"]["keyId"]
print(f"{prefix}/{version}/{name} {signer}")
