"""Looks for key material in the memory of the process that keeps unlocked keys.

    agent_memory.py HOME PASSPHRASE PID

Opens the key files with rage, then searches every readable mapping of the process for the
passphrase, the text forms of both keys, and their 32 raw bytes. Prints for each how often it was
found in locked memory and elsewhere: {"passphrase": [0, 0], ..., "locked_pages": true}.
"""

import base64
import json
import re
import sys

import pyrage

home, passphrase, process = sys.argv[1:4]


def unlock(name):
    with open(f"{home}/keys/{name}", "rb") as file:
        return pyrage.passphrase.decrypt(file.read(), passphrase)


def seed_of_signing_key(pem):
    body = base64.b64decode(b"".join(pem.strip().split(b"\n")[1:-1]))
    # string seed(32) public(32) is the only field of 64 bytes.
    at = body.index(b"\x00\x00\x00\x40") + 4
    return body[at:at + 32]


BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def seed_of_identity(text):
    data = text.strip().lower().rsplit("1", 1)[1][:-6]
    bits = "".join(f"{BECH32.index(c):05b}" for c in data)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, 256, 8))


def mappings():
    """(start, end, is locked) of everything that can be read."""
    current = None
    with open(f"/proc/{process}/smaps") as file:
        for line in file:
            head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line)
            if head:
                current = (int(head[1], 16), int(head[2], 16), head[3], head[4])
            elif line.startswith("VmFlags:"):
                start, end, rights, name = current
                if rights[0] == "r" and name not in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                    yield start, end, " lo" in line


pem = unlock("member-signing.age")
identity = unlock("member-encryption.age").decode()
wanted = {
    "passphrase": passphrase.encode(),
    "signing_text": pem.strip().split(b"\n")[2][:48],
    "identity_text": identity.strip()[20:60].encode(),
    "identity_text_lower": identity.strip()[20:60].lower().encode(),
    "signing_seed": seed_of_signing_key(pem),
    "identity_seed": seed_of_identity(identity),
}
found = {name: [0, 0] for name in wanted}
with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
    for start, end, locked in mappings():
        try:
            memory.seek(start)
            content = memory.read(end - start)
        except (OSError, ValueError):
            continue  # a guard page, or a mapping of the kernel's own
        for name, secret in wanted.items():
            found[name][0 if locked else 1] += content.count(secret)
print(json.dumps(found))
