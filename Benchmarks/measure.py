"""Runs one program to its end: how long it took, and how much memory it held."""

import os
import subprocess
import time

from bench_error import BenchError


class Figure:
    def __init__(self, seconds, peak_kib):
        self.seconds = seconds
        self.peak_kib = peak_kib


def peak_kib(pid):
    """The high-water mark of one process alone; its children are not counted."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def run(command, folder, environment, ends_with=0):
    """Runs a command that ends with this status; what earlier runs left to be written goes to the disk first.

    The mark of memory is read every 5 ms, since the rusage of a child includes the children that
    it waited for, and unlocking a passphrase runs in such a child.
    """
    os.sync()
    errors = os.path.join(folder, "errors")
    with open(errors, "wb") as sink:
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sink,
            env=environment,
        )
        peak = 0
        while True:
            peak = max(peak, peak_kib(child.pid))
            try:
                status = child.wait(timeout=0.005)
                break
            except subprocess.TimeoutExpired:
                pass
        seconds = time.perf_counter() - start
    if status != ends_with:
        with open(errors, errors="replace") as text:
            said = " / ".join(text.read().strip().splitlines()[-2:])
        raise BenchError(f"{' '.join(command[:3])} ... ended with {status}: {said}")
    return Figure(seconds, peak)
