"""plomba's side: two organisations, and the commands under measurement."""

import json
import os
import subprocess

from bench_error import BenchError

SENDER = "sender.example"
RECEIVER = "receiver.example"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CASE = os.path.join(ROOT, "Benchmarks", "case.json")


class Plomba:
    def __init__(self, folder):
        self.folder = folder
        self.program = os.environ.get("PLOMBA", f"{ROOT}/.build/release/plomba")
        if not os.access(self.program, os.X_OK):
            raise BenchError(f"{self.program} is missing: run `make release`")
        self.passphrase = os.path.join(folder, "passphrase")
        with open(self.passphrase, "w") as file:
            os.chmod(self.passphrase, 0o600)
            file.write("bench only, no secret\n")
        for name in (SENDER, RECEIVER):
            self.ask(name, "organisation", "create", name,
                     "--member", "intake-officer", "--mailbox", "intake")
            self.ask(name, "organisation", "export", "-o", f"{folder}/{name}.org")
        for name, partner in ((SENDER, RECEIVER), (RECEIVER, SENDER)):
            shown = self.ask(partner, "organisation", "show", "--format", "json")
            self.ask(name, "partner", "add", f"{folder}/{partner}.org",
                     "--fingerprint", json.loads(shown)["digits"])

    def unlock(self):
        """As people work: the passphrase once, then the keys stay in the agent for a while."""
        for name in (SENDER, RECEIVER):
            self.ask(name, "unlock", "--for", "8h")

    def lock(self):
        for name in (SENDER, RECEIVER):
            self.ask(name, "lock")

    def command(self, name, *arguments):
        """Without a passphrase: what is measured finds the keys unlocked, or fails."""
        return [self.program, *arguments, "--home", os.path.join(self.folder, name)]

    def ask(self, name, *arguments):
        command = self.command(name, *arguments) + ["--passphrase-file", self.passphrase]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise BenchError(f"plomba {' '.join(arguments[:2])}: {done.stderr.strip()}")
        return done.stdout

    def seal(self, data, target):
        return self.command(SENDER, "seal", data, "--case", CASE,
                            "--to", f"intake@{RECEIVER}", "-o", target)

    def open(self, bundle, target):
        return self.command(RECEIVER, "open", bundle, "-o", target)

    def verify(self, bundle):
        return self.command(RECEIVER, "verify", bundle)
