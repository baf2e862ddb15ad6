"""What was sealed before, as whoever gives it carries it (partial-disclosure.md): a part that is disclosed, or the whole that
is passed on. For torture test T32; every intermediate value passes through the tap, as in maker.py."""

import os

from harness import maker, wire

BROKER = "broker.example.org"


class Named:
    """The tap, for a bundle that came before: its stages have names of their own."""

    def __init__(self, tap, name):
        self.tap, self.name, self.key, self.digest = tap, name, tap.key, tap.digest

    def __call__(self, stage, value):
        return self.tap(self.name + stage, value)


def proof(tap, before, lines, is_whole):
    number = len(before.custody) // 2 + 1
    parts = [("commitments.txt", before.commitments), ("openings.txt", "".join(lines).encode("utf-8", "surrogateescape"))]
    parts += [("sealed.opening", before.seal[2])] * is_whole
    return [(f"data/plomba-original/{number:04}/{name}", tap("earlier." + name, content)) for name, content in parts]


def custody_of(tap, before, statements):
    """The files of custody/, those of before and its seal first."""
    number, files = len(before.custody) // 2, list(before.custody)
    for event, message, signature in tap("earlier.story", [("Sealed", *before.seal[:2])] + statements):
        number += 1
        files += [(f"custody/{number:04}-{event}.json", message), (f"custody/{number:04}-{event}.json.sig", signature)]
    return tap("earlier.custody", files)


def ordered(files):
    return sorted(files, key=lambda file: file[0].encode("utf-8", "surrogateescape"))


def disclosed(tap, rng, before):
    """(files of data/, files of custody/) of a part."""
    chosen = sorted(rng.sample(range(len(before.files)), rng.randrange(1, len(before.files) + 1)))
    lines = tap("earlier.lines", [before.lines[n] for n in chosen])
    files = tap("earlier.files", [before.files[n] for n in chosen])
    return ordered(files + proof(tap, before, lines, False)), custody_of(tap, before, [])


def passed_on(tap, rng, before, parties, fingerprints, service, consignment):
    """The same of the whole; `parties` are who sealed it, who takes it over and who gets it."""
    sender, taker, getter = parties
    organisation = [{"name": p.name, "fingerprint": f} for p, f in zip(parties, fingerprints)]
    deposit, opening = wire.sha256(before.outer_statement), wire.sha256(before.seal[2])
    about = {"consignment": before.id, "sender": organisation[0]}
    box, last, said = f"intake@{taker.name}", deposit, [("Deposit", *before.announced)]

    def say(key, event, subjects, predicate):
        nonlocal last
        message, signature, _ = maker.statement(tap, "earlier." + event, tap.key(key, taker.second), event, taker.mode,
                                                subjects, {**about, **predicate, "previous": last})
        last = wire.sha256(message)
        said.append((event, message, signature))

    def step(key):
        return {"mailbox": box, "issuer": {"organisation": organisation[1], "keyId": key.id}, "claimedTime": maker.SEALED}

    of_deposit = [("statement.json", deposit)]
    broker = {"issuer": {"broker": BROKER, "keyId": service.id}}
    if rng.random() < 0.8:
        say(service, "SubmissionAcceptance", of_deposit, {"mailboxes": [box], **broker, "receivedTime": maker.SEALED})
        if rng.random() < 0.3:
            say(service, "ContentConsignment", of_deposit, {"mailbox": box, **broker, "claimedTime": maker.SEALED, "number": 3})
    if rng.random() < 0.8:
        say(taker.device, "ContentHandover", [("payload.age", before.sizes[1])],
            {**step(taker.device), "payloadSize": before.sizes[0]})
    if rng.random() < 0.3:
        say(taker.member, "Acknowledgement", [("preview.age", before.sizes[2])], step(taker.member))
    say(taker.member, "ConsignmentAcceptance", of_deposit + [("sealed.opening", opening)], step(taker.member))
    to = {"organisation": organisation[2], "mailbox": f"intake@{getter.name}"}
    say(taker.member, "Transfer", [("Sealed.json", wire.sha256(before.seal[0]))], {
        "issuer": {"organisation": organisation[1], "keyId": taker.member.id}, "claimedTime": maker.SEALED, "to": to,
        "newConsignment": consignment, "purpose": "legal aid", "basis": "consent of the client"})
    lines = tap("earlier.lines", before.lines)
    files = tap("earlier.files", before.files)
    return ordered(files + proof(tap, before, lines, True)), custody_of(tap, before, said)


def bundle(tap, rng, parties, fingerprints, service):
    """A bundle to the last of four: of a part or the whole of what the first sealed for the second, by way of the third or not."""
    route = parties if rng.random() < 0.4 else parties[:2] + parties[3:]
    prints = fingerprints if len(route) == 4 else fingerprints[:2] + fingerprints[3:]
    before = maker.Bundle(Named(tap, "first."), rng, route[0], route[1], prints[:2])
    for n in range(1, len(route) - 1):
        is_last, id = n == len(route) - 2, os.urandom(16).hex()
        if n == 1 and rng.random() < 0.4:
            story = disclosed(tap, rng, before)
        else:
            story = passed_on(tap, rng, before, route[n - 1:n + 2], prints[n - 1:n + 2], service, id)
        name = "" if is_last else "second."
        before = maker.Bundle(Named(tap, name), rng, route[n], route[n + 1], prints[n:n + 2], id, story)
    return before
