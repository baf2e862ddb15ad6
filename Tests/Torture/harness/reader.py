"""A recipient that fetches all the time, also while the broker is being killed."""

import random
import threading

from . import client as api
from .client import Gone


class Reader(threading.Thread):
    """Whatever part of a payload arrives must be the sender's bytes, also when it is cut short."""

    def __init__(self, seed, card, recipient, oracle, gate):
        super().__init__(name="reader", daemon=True)
        self._client = api.Client(card, recipient.devices[0])
        self._choice = random.Random(f"reader {seed}")
        self._oracle, self._gate = oracle, gate
        self.whole, self.cut_short = 0, 0

    def run(self):
        try:
            while self._gate.wait():
                placed = [promise for promise in self._oracle.acknowledged() if promise.numbers]
                if placed:
                    self._read(self._choice.choice(placed))
                self._gate.pause(0.01)
        except Exception as error:  # a dead reader must be seen, whatever it died of
            self._oracle.fail("the reader ended by itself", repr(error))
        finally:
            self._client.close()

    def _read(self, promise):
        address, number = self._choice.choice(list(promise.numbers.items()))
        if number is None:
            return  # the checker reported it
        try:
            answer = self._client.request(
                "GET", f"/v1/mailboxes/{address}/deliveries/{number}/payload")
        except Gone:
            return
        if answer.status != 200:
            self._oracle.fail("what was promised is not served",
                              f"{promise.deposit.consignment}: {answer.status}")
            return
        expected = promise.deposit.payload()
        if answer.is_whole:
            self.whole += 1
        else:
            self.cut_short += 1
        is_right = answer.body == expected if answer.is_whole else (
            expected.startswith(answer.body))
        if not is_right:
            self._oracle.fail("a wrong byte was served under load", promise.deposit.consignment)
