"""Folders of a delivery that one broker handed to another, each with what is special or wrong about it. `VALID`, `INVALID`
as in lane_cases.py; a maker returns (files, whether the verifier has chosen witnesses)."""

from evidence_maker import BROKER, CLAIMED, DEADLINE, EXPIRED, RECEIVED, Delivery, Network, Once, Party, records

HOME, OTHER, MOVED = "home.example", "other.example", "2026-11-26T00:00:00Z"
FIVE_MINUTES_AHEAD, AHEAD, LATER = "2026-12-05T12:05:00Z", "2026-12-05T12:05:01Z", "2026-12-01T09:12:40Z"


class Twice:
    """Chance that makes every history of an organisation two records long."""

    def random(self):
        return 0.0

    def randrange(self, _):
        return -1


class Mover(Party):
    """One whose mailbox has another home broker, or that one another key, from some time on."""

    def __init__(self, name):
        super().__init__(name)
        text, self.fingerprint = self.keys.history(self.move, Twice())
        self.file, self.reference["fingerprint"] = text.decode(), self.fingerprint

    def move(self, stage, value):
        if stage == "record" and value["version"] == 2:
            value["issuedTime"] = MOVED
            value["mailboxes"][0]["homeBroker"]["serviceKey"] = self.keys.second.line
        return value


class Here(Party):
    """One whose record names the first broker as the home of its mailbox."""

    def __init__(self, name, service):
        super().__init__(name)
        self.keys.broker = service
        text, self.fingerprint = self.keys.history(lambda stage, value: value, Once())
        self.file, self.reference["fingerprint"] = text.decode(), self.fingerprint


class TwoBrokers(Network):
    """The recipient's mailbox lives at a broker of its own, which signs by `home` and from MOVED on by `later`; that of
    the other one at the broker that all know."""

    def __init__(self):
        super().__init__()
        self.other = Here("kuca.example", self.service)
        self.receiver = Mover("group484.rs")
        self.home, self.later = self.receiver.keys.broker, self.receiver.keys.second


class Hop(Delivery):
    """A delivery that the first broker took in."""

    def __init__(self, network, *parties):
        super().__init__(network, list(parties))
        self.lane = f"lanes/{self.parties[0].mailbox}/"
        self.first = self.broker()
        self.other = {"broker": HOME, "keyId": network.home.id}

    def at_home(self, event, previous, key=None, name=HOME, place=None, time=CLAIMED, **members):
        """What the home broker says."""
        key = key or self.network.home
        receipt = event == "SubmissionAcceptance"
        mailbox = self.parties[0].mailbox
        said = {"mailboxes": [mailbox], "receivedTime": RECEIVED} if receipt else {"mailbox": mailbox, "claimedTime": time}
        return self.add(key, event, {**self.about, **said, "issuer": {"broker": name, "keyId": key.id},
                                     "previous": previous.digest, **members}, self.of_deposit(), self.lane + (place or event))

    def received(self, **other):
        return self.at_home("SubmissionAcceptance", self.deposit, **other)

    def brought(self, peer=None, **other):
        return self.at_home("RelayAcceptance", self.deposit, peer=peer or self.first, **other)

    def refuse(self, **other):
        return self.at_home("RelayRejection", self.deposit, **{"peer": self.first, "reason": "relay_deadline_passed", **other})

    def expire_there(self, previous, checkpoint=None, **other):
        return self.at_home("AcceptanceRejectionExpiry", previous, time=EXPIRED, deadline=DEADLINE, reason="expired",
                            checkpoint=checkpoint, **other)

    def put(self, receipt, **other):
        return self.at_home("ContentConsignment", receipt, number=1, **other)

    def fail(self, reason, peer=None, time=EXPIRED):
        return self.add(self.network.service, "RelayFailure", {
            **self.about, "mailbox": self.parties[0].mailbox, "claimedTime": time, "issuer": self.first,
            "previous": self.answer.digest, "peer": peer or self.other, "reason": reason},
            self.of_deposit(), self.lane + "RelayFailure")

    def withdraw_consent(self):
        sender = self.network.sender
        key = sender.keys.member
        return self.add(key, "ConsentWithdrawal", {
            **self.about, "mailbox": self.parties[0].mailbox, "issuer": {"organisation": sender.reference, "keyId": key.id},
            "claimedTime": LATER, "previous": self.deposit.digest, "part": None, "answerBy": "2026-12-09T10:00:00Z",
            "received": None}, self.of_deposit(), self.lane + "ConsentWithdrawal")


def whole(network, peer=None, put=None):
    d = Hop(network)
    receipt = d.received()
    d.brought(peer=peer)
    return d, d.put(receipt, **(put or {}))


