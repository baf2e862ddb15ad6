"""The rows P1 to P6 and P15: what is done, against whom, and the line that is printed.

Ours does not end before its bytes are on the disk; the peers end when theirs are in the page cache.
So each peer that writes is printed twice: as it is, with the gate of the goals, and as `PEER+sync`,
which ends with the same promise: its file and its folder, or the whole file system for a tree, are
synced. `on=` is the file system that all of them work on; on tmpfs a sync costs nobody anything.

The rows M1, M2, M4, M5 and M15 run ours alone and once, on the largest data: they are for the memory.
"""

import os
import shutil
import statistics
import subprocess
import sys

import corpus
import measure
from bench_error import BenchError
from ours import Plomba
from peers import Peers

MINIMUM_RUNS = 5
SYNCED = "+sync"


def runs():
    count = int(os.environ.get("RUNS", "6"))
    if count < MINIMUM_RUNS:
        raise BenchError(f"RUNS must be {MINIMUM_RUNS} or more")
    return count


def scale():
    return float(os.environ.get("SCALE", "1"))


def environment():
    return {**os.environ, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "TERM": "dumb"}


def file_system(folder):
    """The kind of file system that a folder lies on."""
    device = os.stat(folder).st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    with open("/proc/self/mountinfo") as mounts:
        for line in mounts:
            fields = line.split()
            if fields[2] == number:
                return fields[fields.index("-") + 1]
    return "unknown"


def short(number):
    """3.0 and 0.77: at least one digit after the point, at most two."""
    text = f"{number:.2f}"
    return text[:-1] if text.endswith("0") else text


class Row:
    """One row: its title, its data, and its peers with their gates and aims."""

    def __init__(self, title, data, jobs, peers, aims):
        self.title = title
        self.data = data
        self.jobs = jobs
        self.peers = peers
        self.aims = aims


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.runs, self.scale, self.environment = runs(), scale(), environment()
        self.peers = Peers(folder)
        self.plomba = Plomba(folder)

    def measure(self, name):
        """Runs the row's programs in turn and gives its line."""
        row = ROWS.get(name) or MEMORY_ROWS[name]
        runs = self.runs if row.peers else 1
        work = os.path.join(self.folder, name)
        os.mkdir(work)
        load = os.getloadavg()[0]
        jobs = row.jobs(self, row, work)
        synced = [peer + SYNCED for peer in row.peers] if jobs.writes else []
        labels = ["ours", *row.peers, *synced]
        figures = {label: [] for label in labels}
        for number in range(runs):
            # Each goes first as often as the others.
            first = number % len(labels)
            for label in labels[first:] + labels[:first]:
                target = os.path.join(work, f"{label}-{number}")
                command = self.command(jobs, label, target)
                figures[label].append(measure.run(command, work, self.environment))
                jobs.finish(target)
        self.tell_start(name, jobs, work)
        return self.line(name, row, figures, load)

    def command(self, jobs, label, target):
        command = jobs.prepare(label.removesuffix(SYNCED), target)
        if not label.endswith(SYNCED):
            return command
        # A tree as ours: one sync of the file system. A file: its bytes, then its name.
        sync = f"sync -f {target}" if os.path.isdir(target) else (
            f"sync {target} {os.path.dirname(target)}")
        return ["bash", "-e", "-c", f'"$@"; {sync}', "bench", *command]

    def line(self, name, row, figures, load):
        medians = {
            label: statistics.median(figure.seconds for figure in list_)
            for label, list_ in figures.items()}
        ours = medians["ours"]
        parts = [f"bench {name} {row.title} ours={ours:.2f}s"]
        for peer, (gate, aim) in zip(row.peers, row.aims):
            parts.append(f"peer[{peer}]={medians[peer]:.2f}s ratio={medians[peer] / ours:.2f} "
                         f"gate={short(gate)} aim={short(aim)}")
        for peer in figures:
            if peer.endswith(SYNCED):
                parts.append(f"peer[{peer}]={medians[peer]:.2f}s "
                             f"ratio={medians[peer] / ours:.2f}")
        peak = max(figure.peak_kib for figure in figures["ours"])
        parts.append(f"rss={peak / 1024:.0f}MiB runs={len(figures['ours'])} load={load:.2f} "
                     f"on={file_system(self.folder)}")
        if self.scale != 1:
            parts.append(f"scale={self.scale:g}")
        return " ".join(parts)

    def tell_start(self, name, jobs, work):
        """Says how much of our time is there whatever the data."""
        seconds = statistics.median(
            measure.run(command, work, self.environment).seconds
            for command in jobs.smallest())
        print(f"# {name}: of ours, {seconds:.2f}s is the same work on one byte "
              "(keys were unlocked before with `plomba unlock`; the peers' have no passphrase)",
              file=sys.stderr, flush=True)


