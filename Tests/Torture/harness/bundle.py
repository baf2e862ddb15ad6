"""Builds and runs the Swift part of the torture tests of the sealed bundle (T10, T11, T40)."""

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / ".build/release/torture"


def arguments(test, what):
    """`--n` cases, all of them if it is not given, and a `--seed`."""
    parser = argparse.ArgumentParser(description=f"{test}: {what}")
    parser.add_argument("--n", type=int, help="about so many cases instead of all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-build", action="store_true", help="run what was built before")
    return parser.parse_args()


def build():
    """With optimisation, and without the test targets, for which it is not meant."""
    environment = dict(os.environ, PLOMBA_TORTURE="1")
    command = ["swift", "build", "-c", "release", "--product", "torture"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)


def command(test, options):
    """The command line that runs a test."""
    parts = [str(PROGRAM), test, "--seed", str(options.seed)]
    return parts + (["--n", str(options.n)] if options.n is not None else [])


def run(test, what):
    """Builds and runs a test; its last line is the result."""
    options = arguments(test, what)
    if not options.no_build:
        build()
    return subprocess.run(command(test, options), cwd=ROOT, check=False).returncode
