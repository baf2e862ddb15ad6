"""The data of the rows: the same bytes on every machine, and none that compress."""

import hashlib
import os
import random

BLOCK = 1 << 20


def content(name, size):
    """Pseudo-random bytes that depend on the name only."""
    for number, start in enumerate(range(0, size, BLOCK)):
        count = min(BLOCK, size - start)
        yield hashlib.shake_128(f"{name}/{number}".encode()).digest(count)


def write(path, name, size):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        for block in content(name, size):
            file.write(block)


def one_file(folder, scale):
    """One file of 1 GiB."""
    write(os.path.join(folder, "film.mp4"), "film", int((1 << 30) * scale))


def large_file(folder, scale):
    """One file of 5 GiB that takes no room on the disk until a case with it is opened."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "film.mp4"), "wb") as file:
        file.truncate(int((5 << 30) * scale))


def huge_file(folder, scale):
    """One file of 10 GiB that takes no room on the disk: the work on zeros is the same."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "film.mp4"), "wb") as file:
        file.truncate(int((10 << 30) * scale))


def most_files(folder, scale):
    """99,000 files of 1 KiB, as many as a bundle may hold, in 990 folders."""
    for number in range(int(99_000 * scale)):
        name = f"{number // 100:03}/{number:05}.jpg"
        write(os.path.join(folder, name), name, 1024)


def many_files(folder, scale):
    """10,000 files of 20 KiB in 100 folders."""
    for number in range(int(10_000 * scale)):
        name = f"{number // 100:03}/{number:05}.jpg"
        write(os.path.join(folder, name), name, 20 * 1024)


def mixed_files(folder, scale):
    """200 files of 500 MB together: most are small, a few hold most of the bytes."""
    source = random.Random(200)
    weights = [source.lognormvariate(0, 2) for _ in range(200)]
    total = 500_000_000 * scale
    for number, weight in enumerate(weights):
        name = f"{number % 10}/item-{number:03}.bin"
        write(os.path.join(folder, name), name, int(total * weight / sum(weights)))
