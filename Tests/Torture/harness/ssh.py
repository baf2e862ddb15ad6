"""Ed25519 keys and signatures as OpenSSH writes them (PROTOCOL.sshsig)."""

import base64
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TYPE = b"ssh-ed25519"


def string(data):
    return struct.pack(">I", len(data)) + data


def public_blob(point):
    return string(TYPE) + string(point)


def key_id(point):
    """What ssh-keygen -l prints."""
    digest = hashlib.sha256(public_blob(point)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def public_line(point):
    return "ssh-ed25519 " + base64.b64encode(public_blob(point)).decode()


def point_of_line(line):
    blob = base64.b64decode(line.split(" ")[1])
    if blob[:15] != string(TYPE) or len(blob) != 51:
        raise ValueError("not an ssh-ed25519 key")
    return blob[19:]


class Key:
    """A signing key that lives as long as the test."""

    def __init__(self):
        self._private = Ed25519PrivateKey.generate()
        self.point = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = key_id(self.point)
        self.line = public_line(self.point)

    def sign(self, message):
        return self._private.sign(message)

    def sign_file(self, message, namespace):
        """The armoured signature that ssh-keygen -Y sign makes."""
        signed = _signed(message, namespace, b"sha512")
        blob = (b"SSHSIG" + struct.pack(">I", 1) + string(public_blob(self.point))
                + string(namespace.encode()) + string(b"") + string(b"sha512")
                + string(string(TYPE) + string(self.sign(signed))))
        text = base64.b64encode(blob).decode()
        lines = [text[start:start + 70] for start in range(0, len(text), 70)]
        return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines,
                          "-----END SSH SIGNATURE-----", ""]).encode()


def verifies(armored, message, namespace, point):
    """Whether an armoured signature is one of this key for this namespace."""
    try:
        lines = armored.decode("ascii").strip().split("\n")
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        fields = _Fields(blob[10:])
        if blob[:10] != b"SSHSIG" + struct.pack(">I", 1):
            return False
        if fields.next() != public_blob(point) or fields.next() != namespace.encode():
            return False
        if fields.next() != b"":
            return False
        algorithm = fields.next()
        inner = _Fields(fields.next())
        if algorithm not in (b"sha256", b"sha512") or inner.next() != TYPE:
            return False
        Ed25519PublicKey.from_public_bytes(point).verify(
            inner.next(), _signed(message, namespace, algorithm))
        return True
    except (ValueError, IndexError, struct.error, InvalidSignature):
        return False


def _signed(message, namespace, algorithm):
    digest = hashlib.new(algorithm.decode(), message).digest()
    return (b"SSHSIG" + string(namespace.encode()) + string(b"") + string(algorithm)
            + string(digest))


class _Fields:
    def __init__(self, data):
        self._data = data

    def next(self):
        size = struct.unpack(">I", self._data[:4])[0]
        if len(self._data) < 4 + size:
            raise ValueError("truncated")
        field, self._data = self._data[4:4 + size], self._data[4 + size:]
        return field
