"""Signs requests with http-message-signatures, in the profile of Protocol/request-signatures.md."""

import base64
import datetime
import hashlib
import os

from cryptography.hazmat.primitives.serialization import load_ssh_private_key
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPSignatureKeyResolver,
    algorithms,
)

TAG = "plomba/api/v1"
TUS_FIELDS = [
    "tus-resumable", "upload-offset", "upload-length", "upload-metadata", "upload-checksum",
]


class Device(HTTPSignatureKeyResolver):
    """A device key as plomba keeps it: an OpenSSH private key file."""

    def __init__(self, path, key_id):
        with open(path, "rb") as file:
            self.key = load_ssh_private_key(file.read(), password=None)
        self.key_id = key_id

    def resolve_private_key(self, key_id):
        return self.key

    def resolve_public_key(self, key_id):
        return self.key.public_key()

    def sign(self, prepared, created=None, tag=TAG, nonce=None, digest_of=None, cover=None):
        """Adds Content-Digest, Signature-Input and Signature to a prepared request."""
        body = prepared.body or b""
        covered = ["@method", "@target-uri"]
        if body:
            digest = hashlib.sha256(body if digest_of is None else digest_of).digest()
            value = base64.b64encode(digest).decode()
            prepared.headers["Content-Digest"] = f"sha-256=:{value}:"
            prepared.headers.setdefault("Content-Type", "application/octet-stream")
            covered += ["content-digest", "content-type"]
        covered += [name for name in TUS_FIELDS if name in prepared.headers]
        signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=self)
        nonce = nonce or base64.urlsafe_b64encode(os.urandom(16)).rstrip(b"=").decode()
        signer.sign(
            prepared,
            key_id=self.key_id,
            created=created or datetime.datetime.now(datetime.timezone.utc),
            nonce=nonce,
            label="sig1",
            include_alg=False,
            tag=tag,
            covered_component_ids=cover or covered,
            use_existing_digest=bool(body),
        )
        return prepared
