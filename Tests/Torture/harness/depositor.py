"""One of the parallel depositors: deposits through both doors, and repeats what was cut off."""

import random
import threading
import time

from . import client as api
from .client import Gone
from .deposit import ONE_REQUEST, Deposit, payload_size

RETRY_LIMIT = 200


class Gate:
    """Closed while the broker is down or being checked."""

    def __init__(self):
        self._open = threading.Event()
        self._stopped = False

    def open(self):
        self._open.set()

    def close(self):
        self._open.clear()

    def stop(self):
        self._stopped = True
        self._open.set()

    def pause(self, seconds):
        time.sleep(seconds)

    @property
    def is_stopped(self):
        return self._stopped

    def wait(self):
        """False when it is time to end."""
        self._open.wait()
        return not self._stopped


class UploadsFull(Exception):
    """The answers to so many creations were cut off that the device has all the uploads it may have."""


class Depositor(threading.Thread):
    def __init__(self, index, seed, card, sender, addresses, oracle, gate, budget, judge):
        super().__init__(name=f"depositor-{index}", daemon=True)
        self._key = sender.devices[index]
        self._client = api.Client(card, self._key)
        self._sender, self._addresses = sender, addresses
        self._oracle, self._gate, self._budget = oracle, gate, budget
        self._judge = judge
        self._seed = f"{seed}/{index}"
        self._choice = random.Random(self._seed)
        self._number = 0
        self._may_upload = True
        self.retries = 0

    def run(self):
        try:
            while self._gate.wait():
                deposit = self._next()
                self._oracle.intend(deposit)
                try:
                    self._until_acknowledged(deposit)
                except UploadsFull:
                    # By the other door from now on: what was begun and lost holds its place for a day.
                    self._may_upload = False
                    continue
                if self._choice.random() < 0.1:
                    self._repeat(deposit)
                self._gate.pause(self._choice.uniform(0, 0.05))
        except Exception as error:  # a dead depositor must be seen, whatever it died of
            self._oracle.fail("a depositor ended by itself", f"{self.name}: {error!r}")
        finally:
            self._client.close()

    def _next(self):
        self._number += 1
        size = payload_size(self._choice, self._budget.allows_large)
        if not self._may_upload:
            size = min(size, ONE_REQUEST)
        self._budget.spend(size)
        addresses = self._addresses[:self._choice.choice([1, 1, 1, 2])]
        through_upload = self._may_upload and (size > ONE_REQUEST or self._choice.random() < 0.15)
        return Deposit(self._sender, self._key, self._number, addresses,
                       f"{self._seed}/{self._number}", size, through_upload)

    def _until_acknowledged(self, deposit):
        """Repeats the same bytes until the broker answers; a kill may come between any two."""
        upload = None
        for _ in range(RETRY_LIMIT):
            if not self._gate.wait():
                return
            try:
                if deposit.through_upload:
                    upload = upload or self._create(deposit)
                    self._fill(upload, deposit)
                    last = ("upload", upload.rsplit("/", 1)[1].encode())
                else:
                    last = ("payload", deposit.payload())
                if self._post(deposit, *last):
                    self._oracle.forget_upload(upload)
                    return
            except Gone:
                self.retries += 1
                time.sleep(0.02)
        self._oracle.fail("no acknowledgement after many tries", deposit.consignment)

    def _post(self, deposit, name, content):
        form, content_type = api.deposit_form(deposit, name, content)
        answer = self._client.request("POST", "/v1/deposits", form,
                                      {"content-type": content_type})
        if not answer.is_whole:
            raise Gone("the answer was cut short")
        if answer.status in (200, 201):
            files = {name: answer.json[name] for name in ("acceptance", "signature", "entry")}
            self._oracle.acknowledge(deposit, files, answer.status == 200)
            self._judge.judge(deposit, answer.json)
            return True
        if answer.status >= 500 and self._gate.is_stopped:
            return False
        self._oracle.fail("a deposit was refused", f"{deposit.consignment}: {answer}")
        return True

    def _repeat(self, deposit):
        """An exact retry of what was acknowledged, under load."""
        try:
            self._post(deposit, "payload", deposit.payload()) if (
                deposit.payload_size <= ONE_REQUEST) else None
        except Gone:
            self.retries += 1

    def _create(self, deposit):
        answer = self._client.request(
            "POST", "/v1/uploads", None,
            api.upload_headers(upload_length=deposit.payload_size))
        if answer.status == 507:
            raise UploadsFull
        if answer.status != 201:
            raise RuntimeError(f"an upload could not be created: {answer}")
        location = answer.headers["location"]
        upload = location[location.index("/v1/"):]
        self._oracle.acknowledge_offset(upload, 0)
        return upload

    def _fill(self, upload, deposit):
        offset = self._offset(upload, deposit)
        payload = deposit.payload() if offset < deposit.payload_size else b""
        while offset < deposit.payload_size:
            size = min(api.PIECE, self._choice.randint(1 << 16, api.PIECE))
            piece = payload[offset:offset + size]
            answer = self._client.request(
                "PATCH", upload, piece,
                api.upload_headers(upload_offset=offset)
                | {"content-type": "application/offset+octet-stream"})
            if answer.status != 204:
                raise RuntimeError(f"a piece was refused: {answer}")
            offset = int(answer.headers["upload-offset"])
            self._oracle.acknowledge_offset(upload, offset)

    def _offset(self, upload, deposit):
        """Where the broker stands: never behind an offset that it acknowledged."""
        answer = self._client.request("HEAD", upload, None, api.upload_headers())
        promised = self._oracle.uploads.get(upload, 0)
        if answer.status in (404, 410):
            # The deposit that took it may have been committed without an answer.
            return deposit.payload_size
        if answer.status not in (200, 204):
            raise RuntimeError(f"an upload did not tell its offset: {answer}")
        offset = int(answer.headers["upload-offset"])
        if offset < promised:
            self._oracle.fail("an acknowledged piece of an upload was lost",
                              f"{upload}: {offset} < {promised}")
        return offset
