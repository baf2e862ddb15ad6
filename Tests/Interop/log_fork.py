"""A second history of a log: log_fork.py NOTE KEY OUT

NOTE is a checkpoint of the log, KEY its private key in OpenSSH's form. OUT gets a checkpoint of the same size
over another root, signed by the same key: what no honest log ever signs.
"""

import base64
import hashlib
import sys
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_ssh_private_key


def main():
    note, key, out = (Path(path) for path in sys.argv[1:])
    text, lines = note.read_bytes().split(b"\n\n", 1)
    origin, size, root, *more = text.split(b"\n")
    other = base64.b64encode(hashlib.sha256(b"another history" + root).digest())
    forged = b"\n".join([origin, size, other, *more]) + b"\n"
    own = next(line for line in lines.split(b"\n") if line.split(b" ")[1] == origin)
    name, signature = own.split(b" ")[1:]
    signed = load_ssh_private_key(key.read_bytes(), None).sign(forged)
    line = base64.b64encode(base64.b64decode(signature)[:4] + signed)
    out.write_bytes(forged + "\n\u2014 ".encode() + name + b" " + line + b"\n")


main()
