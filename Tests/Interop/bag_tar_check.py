"""Reads an archive with Python's tarfile and compares plain headers with those that it would write.

usage: bag_tar_check.py FILE          content, order and header bytes
       bag_tar_check.py --sizes FILE  sizes and names only
"""

import sys
import tarfile


def python_header(member):
    """The ustar header that tarfile writes for the same file."""
    info = tarfile.TarInfo(member.name)
    info.size = member.size
    info.mode = 0o644
    return info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")


def without_device_and_checksum(block):
    # tarfile leaves the device fields empty, POSIX lets them be zero; the checksum follows.
    return block[:148] + block[156:329] + block[345:]


def check(path):
    entries = equal = 0
    with tarfile.open(path) as archive, open(path, "rb") as raw:
        for member in archive:
            assert member.isreg() and member.uid == member.gid == member.mtime == 0
            content = archive.extractfile(member).read()
            if not member.name.endswith("empty"):
                assert content == (member.name * 40).encode(), member.name
            entries += 1
            if not member.pax_headers:
                raw.seek(member.offset)
                block = raw.read(512)
                ours = without_device_and_checksum(block)
                theirs = without_device_and_checksum(python_header(member))
                assert ours == theirs, member.name
                equal += 1
    print(f"entries={entries} headers-equal={equal}")


def sizes(path):
    with tarfile.open(path) as archive:
        for member in archive:
            print(member.size, member.name)


if sys.argv[1] == "--sizes":
    sizes(sys.argv[2])
else:
    check(sys.argv[1])
