"""Signs or verifies a request with http-message-signatures, which knows nothing of our code.

Reads one JSON object from standard input and prints one:

    {"do": "verify", "key": hex, "method", "url", "headers": {}, "body": text, "components": []}
    {"do": "sign", "seed": hex, "method", "url", "headers": {}, "body": text, "keyid", "nonce",
     "components": []}

Exit status 1 when a signature does not verify.
"""

import datetime
import json
import sys

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

TAG = "plomba/api/v1"


class OneKey(HTTPSignatureKeyResolver):
    def __init__(self, public=None, private=None):
        self.public, self.private = public, private

    def resolve_public_key(self, key_id):
        return self.public

    def resolve_private_key(self, key_id):
        return self.private


def prepared(order):
    body = order["body"].encode() if order.get("body") is not None else None
    return requests.Request(
        order["method"], order["url"], headers=order["headers"], data=body
    ).prepare()


def verify(order):
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(order["key"]))
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ED25519, key_resolver=OneKey(public=key)
    )
    body = order["body"].encode() if order.get("body") is not None else None
    results = verifier.verify(
        prepared(order),
        expect_tag=TAG,
        require_components=order["components"],
        max_age=datetime.timedelta(minutes=5),
        body=body,
    )
    return {"covered": list(results[0].covered_components)}


def sign(order):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(order["seed"]))
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=OneKey(private=key)
    )
    request = prepared(order)
    signer.sign(
        request,
        key_id=order["keyid"],
        created=datetime.datetime.now(),
        nonce=order["nonce"],
        label="sig1",
        tag=TAG,
        include_alg=order["alg"],
        use_existing_digest=True,
        covered_component_ids=order["components"],
    )
    return {"headers": {name.lower(): value for name, value in request.headers.items()}}


order = json.load(sys.stdin)
try:
    print(json.dumps(verify(order) if order["do"] == "verify" else sign(order)))
except InvalidSignature:
    sys.exit(1)