class SealJobs:
    writes = True

    def __init__(self, bench, row, work):
        self.bench, self.work = bench, work
        self.data = os.path.join(work, "data")
        row.data(self.data, bench.scale)

    def prepare(self, label, target):
        plomba, peers = self.bench.plomba, self.bench.peers
        if label == "ours":
            return plomba.seal(self.data, target)
        if label == "age-e":
            return peers.encrypt(os.path.join(self.data, "film.mp4"), target)
        if label == "tar+age":
            return peers.tar_encrypt(self.data, target)
        bag = f"{target}-bag"
        # bagit.py moves what it finds; hard links keep the originals where they are.
        subprocess.run(["cp", "-al", self.data, bag], check=True)
        return peers.seal_pipeline(bag, target)

    def finish(self, target):
        os.unlink(target)

    def smallest(self):
        byte = os.path.join(self.work, "byte")
        corpus.write(os.path.join(byte, "one"), "one", 1)
        for number in range(3):
            yield self.bench.plomba.seal(byte, os.path.join(self.work, f"byte-{number}"))


class OpenJobs:
    writes = True

    def __init__(self, bench, row, work):
        self.bench, self.work = bench, work
        sealing = SealJobs(bench, row, work)
        self.bundle = self.make(sealing, "ours", "bundle")
        if row.peers:
            self.sealed = self.make(sealing, row.peers[0], "sealed")
            self.archive = os.path.join(work, "sealed.tar")
            subprocess.run(bench.peers.decrypt(self.sealed, self.archive), check=True)
        self.byte = os.path.join(work, "byte.plomba")
        corpus.write(os.path.join(work, "byte", "one"), "one", 1)
        measure.run(bench.plomba.seal(os.path.join(work, "byte"), self.byte), work,
                    bench.environment)

    def make(self, sealing, label, name):
        target = os.path.join(self.work, name)
        measure.run(sealing.prepare(label, target), self.work, self.bench.environment)
        return target

    def prepare(self, label, target):
        plomba, peers = self.bench.plomba, self.bench.peers
        if label == "ours":
            return plomba.open(self.bundle, target)
        if label == "age-d":
            return peers.decrypt(self.sealed, target)
        os.mkdir(target)
        if label == "tar-x":
            return peers.untar(self.archive, target)
        return peers.open_pipeline(self.sealed, target, "sealed-bag")

    def finish(self, target):
        """One large file is removed at once; trees stay until the end (see `bench`)."""
        if os.path.isfile(target):
            os.unlink(target)
        elif sum(len(names) for _, _, names in os.walk(target)) < 100:
            shutil.rmtree(target)

    def smallest(self):
        for number in range(3):
            yield self.bench.plomba.open(
                self.byte, os.path.join(self.work, f"byte-{number}"))


