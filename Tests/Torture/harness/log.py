"""Holds the broker's log to every checkpoint that it has shown, with aics-tlog as the judge."""

import base64
import hashlib
import threading

from aics_tlog import (
    MerkleTree,
    leaf_hash,
    parse_note,
    parse_vkey,
    verify_checkpoint,
    verify_inclusion,
)


class Frontier:
    """The roots of a log at all its sizes in one pass: a million entries cost a million steps.

    aics-tlog computes each root from all entries before it; at the end it is asked for the last.
    """

    def __init__(self):
        self.size = 0
        self._peaks = []  # (level, hash) of the whole subtrees, the largest first

    def append(self, entry):
        level, node = 0, leaf_hash(entry)
        while self._peaks and self._peaks[-1][0] == level:
            node = self._parent(self._peaks.pop()[1], node)
            level += 1
        self._peaks.append((level, node))
        self.size += 1

    @property
    def root(self):
        node = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            node = self._parent(left, node)
        return node

    @staticmethod
    def _parent(left, right):
        return hashlib.sha256(b"\x01" + left + right).digest()


class LogJudge:
    """Every receipt's proofs hold, and no two checkpoints contradict each other."""

    def __init__(self, card, oracle):
        self._key = parse_vkey(card["logKey"])
        self._oracle = oracle
        self._lock = threading.Lock()
        self._heads = {}  # size -> root, of every checkpoint that was signed
        self._places = {}  # consignment -> where its first entry stands
        self.receipts = 0

    def judge(self, deposit, answer):
        """The three proofs of an answer to a deposit."""
        digests = [hashlib.sha256(deposit.entry).digest(),
                   hashlib.sha256(deposit.commitment).digest(),
                   hashlib.sha256(base64.b64decode(answer["entry"])).digest()]
        proofs = [answer["proofs"][name] for name in ("statement", "seal", "acceptance")]
        try:
            indexes = [self._index(base64.b64decode(proof), b"\x01" + digest)
                       for proof, digest in zip(proofs, digests, strict=True)]
            if indexes != list(range(indexes[0], indexes[0] + 3)):
                raise ValueError("the three entries do not follow one another")
            if self._places.setdefault(deposit.consignment, indexes[0]) != indexes[0]:
                raise ValueError("the entries have moved")
            self.receipts += 1
        except Exception as error:  # whatever is wrong with a proof is a broken promise
            self._oracle.fail("a receipt's proof does not hold", f"{deposit.consignment}: {error!r}")

    def place(self, deposit):
        """Where the entries of an acknowledged deposit begin; None without a proof."""
        return self._places.get(deposit.consignment)

    def heads(self):
        """Size and root of every checkpoint that was shown."""
        with self._lock:
            return dict(self._heads)

    def judge_statement(self, entry, answer):
        """The proof of an answer to a statement about a delivery."""
        try:
            self._index(base64.b64decode(answer["proof"]),
                        b"\x01" + hashlib.sha256(entry).digest())
            self.receipts += 1
        except Exception as error:  # as above
            self._oracle.fail("a statement's proof does not hold", repr(error))

    def _index(self, proof, entry):
        lines, note = proof.split(b"\n\n", 1)
        first, index, *path = lines.decode().split("\n")
        if first != "c2sp.org/tlog-proof@v1" or not index.startswith("index "):
            raise ValueError("not a log proof")
        head = self.see(note)
        path = [base64.b64decode(line) for line in path]
        if not verify_inclusion(leaf_hash(entry), int(index[6:]), head.size, path, head.root):
            raise ValueError("not included")
        return int(index[6:])

    def see(self, note):
        head = verify_checkpoint(parse_note(note), self._key)
        if not head.ok:
            raise ValueError(head.error)
        with self._lock:
            if self._heads.setdefault(head.size, head.root) != head.root:
                self._oracle.fail("two checkpoints of one size have two roots", str(head.size))
        return head

    @property
    def largest(self):
        with self._lock:
            return max(self._heads, default=0)

    def judge_all(self, read):
        """Every checkpoint ever shown is that of a beginning of the log as it is now.

        read(target) gives the body of a GET.
        """
        head = self.see(read("/v1/log/checkpoint"))
        if head.size < self.largest:
            self._oracle.fail("the log became shorter", f"{head.size} after {self.largest}")
            return
        heads, leaves, frontier = self.heads(), MerkleTree(), Frontier()
        for start in range(0, head.size, 256):
            entries = self.entries(read, start // 256, min(256, head.size - start))
            leaves.extend(entries)
            for entry in entries:
                frontier.append(entry)
                if frontier.size in heads and heads[frontier.size] != frontier.root:
                    self._oracle.fail("a signed checkpoint is not one of this log",
                                      str(frontier.size))
        if frontier.root != leaves.root(head.size):
            self._oracle.fail("the test's own tree is wrong", str(head.size))

    @staticmethod
    def entries(read, index, width):
        """The entries of one bundle, as `read(target)` gives them."""
        groups = [f"{index % 1000:03}"]
        while index >= 1000:
            index //= 1000
            groups.insert(0, f"x{index % 1000:03}")
        suffix = "" if width == 256 else f".p/{width}"
        data = read("/v1/log/tile/entries/" + "/".join(groups) + suffix)
        entries = []
        while data:
            size = int.from_bytes(data[:2], "big")
            entries.append(data[2:2 + size])
            data = data[2 + size:]
        if len(entries) != width:
            raise ValueError("an entry bundle has another width")
        return entries
