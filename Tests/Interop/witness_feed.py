"""Has a witness cosign checkpoints with aics-witness and aics-tlog, which know nothing of ours.

usage: witness_feed.py URL WITNESS_VKEY FOLDER

FOLDER has OLD-NEW.request files, each the body of one add-checkpoint, and status files OLD-NEW.status with the answer that is
expected: 200, or what aics-witness calls a rejection. They are sent in the order of their names. Exit 0 when all is as expected.
"""

import base64
import sys
from pathlib import Path

from aics_tlog import parse_note, parse_vkey, verify_cosignature
from aics_witness.feeder import WitnessClient, WitnessConflict, WitnessRejected, merge_cosignatures


def send(client, path):
    head, note = path.read_bytes().split(b"\n\n", 1)
    first, *proof = head.decode().split("\n")
    old = int(first.split(" ")[1])
    try:
        line = client.submit(note, (old, [base64.b64decode(hash, validate=True) for hash in proof]))
    except WitnessRejected as rejection:
        return str(rejection.status)
    except WitnessConflict as conflict:
        return f"409 {conflict.known_size}"
    merge_cosignatures(note, line)
    return "200"


def main():
    url, vkey, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    requests = sorted(folder.glob("*.request"))
    for path in requests:
        # A client that remembers nothing, so that what is sent is what stands in the file.
        found = send(WitnessClient(url, vkey, max_attempts=1, max_conflicts=0), path)
        expected = path.with_suffix(".status").read_text().strip()
        assert found == expected, f"{path.name}: {found}, not {expected}"
    print(f"requests={len(requests)}")


try:
    main()
except Exception as error:  # every failure is the answer, of whatever kind
    print(f"{type(error).__name__}: {error}")
    sys.exit(1)
