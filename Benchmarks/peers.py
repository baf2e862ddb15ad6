"""The other side: what people would type with bagit.py, tar, age and minisign.

The pipeline does the same job: a bag with SHA-256, a tar, encryption, a signature; and back. Its
keys have no passphrase; ours were unlocked before the first run and are kept by the agent.
"""

import os
import shutil
import subprocess

from bench_error import BenchError
from ours import ROOT


class Peers:
    def __init__(self, folder):
        self.folder = folder
        for tool in ("age", "age-keygen", "minisign", "tar"):
            if shutil.which(tool) is None:
                raise BenchError(f"{tool} is missing: run `make tools` (and install minisign)")
        python = f"{ROOT}/.venv/bin/python3"
        if not os.access(python, os.X_OK):
            raise BenchError(f"{python} is missing: run `make tools`")
        self.bagit = f"{python} {ROOT}/.venv/bin/bagit.py --quiet"
        self.key = f"{folder}/age.key"
        self.secret, self.public = f"{folder}/minisign.key", f"{folder}/minisign.pub"
        self.make("age-keygen", "-o", self.key)
        self.recipient = self.make("age-keygen", "-y", self.key).strip()
        self.make("minisign", "-G", "-W", "-f", "-p", self.public, "-s", self.secret)

    def make(self, *command):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise BenchError(f"{command[0]}: {done.stderr.strip()}")
        return done.stdout

    @staticmethod
    def shell(text):
        return ["bash", "-o", "pipefail", "-e", "-c", text]

    def seal_pipeline(self, bag, target):
        """Makes a bag of the folder in place, hence of a copy, and seals it."""
        parent, name = os.path.split(bag)
        return self.shell(
            f"{self.bagit} --sha256 {bag}; "
            f"tar -cf - -C {parent} {name} | age -r {self.recipient} -o {target}; "
            f"minisign -S -q -s {self.secret} -m {target}")

    def encrypt(self, file, target):
        return ["age", "-r", self.recipient, "-o", target, file]

    def tar_encrypt(self, data, target):
        parent, name = os.path.split(data)
        return self.shell(
            f"tar -cf - -C {parent} {name} | age -r {self.recipient} -o {target}")

    def open_pipeline(self, sealed, target, name):
        return self.shell(
            f"minisign -V -q -p {self.public} -m {sealed}; "
            f"age -d -i {self.key} {sealed} | tar -xf - -C {target}; "
            f"{self.bagit} --validate {target}/{name}")

    def decrypt(self, sealed, target):
        return ["age", "-d", "-i", self.key, "-o", target, sealed]

    def bag(self, folder):
        return self.shell(f"{self.bagit} --sha256 {folder}")

    def validate(self, bag):
        """One process for each of two cores."""
        return self.shell(f"{self.bagit} --validate --processes 2 {bag}")

    def untar(self, archive, target):
        return ["tar", "-xf", archive, "-C", target]
