"""Folders of a network that has replaced its witnesses, and of a log with two histories, each with what is special or wrong
about it. `VALID` and `INVALID` as in lane_cases.py; a maker returns (files, what the verifier knows of witnesses)."""

from evidence_maker import AT_THE_DEADLINE, DAY, DEADLINE, SEALED, Delivery, Network, tlog

UNTIL, NAME = "2026-12-01T19:00:00Z", "keys/broker/policy.until-20261201190000Z"  # the deadline and a day
NEWER = (None, None, AT_THE_DEADLINE + 2 * DAY)
LANE = "lanes/intake@group484.rs/"
KNOWN = {"policy": "chosen", "former": [{"policy": "former", "until": UNTIL}]}


class Renewed(Network):
    """Two witnesses, in whose place a third came."""

    def __init__(self):
        super().__init__()
        self.witnesses.append(tlog.Key("kuca.example/witness", tlog.COSIGNATURE))
        self.former = self.policy
        self.policy = f"log {self.log.vkey}\nwitness C {self.witnesses[2].vkey}\nquorum C\n"
        self.policies = {"chosen": self.policy, "former": self.former}


def expired(network, times=(AT_THE_DEADLINE, AT_THE_DEADLINE + 60), known=KNOWN, **other):
    d = Delivery(network)
    checkpoint = other.pop("checkpoint", "") if "checkpoint" in other else d.witnessed(*times)
    d.expire(d.consign(), checkpoint)
    return {**d.files(), NAME: network.former.encode()}, known


def accepted(network):
    d = Delivery(network)
    d.say("ConsignmentAcceptance", d.consign())
    d.times = NEWER
    return d


def proof(network, tree, leaf, times):
    index = tree.entries.index(leaf)
    return tlog.proof_file(index, tree.inclusion(index, len(tree)), network.note(tree, *times))


def larger(d):
    return tlog.Tree(d.tree().entries + [b"\1" + bytes([n] * 32) for n in range(3)])


def dated_back(network):
    """A larger log than the one that the new witness saw a day after."""
    d = accepted(network)
    times = (AT_THE_DEADLINE,) * 2
    own = {LANE + "ConsignmentAcceptance.tlog-proof": proof(network, larger(d), d.said[-1].leaf, times)}
    return {**d.files(), **own, NAME: network.former.encode()}, KNOWN


def proven_by_both(network):
    """Under the new witness, and once more under those before."""
    d = accepted(network)
    d.times = (AT_THE_DEADLINE, AT_THE_DEADLINE + 60)
    before, size = d.files(), len(d.tree())
    more = {path.replace(".tlog-proof", f".{size}.tlog-proof"): data for path, data in before.items() if "tlog-proof" in path}
    leaves = {said.place: said.leaf for said in d.said} | {"Sealed": tlog.commitment(bytes.fromhex(SEALED))}
    now = {f"{place}.tlog-proof": proof(network, larger(d), leaf, NEWER) for place, leaf in leaves.items()}
    return {**before, **more, **now, NAME: network.former.encode()}, KNOWN


def fork(network, place):
    """The consignment in the place of another entry, in a history of another size."""
    d = accepted(network)
    tree, leaf = d.tree(), d.said[2].leaf
    entries = [leaf if n == place(tree, d) else tlog.commitment(bytes([n] * 32)) for n in range(len(tree) + 2)]
    own = {LANE + "ContentConsignment.tlog-proof": proof(network, tlog.Tree(entries), leaf, NEWER)}
    return {**d.files(), **own}, KNOWN


def expired_early(network, seen):
    """The folder's own witnesses vouch for the deadline; those that were chosen have seen the expiry at `seen`."""
    d = Delivery(network)
    d.expire(d.consign(), d.witnessed(AT_THE_DEADLINE, AT_THE_DEADLINE + 60))
    d.times = (None, None, seen)
    return {**d.files(), NAME: network.former.encode()}, {"policy": "chosen"}


def received(network, time):
    d = Delivery(network, received=time)
    d.say("ConsignmentAcceptance", d.consign())
    d.times = NEWER
    return d.files(), KNOWN