class VerifyJobs:
    """Ours reads a sealed file, the peer the bag that it was made of."""

    writes = False

    def __init__(self, bench, row, work):
        self.bench = bench
        sealing = SealJobs(bench, row, work)
        self.bundle = os.path.join(work, "bundle")
        measure.run(bench.plomba.seal(sealing.data, self.bundle), work, bench.environment)
        self.bag = os.path.join(work, "bag")
        subprocess.run(["cp", "-al", sealing.data, self.bag], check=True)
        measure.run(bench.peers.bag(self.bag), work, bench.environment)
        self.byte = os.path.join(work, "byte.plomba")
        corpus.write(os.path.join(work, "byte", "one"), "one", 1)
        measure.run(bench.plomba.seal(os.path.join(work, "byte"), self.byte), work,
                    bench.environment)

    def prepare(self, label, target):
        if label == "ours":
            return self.bench.plomba.verify(self.bundle)
        return self.bench.peers.validate(self.bag)

    def finish(self, target):
        pass

    def smallest(self):
        for _ in range(3):
            yield self.bench.plomba.verify(self.byte)


class VerifyFolderJobs:
    """Both read an opened case: ours all of it, the peer the bag in it, which is any bag to it."""

    writes = False

    def __init__(self, bench, row, work):
        self.bench = bench
        self.folder = self.opened(row.data, os.path.join(work, "data"))
        self.byte = self.opened(
            lambda folder, _: corpus.write(os.path.join(folder, "one"), "one", 1),
            os.path.join(work, "byte"))

    def opened(self, data, place):
        """A case folder with this data, made as a recipient gets it."""
        plomba, environment = self.bench.plomba, self.bench.environment
        data(place, self.bench.scale)
        bundle, folder = place + ".plomba", place + "-case"
        measure.run(plomba.seal(place, bundle), self.bench.folder, environment)
        measure.run(plomba.open(bundle, folder), self.bench.folder, environment)
        os.unlink(bundle)
        return folder

    def prepare(self, label, target):
        if label == "ours":
            return self.bench.plomba.verify(self.folder)
        return self.bench.peers.validate(os.path.join(self.folder, "bag"))

    def finish(self, target):
        pass

    def smallest(self):
        for _ in range(3):
            yield self.bench.plomba.verify(self.byte)


PIPELINE = "bagit+tar+age+minisign"
REVERSE = "minisign+age+tar+bagit"
ROWS = {
    "P1": Row("seal-1gib", corpus.one_file, SealJobs,
              [PIPELINE, "age-e"], [(3.0, 4.5), (1.0, 1.3)]),
    "P2": Row("seal-10000-files", corpus.many_files, SealJobs,
              [PIPELINE, "tar+age"], [(4.0, 5.0), (1.2, 1.5)]),
    "P3": Row("seal-200-mixed", corpus.mixed_files, SealJobs,
              [PIPELINE, "tar+age"], [(3.0, 4.0), (1.3, 1.6)]),
    "P4": Row("open-1gib", corpus.one_file, OpenJobs,
              [REVERSE, "age-d"], [(3.0, 4.7), (1.2, 1.6)]),
    # "Within 1.3 times" of tar is a ratio of 1/1.3 the other way round.
    "P5": Row("open-10000-files", corpus.many_files, OpenJobs,
              [REVERSE, "tar-x"], [(4.0, 5.0), (0.77, 1.0)]),
    # Ours checks the signature and every byte of the sealed file, and decrypts nothing; the peer
    # has an open bag and no signature.
    "P6": Row("verify-sealed-10000-files", corpus.many_files, VerifyJobs,
              ["bagit-validate-p2"], [(4.0, 5.5)]),
    # Ours checks the seal, the statements and the openings as well. A whole dossier in one file, the
    # other half of the row, does not exist yet.
    "P15": Row("verify-folder-200-mixed", corpus.mixed_files, VerifyFolderJobs,
               ["bagit-validate-p2"], [(1.5, 1.9)]),
}
MEMORY_ROWS = {
    "M1": Row("seal-10gib", corpus.huge_file, SealJobs, [], []),
    "M2": Row("seal-99000-files", corpus.most_files, SealJobs, [], []),
    "M4": Row("open-10gib", corpus.huge_file, OpenJobs, [], []),
    "M5": Row("open-99000-files", corpus.most_files, OpenJobs, [], []),
    "M15": Row("verify-folder-5gib", corpus.large_file, VerifyFolderJobs, [], []),
}
