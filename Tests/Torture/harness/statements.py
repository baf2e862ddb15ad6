"""What parties say about a delivery after it was deposited, in the form of Protocol/statements.md."""

import hashlib
from datetime import datetime, timezone

from .organisation import document, instant


class Said:
    """One signed statement and its opening file."""

    def __init__(self, event, statement, key):
        self.event = event
        self.statement = document(statement)
        self.signature = key.sign_file(self.statement, f"plomba/v1/{event}")
        self.entry = "\n".join(["plomba/entry/v1", _sha256(event.encode() + self.statement),
                                _sha256(self.statement), _sha256(self.signature), ""]).encode()


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


def _statement(event, subject, predicate, *more):
    subjects = [("statement.json", subject), *more]
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in subjects],
        "predicateType": f"urn:plomba:v1:{event}",
        "predicate": {"version": 1, **predicate},
    }


def _on_lane(event, organisation, sender, deposit, members, *more, mailbox=True, previous=None):
    digest = _sha256(deposit.statement)
    return Said(event, _statement(event, digest, {
        "consignment": deposit.consignment, "sender": sender.reference,
        "mailbox": deposit.addresses[0] if mailbox else None,
        "issuer": {"organisation": organisation.reference, "keyId": organisation.member.id},
        "claimedTime": instant(datetime.now(timezone.utc)), "previous": previous or digest,
        **members,
    }, *more), organisation.member)


def withdrawal(sender, deposit):
    return _on_lane("Withdrawal", sender, sender, deposit, {"reason": "wrong_mailbox"})


def rejection(recipient, sender, deposit):
    return _on_lane("ConsignmentRejection", recipient, sender, deposit,
                    {"reason": "no_capacity"})


def acceptance(recipient, sender, deposit):
    return _on_lane("ConsignmentAcceptance", recipient, sender, deposit, {},
                    ("sealed.opening", _sha256(deposit.commitment)))


def disposal(holder, sender, deposit, accepted):
    """The recipient's of its copy, or the sender's of its own; after the acceptance."""
    return _on_lane("Disposal", holder, sender, deposit,
                    {"reason": "retention_ended", "basis": "torture"},
                    mailbox=holder is not sender, previous=_sha256(accepted.statement))


def skipped(sender, deposit):
    """Gives up the number of a deposit that was never sent."""
    return Said("Skipped", _statement("Skipped", _sha256(deposit.statement), {
        "consignment": deposit.consignment, "sender": sender.reference,
        "mailbox": deposit.addresses[0],
        "stream": {"device": deposit.device.id, "number": deposit.number},
        "claimedTime": instant(datetime.now(timezone.utc)),
    }), deposit.device)