def accepted(network):
    d, put = whole(network)
    d.say("ConsignmentAcceptance", put)
    return d.files(), True


def failed(network, reason, late=False, **other):
    d = Hop(network)
    d.fail(reason, **other)
    if late:
        d.put(d.received())
        d.brought()
    return d.files(), True


def refused(network, *after):
    d = Hop(network)
    d.refuse()
    if "receipt" in after:
        d.received()
    if "brought" in after:
        d.brought()
    return d.files(), True


def without_a_hop(network):
    d = Hop(network)
    d.put(d.received())
    return d.files(), True


def by_a_third(network):
    d = Hop(network)
    receipt = d.received()
    d.brought()
    d.put(receipt, name=OTHER)
    return d.files(), True


def brought_twice(network):
    d, _ = whole(network)
    d.brought(time=EXPIRED, place="RelayAcceptance-2")
    return d.files(), True


def moved(network, key, time):
    """The consignment by the key of before, or of after, at some time."""
    return whole(network, put={"key": key, "time": time})[0].files(), True


def expired(network, under=None):
    d, put = whole(network)
    d.expire_there(put, under, key=network.later)
    return d.files(), True


def decided(network, event, **more):
    d = Hop(network)
    d.fail("outcome_unknown")
    receipt = d.received()
    d.brought()
    d.say(event, d.put(receipt), **more)
    return d.files(), True


def at_the_home(network):
    """As the recipient has it: the broker that all know is the home broker."""
    d = Hop(network, network.other)
    d.at_home("RelayAcceptance", d.deposit, key=network.service, name=BROKER, peer=THIRD)
    d.consign()
    return d.files(), True


def in_another_name(network, with_a_hop):
    """By the key of the broker that all know, whose witnesses have not said that the deadline has passed."""
    d = Hop(network, network.other)
    if with_a_hop:
        put = d.received(key=network.service)
        d.brought(key=network.service)
    else:
        put = d.consign()
    d.expire_there(put, key=network.service)
    return d.files(), True


def available_and_refused(network):
    d = Hop(network, network.other)
    d.consign()
    d.refuse(key=network.service, name=BROKER, peer=THIRD)
    return d.files(), True


def refused_by_the_first(network):
    d = Hop(network, network.other)
    d.refuse(key=network.service, name=BROKER, peer=THIRD)
    return d.files(), True


def given_up_by_the_home(network):
    d = Hop(network)
    d.at_home("RelayFailure", d.answer, time=EXPIRED, peer=d.first, reason="not_delivered")
    return d.files(), True


def unproven(network, known):
    """Given up, and nothing shows that this is in a log."""
    files, _ = failed(network, "not_delivered")
    path = f"lanes/{network.receiver.mailbox}/RelayFailure.tlog-proof"
    return {p: data for p, data in files.items() if p != path}, known


def to_a_stranger(network, recipient, has_records):
    """Given up for one that the verifier does not know."""
    d = Hop(network, recipient)
    d.fail("not_delivered")
    return d.files() | (records(recipient) if has_records else {}), True


def at_home_all_along(network):
    d = Hop(network, network.other)
    d.fail("not_delivered", peer=THIRD)
    return d.files(), True


def expired_ahead(network):
    d = Hop(network, network.other)
    d.expire(d.consign(), None, claimedTime=AHEAD)
    return d.files(), False


def accepted_and_withdrawn(network):
    d, put = whole(network)
    d.say("ConsignmentAcceptance", put)
    d.withdraw_consent()
    return d.files(), True


def after_a_refusal(network, by_home, disposed=False):
    d = Hop(network)
    end = d.refuse() if by_home else d.fail("not_delivered")
    if disposed:
        d.say("Disposal", end, reason="not_taken", basis="retention rules")
    else:
        d.withdraw_consent()
    return d.files(), True


CHAIN = "custody.chain"
THIRD = {"broker": OTHER, "keyId": "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"}
BEFORE, AFTER = "2026-11-25T23:59:59Z", MOVED

