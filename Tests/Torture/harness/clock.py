"""The clock of one party: a file that says how far it is off, read each time that the party looks at its calendar."""

import os
import pathlib
import time

# Made by `make tools` from Tests/Interop/clock.c.
LIBRARY = pathlib.Path(__file__).parents[3] / ".build/clock.so"


class SteadyClock:
    """One that stays so many seconds off: its program opens no file for it, which a count of calls would find."""

    def __init__(self, seconds):
        self.settings = {"LD_PRELOAD": str(LIBRARY), "TEST_CLOCK": f"{int(seconds):+d}"}


class Clock:
    def __init__(self, path, seconds=0):
        self._path = pathlib.Path(path).absolute()
        self.offset, self._frozen = 0, None
        self.shift(seconds)

    @property
    def settings(self):
        """What a program finds in its environment."""
        return {"LD_PRELOAD": str(LIBRARY), "TEST_CLOCK": str(self._path)}

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
