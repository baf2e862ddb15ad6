"""A broker that answers as broker-api.md says, of whatever log it is told to show.

What it shows is a `Face`: a tree, a key and further signature lines. It stores what a client deposits and believes
every caller: who asks is not what this test is about.
"""

import base64
import datetime
import email.utils
import json
import re
import secrets
import ssl
import tempfile
import threading
from hashlib import sha256 as digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from harness import ssh
from harness.organisation import document, instant

from . import log as tlog
from .log import b64, commitment

NAME = "broker.example"
ORIGIN = NAME + "/log"
# Deliveries of one page.
PAGE = 100


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def hexdigest(data):
    return digest(data).hexdigest()


class Signed:
    """NAME.json, NAME.json.sig and NAME.entry."""

    def __init__(self, event, statement, signature, entry):
        self.event, self.statement, self.signature, self.entry = event, statement, signature, entry

    @classmethod
    def by(cls, key, event, predicate, subject):
        statement = document({
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "statement.json", "digest": {"sha256": subject}}],
            "predicateType": f"urn:plomba:v1:{event}", "predicate": {"version": 1, **predicate}})
        signature = key.sign_file(statement, f"plomba/v1/{event}")
        entry = "\n".join(["plomba/entry/v1", secrets.token_hex(32), hexdigest(statement),
                           hexdigest(signature), ""]).encode()
        return cls(event, statement, signature, entry)

    @property
    def leaf(self):
        return commitment(digest(self.entry).digest())

    @property
    def predicate(self):
        return json.loads(self.statement)["predicate"]

    def members(self, names=("statement", "signature", "entry")):
        return dict(zip(names, map(b64, (self.statement, self.signature, self.entry)), strict=True))


class Face:
    """One history of the log, as it is shown: its tree, who signs it, and what is wrong with it."""

    def __init__(self, tree, key, origin=ORIGIN):
        self.tree, self.key, self.origin = tree, key, origin
        # Tiles may be those of another tree.
        self.tiles = None

    def copy(self):
        return Face(self.tree.copy(), self.key, self.origin)

    def checkpoint(self, size=None):
        size = len(self.tree) if size is None else size
        return tlog.checkpoint(self.origin, size, self.tree.root(size))

    def note(self, size=None):
        text = self.checkpoint(size)
        return tlog.note(text, self.key.line(text))

    def proof(self, leaf):
        """Of the last place at which an entry stands."""
        size = len(self.tree)
        index = size - 1 - self.tree.entries[::-1].index(leaf)
        return tlog.proof_file(index, self.tree.inclusion(index, size), self.note())


# The connection on which the question came that is answered by this thread.
asking = threading.local()


class Refusal(Exception):
    def __init__(self, status, code):
        super().__init__(code)
        self.status, self.code = status, code


class Deposit:
    def __init__(self, outer, preview, payload):
        self.outer, self.preview, self.payload = outer, preview, payload
        self.acceptance, self.lanes = None, {}

    @property
    def consignment(self):
        return self.outer.predicate["consignment"]


class State:
    """What the broker holds in one trial."""

    def __init__(self, entries):
        self.key = tlog.Key(ORIGIN, tlog.LOG)
        self._face = Face(tlog.Tree(entries), self.key)
        # Faces that are dealt out, one to each connection, and who has got which.
        self._dealt, self._holders = [], {}
        self.deposits, self.mailboxes = {}, {}
        # Cosigned checkpoints as (size, note), in the order in which they were collected.
        self.witnessed = []
        # What is changed on its way out, by the name of what it is: a function of the honest answer.
        self.lies = {}

    @property
    def face(self):
        """What the connection is shown that asks now."""
        return self._holders.get(getattr(asking, "connection", None), self._face)

    @face.setter
    def face(self, face):
        self._face = face

    def deal(self, faces):
        self._dealt, self._holders = list(faces), {}
        self._all_here = threading.Barrier(max(1, len(faces)))

    def take_face(self):
        """The connection that asks gets the next face, once all are there that are to get one."""
        if self._dealt and asking.connection not in self._holders:
            self._holders[asking.connection] = self._dealt.pop()
            self._all_here.wait(timeout=20)

    def told(self, name, honest, *about):
        lie = self.lies.get(name)
        return honest if lie is None else lie(honest, *about)


