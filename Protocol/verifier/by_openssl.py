"""What the verifier asks PyCA cryptography for, done by the program `openssl` (3.0 or newer) where that library is not
installed. Slower: a process for each signature. Nothing is computed here, and no secret is ever in these files."""
import re, subprocess, tempfile
from pathlib import Path

ED25519, X25519 = bytes.fromhex("302a300506032b6570032100"), bytes.fromhex("302a300506032b656e032100")
X25519_PRIVATE = bytes.fromhex("302e020100300506032b656e04220420")

class InvalidSignature(Exception):
    """The signature is not one of this key over this text."""

def openssl(words, **files):
    """(exit code, output) of openssl in a folder that holds these files."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            Path(place, name).write_bytes(content)
        done = subprocess.run(["openssl", *words.split()], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, done.stdout

class Ed25519PublicKey:
    def __init__(self, point):
        if len(point) != 32:
            raise ValueError("an Ed25519 public key has 32 bytes")
        self.point = point

    from_public_bytes = classmethod(lambda kind, point: kind(point))

    def verify(self, signature, text):
        code, _ = openssl("pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature",
                          key=ED25519 + self.point, text=text, signature=signature)
        if code != 0:
            raise InvalidSignature()

def x25519(scalar, point):
    """X25519 of two strings of 32 bytes (RFC 7748); ValueError where the result is zero."""
    code, shared = openssl("pkeyutl -derive -keyform DER -inkey scalar -peerform DER -peerkey point",
                           scalar=X25519_PRIVATE + scalar, point=X25519 + point)
    if code != 0 or len(shared) != 32:
        raise ValueError("X25519 of a point of small order")
    return shared

def are_roots(pem):
    """Whether these are certificates that signed themselves, in PEM and nothing else."""
    roots = re.findall(b"-----BEGIN CERTIFICATE-----\n.*?-----END CERTIFICATE-----\n", pem, re.S)
    whole = b"".join(roots) == pem and 1 <= len(roots) <= 8
    return whole and all(
        openssl("x509 -in root", root=root) == (0, root)
        and openssl("verify -no_check_time -check_ss_sig -CAfile root root", root=root)[0] == 0 for root in roots)
