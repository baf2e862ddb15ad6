"""Makes evidence folders in Python, from Protocol/*.md: keys that live as long as the program, statements, a log, witnesses.
It shares nothing with Protocol/verifier, which is tested with it."""

import base64
import hashlib
import json
import pathlib
import secrets
import sys

TORTURE = pathlib.Path(__file__).resolve().parents[1] / "Torture"
sys.path += [str(TORTURE), str(TORTURE / "equivocation")]

import log as tlog  # noqa: E402
from harness import maker  # noqa: E402

BROKER = "broker.example"
DEADLINE, SENT, RECEIVED = "2026-11-30T19:00:00Z", "2026-11-24T10:00:00Z", "2026-11-24T10:00:05Z"
CLAIMED, EXPIRED, PRESENT = "2026-11-25T09:00:00Z", "2026-11-30T19:01:01Z", "2026-12-05T12:00:00Z"
AT_THE_DEADLINE, DAY = 1796065200, 86_400  # the deadline in seconds since 1970
OF_BROKERS = ",".join(f"plomba/v1/{event}" for event in (
    "SubmissionAcceptance", "SubmissionRejection", "RelayAcceptance", "RelayRejection", "RelayFailure", "ContentConsignment",
    "AcceptanceRejectionExpiry"))
PAYLOAD, PREVIEW, SEALED = (hashlib.sha256(word).hexdigest() for word in (b"payload", b"preview", b"seal"))


class Once:
    """Chance that makes every history of an organisation one record long."""

    def random(self):
        return 1.0


def hexdigest(data):
    return hashlib.sha256(data).hexdigest()


class Party:
    """An organisation with one member, one device and one mailbox."""

    def __init__(self, name):
        self.keys = maker.Organisation(name, "live")
        text, fingerprint = self.keys.history(lambda stage, value: value, Once())
        self.name, self.file, self.fingerprint = name, text.decode(), fingerprint
        self.reference = {"name": name, "fingerprint": fingerprint}
        self.mailbox = f"intake@{name}"

    def line(self, key, spaces):
        label = "laptop" if key is self.keys.device else "intake-officer"
        named = ",".join(f"plomba/v1/{space}" for space in spaces)
        start, end = (t.translate({ord(c): None for c in "-:T"}) for t in (maker.ISSUED, maker.EXPIRY))
        return f'{label}@{self.name} namespaces="{named}",valid-after="{start}",valid-before="{end}" {key.line}\n'


class Network:
    """Two recipients, a sender, a broker with a log, two witnesses."""

    def __init__(self):
        self.sender, self.receiver, self.other = map(Party, ("vasaprava.ba", "group484.rs", "kuca.example"))
        self.service, self.log = maker.SigningKey(), tlog.Key(f"{BROKER}/log", tlog.LOG)
        self.witnesses = [tlog.Key(f"{name}/witness", tlog.COSIGNATURE) for name in ("vasaprava.ba", "group484.rs")]
        self.policy = (f"log {self.log.vkey}\n" + "".join(f"witness {n} {w.vkey}\n" for n, w in zip("AB", self.witnesses))
                       + "group both all A B\nquorum both\n")
        self.policies = {"chosen": self.policy}

    def note(self, tree, *times):
        """A checkpoint of a tree, signed by the log, and by the witnesses at these times."""
        text = tlog.checkpoint(self.log.name, len(tree), tree.root())
        lines = [witness.cosign(text, time) for witness, time in zip(self.witnesses, times) if time is not None]
        return tlog.note(text, self.log.line(text), *lines)


class Said:
    """NAME.json, NAME.json.sig, NAME.entry, and where they lie."""

    def __init__(self, key, event, predicate, subjects, place):
        named = [{"name": name, "digest": {"sha256": digest}} for name, digest in subjects]
        self.key, self.event, self.place = key, event, place
        self.json = maker.text({"_type": "https://in-toto.io/Statement/v1", "subject": named,
                                "predicateType": f"urn:plomba:v1:{event}", "predicate": {"version": 1, **predicate}})
        self.signature = key.sign(self.json, f"plomba/v1/{event}")
        self.entry = "\n".join(["plomba/entry/v1", secrets.token_hex(32), hexdigest(self.json),
                                hexdigest(self.signature), ""]).encode()
        self.digest = hexdigest(self.json)

    @property
    def leaf(self):
        return tlog.commitment(hashlib.sha256(self.entry).digest())


