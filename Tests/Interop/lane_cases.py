"""Folders about the lanes of a delivery, each with what is special or wrong about it: they become vectors, and the second
verifier is tested with them. `VALID` and `INVALID`: {name: (what, the check that fails or None, maker)}; a maker gets a
network and returns (files, whether the verifier has chosen witnesses)."""

import base64

from evidence_maker import AT_THE_DEADLINE, DAY, PREVIEW, Delivery, hexdigest, tlog

PRESENT = AT_THE_DEADLINE + 406_800  # evidence_maker.PRESENT in seconds


def with_line(files, line, path="statement.tlog-proof"):
    return {**files, path: files[path] + line}


def stranger(name, size=76):
    return f"{tlog.DASH} {name} {base64.b64encode(b'x' * size).decode()}\n".encode()


def expired(network, times=(AT_THE_DEADLINE, AT_THE_DEADLINE + 60), chosen=True, **other):
    d = Delivery(network)
    consigned = d.consign()
    checkpoint = other.pop("checkpoint", "") if "checkpoint" in other else d.witnessed(*times)
    d.expire(consigned, checkpoint, **other)
    return d.files(), chosen


def fetched(network):
    d = Delivery(network)
    handed = d.say("ContentHandover", d.consign(), payloadSize=1234567)
    return d, d.say("Acknowledgement", handed)


def accepted(network):
    d, seen = fetched(network)
    return d, d.say("ConsignmentAcceptance", seen)


def declined(network):
    d = Delivery(network)
    return d, d.say("ConsignmentRejection", d.consign(), reason="no_capacity")


def disposed_of(made, reason):
    d, end = made
    d.say("Disposal", end, reason=reason, basis="retention rules")
    return d.files(), True


def two_lanes(network):
    d = Delivery(network, [network.receiver, network.other])
    first, second = (d.consign(number, party=party) for number, party in enumerate(d.parties, 1))
    d.say("ConsignmentAcceptance", first)
    d.expire(second, d.witnessed(AT_THE_DEADLINE, AT_THE_DEADLINE + 60), party=network.other)
    return d.files(), True


def refused(network, given_up):
    d = Delivery(network, refused="payload_too_large")
    if given_up:
        d.skip()
    return d.files(), True


def given_up(network):
    d = Delivery(network, answered=False)
    d.skip()
    return d.files(), True


def cosigned(network, *times):
    d, _ = accepted(network)
    d.times = times
    return d.files(), True


def twice(network):
    d, _ = fetched(network)
    d.proofs = False
    files, path = d.files(), f"lanes/{network.receiver.mailbox}/ContentConsignment"
    return files | {f"{path}-2{end}": files[path + end] for end in (".json", ".json.sig", ".entry")}, True


def of_another_preview(network):
    d = Delivery(network)
    d.say("Acknowledgement", d.consign(), subjects=[("preview.age", hexdigest(b"another"))])
    return d.files(), True


def of_another_payload(network):
    d = Delivery(network)
    d.say("ContentHandover", d.consign(), payloadSize=1234567, subjects=[("payload.age", PREVIEW)])
    return d.files(), True


def of_another_size(network):
    d = Delivery(network)
    d.say("ContentHandover", d.consign(), payloadSize=1234566)
    return d.files(), True


def follows_another_lane(network):
    d = Delivery(network, [network.receiver, network.other])
    first = d.consign(1, party=network.receiver)
    d.consign(2, party=network.other)
    d.say("Acknowledgement", first, party=network.other)
    return d.files(), True


def after_the_end(network):
    d, end = accepted(network)
    d.say("ContentHandover", end, payloadSize=1234567, name="ContentHandover-2")
    return d.files(), True


def after_the_end_seen(network):
    d, end = declined(network)
    d.say("Acknowledgement", end)
    return d.files(), True


def second_end(network):
    d = Delivery(network)
    consigned = d.consign()
    d.say("ConsignmentAcceptance", consigned)
    d.expire(consigned, d.witnessed(AT_THE_DEADLINE, AT_THE_DEADLINE))
    return d.files(), True


