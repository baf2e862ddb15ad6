"""T14, log equivocation: nineteen kinds of lies by a broker that holds its log key itself, under three policies of witnesses.

    t14.py --n 100 --seed 1               everything: n trials of each class and policy, the honest control, the race
    t14.py --n 2 --class drop --policy two --no-race
    t14.py --n 1 --sample --no-race --by-programs        what 'make test' runs

Each trial has a log, homes and witnesses of its own. The broker is equivocation/broker.py; the clients and witnesses are the real
ones. Protocol/equivocation.md says who must notice what, and when. The last line is one JSON object.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from equivocation import CLASSES, LASTING  # noqa: E402
from equivocation.evidence import Undetected  # noqa: E402
from equivocation.parties import ROOT, Unreachable  # noqa: E402
from equivocation.restored import RestoredTrial  # noqa: E402
from equivocation.world import POLICIES, Trial, World  # noqa: E402

RACE = "WitnessTests.*at.the.same.moment"
# Pairs in the race of a witness for each trial of the other classes: 10,000 for 100.
PAIRS = 100
# Of a trial on a machine that is too busy to answer.
REPEATS = 3


def main():
    options = arguments()
    begun, failures, trials = time.monotonic(), [], 0
    classes = [*CLASSES, *(LASTING if options.by_programs else [])]
    jobs = [(name, policy) for name in options.classes or classes for policy in options.policies or POLICIES]
    if options.sample:
        jobs = [(name, POLICIES[(place + options.seed) % len(POLICIES)]) for place, name in enumerate(classes)]
    jobs = [] if options.race_only else jobs
    # In memory where there is such a place: what a power cut leaves is not what this test is about.
    place = next((path for path in ["/dev/shm"] if os.access(path, os.W_OK)), None)
    with tempfile.TemporaryDirectory(prefix="plomba-t14-", dir=place) as folder:
        with ProcessPoolExecutor(options.workers, initializer=begin, initargs=(folder, options)) as pool:
            for done in as_completed([pool.submit(run, *job) for job in jobs]):
                title, told, failed = done.result()
                print(f"{title:24} {json.dumps(told)}", flush=True)
                trials += sum(told.values())
                failures += failed
    pairs = race(PAIRS * options.n, failures) if options.race else 0
    print(json.dumps({
        "test": "T14", "seed": options.seed, "n": options.n, "trials": trials, "race pairs": pairs,
        "failures": len(failures), "seconds": round(time.monotonic() - begun, 1)}))
    sys.exit(1 if failures else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--class", dest="classes", action="append", choices=[*CLASSES, *LASTING],
                        help="those after the control only with --by-programs")
    parser.add_argument("--policy", dest="policies", action="append", choices=POLICIES)
    parser.add_argument("--no-race", dest="race", action="store_false", help="without the race of a witness")
    parser.add_argument("--race-only", action="store_true", help="nothing but the race of a witness")
    parser.add_argument("--sample", action="store_true", help="each class under one policy, which follows from the seed")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--by-programs", action="store_true", help="every act of a client or witness by a plomba of its own")
    parser.add_argument("--programs", default=ROOT / ".build/debug", help="the folder of parties and plombad")
    return parser.parse_args()


class Worker:
    """What one process has for all of its trials."""

    world, options = None, None


def begin(folder, options):
    Worker.options = options
    Worker.world = World(tempfile.mkdtemp(dir=folder), options.programs, options.by_programs)


def run(name, policy):
    """Title, how often each outcome came, and the seeds of what failed."""
    outcomes, failed = collections.Counter(), []
    for number in range(Worker.options.n):
        seed = f"{Worker.options.seed}/{name}/{policy}/{number}"
        try:
            outcomes[patiently(name, policy, seed)] += 1
        except Undetected as failure:
            outcomes["UNDETECTED"] += 1
            failed.append(seed)
            print(f"  {seed}: {failure}", flush=True)
        except Exception:
            outcomes["BROKEN"] += 1
            failed.append(seed)
            print(f"  {seed}: {traceback.format_exc()}", flush=True)
    return f"{name} {policy}", dict(outcomes), failed


def patiently(name, policy, seed):
    """The same trial again where an honest exchange did not come about."""
    for _ in range(REPEATS):
        try:
            return attempt(name, policy, seed)
        except Unreachable:
            continue
    return attempt(name, policy, seed)


def attempt(name, policy, seed):
    trial = (RestoredTrial if name == "restored-backup" else Trial)(Worker.world, policy, seed)
    try:
        return (CLASSES | LASTING)[name](trial.begin())
    finally:
        trial.end()


def race(pairs, failures):
    """Of two requests at the same moment a witness signs one: the test of its rules, over a real folder."""
    subprocess.run(["swift", "build", "--build-tests"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    environment = dict(os.environ, PLOMBA_WITNESS_PAIRS=str(pairs))
    test = subprocess.run(
        ["swift", "test", "--skip-build", "--filter", RACE], cwd=ROOT, env=environment, capture_output=True, text=True)
    told = re.search(rf"^witness race pairs={pairs} rollbacks=0$", test.stdout, re.M)
    if not told or test.returncode != 0:
        failures.append("race")
        print(test.stdout[-2000:])
    return pairs


main()
