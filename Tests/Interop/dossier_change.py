"""Writes a copy of a dossier in which one thing is changed.

    dossier_change.py flip FILE.tar COPY.tar PATH       one bit in the middle of a file
    dossier_change.py honest FILE.tar COPY.tar PATH     the same, and SHA256SUMS made anew
    dossier_change.py remove FILE.tar COPY.tar PATH
    dossier_change.py add FILE.tar COPY.tar PATH        a file that is not listed
    dossier_change.py swap FILE.tar COPY.tar PATH OTHER the contents of two files
    dossier_change.py cut FILE.tar COPY.tar             the last block is missing
    dossier_change.py append FILE.tar COPY.tar          a block more
    dossier_change.py list FILE.tar

The copy is in the canonical form again, but for `cut` and `append`.
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Protocol/verifier"))

import verify  # noqa: E402


def read(path):
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def write(path, files):
    out = io.BytesIO()
    for number, (name, content) in enumerate(files.items(), 1):
        out.write(verify.tar_entry(number, name.encode(), len(content)))
        out.write(content + bytes(-len(content) % 512))
    Path(path).write_bytes(out.getvalue() + bytes(1024))


def flipped(content):
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def sums(files):
    lines = {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != "SHA256SUMS"}
    return "".join(f"{lines[n]}  {n}\n" for n in sorted(lines, key=str.encode)).encode()


def main(what, source, target=None, *names):
    if what == "list":
        print("\n".join(read(source)))
        return
    data = Path(source).read_bytes()
    if what == "cut":
        Path(target).write_bytes(data[:-512])
    elif what == "append":
        Path(target).write_bytes(data + bytes(512))
    else:
        files = read(source)
        assert write(target, files) is None and Path(target).read_bytes() == data, "the one encoding"
        if what in ("flip", "honest"):
            files[names[0]] = flipped(files[names[0]])
        elif what == "remove":
            del files[names[0]]
        elif what == "add":
            last = files.pop("SHA256SUMS")
            files |= {names[0]: b"more\n", "SHA256SUMS": last}
        elif what == "swap":
            files[names[0]], files[names[1]] = files[names[1]], files[names[0]]
        if what == "honest":
            files["SHA256SUMS"] = sums(files)
        write(target, files)


main(*sys.argv[1:])
