"""A real `plomba witness serve` on loopback, and what its cosignatures say."""

import base64
import json
import pathlib
import socket
import subprocess
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .broker import READY_LIMIT, NotReady, environment, free_port


class Witness:
    """Only the process that this object started is ever signalled, by its handle."""

    def __init__(self, program, folder, name, clock):
        self._program, self.name, self.clock = str(program), name, clock
        self._home = pathlib.Path(folder) / name.replace("/", "-")
        self.port = free_port()
        self._log = open(f"{self._home}.log", "ab")
        self.key = json.loads(self._run("init", str(self._home), "--name", name, "--listen",
                                        f"127.0.0.1:{self.port}", "--format", "json"))["key"]
        self._point = base64.b64decode(self.key.split("+", 2)[2])[1:]
        self._process = None
        self._last = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/"

    def watch(self, log_key):
        self._run("add", str(self._home), log_key)

    def start(self):
        self._process = subprocess.Popen(
            [self._program, "witness", "serve", str(self._home)], stdin=subprocess.DEVNULL,
            stdout=self._log, stderr=self._log, env=environment(self.clock))
        begin = time.monotonic()
        while time.monotonic() - begin < READY_LIMIT:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise NotReady(f"the witness {self.name} was not ready within {READY_LIMIT} s")

    def stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=30)
            self._process = None

    def close(self):
        self.stop()
        self._log.close()

    def time_in(self, note):
        """When it cosigned this note, by a line that holds; None without one."""
        text, lines = note.split(b"\n\n", 1)
        text += b"\n"
        for line in lines.decode().splitlines():
            dash, name, signature = line.split(" ")
            if name != self.name:
                continue
            raw = base64.b64decode(signature)[4:]
            seconds = int.from_bytes(raw[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n".encode() + text
            try:
                Ed25519PublicKey.from_public_bytes(self._point).verify(raw[8:], message)
            except InvalidSignature as error:
                raise ValueError("a cosignature does not hold") from error
            return seconds
        return None

    def _run(self, command, *arguments):
        done = subprocess.run(
            [self._program, "witness", command, *arguments], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=120, env=environment())
        if done.returncode != 0:
            raise NotReady(f"plomba witness {command}: {done.stderr.decode(errors='replace')}")
        return done.stdout
