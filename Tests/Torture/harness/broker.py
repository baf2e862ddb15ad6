"""A real plombad on loopback: made, started, killed without mercy, started again."""

import json
import os
import pathlib
import shutil
import socket
import sqlite3
import ssl
import subprocess
import time

READY_LIMIT = 60


class NotReady(Exception):
    pass


class Broker:
    """Only the process that this object started is ever signalled, by its handle."""

    def __init__(self, program, folder, organisations, configure=None, clock=None):
        """configure(broker) may change the home before the first start; clock: as start takes it."""
        self.program, self.folder = str(program), pathlib.Path(folder)
        self.home = self.folder / "home"
        self._log = open(self.folder / "plombad.log", "ab")
        self.process = None
        self.card = self._run("init", "--name", "broker.example.org", "--host", "127.0.0.1",
                              "--port", str(free_port()), "--format", "json")
        if configure:
            configure(self)
        self.start(clock)
        for organisation in organisations:
            path = self.folder / f"{organisation.name}.json"
            path.write_bytes(organisation.file())
            self._run("admit", str(path), "--fingerprint", organisation.digits)

    @property
    def data(self):
        return self.home / "data"

    def _run(self, command, *arguments):
        done = subprocess.run(
            [self.program, command, *arguments, "--home", str(self.home)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, env=environment())
        if done.returncode != 0:
            raise NotReady(f"plombad {command}: {done.stderr.decode(errors='replace')}")
        return json.loads(done.stdout) if "json" in arguments else None

    def start(self, clock=None):
        """Returns the seconds until a connection with TLS was answered. clock: a Clock, if not the machine's."""
        begin = time.monotonic()
        self.process = self._launch(clock)
        while time.monotonic() - begin < READY_LIMIT:
            if self.process.poll() is not None:
                raise NotReady(f"plombad ended by itself with {self.process.returncode}")
            if self._answers():
                return time.monotonic() - begin
            time.sleep(0.01)
        raise NotReady(f"plombad was not ready within {READY_LIMIT} s")

    def start_and_kill(self, after):
        """A broker that dies while it recovers."""
        self.process = self._launch()
        time.sleep(after)
        self.kill()

    def _launch(self, clock=None):
        return subprocess.Popen(
            [self.program, "serve", "--home", str(self.home)], stdin=subprocess.DEVNULL,
            stdout=self._log, stderr=self._log, env=environment(clock))

    def _answers(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        host, port = self.card["url"].removeprefix("https://").rsplit(":", 1)
        try:
            with socket.create_connection((host, int(port)), timeout=5) as plain:
                with context.wrap_socket(plain) as secured:
                    secured.sendall(f"GET /v1/broker HTTP/1.1\r\nHost: {host}:{port}\r\n"
                                    "Connection: close\r\n\r\n".encode())
                    return secured.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def kill(self):
        """SIGKILL, and until the process is gone."""
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self):
        """SIGTERM; true when it ended by itself and well."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=60) == 0
        except subprocess.TimeoutExpired:
            self.kill()
            return False

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        self._log.close()

    def database(self):
        """The database file of a broker that does not run."""
        for path in sorted(self.data.rglob("*")):
            if path.is_file() and path.open("rb").read(16) == b"SQLite format 3\0":
                return path
        raise NotReady("the broker has no database")

    def database_is_sound(self, scratch):
        """SQLite's own judgement of a copy, taken while the broker is down."""
        source = self.database()
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)
        for path in source.parent.glob(source.name + "*"):
            if not path.name.endswith("-shm"):
                shutil.copyfile(path, pathlib.Path(scratch) / path.name)
        connection = sqlite3.connect(pathlib.Path(scratch) / source.name)
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            connection.close()
            shutil.rmtree(scratch, ignore_errors=True)


def environment(clock=None):
    """Of a program of ours: with the machine's clock, or another."""
    return {**os.environ, "SWIFT_BACKTRACE": "enable=no", **(clock.settings if clock else {})}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