class Delivery:
    """One consignment, and what is said about it; `files` is the evidence folder."""

    def __init__(self, network, parties=None, refused=None, answered=True, received=RECEIVED):
        self.network, self.parties = network, parties or [network.receiver]
        self.said, self.proofs, self.times = [], True, (AT_THE_DEADLINE + DAY,) * 2
        self.about = {"consignment": secrets.token_hex(16), "sender": network.sender.reference}
        device = network.sender.keys.device
        self.streams = {p.mailbox: {"device": device.id, "number": n} for n, p in enumerate(self.parties, 7)}
        boxes = [{"address": a, "stream": s} for a, s in self.streams.items()]
        self.deposit = self.add(device, "Deposit", {
            "mode": "live", **self.about, "mailboxes": boxes, "payloadSize": 1234567, "headerDigest": hexdigest(b"header"),
            "sealedCommitment": SEALED, "deadline": DEADLINE},
            [("payload.age", PAYLOAD), ("preview.age", PREVIEW)], "statement")
        if answered:
            event = "SubmissionRejection" if refused else "SubmissionAcceptance"
            more = {"reason": refused} if refused else {}
            self.answer = self.add(network.service, event, {
                **self.about, "mailboxes": [p.mailbox for p in self.parties], "issuer": self.broker(),
                "receivedTime": received, "previous": self.deposit.digest, **more}, self.of_deposit(), event)

    def broker(self):
        return {"broker": BROKER, "keyId": self.network.service.id}

    def of_deposit(self):
        return [("statement.json", self.deposit.digest)]

    def add(self, key, event, predicate, subjects, place):
        self.said.append(Said(key, event, predicate, subjects, place))
        return self.said[-1]

    def say(self, event, previous, party=None, name=None, subjects=None, **members):
        """A statement in a lane: the broker's, or of the recipient whose mailbox it is."""
        party = party or self.parties[0]
        is_broker = event in ("ContentConsignment", "AcceptanceRejectionExpiry")
        keys = party.keys
        key = self.network.service if is_broker else keys.device if event == "ContentHandover" else keys.member
        issuer = self.broker() if is_broker else {"organisation": party.reference, "keyId": key.id}
        special = {"ContentHandover": [("payload.age", PAYLOAD)], "Acknowledgement": [("preview.age", PREVIEW)],
                   "ConsignmentAcceptance": [*self.of_deposit(), ("sealed.opening", SEALED)]}
        predicate = {**self.about, "mailbox": party.mailbox, "issuer": issuer, "claimedTime": CLAIMED,
                     "previous": previous.digest, **members}
        return self.add(key, event, predicate, subjects or special.get(event, self.of_deposit()),
                        f"lanes/{party.mailbox}/{name or event}")

    def consign(self, number=1, **other):
        return self.say("ContentConsignment", self.answer, number=number, **other)

    def expire(self, previous, checkpoint, **other):
        members = {"claimedTime": EXPIRED, "deadline": DEADLINE, "reason": "expired", "checkpoint": checkpoint, **other}
        return self.say("AcceptanceRejectionExpiry", previous, **members)

    def witnessed(self, *times):
        """What an expiry embeds: the checkpoint of the log as it is now, cosigned at these times."""
        return self.network.note(self.tree(), *times).decode()

    def skip(self):
        sender = self.network.sender
        mailbox = self.parties[0].mailbox
        return self.add(sender.keys.device, "Skipped", {
            **self.about, "mailbox": mailbox, "stream": self.streams[mailbox], "claimedTime": CLAIMED}, self.of_deposit(),
            f"lanes/{mailbox}/Skipped")

    def leaves(self):
        found = []
        for said in self.said:
            found += [said.leaf] * (said.event != "SubmissionRejection" and said.leaf not in found)
            found += [tlog.commitment(bytes.fromhex(SEALED))] * (said is self.deposit)
        return found

    def tree(self):
        return tlog.Tree([b"\1" + bytes(32)] + self.leaves())

    def files(self):
        """{path: bytes} of the folder."""
        tree, found = self.tree(), {}
        note = self.network.note(tree, *self.times)

        def prove(path, leaf):
            index = tree.entries.index(leaf)
            found[path + ".tlog-proof"] = tlog.proof_file(index, tree.inclusion(index, len(tree)), note)

        for said in self.said:
            found |= {said.place + ".json": said.json, said.place + ".json.sig": said.signature,
                      said.place + ".entry": said.entry}
            if self.proofs and said.leaf in tree.entries:
                prove(said.place, said.leaf)
        if self.proofs:
            prove("Sealed", tlog.commitment(bytes.fromhex(SEALED)))
        return found | self.keys()

    def keys(self):
        network, found, spaces = self.network, {}, {}
        for said in self.said:
            spaces.setdefault(said.key, {})[said.event] = None
        lines = ""
        for key, events in spaces.items():
            for party in (network.sender, network.receiver, network.other):
                if key in (party.keys.device, party.keys.member):
                    lines += party.line(key, events)
                    found |= records(party)
        log = network.log.vkey
        return found | {
            "keys/allowed_signers": lines.encode(),
            "keys/broker/allowed_signers": f'{BROKER} namespaces="{OF_BROKERS}" {network.service.line}\n'.encode(),
            "keys/broker/log.vkey": f"{log}\n".encode(), "keys/broker/policy": network.policy.encode()}


def records(party):
    """What lies in keys/ of an organisation."""
    found = {}
    for number, entry in enumerate(json.loads(party.file)["records"], 1):
        path = f"keys/{party.name}/{number:04}.json"
        found[path] = base64.b64decode(entry["record"])
        for n, signature in enumerate(entry["signatures"], 1):
            found[f"{path}.sig.{n}"] = signature.encode()
    return found
