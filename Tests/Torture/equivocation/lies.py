"""The lies of T14 about the log itself: who must notice, when, and what is left in his hand.

Each function takes a trial whose beginning was honest, lies once, lets the stated party act once, and raises
`Undetected` unless it noticed. It returns the words that the table in Protocol/equivocation.md has for it.
"""

from . import log as tlog
from .broker import Face
from .evidence import expect, judge
from .parties import need

TWO_HISTORIES = "receipt.two-histories"


# Other histories: fork, rollback, drop, insert, reorder, edit

def fork_same(trial):
    # An entry of others: a receipt that the client asks for would be under a larger tree.
    tree = edited(trial, before=trial.others_count)
    return other_history(trial, tree, grows=False)


def fork_larger(trial):
    if trial.policy == "many" and trial.choice.random() < 0.25:
        return divided_witnesses(trial)
    tree = edited(trial)
    tree.append(*trial.others(trial.choice.randint(1, 300)))
    return other_history(trial, tree)


def divided_witnesses(trial):
    """A witness that was not asked for a while signs the other history in good faith, and tells the client that asks it."""
    honest, late = trial.state.face, trial.witnesses.pop()
    other = honest.copy()
    honest.tree.append(*trial.others(trial.choice.randint(1, 30)))
    trial.collect()
    need(trial.sync())
    trial.witnesses.append(late)
    other.tree.append(*trial.others(trial.choice.randint(1, 60)))
    status, line = late.extend(other)
    expect(status == 200, f"the late witness answers {status}")
    lines = line + (trial.liar.cosign(other.checkpoint()) if trial.liar else b"")
    if trial.choice.random() < 0.5:
        # Shown as witnessed besides: two quorums cannot be had.
        trial.state.witnessed.append((len(other.tree), other.note() + lines))
    act = trial.choice.choice(["watch", "sync"])
    return noticed_by_client(trial, known_root(trial), act, shown=other, tiles=honest.tree)


def rollback(trial):
    entries = trial.state.face.tree.entries
    tree = tlog.Tree(entries[:trial.choice.randint(1, trial.known - 1)])
    tree.append(*trial.others(trial.choice.randint(1, 300)))
    return other_history(trial, tree)


def drop(trial):
    entries = list(trial.state.face.tree.entries)
    first = trial.choice.randrange(trial.known)
    del entries[first:first + trial.choice.randint(1, 4)]
    if entries[first:] == [] or trial.choice.random() < 0.7:
        entries += trial.others(trial.choice.randint(1, 60))
    return other_history(trial, tlog.Tree(entries))


def insert(trial):
    entries = list(trial.state.face.tree.entries)
    place = trial.choice.randrange(trial.known)
    entries[place:place] = trial.others(trial.choice.randint(1, 4))
    return other_history(trial, tlog.Tree(entries))


def reorder(trial):
    entries = list(trial.state.face.tree.entries)
    one, other = trial.choice.sample(range(trial.known), 2)
    entries[one], entries[other] = entries[other], entries[one]
    if trial.choice.random() < 0.5:
        entries += trial.others(trial.choice.randint(1, 60))
    return other_history(trial, tlog.Tree(entries))


def edit_leaf(trial):
    """One bit of one entry: signed anew, or only in the tiles under an honest checkpoint.

    From 2^n entries on a proof holds no hash of them, so such tiles would show their lie to nobody who asks.
    """
    tree = edited(trial, is_bit=True)
    if trial.choice.random() < 0.5 or trial.known & (trial.known - 1) == 0:
        return other_history(trial, tree, grows=trial.choice.random() < 0.5)
    more = trial.others(trial.choice.randint(1, 60))
    trial.state.face.tree.append(*more)
    tree.append(*more)
    for witness in trial.witnesses:
        expect(witness.size == trial.known, "the witness has not seen the honest log")
        size = len(tree)
        status, _ = witness.add(trial.known, tree.consistency(trial.known, size), trial.state.face.note())
        expect(status == 422 and witness.conflict() is None, f"the witness answers {status}")
    trial.state.face.tiles = tree
    # Both checkpoints are of one history: that is not shown, and more than that nobody can say.
    act = trial.choice.choice(["watch", "sync", "send"])
    return noticed_by_client(trial, known_root(trial), act, is_proven=False)