class LyingBroker:
    """One server for all trials; `state` is that of the trial under way."""

    def __init__(self):
        self.service = ssh.Key()
        self.state = State([])
        self._certificate, self.pin = _certificate()
        broker = self

        class Handler(_Handler):
            owner = broker

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        _load(context, self._certificate)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    # What is asked

    def answer(self, method, path, query, headers, body):
        """(status, bytes or an object)"""
        for pattern, name in ROUTES:
            match = re.fullmatch(pattern, f"{method} {path}")
            if match:
                return getattr(self, name)(*match.groups(), query=query, headers=headers, body=body)
        raise Refusal(404, "not-found")

    def info(self, **_):
        return 200, self.state.told("info", {
            "name": NAME, "serviceKey": self.service.line, "logKey": self.state.key.vkey,
            "mode": "live", "time": instant(now()),
            "limits": {"payloadBytes": 1 << 30, "oneRequestBytes": 8 << 20, "uploadPieceBytes": 8 << 20,
                       "mailboxesPerDeposit": 16, "deadlineMaxHours": 8784, "recipients": 32}})

    def deposit(self, headers, body, **_):
        parts = _parts(headers["content-type"], body)
        outer = Signed("Deposit", parts["statement"], parts["signature"], parts["entry"])
        known = self.state.deposits.get(outer.predicate["consignment"])
        if known is not None:
            return 200, self._receipt(known)
        deposit = Deposit(outer, parts["preview"], parts["payload"])
        self.accept(deposit)
        return 201, self._receipt(deposit)

    def accept(self, deposit):
        state, terms = self.state, deposit.outer.predicate
        issuer = {"broker": NAME, "keyId": self.service.id}
        addresses = [mailbox["address"] for mailbox in terms["mailboxes"]]
        subject = hexdigest(deposit.outer.statement)
        about = {"consignment": terms["consignment"], "sender": terms["sender"]}
        deposit.acceptance = Signed.by(self.service, "SubmissionAcceptance", {
            **about, "mailboxes": addresses, "issuer": issuer, "receivedTime": instant(state.told("received", now(), terms)),
            "previous": subject}, subject)
        state.face.tree.append(
            deposit.outer.leaf, commitment(bytes.fromhex(terms["sealedCommitment"])),
            deposit.acceptance.leaf)
        for address in addresses:
            mailbox = state.mailboxes.setdefault(address, [])
            number = state.told("number", len(mailbox) + 1, deposit)
            consigned = Signed.by(self.service, "ContentConsignment", {
                **about, "mailbox": address, "issuer": issuer, "claimedTime": instant(now()),
                "previous": hexdigest(deposit.acceptance.statement), "number": number}, subject)
            mailbox.append((number, deposit))
            deposit.lanes[address] = [consigned]
            state.face.tree.append(consigned.leaf)
        state.deposits[terms["consignment"]] = deposit

    def _receipt(self, deposit):
        face = self.state.face
        seal = commitment(bytes.fromhex(deposit.outer.predicate["sealedCommitment"]))
        leaves = {"statement": deposit.outer.leaf, "seal": seal, "acceptance": deposit.acceptance.leaf}
        proofs = {name: self.state.told("proof", face.proof(leaf), name) for name, leaf in leaves.items()}
        proofs = self.state.told("proofs", proofs)
        answer = deposit.acceptance.members(("acceptance", "signature", "entry"))
        if proofs is not None:
            answer["proofs"] = {name: b64(proof) for name, proof in proofs.items()}
        return answer

    def evidence_of(self, consignment, **_):
        deposit = self.state.deposits.get(consignment)
        if deposit is None:
            raise Refusal(404, "unknown-deposit")
        self.state.take_face()
        items = [(None, deposit.acceptance)]
        items += [(address, each) for address, lane in deposit.lanes.items() for each in lane]
        return 200, {"statements": [self._item(*item) for item in items]}

    def evidence_about(self, address, number, **_):
        deposit = self._delivery(address, number)
        items = [(None, deposit.outer), (None, deposit.acceptance)]
        items += [(address, each) for each in deposit.lanes[address]]
        items = self.state.told("about", items)
        return 200, {"statements": [self._item(*item) for item in items]}

    def _item(self, address, signed):
        proof = self.state.told("evidence", self.state.face.proof(signed.leaf), signed)
        return {"name": signed.event, "mailbox": address, **signed.members(), "proof": b64(proof)}

    def record(self, address, number, headers, body, **_):
        deposit = self._delivery(address, number)
        parts = _parts(headers["content-type"], body)
        event = json.loads(parts["statement"])["predicateType"].rsplit(":", 1)[1]
        signed = Signed(event, parts["statement"], parts["signature"], parts["entry"])
        deposit.lanes[address].append(signed)
        self.state.face.tree.append(signed.leaf)
        proof = self.state.told("evidence", self.state.face.proof(signed.leaf), signed)
        return 201, {"proof": b64(proof)}

    def deliveries(self, address, query, **_):
        after = int(query.get("after", "0"))
        shown = self.state.told("deliveries", list(self.state.mailboxes.get(address, [])))
        page = [(number, deposit) for number, deposit in shown if number > after][:PAGE]
        shown = self.state.told("page", page, shown)
        listed = [self._listed(number, deposit) for number, deposit in shown]
        return 200, {"deliveries": listed, "next": shown[-1][0] if shown else after}

    @staticmethod
    def _listed(number, deposit):
        terms = deposit.outer.predicate
        return {"number": number, "consignment": terms["consignment"], "sender": terms["sender"],
                **deposit.outer.members(),
                **deposit.acceptance.members(
                    ("acceptance", "acceptanceSignature", "acceptanceEntry")),
                "previewSize": len(deposit.preview), "payloadSize": terms["payloadSize"],
                "state": "available"}

    def _delivery(self, address, number):
        shown = self.state.told("deliveries", list(self.state.mailboxes.get(address, [])))
        for place, deposit in shown:
            if place == int(number):
                return deposit
        raise Refusal(404, "unknown-delivery")

    def preview(self, address, number, **_):
        return 200, self._delivery(address, number).preview

    def payload(self, address, number, **_):
        return 200, self._delivery(address, number).payload

    def skipped(self, address, query, **_):
        return 200, {"skipped": [], "next": int(query.get("after", "0"))}

    def checkpoint(self, **_):
        return 200, self.state.told("checkpoint", self.state.face.note())

    def witnessed(self, index, **_):
        notes = self.state.witnessed
        if index is not None:
            notes = [each for each in notes if each[0] > int(index)][:1]
        found = self.state.told("witnessed", notes[-1][1] if notes else None)
        if found is None:
            raise Refusal(404, "not-found")
        return 200, found

    def tile(self, path, **_):
        tree = self.state.face.tiles or self.state.face.tree
        level, rest = path.split("/", 1)
        rest, _, width = rest.partition(".p/")
        index = int(rest.replace("x", "").replace("/", ""))
        width = int(width) if width else 256
        if level == "entries":
            found = tree.bundle(index, width)
        else:
            found = tree.tile(int(level), index, width)
        found = self.state.told("tile", found, path)
        if found is None:
            raise Refusal(404, "not-found")
        return 200, found


