"""The clock of one party: a file that says how far it is off, read each time that the party looks at its calendar."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time

_SOURCE = pathlib.Path(__file__).with_name("clock.c")
_library = None


def library():
    """clock.c, built once for each run."""
    global _library
    if _library is None:
        compiler = next((found for found in map(shutil.which, ("cc", "gcc", "clang")) if found), None)
        if compiler is None:
            raise RuntimeError("no C compiler: clang comes with Swift")
        _library = tempfile.TemporaryDirectory(prefix="clock-")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", f"{_library.name}/clock.so", str(_SOURCE)],
                       check=True)
    return f"{_library.name}/clock.so"


class Clock:
    def __init__(self, path, seconds=0):
        self._path = pathlib.Path(path)
        self.offset, self._frozen = 0, None
        self.shift(seconds)

    @property
    def settings(self):
        """What a program finds in its environment."""
        return {"LD_PRELOAD": library(), "TORTURE_CLOCK": str(self._path)}

    def shift(self, seconds):
        """So many seconds ahead of the truth, or behind it."""
        self.offset, self._frozen = int(seconds), None
        self._write(f"{self.offset:+d}")

    def go_to(self, moment):
        self.shift(moment - time.time())

    def freeze(self, moment):
        self._frozen = int(moment)
        self._write(f"={self._frozen}")

    def now(self):
        return self._frozen if self._frozen is not None else time.time() + self.offset

    def _write(self, text):
        scratch = self._path.with_suffix(".new")
        scratch.write_text(text + "\n", encoding="ascii")
        os.replace(scratch, self._path)
