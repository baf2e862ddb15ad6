"""The rows P7 to P9: the broker's audit log, with the code that plombad runs.

P7 in memory is a hash for each entry, its nodes and its tiles; the peer is libsodium's SHA-256 of as
much. Durable is what a sender gets: the entry on the disk and under a signed checkpoint, and the
receipt in hand. P8 is plombad until it says that it listens: it derives its root from the tiles and
from the entries after the last full one, and holds it against what was signed; `fsck` derives
everything from the entries. P9 begins with the bytes of a receipt. What works on one thread alone
(P7 in memory, P9) is told in its processor time, the rest by the clock.
"""

import json
import os
import socket
import statistics
import subprocess
import time

import measure
from bench_error import BenchError
from ours import ROOT

ENTRIES = 1_000_000
CLIENTS = (1, 64)
READY_LIMIT = 120


class LogRows:
    def __init__(self, folder, runs, scale, environment):
        self.folder, self.runs, self.environment = folder, runs, environment
        self.entries = max(int(ENTRIES * scale), 10_000)
        self.logbench = self.program("LOGBENCH", "logbench")
        self.plombad = self.program("PLOMBAD", "plombad")
        self.large = None

    @staticmethod
    def program(variable, name):
        path = os.environ.get(variable, f"{ROOT}/.build/release/{name}")
        if not os.access(path, os.X_OK):
            raise BenchError(f"{path} is missing: run `make bench`")
        return path

    def measure(self, name):
        lines = {"P7": self.append, "P8": self.start, "P9": self.receipts}[name]()
        return "\n".join(f"bench {name} {line}" for line in lines)

    def append(self):
        load = os.getloadavg()[0]
        figures = [self.ask("append") for _ in range(self.runs)]
        each = {key: statistics.median(f[key] for f in figures) for key in figures[0]}
        sizes = [key for key in each if key.startswith("append-")]
        rates = " ".join(f"at-{size.split('-')[1]}={mega(each[size])}" for size in sizes)
        largest = each[sizes[-1]]
        yield (f"append-in-memory ours={mega(largest)} {rates} "
               f"peer[libsodium-hashing]={mega(each['libsodium'])} "
               f"ratio={each['libsodium'] / largest:.2f} gate=1.0M/s aim=1.9M/s "
               f"growth={largest / each[sizes[0]]:.2f} gate=1.2 runs={self.runs} load={load:.2f}")
        small = self.home("small", 1_000)
        large = self.filled()
        for clients in CLIENTS:
            load = os.getloadavg()[0]
            count = 400 * clients if clients == 1 else 150 * clients
            pairs = [[self.ask("durable", home, str(count), str(clients))
                      for home in (small, large)] for _ in range(self.runs)]
            before, after = ([statistics.median(f[key] for f in side) for key in
                              ("seconds", "median", "p99")] for side in zip(*pairs))
            yield (f"append-durable-with-receipt clients={clients} "
                   f"ours={count / after[0]:.0f}/s median={after[1] * 1e3:.2f}ms "
                   f"p99={after[2] * 1e3:.2f}ms from-1000={count / before[0]:.0f}/s "
                   f"growth={after[0] / before[0]:.2f} gate=1.2 runs={self.runs} load={load:.2f}")

    def start(self):
        home = self.filled()
        load = os.getloadavg()[0]
        figures = [self.run_until_ready(home) for _ in range(self.runs)]
        seconds = statistics.median(f.seconds for f in figures)
        peak = max(f.peak_kib for f in figures)
        yield (f"start entries={self.entries} ours={seconds:.2f}s gate=1.5s aim=0.5s "
               f"rss={peak / 1024:.0f}MiB gate=96MiB runs={self.runs} load={load:.2f}")
        # It finds that the entries are of nothing that is here.
        fsck = measure.run([self.plombad, "log", "fsck", "--home", home], self.folder,
                           self.environment, ends_with=2)
        yield (f"fsck entries={self.entries} ours={fsck.seconds:.2f}s "
               f"rss={fsck.peak_kib / 1024:.0f}MiB runs=1 load={load:.2f}")

    def receipts(self):
        home = self.filled()
        load = os.getloadavg()[0]
        figures = [self.ask("receipt", home, str(self.entries)) for _ in range(self.runs)]
        for kind, gate, aim in (("cold", 10, 14), ("cached", 100, 200)):
            each = statistics.median(f[kind] for f in figures)
            yield (f"verify-receipt-{kind} entries={int(figures[0]['size'])} "
                   f"ours={1e-3 / each:.1f}k/s gate={gate}k/s aim={aim}k/s runs={self.runs} "
                   f"load={load:.2f}")

    def filled(self):
        """The home with all entries, made once for all rows; appending adds a few."""
        if self.large is None:
            self.large = self.home("large", self.entries)
        return self.large

    def home(self, name, entries):
        home = os.path.join(self.folder, name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        done = subprocess.run(
            [self.plombad, "init", home, "--name", "broker.example", "--port", str(port)],
            capture_output=True, text=True, env=self.environment)
        if done.returncode != 0:
            raise BenchError(f"plombad init: {done.stderr.strip()}")
        self.ask("fill", home, str(entries))
        return home

    def ask(self, *words):
        done = subprocess.run([self.logbench, *words], capture_output=True, text=True,
                              env=self.environment)
        if done.returncode != 0:
            raise BenchError(f"logbench {words[0]}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def run_until_ready(self, home):
        """From the start of the process to the line that says that it listens."""
        os.sync()
        start = time.perf_counter()
        broker = subprocess.Popen(
            [self.plombad, "serve", "--home", home], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=self.environment)
        try:
            line = broker.stdout.readline()
            seconds = time.perf_counter() - start
            if "listens" not in line:
                raise BenchError("plombad did not become ready")
            return measure.Figure(seconds, measure.peak_kib(broker.pid))
        finally:
            broker.terminate()
            broker.wait(timeout=READY_LIMIT)
            broker.stdout.close()


def mega(seconds):
    """Of the time for one: how many millions a second."""
    return f"{1e-6 / seconds:.2f}M/s"