ADDRESS = r"([a-z0-9._-]+@[a-z0-9.-]+)"
ROUTES = [
    (r"GET /v1/broker", "info"),
    (r"POST /v1/deposits", "deposit"),
    (r"GET /v1/deposits/([0-9a-f]{32})/evidence", "evidence_of"),
    (rf"GET /v1/mailboxes/{ADDRESS}/deliveries", "deliveries"),
    (rf"GET /v1/mailboxes/{ADDRESS}/deliveries/([0-9]+)/preview", "preview"),
    (rf"GET /v1/mailboxes/{ADDRESS}/deliveries/([0-9]+)/payload", "payload"),
    (rf"GET /v1/mailboxes/{ADDRESS}/deliveries/([0-9]+)/evidence", "evidence_about"),
    (rf"POST /v1/mailboxes/{ADDRESS}/deliveries/([0-9]+)/evidence", "record"),
    (rf"GET /v1/mailboxes/{ADDRESS}/skipped", "skipped"),
    (r"GET /v1/log/checkpoint", "checkpoint"),
    (r"GET /v1/log/witnessed(?:/([0-9]+))?", "witnessed"),
    (r"GET /v1/log/tile/(.+)", "tile"),
]


def _parts(content_type, body):
    boundary = b"--" + content_type.split("boundary=", 1)[1].strip('"').encode()
    parts = {}
    for part in body.split(boundary)[1:-1]:
        head, content = part[2:-2].split(b"\r\n\r\n", 1)
        parts[re.search(rb'name="([a-z]+)"', head).group(1).decode()] = content
    return parts


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30

    def _handle(self):
        asking.connection = self.client_address
        path, _, query = self.path.partition("?")
        pairs = dict(pair.partition("=")[::2] for pair in query.split("&") if pair)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        kind = "application/json"
        try:
            status, content = self.owner.answer(self.command, path, pairs, self.headers, body)
        except Refusal as refusal:
            status, kind = refusal.status, "application/problem+json"
            content = {"type": f"urn:plomba:problem:{refusal.code}", "title": refusal.code,
                       "status": refusal.status, "code": refusal.code}
        data = content if isinstance(content, bytes) else document(content)
        if isinstance(content, bytes):
            status, data, extra = self._range(status, data)
        else:
            extra = {"content-type": kind}
        self.send_response(status)
        for name, value in extra.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _handle

    def _range(self, status, data):
        """One range of bytes, as downloads ask for it."""
        tag = f'"sha256-{hexdigest(data)}"'
        fields = {"content-type": "application/octet-stream", "etag": tag, "accept-ranges": "bytes"}
        asked = re.fullmatch(r"bytes=([0-9]+)-([0-9]*)", self.headers.get("range", ""))
        if not asked:
            return status, data, fields
        first, last = int(asked[1]), int(asked[2] or len(data) - 1)
        fields["content-range"] = f"bytes {first}-{min(last, len(data) - 1)}/{len(data)}"
        return 206, data[first:last + 1], fields

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(timestamp, usegmt=True)

    def log_message(self, *_):
        pass


def _certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    day = datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now() - day)
        .not_valid_after(now() + 30 * day).sign(key, hashes.SHA256()))
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                            serialization.NoEncryption())
    pin = "sha256/" + base64.b64encode(digest(spki).digest()).decode()
    return pem + certificate.public_bytes(serialization.Encoding.PEM), pin


def _load(context, pem):
    """The library reads keys from files only; this one is gone at once."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(pem)
        file.flush()
        context.load_cert_chain(file.name)
