"""Deposits whose bytes follow from a seed, so that the oracle needs only the seed."""

import base64
import hashlib
import random
from datetime import datetime, timedelta, timezone

from .organisation import document, instant

INLINE, ONE_REQUEST, LARGEST = 64 << 10, 8 << 20, 50 << 20


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def payload_size(choice, allow_large):
    """Mostly small; a few up to 50 MB."""
    place = choice.random()
    if place < 0.88 or not allow_large:
        return choice.randint(1 << 10, INLINE)
    if place < 0.97:
        return choice.randint(INLINE, 2 << 20)
    if place < 0.995:
        return choice.randint(2 << 20, ONE_REQUEST)
    return choice.randint(ONE_REQUEST + 1, LARGEST)


def _sealed(seed, size):
    """Bytes in the shape of an age file: a header that a broker could parse, then noise."""
    noise = random.Random(seed)
    mac = base64.b64encode(noise.randbytes(32)).decode().rstrip("=")
    header = f"age-encryption.org/v1\n-> torture\n\n--- {mac}\n".encode()
    return header, header + noise.randbytes(max(0, size - len(header)))


class Deposit:
    """One consignment and its three files, made once and repeated byte for byte."""

    def __init__(self, sender, device, number, addresses, seed, size, through_upload,
                 deadline=None):
        self.device, self.number, self.addresses = device, number, addresses
        self.through_upload = through_upload
        self._seed, self._size = seed, size
        self.consignment = hashlib.sha256(f"consignment {seed}".encode()).hexdigest()[:32]
        self.commitment = f"commitment {seed}".encode()
        header, payload = _sealed(f"payload {seed}", size)
        self.preview = _sealed(f"preview {seed}", 16 << 10)[1]
        self.payload_digest, self.payload_size = sha256(payload), len(payload)
        deadline = (deadline or datetime.now(timezone.utc) + timedelta(days=30)).replace(
            minute=0, second=0, microsecond=0)
        self.deadline = deadline
        self.statement = document({
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "payload.age", "digest": {"sha256": self.payload_digest}},
                        {"name": "preview.age", "digest": {"sha256": sha256(self.preview)}}],
            "predicateType": "urn:plomba:v1:Deposit",
            "predicate": {
                "version": 1, "mode": "live", "consignment": self.consignment,
                "sender": sender.reference,
                "mailboxes": [{"address": address,
                               "stream": {"device": device.id, "number": number}}
                              for address in addresses],
                "payloadSize": self.payload_size, "headerDigest": sha256(header),
                "sealedCommitment": sha256(self.commitment),
                "deadline": instant(deadline),
            },
        })
        self.signature = device.sign_file(self.statement, "plomba/v1/Deposit")
        salt = sha256(f"salt {seed}".encode())
        self.entry = "\n".join(["plomba/entry/v1", salt, sha256(self.statement),
                                sha256(self.signature), ""]).encode()

    def payload(self):
        """Made again each time: the memory of a test must not grow with its length."""
        return _sealed(f"payload {self._seed}", self._size)[1]
