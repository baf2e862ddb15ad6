"""Organisations for a test: a record in the form of Protocol/organisation-record.md, and its file."""

import base64
import hashlib
import json
import random
from datetime import datetime, timedelta, timezone

from . import ssh

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def document(value):
    """Our one form of JSON."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def instant(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Organisation:
    """One root, one member, some devices and mailboxes. The recipients are well-formed and nobody's:
    a broker cannot tell, and nothing here is ever opened."""

    def __init__(self, name, devices, mailboxes, valid=None):
        """valid: from when and until when, where the machine's year is not to be the measure."""
        self.name = name
        self.devices = [ssh.Key() for _ in range(devices)]
        self.member = ssh.Key()
        self._root = ssh.Key()
        now = datetime.now(timezone.utc)
        begin, end = valid or (now - timedelta(days=1), now + timedelta(days=365))
        validity = {"validFrom": instant(begin), "validUntil": instant(end), "status": "active"}
        self.record = document({
            "type": "urn:plomba:v1:OrganisationRecord", "version": 1, "mode": "live",
            "name": name, "previous": None, "issuedTime": instant(begin if valid else now),
            "expiryTime": instant(end), "threshold": 1,
            "roots": [{"label": "root", "key": self._root.line}],
            "members": [{"label": "officer", "roles": ["caseworker"],
                         "signingKey": self.member.line, "recipient": _recipient(name),
                         **validity}],
            "devices": [{"label": f"device-{index}", "member": "officer", "key": key.line,
                         **validity} for index, key in enumerate(self.devices)],
            "mailboxes": [{"name": mailbox, "members": ["officer"],
                           "recovery": _recipient(name + mailbox), "homeBroker": None}
                          for mailbox in mailboxes],
        })
        self.fingerprint = hashlib.sha256(self.record).hexdigest()

    @property
    def reference(self):
        return {"name": self.name, "fingerprint": self.fingerprint}

    @property
    def digits(self):
        """The fingerprint as people compare it: 12 groups of 5 digits."""
        number = f"{int(self.fingerprint[:48], 16):060d}"
        return " ".join(number[start:start + 5] for start in range(0, 60, 5))

    def file(self):
        signature = self._root.sign_file(self.record, "plomba/v1/OrganisationRecord")
        return document({
            "type": "urn:plomba:v1:OrganisationHistory",
            "records": [{"record": base64.b64encode(self.record).decode(),
                         "signatures": [signature.decode()]}],
        })


def _recipient(seed):
    letters = random.Random(seed)
    return "age1pq1" + "".join(letters.choice(BECH32) for _ in range(1952))
