"""Time-stamp tokens over checkpoints (trusted-time.md), judged by `openssl ts`. For evidence.py."""
import re, subprocess, tempfile
from datetime import datetime, timezone
from pathlib import Path
from verify import demand
try:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
except ImportError:
    x509 = None

def is_roots(pem):
    """Whether these are certificates that signed themselves, in PEM and nothing else."""
    if not hasattr(getattr(x509, "Certificate", None), "verify_directly_issued_by"):  # from version 40 on
        from by_openssl import are_roots
        return are_roots(pem)
    found = x509.load_pem_x509_certificates(pem)
    for root in found:
        root.verify_directly_issued_by(root)
    plain = b"".join(root.public_bytes(Encoding.PEM) for root in found)
    return 1 <= len(found) <= 8 and pem == plain

def latest_instant(token, text, roots, policy=None):
    """The first whole second by which `text` existed, as this token of an authority with these roots shows."""
    demand(is_roots(roots), "no roots")
    def openssl(*words):
        done = subprocess.run(["openssl", "ts", *words], capture_output=True, text=True, check=True, cwd=place)
        return done.stdout
    with tempfile.TemporaryDirectory() as place:
        for file, content in (("token", token), ("text", text), ("roots", roots)):
            Path(place, file).write_bytes(content)
        shown = openssl("-reply", "-token_in", "-in", "token", "-token_out", "-text")
        stamp = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(\.\d+)? (\d+) GMT$", shown, re.M)
        time = datetime.strptime(f"{stamp[1]} {stamp[3]}", "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
        demand(policy in (None, re.search(r"^Policy OID: (.*)$", shown, re.M)[1]), "another policy")
        openssl("-verify", "-token_in", "-in", "token", "-data", "text", "-CAfile", "roots", "-attime",
                str(int(time.timestamp())))
        units = {"seconds": 1_000_000, "millis": 1000, "micros": 1}
        accuracy = re.findall(r"0x([0-9A-Fa-f]+) (seconds|millis|micros)", shown)
        beyond = sum(int(number, 16) * units[unit] for number, unit in accuracy)
        beyond += int(float(stamp[2] or 0) * 1_000_000 + 0.999999)
        return int(time.timestamp()) - -beyond // 1_000_000