VALID = {
    "handed-on": ("into its mailbox", None, lambda n: (whole(n)[0].files(), True)),
    "handed-on-and-accepted": ("by the recipient", None, accepted),
    "not-delivered": ("the end", None, lambda n: failed(n, "not_delivered")),
    "outcome-unknown": ("nobody answered", None, lambda n: failed(n, "outcome_unknown")),
    "outcome-unknown-and-there": ("the home broker answered later", None, lambda n: failed(n, "outcome_unknown", True)),
    "given-up-at-the-deadline": ("to the second", None, lambda n: failed(n, "not_delivered", time=DEADLINE)),
    "refused-by-the-home-broker": ("the end", None, refused),
    "signed-before-the-home-changed": ("in the last second", None, lambda n: moved(n, n.home, BEFORE)),
    "signed-by-the-new-key-of-the-home": ("from the first second", None, lambda n: moved(n, n.later, AFTER)),
    "expired-at-another-broker": ("the time is that broker's word", None, expired),
    "expired-at-another-broker-under-its-log": (
        "nobody here has chosen who watches it", None, lambda n: expired(n, "home.example/log\n1\nAAAA\n")),
    "outcome-unknown-and-accepted": ("by the recipient", None, lambda n: decided(n, "ConsignmentAcceptance")),
    "outcome-unknown-and-declined": (
        "by the recipient", None, lambda n: decided(n, "ConsignmentRejection", reason="no_capacity")),
    "at-the-home-broker": ("as the recipient has it", None, at_the_home),
    "given-up-five-minutes-ahead": (
        "clocks differ", None, lambda n: (failed(n, "not_delivered", time=FIVE_MINUTES_AHEAD)[0], False)),
    "given-up-and-not-in-the-log": (
        "nobody who was chosen is shown to have seen it", None, lambda n: unproven(n, True)),
    "given-up-and-nobody-chose-witnesses": ("the broker's word", None, lambda n: unproven(n, False)),
    "given-up-before-witnesses-were-chosen": (
        "the broker's word of then", None, lambda n: unproven(n, {"policy": "chosen", "since": "2026-12-01T00:00:00Z"})),
    "given-up-and-no-record-of-the-recipient": (
        "nobody here can say where its mailbox lives", None, lambda n: to_a_stranger(n, Mover("druga.example"), False)),
    "given-up-and-the-recipient-is-not-confirmed": (
        "its record in the folder names another broker", None, lambda n: to_a_stranger(n, Mover("druga.example"), True)),
    "handed-on-accepted-and-consent-withdrawn": ("after the end", None, accepted_and_withdrawn),
}

INVALID = {
    "two-brokers-and-no-hop": ("nobody says that it was brought", CHAIN, without_a_hop),
    "brought-by-another-broker": (
        "its peer is not who took it in", CHAIN, lambda n: (whole(n, THIRD)[0].files(), True)),
    "put-there-by-a-third-broker": ("with the key of the home broker", CHAIN, by_a_third),
    "brought-twice": ("by one key, at two times", CHAIN, brought_twice),
    "not-delivered-and-there": ("it went on all the same", CHAIN, lambda n: failed(n, "not_delivered", True)),
    "given-up-a-second-early": (
        "before the deadline", CHAIN, lambda n: failed(n, "not_delivered", time="2026-11-30T18:59:59Z")),
    "refused-and-received": ("by the home broker", CHAIN, lambda n: refused(n, "receipt", "brought")),
    "given-up-to-another-than-who-has-it": (
        "two hops", CHAIN, lambda n: failed(n, "outcome_unknown", True, peer=THIRD)),
    "signed-after-the-home-changed": ("by the key of before", CHAIN, lambda n: moved(n, n.home, AFTER)),
    "expired-in-another-brokers-name": (
        "by the key of the one that took it in", CHAIN, lambda n: in_another_name(n, False)),
    "a-broker-of-two-names": ("it handed it on to itself", CHAIN, lambda n: in_another_name(n, True)),
    "refused-after-it-was-available": ("by who put it there", CHAIN, available_and_refused),
    "refused-by-who-took-it-in": ("its receipt says the opposite", CHAIN, refused_by_the_first),
    "given-up-by-the-home-broker": ("it handed nothing on", CHAIN, given_up_by_the_home),
    "given-up-ahead-of-the-clock": (
        "a second more than clocks may differ", CHAIN, lambda n: (failed(n, "not_delivered", time=AHEAD)[0], False)),
    "expired-ahead-of-the-clock": ("where nobody was chosen to witness it", CHAIN, expired_ahead),
    "handed-on-and-no-record-says-so": (
        "the mailbox lives at the broker that took it in", CHAIN, at_home_all_along),
    "given-up-against-the-record-in-the-folder": (
        "it names the broker that took it in", CHAIN,
        lambda n: to_a_stranger(n, Here("druga.example", n.service), True)),
    "consent-withdrawn-of-what-was-not-delivered": (
        "nobody has it", CHAIN, lambda n: after_a_refusal(n, False)),
    "consent-withdrawn-of-what-was-refused": ("nobody has it", CHAIN, lambda n: after_a_refusal(n, True)),
    "disposed-of-and-not-delivered": (
        "by a recipient that never had it", CHAIN, lambda n: after_a_refusal(n, False, disposed=True)),
}
