"""A client of the broker's API: pinned TLS, requests signed as Protocol/request-signatures.md says."""

import base64
import hashlib
import http.client
import json
import os
import socket
import ssl
import time

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PIECE = 8 << 20
COVERED_IF_PRESENT = ["tus-resumable", "upload-offset", "upload-length", "upload-metadata",
                      "upload-checksum"]


# A broker closes a connection that was silent for half a minute. The other end may have been stopped meanwhile.
SILENCE = 15


class Gone(Exception):
    """The broker did not answer: nothing is known about what it did."""


class Answer:
    def __init__(self, status, headers, body, is_whole):
        self.status, self.headers, self.body, self.is_whole = status, headers, body, is_whole

    @property
    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return f"{self.status} {self.body[:300]!r}"


class Client:
    """One device's connection. Not for use by two threads."""

    def __init__(self, card, key, timeout=60):
        self._card, self._key, self._timeout = card, key, timeout
        self.clock = time.time
        host = card["url"].removeprefix("https://").rsplit(":", 1)
        self._host, self._port = host[0], int(host[1])
        self._connection, self._used = None, 0

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def request(self, method, target, body=None, headers=None, stop_after=None):
        """Raises Gone when no status came. A body that was cut short has is_whole False."""
        headers = dict(headers or {})
        if body is not None:
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            headers["content-digest"] = f"sha-256=:{digest}:"
        headers.update(self._signature(method, target, headers))
        try:
            connection = self._open()
            connection.request(method, target, body=body, headers=headers)
            response = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Gone(str(error)) from error
        return self._read(response, method)

    def _read(self, response, method):
        fields = {name.lower(): value for name, value in response.getheaders()}
        expected = 0 if method == "HEAD" else int(fields.get("content-length", 0))
        parts, is_whole = [], True
        try:
            while piece := response.read(1 << 20):
                parts.append(piece)
        except http.client.IncompleteRead as error:
            parts.append(error.partial)
            is_whole = False
        except (OSError, http.client.HTTPException):
            is_whole = False
        body = b"".join(parts)
        is_whole = is_whole and len(body) >= expected
        self._used = time.monotonic()
        if not is_whole or fields.get("connection", "").lower() == "close":
            self.close()
        return Answer(response.status, fields, body, is_whole)

    def _open(self):
        if time.monotonic() - self._used > SILENCE:
            self.close()
        self._used = time.monotonic()
        if self._connection is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # the pin takes the place of the chain
            connection = http.client.HTTPSConnection(
                self._host, self._port, timeout=self._timeout, context=context)
            connection.connect()
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._require_pin(connection.sock.getpeercert(binary_form=True))
            self._connection = connection
        return self._connection

    def _require_pin(self, certificate):
        public = x509.load_der_x509_certificate(certificate).public_key()
        spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        digest = base64.b64encode(hashlib.sha256(spki).digest()).decode().rstrip("=")
        if digest not in self._card["pin"]:
            raise RuntimeError("the broker is not the one that was pinned")

    def _signature(self, method, target, headers):
        covered = {"@method": method, "@target-uri": self._card["url"] + target}
        names = ["@method", "@target-uri"]
        if "content-digest" in headers:
            names += ["content-digest", "content-type"]
        names += [name for name in COVERED_IF_PRESENT if name in headers]
        nonce = base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")
        parameters = (f"({' '.join(chr(34) + name + chr(34) for name in names)})"
                      f";created={int(self.clock())};keyid=\"{self._key.id}\""
                      f";nonce=\"{nonce}\";tag=\"plomba/api/v1\"")
        lines = [f"\"{name}\": {covered.get(name) or headers[name]}" for name in names]
        base = "\n".join([*lines, f"\"@signature-params\": {parameters}"])
        signature = base64.b64encode(self._key.sign(base.encode())).decode()
        return {"signature-input": f"sig1={parameters}", "signature": f"sig1=:{signature}:"}


def deposit_form(deposit, last_name, last_content):
    """The strict multipart profile: five parts in order."""
    return _form([*_signed(deposit), ("preview", deposit.preview), (last_name, last_content)])


def evidence_form(said):
    """The same of a statement about a delivery: three parts."""
    return _form(_signed(said))


def _signed(files):
    return [("statement", files.statement), ("signature", files.signature),
            ("entry", files.entry)]


def _form(parts):
    boundary = "torture-" + os.urandom(16).hex()
    form = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
        for name, content in parts)
    return form + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def upload_headers(**fields):
    return {"tus-resumable": "1.0.0",
            **{name.replace("_", "-"): str(value) for name, value in fields.items()}}
