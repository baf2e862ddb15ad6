"""A time-stamping authority on loopback, honest or not, for the tests of who asks it.

usage: tsa.py FOLDER MODE

It makes its keys with openssl in FOLDER (root.pem is its root, tsa.key its key), answers POST requests through `openssl ts -reply`, and
prints its port. The file FOLDER/mode, when it is there, says what it does from then on.

MODE: honest; nonce, imprint (the answer to another request), early (says a time years ago, when its certificate was valid), chain (by the
root of somebody else), expired (the certificate is not valid any more), sha1 (names its certificate by SHA-1 only), rejects (status 2),
garbage, huge, slow, drip (a byte now and then), refuses (503), redirect, closes.
"""

import os
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER, MODE = sys.argv[1], sys.argv[2]
POLICY = "1.3.6.1.4.1.55555.1.1"
PAST = "2024-01-01 00:00:00"
CONFIGURATION = """
[req]
distinguished_name=dn
[dn]
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[tsa]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[tsa1]
serial={folder}/serial
crypto_device=builtin
signer_cert={folder}/tsa.pem
signer_key={folder}/tsa.key
signer_digest=sha256
default_policy={policy}
digests=sha256,sha512
accuracy=secs:1
ordering=no
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg={named}
"""


def openssl(*arguments, then=None):
    prefix = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "at-clock"), "@" + then] if then else []
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    return subprocess.run([*prefix, "openssl", *arguments], check=True, capture_output=True, env=environment).stdout


def make_authority(folder, then=None, days="3650", named="sha256"):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/cnf", "w", encoding="ascii") as file:
        file.write(CONFIGURATION.format(folder=folder, named=named, policy=POLICY))
    with open(f"{folder}/serial", "w", encoding="ascii") as file:
        file.write("01\n")
    for name in ("root", "tsa"):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{folder}/{name}.key")
    openssl(
        *("req", "-x509", "-new", "-key", f"{folder}/root.key", "-subj", "/CN=Test root", "-days", "7300"),
        *("-config", f"{folder}/cnf", "-extensions", "ca", "-out", f"{folder}/root.pem"),
        then=then,
    )
    openssl(
        *("req", "-new", "-key", f"{folder}/tsa.key", "-subj", "/CN=Test tsa", "-config", f"{folder}/cnf"),
        *("-out", f"{folder}/tsa.csr"),
    )
    openssl(
        *("x509", "-req", "-in", f"{folder}/tsa.csr", "-CA", f"{folder}/root.pem", "-CAkey", f"{folder}/root.key"),
        *("-set_serial", str(int.from_bytes(os.urandom(4), "big") | 1), "-days", days, "-sha256"),
        *("-extfile", f"{folder}/cnf", "-extensions", "tsa", "-out", f"{folder}/tsa.pem"),
        then=then,
    )


def reply(folder, query, then=None):
    name = f"{folder}/{os.urandom(8).hex()}"
    with open(name + ".tsq", "wb") as file:
        file.write(query)
    openssl(
        *("ts", "-reply", "-config", f"{folder}/cnf", "-section", "tsa1", "-queryfile", name + ".tsq"),
        *("-out", name + ".tsr"),
        then=then,
    )
    with open(name + ".tsr", "rb") as file:
        return file.read()


def changed(query, mode):
    """The request with another nonce, or another imprint: both are at known places."""
    query = bytearray(query)
    place = query.index(b"\x04\x20") + 5 if mode == "imprint" else len(query) - 4
    query[place] ^= 0x01
    return bytes(query)


def mode():
    try:
        with open(f"{FOLDER}/mode", encoding="ascii") as file:
            return file.read().strip()
    except FileNotFoundError:
        return MODE


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body, kind="application/timestamp-reply", **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(f"{FOLDER}/asked", "a", encoding="ascii") as file:
            file.write(f"{self.path} {self.headers.get('Content-Type')} {query.hex()}\n")
        if self.path != "/tsa":
            return self.answer(200, reply(FOLDER, query))
        now = mode()
        if now == "slow":
            time.sleep(60)
        elif now == "closes":
            self.close_connection = True
        elif now == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "4000")
            self.end_headers()
            for _ in range(120):
                self.wfile.write(b"0")
                self.wfile.flush()
                time.sleep(0.5)
        elif now == "garbage":
            self.answer(200, b"<html>time</html>")
        elif now == "huge":
            self.answer(200, b"0" * 10_000_000)
        elif now == "rejects":
            self.answer(200, bytes.fromhex("30053003020102"))
        elif now == "refuses":
            self.answer(503, reply(FOLDER, query))
        elif now == "redirect":
            self.answer(307, b"", Location=f"http://127.0.0.1:{server.server_port}/elsewhere")
        elif now in ("nonce", "imprint"):
            self.answer(200, reply(FOLDER, changed(query, now)))
        elif now == "chain":
            self.answer(200, reply(f"{FOLDER}/other", query))
        elif now == "early":
            self.answer(200, reply(FOLDER, query, then="2024-06-01 00:00:00"))
        else:
            self.answer(200, reply(FOLDER, query))

    def log_message(self, *_):
        pass


if MODE == "expired":
    make_authority(FOLDER, then=PAST, days="365")
elif MODE == "early":
    make_authority(FOLDER, then=PAST)
elif MODE == "sha1":
    make_authority(FOLDER, named="sha1")
else:
    make_authority(FOLDER)
if MODE == "chain":
    make_authority(f"{FOLDER}/other")
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
