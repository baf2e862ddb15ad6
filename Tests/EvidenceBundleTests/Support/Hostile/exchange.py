#!/usr/bin/env python3
"""Exchanges folders that are being filled for links that lead outside, and back: exchange.py FOLDER OUTSIDE COUNT.

Every folder below a staging folder, and the staging folder itself, is exchanged in one step
(renameat2 with RENAME_EXCHANGE) with a link to OUTSIDE, COUNT times in all. Prints the count.
"""

import ctypes
import os
import random
import sys

folder, outside, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
libc = ctypes.CDLL(None, use_errno=True)
AT_FDCWD, RENAME_EXCHANGE = -100, 2
lure = os.path.join(folder, "lure")
# What a run before this one left: the link, or the folder it was exchanged for.
if os.path.isdir(lure) and not os.path.islink(lure):
    os.rename(lure, os.path.join(folder, f"gone-before-{os.getpid()}"))
if not os.path.islink(lure):
    os.symlink(outside, lure)


def exchange(path):
    return libc.renameat2(AT_FDCWD, path.encode(), AT_FDCWD, lure.encode(), RENAME_EXCHANGE) == 0


def stages():
    return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".partial")]


def below(stage):
    paths = [stage, stage + "/bag", stage + "/bag/data"]
    paths += [f"{stage}/bag/data/d{d}" for d in range(3)]
    paths += [f"{stage}/bag/data/d{d}/e{e}" for d in range(3) for e in range(5)]
    return paths


done = 0
while done < count:
    for stage in stages():
        for path in random.choices(below(stage), k=40):
            if exchange(path):
                done += 1
                # Now and then the link stays for good.
                if random.random() < 0.98:
                    exchange(path)
                elif os.path.isdir(lure) and not os.path.islink(lure):
                    os.rename(lure, os.path.join(folder, f"gone-{done}"))
                    os.symlink(outside, lure)
            if done >= count:
                break
print(done)
