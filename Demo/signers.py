"""Writes the allowed-signers file that ssh-keygen needs, from organisation files and a broker's key.

usage: signers.py OUT ORGANISATION-FILE... [--broker 'ssh-ed25519 AAAA...']

Every signer is named by its key id: the statements name it so too.
"""

import base64
import hashlib
import json
import sys


def key_id(line):
    blob = base64.b64decode(line.split()[1])
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def keys(path):
    """Members' and devices' signing keys in the newest record of an organisation file."""
    with open(path) as file:
        newest = json.load(file)["records"][-1]
    record = json.loads(base64.b64decode(newest["record"]))
    for member in record["members"]:
        yield member["signingKey"]
    for device in record["devices"]:
        yield device["key"]


def main(out, *arguments):
    arguments = list(arguments)
    lines = []
    if "--broker" in arguments:
        at = arguments.index("--broker")
        lines.append(arguments[at + 1])
        del arguments[at : at + 2]
    for path in arguments:
        lines.extend(keys(path))
    with open(out, "w") as file:
        for line in lines:
            kind, blob = line.split()[:2]
            file.write(f"{key_id(line)} {kind} {blob}\n")


main(*sys.argv[1:])
