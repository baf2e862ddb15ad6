"""Brokers that break a promise on purpose, to prove that the oracle sees it.

Each changes the data folder between the kill and the restart, as hardware would have done to a
broker that answers before its bytes are on the disk.
"""

import os
import shutil
import struct


class LostTail:
    """The last transactions never reached the disk: the end of the write-ahead log is cut off.

    This is what a power cut does to a broker that acknowledges before it syncs.
    """

    name = "lost-tail"

    def before(self, broker):
        pass

    def after_kill(self, broker):
        path = broker.database()
        log = path.with_name(path.name + "-wal")
        if log.exists():
            with open(log, "rb") as file:
                kept, frame = _frames(file)
            os.truncate(log, 32 + kept // 2 * frame)


class OldState:
    """The whole data folder is the one of the last start: nothing since was ever synced."""

    name = "old-state"

    def before(self, broker):
        shutil.rmtree(broker.folder / "old", ignore_errors=True)
        shutil.copytree(broker.data, broker.folder / "old")

    def after_kill(self, broker):
        shutil.rmtree(broker.data)
        shutil.move(broker.folder / "old", broker.data)


class LostPayloads:
    """Rows were synced, payload files were not: one has a hole where its last page was."""

    name = "lost-payload-bytes"

    def before(self, broker):
        pass

    def after_kill(self, broker):
        database = broker.database().name
        for path in broker.data.rglob("*"):
            if path.is_file() and not path.name.startswith(database) and path.stat().st_size:
                size = path.stat().st_size
                os.truncate(path, max(0, size - 4096))
                os.truncate(path, size)


def _frames(log):
    """How many frames of a write-ahead log count, and the size of one.

    Behind them may stand older ones, whose salts differ (sqlite.org/fileformat2.html, section 4).
    """
    header = log.read(32)
    if len(header) < 32:
        return 0, 24
    frame = 24 + struct.unpack(">I", header[8:12])[0]
    count = 0
    while len(head := log.read(24)) == 24 and head[8:16] == header[16:24]:
        log.seek(frame - 24, os.SEEK_CUR)
        count += 1
    return count, frame


CONTROLS = [LostTail, OldState, LostPayloads]