def disposed_of_before_the_end(network):
    d, seen = fetched(network)
    return disposed_of((d, seen), "copy_unsafe")


def refused_and_went_on(network):
    d = Delivery(network, refused="payload_too_large")
    d.consign()
    return d.files(), True


def skipped_and_went_on(network):
    d = Delivery(network)
    d.skip()
    return d.files(), True


def lines(network, count):
    d, _ = accepted(network)
    line = b"".join(stranger(f"stranger.example/{n}") for n in range(count - 3))
    return with_line(d.files(), line), True


CHAIN, LOG, WITNESSES = "custody.chain", "log.inclusion", "log.witnesses"

VALID = {
    "expired": ("at the deadline, by what the witnesses say", None, expired),
    "expired-and-nobody-chose-witnesses": (
        "the time is the broker's word", None, lambda n: expired(n, chosen=False, checkpoint=None)),
    "expired-and-the-checkpoint-is-not-judged": (
        "witnessed before the deadline, and the verifier has chosen no witnesses", None,
        lambda n: expired(n, (AT_THE_DEADLINE - DAY,) * 2, chosen=False)),
    "fetched-seen-and-accepted": ("by the recipient", None, lambda n: (accepted(n)[0].files(), True)),
    "accepted-and-disposed-of": ("by the recipient", None, lambda n: disposed_of(accepted(n), "retention_ended")),
    "declined-and-disposed-of": ("by the recipient", None, lambda n: disposed_of(declined(n), "not_taken")),
    "two-lanes": ("one accepted, one expired", None, two_lanes),
    "refused": ("by the broker", None, lambda n: refused(n, False)),
    "refused-and-given-up": ("the number goes to nobody", None, lambda n: refused(n, True)),
    "given-up": ("never offered to a broker", None, given_up),
    "sixty-four-lines": ("62 of strangers", None, lambda n: lines(n, 64)),
    "cosigned-in-the-first-second": ("1970 is a time", None, lambda n: cosigned(n, 1, AT_THE_DEADLINE)),
    "cosigned-five-minutes-ahead": ("clocks differ", None, lambda n: cosigned(n, PRESENT + 300, AT_THE_DEADLINE)),
    "cosigned-in-the-future": ("does not count", None, lambda n: cosigned(n, PRESENT + 301, AT_THE_DEADLINE)),
}

INVALID = {
    "expiry-not-witnessed": ("no checkpoint, though witnesses were chosen", CHAIN, lambda n: expired(n, checkpoint=None)),
    "expiry-under-no-checkpoint": ("what it embeds is none", CHAIN, lambda n: expired(n, checkpoint="a page\n")),
    "expiry-without-a-quorum": (
        "one of two witnesses", CHAIN, lambda n: expired(n, (AT_THE_DEADLINE, None))),
    "expiry-before-the-deadline": (
        "witnessed a minute before it", CHAIN, lambda n: expired(n, (AT_THE_DEADLINE - 60, AT_THE_DEADLINE))),
    "expiry-at-another-deadline": (
        "two days before the sender's", CHAIN,
        lambda n: expired(n, deadline="2026-11-28T19:00:00Z", claimedTime="2026-11-28T19:01:01Z")),
    "a-statement-twice": ("without proofs that would show it", CHAIN, twice),
    "seen-was-another-preview": ("another digest than the deposit's", CHAIN, of_another_preview),
    "fetched-was-another-payload": ("another digest than the deposit's", CHAIN, of_another_payload),
    "follows-another-lane": ("previous is of the other mailbox", CHAIN, follows_another_lane),
    "fetched-after-the-end": ("its previous is the acceptance", CHAIN, after_the_end),
    "a-second-end": ("accepted and expired", CHAIN, second_end),
    "disposed-of-before-the-end": ("by the recipient", CHAIN, disposed_of_before_the_end),
    "sixty-five-lines": ("63 of strangers", LOG, lambda n: lines(n, 65)),
    "cosigned-at-no-time": ("0 is refused", WITNESSES, lambda n: cosigned(n, 0, AT_THE_DEADLINE)),
}