def embedding(network, more):
    """An expiry with a checkpoint of another log than the one that it stands in."""
    d = Delivery(network)
    consigned = d.consign()
    tree = tlog.Tree(d.tree().entries + [tlog.commitment(bytes([n] * 32)) for n in range(more)])
    d.expire(consigned, network.note(tree, None, None, AT_THE_DEADLINE + 60).decode())
    d.times = NEWER
    return d.files(), KNOWN


def reversed_places(network):
    """Each by itself in the log, the last first; the three of the deposit in their places."""
    d = accepted(network)
    leaves = d.leaves()
    d.leaves = lambda: leaves[:3] + leaves[:2:-1]
    return d.files(), KNOWN


def apart(network):
    """Entries of others stand between those of the lane."""
    d = accepted(network)
    leaves = d.leaves()
    other = [tlog.commitment(bytes([n] * 32)) for n in range(9)]
    d.leaves = lambda: leaves[:4] + other[:3] + [x for pair in zip(leaves[4:], other[3:]) for x in pair]
    return d.files(), KNOWN


CHAIN, LOG, DEPOSIT = "custody.chain", "log.inclusion", "receipt.deposit"

VALID = {
    "expired-under-a-former-witness": ("by the witnesses that counted then", None, expired),
    "expired-under-witnesses-that-only-the-folder-names": (
        "the verifier has chosen those that came after", None, lambda n: expired(n, known={"policy": "chosen"})),
    "seen-expired-five-minutes-early": (
        "clocks of witnesses differ", None, lambda n: expired_early(n, AT_THE_DEADLINE - 300)),
    "seen-expired-a-minute-after-the-deadline": (
        "by the chosen witnesses", None, lambda n: expired_early(n, AT_THE_DEADLINE + 60)),
    "expiry-embeds-the-log-before-it": ("the newest that is not its own", None, lambda n: embedding(n, 0)),
    "others-between": ("each stands after what it follows", None, apart),
    "received-in-the-last-second": (
        "before the deadline", None, lambda n: received(n, "2026-11-30T18:59:59Z")),
    "expired-before-the-first-witness": (
        "the time is the broker's word", None,
        lambda n: expired(n, known={"policy": "chosen", "since": UNTIL}, checkpoint=None)),
    "former-witnesses-date-back": (
        "a larger log than the new witness saw later: it does not count", None, dated_back),
    "proven-under-former-and-new-witnesses": ("the earlier bound counts", None, proven_by_both),
}

INVALID = {
    "former-witness-signs-later": (
        "a second after it was replaced", CHAIN, lambda n: expired(n, (AT_THE_DEADLINE, AT_THE_DEADLINE + DAY + 1))),
    "former-witness-signs-before-the-deadline": (
        "by a minute", CHAIN, lambda n: expired(n, (AT_THE_DEADLINE - 60, AT_THE_DEADLINE))),
    "expired-without-a-checkpoint-after-the-first-witness": (
        "witnesses had been chosen for a second", CHAIN,
        lambda n: expired(n, known={"policy": "chosen", "since": "2026-11-30T19:01:01Z"}, checkpoint=None)),
    "seen-expired-before-the-deadline": (
        "by the chosen witnesses, while the folder's own vouch for the deadline", CHAIN,
        lambda n: expired_early(n, AT_THE_DEADLINE - 301)),
    "received-at-the-deadline": ("by what the broker says", DEPOSIT, lambda n: received(n, DEADLINE)),
    "expiry-embeds-another-history": (
        "of the size of the log that it stands in", LOG, lambda n: embedding(n, 1)),
    "expiry-embeds-its-own-place": ("a larger log than that before its entry", LOG, lambda n: embedding(n, 4)),
    "before-what-it-follows": ("the acceptance stands before the consignment", LOG, reversed_places),
    "two-entries-in-one-place": (
        "acceptance and consignment, in histories of two sizes", LOG,
        lambda n: fork(n, lambda tree, d: tree.entries.index(d.said[3].leaf))),
    "another-entry-in-the-place-of-the-seal": (
        "the consignment, in a history of another size", LOG,
        lambda n: fork(n, lambda tree, d: tree.entries.index(d.said[0].leaf) + 1)),
}
