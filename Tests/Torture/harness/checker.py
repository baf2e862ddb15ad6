"""Holds a broker to what the oracle wrote down."""

import base64
import random

from . import client as api
from . import ssh
from .client import Gone
from .deposit import ONE_REQUEST, sha256


class Checker:
    """Reads as the recipient's device, repeats as the senders'. For one thread."""

    SAMPLE = 20

    def __init__(self, card, sender, recipient, addresses, oracle, seed):
        self._reader = api.Client(card, recipient.devices[0])
        self._writers = {key.id: api.Client(card, key) for key in sender.devices}
        self._service = ssh.point_of_line(card["serviceKey"])
        self._addresses, self._oracle = addresses, oracle
        self._choice = random.Random(f"checker {seed}")
        self._cursors = dict.fromkeys(addresses, 0)
        self._seen = {address: {} for address in addresses}
        self.payloads = 0

    def close(self):
        for client in [self._reader, *self._writers.values()]:
            client.close()

    def after_restart(self):
        """Everything new, and a sample of what is old."""
        self.close()  # the connections of the broker that was killed
        fresh = self._oracle.take_fresh()
        known = self._oracle.acknowledged()
        for address in self._addresses:
            self._list(address, self._cursors[address])
        for promise in fresh:
            self._check_receipt(promise)
        old = self._choice.sample(known, min(self.SAMPLE, len(known)))
        for promise in {id(promise): promise for promise in fresh + old}.values():
            self._check_numbers(promise)
            self._check_places(promise)
            self._check_repeat(promise)
            if promise.deposit.payload_size <= ONE_REQUEST or promise in fresh:
                self._check_content(promise)
                self._check_range(promise)

    def everything(self):
        """At the end: the whole list from its beginning, every payload, every receipt."""
        for address in self._addresses:
            self._seen[address], self._cursors[address] = {}, 0
            self._list(address, 0)
        for promise in self._oracle.acknowledged():
            self._check_receipt(promise)
            self._check_numbers(promise)
            self._check_content(promise)
        self.close()  # the broker closes what was silent for half a minute
        for promise in self._choice.sample(
                self._oracle.acknowledged(), min(200, len(self._oracle.acknowledged()))):
            self._check_repeat(promise)

    def _list(self, address, after):
        """Numbers follow without a gap; no consignment stands twice; all bytes are the sender's."""
        seen = self._seen[address]
        while True:
            answer = self._get(f"/v1/mailboxes/{address}/deliveries?after={after}&limit=100")
            if answer is None:
                return
            for delivery in answer.json["deliveries"]:
                self._check_delivery(address, seen, after + 1, delivery)
                after = delivery["number"]
                seen[delivery["consignment"]] = after
            self._cursors[address] = after
            if not answer.json["deliveries"]:
                return

    def _check_delivery(self, address, seen, expected, delivery):
        consignment = delivery["consignment"]
        where = f"{address} {delivery['number']} {consignment}"
        if delivery["number"] != expected:
            self._oracle.fail("a delivery number was skipped", where)
        if consignment in seen:
            self._oracle.fail("a consignment was delivered twice", where)
        promise = self._oracle.promise(consignment)
        if promise is None:
            self._oracle.fail("a delivery that nobody deposited", where)
            return
        deposit = promise.deposit
        files = [delivery["statement"], delivery["signature"], delivery["entry"]]
        if [base64.b64decode(file) for file in files] != [
                deposit.statement, deposit.signature, deposit.entry]:
            self._oracle.fail("the sender's statement was altered", where)
        if (delivery["payloadSize"] != deposit.payload_size
                or delivery["previewSize"] != len(deposit.preview)):
            self._oracle.fail("a size in the list is wrong", where)
        if promise.is_acknowledged and self._acceptance_of(delivery) != promise.acceptance:
            self._oracle.fail("the list shows another acceptance than the one given", where)

    @staticmethod
    def _acceptance_of(delivery):
        return {"acceptance": delivery["acceptance"],
                "signature": delivery["acceptanceSignature"],
                "entry": delivery["acceptanceEntry"]}

    def _check_numbers(self, promise):
        """An acknowledged deposit is in each of its mailboxes, always under the same number."""
        for address in promise.deposit.addresses:
            number = self._seen[address].get(promise.deposit.consignment)
            first = promise.numbers.setdefault(address, number)
            if number is None:
                self._oracle.fail("an acknowledged deposit is not in its mailbox",
                                  f"{address} {promise.deposit.consignment}")
            elif number != first:
                self._oracle.fail("a delivery changed its number",
                                  f"{address} {promise.deposit.consignment}")

    def _check_places(self, promise):
        """Asked for by its number, it is the one that answers."""
        for address, number in promise.numbers.items():
            if number is None:
                continue  # reported already
            answer = self._get(f"/v1/mailboxes/{address}/deliveries?after={number - 1}&limit=1")
            found = answer.json["deliveries"] if answer is not None else []
            if [(each["number"], each["consignment"]) for each in found] != [
                    (number, promise.deposit.consignment)]:
                self._oracle.fail("an acknowledged deposit left its place",
                                  f"{address} {number} {promise.deposit.consignment}")

    def _check_receipt(self, promise):
        """The acceptance verifies with the service key and names the statement and its opening."""
        files = {name: base64.b64decode(text) for name, text in promise.acceptance.items()}
        digests = [sha256(files["acceptance"]), sha256(files["signature"])]
        is_good = (
            ssh.verifies(files["signature"], files["acceptance"],
                         "plomba/v1/SubmissionAcceptance", self._service)
            and sha256(promise.deposit.statement).encode() in files["acceptance"]
            and files["entry"].decode().split("\n")[2:4] == digests)
        if not is_good:
            self._oracle.fail("a receipt does not verify", promise.deposit.consignment)

    def body(self, target):
        """What a GET answers."""
        return self._get(target).body

    def _check_repeat(self, promise):
        """An exact retry is answered with 200 and the same acceptance."""
        deposit = promise.deposit
        if deposit.payload_size > ONE_REQUEST:
            return
        form, content_type = api.deposit_form(deposit, "payload", deposit.payload())
        try:
            answer = self._writers[deposit.device.id].request(
                "POST", "/v1/deposits", form, {"content-type": content_type})
        except Gone as error:
            self._oracle.fail("no answer to an exact retry", f"{deposit.consignment}: {error}")
            return
        if answer.status != 200:
            self._oracle.fail("an exact retry was not recognised",
                              f"{deposit.consignment}: {answer}")
        elif any(answer.json[name] != text for name, text in promise.acceptance.items()):
            self._oracle.fail("an exact retry was answered with another acceptance",
                              deposit.consignment)

    def _check_content(self, promise):
        deposit, base = promise.deposit, self._base(promise)
        if base is None:
            return  # reported already
        payload = self._get(base + "/payload")
        preview = self._get(base + "/preview")
        self.payloads += 1
        for name, answer, digest in [("payload", payload, deposit.payload_digest),
                                     ("preview", preview, sha256(deposit.preview))]:
            if answer is not None and sha256(answer.body) != digest:
                self._oracle.fail(f"a wrong byte was served in a {name}", deposit.consignment)

    def _base(self, promise):
        address = promise.deposit.addresses[-1]
        number = self._seen[address].get(promise.deposit.consignment)
        return f"/v1/mailboxes/{address}/deliveries/{number}" if number is not None else None

    def _check_range(self, promise):
        deposit, base = promise.deposit, self._base(promise)
        if base is None:
            return  # reported already
        first = self._choice.randrange(deposit.payload_size)
        last = min(deposit.payload_size - 1, first + self._choice.randint(0, 100_000))
        answer = self._get(base + "/payload", {"range": f"bytes={first}-{last}"}, 206)
        if answer is not None and answer.body != deposit.payload()[first:last + 1]:
            self._oracle.fail("a wrong byte was served in a range", deposit.consignment)

    def _get(self, target, headers=None, status=200):
        try:
            answer = self._reader.request("GET", target, None, headers)
        except Gone as error:
            self._oracle.fail("no answer from a broker that nobody killed", f"{target}: {error}")
            return None
        if answer.status != status or not answer.is_whole:
            self._oracle.fail("what was promised is not served", f"{target}: {answer.status}")
            return None
        return answer
