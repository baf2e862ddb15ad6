"""Folders of a network that has replaced its witnesses, and of a log with two histories, each with what is special or wrong
about it. `VALID` and `INVALID` as in lane_cases.py; a maker returns (files, what the verifier knows of witnesses)."""

from evidence_maker import AT_THE_DEADLINE, DAY, SEALED, Delivery, Network, tlog

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


CHAIN, LOG = "custody.chain", "log.inclusion"

VALID = {
    "expired-under-a-former-witness": ("by the witnesses that counted then", None, expired),
    "expired-under-witnesses-that-only-the-folder-names": (
        "the verifier has chosen those that came after", None, lambda n: expired(n, known={"policy": "chosen"})),
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
    "two-entries-in-one-place": (
        "acceptance and consignment, in histories of two sizes", LOG,
        lambda n: fork(n, lambda tree, d: tree.entries.index(d.said[3].leaf))),
    "another-entry-in-the-place-of-the-seal": (
        "the consignment, in a history of another size", LOG,
        lambda n: fork(n, lambda tree, d: tree.entries.index(d.said[0].leaf) + 1)),
}
