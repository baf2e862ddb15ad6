"""T14, the race of a witness: pairs of requests at the same moment, of which exactly one may be signed, and no rollback.

Runs the test of the witness's rules with --n pairs, over a real folder; half of the pairs are two histories of one size.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEST = "WitnessTests.*at.the.same.moment"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1, help="not used: which request comes first is the system's choice")
    options = arguments.parse_args()
    subprocess.run(["swift", "build", "--build-tests"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    environment = dict(os.environ, PLOMBA_WITNESS_PAIRS=str(options.n))
    test = subprocess.run(
        ["swift", "test", "--skip-build", "--filter", TEST], cwd=ROOT, env=environment, capture_output=True, text=True)
    told = [line for line in test.stdout.splitlines() if line.startswith("witness race ")]
    print(told[0] if told else test.stdout[-2000:])
    sys.exit(0 if told and test.returncode == 0 else 1)


main()
