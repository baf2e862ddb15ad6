"""The real client and the real witnesses: in one process of ours for thousands of trials, or as `plomba` itself."""

import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
PASSPHRASE = "correct horse battery staple"


class Answer(dict):
    """What a party answered; a member that there is not is None."""

    def __missing__(self, name):
        return None

    @property
    def code(self):
        return None if self["ok"] else self["code"]


class Parties:
    """The program `parties`, which makes the calls that the commands of plomba make."""

    def __init__(self, program):
        self._process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})

    def ask(self, act, **members):
        order = {"do": act, **{name: value for name, value in members.items() if value is not None}}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the parties have gone: {self._process.poll()}")
        return read(json.loads(line))

    def close(self):
        """Ends it, with the witnesses in it."""
        self._process.stdin.close()
        self._process.wait(timeout=30)


def read(answer):
    if answer.get("all"):
        answer["all"] = [read(each) for each in answer["all"]]
    return Answer(answer)


class Unreachable(Exception):
    """An honest exchange did not come about: the machine was too busy, and nothing is known."""


def need(answer):
    if answer["code"] in ("broker.unreachable", "broker.silent"):
        raise Unreachable(answer["code"])
    if not answer["ok"]:
        raise RuntimeError(f"this part is honest and was refused: {dict(answer)}")
    return answer