def edited(trial, is_bit=False, before=None):
    """The honest tree with another entry at one place that everybody knows, or with one other bit."""
    entries = list(trial.state.face.tree.entries)
    place = trial.choice.randrange(before or trial.known)
    if is_bit:
        entry = bytearray(entries[place])
        entry[trial.choice.randrange(1, 33)] ^= 1 << trial.choice.randrange(8)
        entries[place] = bytes(entry)
    else:
        entries[place] = trial.others(1)[0]
    return tlog.Tree(entries)


def other_history(trial, tree, grows=True):
    """Shows a second history to everybody: witnesses first, then the client, which holds the first."""
    honest = trial.state.face
    other = Face(tree, honest.key)
    refused = [refuse(witness, trial, other) for witness in trial.witnesses]
    expect(all(refused), "a witness has cosigned a second history")
    own = all(entry in tree.entries for entry in own_entries(trial))
    if trial.witnesses and trial.choice.random() < 0.2:
        # Only where cosigned checkpoints are shown, with what cosignatures it could get.
        size, known = len(tree), known_root(trial)
        line = trial.liar.cosign(other.checkpoint()) if trial.liar else b""
        trial.state.witnessed.append((size, other.note() + line))
        act = trial.choice.choice(["watch", "sync"])
        return noticed_by_client(trial, known, act, shown=other, tiles=honest.tree)
    trial.state.face = other
    if trial.choice.random() < 0.3:
        # The broker still has the tiles of before, and shows those.
        other.tiles = honest.tree
    # A broker that has forgotten the case has nothing to show about it but a new receipt.
    acts = ["send"] if not own else ["watch", "sync", "send"] if grows else ["watch", "sync"]
    return noticed_by_client(trial, known_root(trial), trial.choice.choice(acts))


def own_entries(trial):
    state = trial.state
    for deposit in state.deposits.values():
        yield deposit.outer.leaf
        yield deposit.acceptance.leaf
        for lane in deposit.lanes.values():
            yield from (each.leaf for each in lane)


def refuse(witness, trial, other):
    """The witness must not sign, and keeps what convicts where the request shows it."""
    size, known = len(other.tree), witness.size
    if size >= known:
        status, _ = witness.add(known, other.tree.consistency(known, size), other.note())
        expect(status == 422, f"the witness answers {status} to another history")
    else:
        status, _ = witness.add(size, [], other.note())
        expect(status == 409, f"the witness answers {status} to a smaller tree")
        status, _ = witness.add(known, [], other.note())
        expect(status == 400, f"the witness answers {status} to a size above the checkpoint's")
    # A proof from 2^n entries takes its first hash from the verifier, and so convicts nobody.
    is_shown = size == known or (size > known and known & (known - 1) != 0)
    file = witness.conflict()
    expect((file is not None) == is_shown, f"the witness keeps {file} of {known} and {size}")
    if file:
        expect(judge(file.read_bytes(), trial.choice) == "proven", "the witness's file proves nothing")
        said = need(trial.parties.ask("verify", file=str(file)))["said"]
        expect(said == "proven", "plomba does not verify the witness's file")
    return True


def known_root(trial):
    """(size, root) of what the sender's client holds."""
    size, root = trial.remembered()
    return size, tlog.base64.b64decode(root)


def noticed_by_client(trial, known, act, is_proven=None, shown=None, tiles=None):
    """The client that holds `known` acts once, says so, and has a file for everybody."""
    file = accused(trial, act)
    face = shown or trial.state.face
    shown = len(face.tree)
    if is_proven is None:
        larger = known if known[0] > shown else (shown, face.tree.root())
        tiles = tiles or face.tiles or face.tree
        has_path = len(tiles) >= larger[0] and tiles.root(larger[0]) == larger[1]
        is_proven = known[0] == shown or has_path
    verdict = "proven" if is_proven else "unexplained"
    with open(file, "rb") as data:
        found = judge(data.read(), trial.choice)
    expect(found == verdict, f"{found}, not {verdict}")
    said = need(trial.parties.ask("verify", file=file))["said"]
    expect(said == verdict, "plomba says otherwise")
    if face is trial.state.face and trial.choice.random() < 0.1:
        # It is noticed again: there is no receipt from the other history.
        again = trial.send()
        expect(not again["ok"], "under another history something was sent")
    return verdict


def accused(trial, act):
    """The file that the client writes when it sees two histories."""
    if act == "watch":
        watched = trial.watch()
        expect(TWO_HISTORIES in watched["list"], f"watch: {watched['list']}")
        return watched["file"]
    answer = trial.send() if act == "send" else trial.sync()
    expect(answer.code == TWO_HISTORIES, f"{act}: {dict(answer)}")
    return answer["file"]
