"""A log that can be any log: entries, trees of RFC 6962, signed notes, tiles, proofs."""

import base64
import hashlib
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DASH = "\u2014"
LOG, COSIGNATURE = 1, 4


def b64(data):
    return base64.b64encode(data).decode()


def sha256(data):
    return hashlib.sha256(data).digest()


class Key:
    """A key with a name, as notes know it."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self._private = Ed25519PrivateKey.generate()
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public = bytes([kind]) + public
        self.id = sha256(f"{name}\n".encode() + self.public)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(self.public)}"

    def line(self, text):
        return self.line_of(self._private.sign(text))

    def line_of(self, signature):
        return f"{DASH} {self.name} {b64(self.id + signature)}\n".encode()

    def cosign(self, text, time):
        signature = self._private.sign(b"cosignature/v1\ntime %d\n" % time + text)
        return self.line_of(struct.pack(">Q", time) + signature)


def checkpoint(origin, size, root):
    return f"{origin}\n{size}\n{b64(root)}\n".encode()


def note(text, *lines):
    return text + b"\n" + b"".join(lines)


def commitment(digest):
    return b"\x01" + digest


class Tree:
    """The tree of a list of entries, at every size up to theirs."""

    def __init__(self, entries=()):
        self.entries = list(entries)
        self._known = {}

    def __len__(self):
        return len(self.entries)

    def copy(self, entries=None):
        other = Tree(self.entries if entries is None else entries)
        if entries is None:
            other._known = dict(self._known)
        return other

    def append(self, *entries):
        self.entries += entries
        return len(self.entries)

    def node(self, low, high):
        """The hash over the entries from low up to high."""
        known = self._known.get((low, high))
        if known is not None:
            return known
        if high - low == 1:
            found = sha256(b"\0" + self.entries[low])
        elif high == low:
            return sha256(b"")
        else:
            middle = low + split(high - low)
            found = sha256(b"\1" + self.node(low, middle) + self.node(middle, high))
        self._known[low, high] = found
        return found

    def root(self, size=None):
        return self.node(0, len(self) if size is None else size)

    def inclusion(self, index, size):
        def walk(index, low, high):
            if high - low == 1:
                return []
            middle = low + split(high - low)
            if index < middle:
                return walk(index, low, middle) + [self.node(middle, high)]
            return walk(index, middle, high) + [self.node(low, middle)]
        return walk(index, 0, size)

    def consistency(self, old, new):
        def walk(old, low, high, whole):
            if old == high - low:
                return [] if whole else [self.node(low, high)]
            middle = low + split(high - low)
            if old <= middle - low:
                return walk(old, low, middle, whole) + [self.node(middle, high)]
            return walk(old - (middle - low), middle, high, False) + [self.node(low, middle)]
        return walk(old, 0, new, True) if 0 < old < new else []

    def tile(self, level, index, width):
        """The bytes of a tile of hashes; None if there is none so wide."""
        step = 256 ** level
        first = index * 256
        if (first + width) * step > len(self):
            return None
        return b"".join(
            self.node(place * step, (place + 1) * step) for place in range(first, first + width))

    def bundle(self, index, width):
        entries = self.entries[index * 256:index * 256 + width]
        if len(entries) < width:
            return None
        return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def split(size):
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def proof_file(index, hashes, signed):
    """A .tlog-proof."""
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(b64, hashes), ""]
    return "\n".join(lines).encode() + b"\n" + signed
