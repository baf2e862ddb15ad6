"""Writes the allowed-signers file that ssh-keygen needs, from organisation files and a broker's key.

usage: signers.py OUT ORGANISATION-FILE... [--broker 'ssh-ed25519 AAAA...']

Every signer is named by its key id: the statements name it so too. Each may sign only what its kind of
key signs; ssh-keygen refuses the rest.
"""

import base64
import hashlib
import json
import sys


BROKER = ["SubmissionAcceptance", "SubmissionRejection", "ContentConsignment", "AcceptanceRejectionExpiry"]
DEVICE = ["Deposit", "ContentHandover", "Skipped"]
MEMBER = [
    "Sealed",
    "Acknowledgement",
    "ConsignmentAcceptance",
    "ConsignmentRejection",
    "Transfer",
    "Withdrawal",
    "Disposal",
]


def key_id(line):
    blob = base64.b64decode(line.split()[1])
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def keys(path):
    """Members' and devices' signing keys in the newest record of an organisation file."""
    with open(path) as file:
        newest = json.load(file)["records"][-1]
    record = json.loads(base64.b64decode(newest["record"]))
    for member in record["members"]:
        yield member["signingKey"], MEMBER
    for device in record["devices"]:
        yield device["key"], DEVICE


def main(out, *arguments):
    arguments = list(arguments)
    signers = []
    if "--broker" in arguments:
        at = arguments.index("--broker")
        signers.append((arguments[at + 1], BROKER))
        del arguments[at : at + 2]
    for path in arguments:
        signers.extend(keys(path))
    with open(out, "w") as file:
        for line, names in signers:
            kind, blob = line.split()[:2]
            namespaces = ",".join(f"plomba/v1/{name}" for name in names)
            file.write(f'{key_id(line)} namespaces="{namespaces}" {kind} {blob}\n')


main(*sys.argv[1:])
