"""The folder `accepted` of Protocol/vectors/evidence-folders, for a verifier who has chosen its authority with another root than
the one that it signed under. For lane_vectors.py."""

import datetime
import json

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

STAMPED = "time.token"


def root():
    """A certificate that has signed itself, whose key is gone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "renewed root")])
    start = datetime.datetime(2026, 1, 1)
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(start).not_valid_after(start.replace(year=2046))
            .add_extension(x509.BasicConstraints(True, None), True).add_extension(usage, True))
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def make(vectors, evidence):
    """The world, and {kind: (the case without its outcomes' world, its files)}."""
    world = json.loads((vectors / "world.json").read_text())
    cases = json.loads((vectors / "valid" / "cases.json").read_text())["cases"]
    old = next(case for case in cases if case["name"] == "accepted")
    files = json.loads((vectors / "valid" / "accepted.json").read_text())["files"]
    world["authority"]["roots"] = root()
    pem = f"time/{world['authority']['name']}.pem"
    bare = {path: content for path, content in files.items() if path != pem}

    def case(name, what, outcome):
        return {**old, "name": name, "what": what, "outcomes": {**old["outcomes"], STAMPED: outcome}}

    return world, {
        "valid": (case("authority-with-another-root-by-now", "the root in the folder is the one of then", evidence.UNKNOWN),
                  files),
        "invalid": (case("token-that-no-root-vouches-for", "neither a chosen one nor one in the folder", evidence.FAILED), bare)}
