"""What was promised, written down outside the broker before the next step is taken."""

import json
import os
import threading


class Promise:
    """One deposit as the oracle knows it."""

    def __init__(self, deposit):
        self.deposit = deposit
        self.acceptance = None  # the three files of the acknowledgement, base64
        self.numbers = {}  # mailbox address -> the number under which it was first seen

    @property
    def is_acknowledged(self):
        return self.acceptance is not None


class Oracle:
    """A journal that is synced line by line, and the same in memory for looking things up."""

    def __init__(self, path):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._lock = threading.Lock()
        self._promises = {}
        self._fresh = []
        self._failures = []
        # Committed before a kill that cut the answer off: the retry was the first answer.
        self.found_committed = 0
        self.uploads = {}  # upload path -> the largest acknowledged offset

    def _write(self, **line):
        os.write(self._file, (json.dumps(line) + "\n").encode())
        os.fdatasync(self._file)

    def intend(self, deposit):
        with self._lock:
            self._write(intend=deposit.consignment, digest=deposit.payload_digest,
                        size=deposit.payload_size)
            self._promises[deposit.consignment] = Promise(deposit)

    def acknowledge(self, deposit, answer, is_repeated):
        """An answer with 200 or 201. The first one is the promise; every later one must equal it."""
        with self._lock:
            promise = self._promises[deposit.consignment]
            if promise.acceptance is None:
                self._write(acknowledge=deposit.consignment, acceptance=answer)
                promise.acceptance = answer
                self.found_committed += is_repeated
                self._fresh.append(promise)
                return
        if promise.acceptance != answer:
            self.fail("the same deposit was answered with another acceptance",
                      deposit.consignment)

    def acknowledge_offset(self, upload, offset):
        with self._lock:
            self._write(upload=upload, offset=offset)
            self.uploads[upload] = offset

    def forget_upload(self, upload):
        with self._lock:
            self.uploads.pop(upload, None)

    def take_fresh(self):
        """What was acknowledged since this was last asked."""
        with self._lock:
            fresh, self._fresh = self._fresh, []
            return fresh

    def promise(self, consignment):
        with self._lock:
            return self._promises.get(consignment)

    def acknowledged(self):
        with self._lock:
            return [promise for promise in self._promises.values() if promise.is_acknowledged]

    def fail(self, what, where=""):
        with self._lock:
            self._write(failure=what, where=where)
            self._failures.append((what, where))

    @property
    def failures(self):
        with self._lock:
            return list(self._failures)

    def close(self):
        os.close(self._file)
