"""An independent client: requests for the wire, http-message-signatures for the signatures.

Usage: http_client.py CONFIG.json. Prints one JSON object: the outcome of each check by name.
"""

import base64
import datetime
import hashlib
import json
import sys

import requests

from http_sign import Device

config = json.load(open(sys.argv[1]))
url = config["url"]
outcomes = {}
session = requests.Session()
session.verify = config["certificate"]
sender = Device(**config["sender"])
recipient = Device(**config["recipient"])
stranger = Device(**config["stranger"])
BOUNDARY = "independent-client"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def form(parts):
    body = b""
    for name, content in parts:
        body += (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode() + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def prepare(method, path, body=None, headers=None):
    return session.prepare_request(
        requests.Request(method, url + path, data=body, headers=headers or {}))


def send(name, prepared, keep_body=False):
    response = session.send(prepared)
    outcome = {"status": response.status_code}
    if response.headers.get("Content-Type") == "application/problem+json":
        problem = response.json()
        outcome["code"] = problem["code"]
        assert problem["type"] == "urn:plomba:problem:" + problem["code"], problem
        assert problem["status"] == response.status_code, problem
    if response.status_code == 401:
        assert "tag=\"plomba/api/v1\"" in response.headers["Accept-Signature"]
        assert response.headers["Date"].endswith("GMT")
    if keep_body:
        outcome["body"] = base64.b64encode(response.content).decode()
    outcomes[name] = outcome
    return response


def now(seconds):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)


def check_identity():
    get = f"/v1/mailboxes/{config['mailbox']}/deliveries"
    send("unsigned", prepare("GET", get))
    send("not admitted", stranger.sign(prepare("GET", get)))
    forged = Device(config["stranger"]["path"], config["recipient"]["key_id"])
    send("wrong key", forged.sign(prepare("GET", get)))
    send("wrong tag", recipient.sign(prepare("GET", get), tag="other/api/v1"))
    send("too old", recipient.sign(prepare("GET", get), created=now(-400)))
    send("from the future", recipient.sign(prepare("GET", get), created=now(120)))
    send("within the window", recipient.sign(prepare("GET", get), created=now(-200)))
    send("too few components", recipient.sign(prepare("GET", get), cover=["@method"]))
    moved = recipient.sign(prepare("GET", get))
    moved.url = moved.url + "?after=1"
    send("target changed", moved)
    override = prepare("GET", get, headers={"X-HTTP-Method-Override": "DELETE"})
    send("method override", recipient.sign(override))
    once = recipient.sign(prepare("GET", get))
    send("first time", once)
    send("replayed", once)


def check_deposit():
    parts = [(name, open(path, "rb").read()) for name, path in config["parts"]]
    body = form(parts)
    headers = {"Content-Type": FORM}
    send("tampered body", sender.sign(
        prepare("POST", "/v1/deposits", body, headers), digest_of=body + b"x"))
    swapped = form([parts[1], parts[0]] + parts[2:])
    send("parts out of order", sender.sign(prepare("POST", "/v1/deposits", swapped, headers)))
    named = body.replace(b'name="payload"', b'name="payload"; filename="secret.pdf"')
    send("a file name", sender.sign(prepare("POST", "/v1/deposits", named, headers)))
    send("another type", sender.sign(
        prepare("POST", "/v1/deposits", body, {"Content-Type": "application/json"})))
    first = send("deposit", sender.sign(prepare("POST", "/v1/deposits", body, headers)), True)
    again = send("exact retry", sender.sign(prepare("POST", "/v1/deposits", body, headers)), True)
    assert first.content == again.content
    send("somebody else's statement", recipient.sign(
        prepare("POST", "/v1/deposits", body, headers)))
    empty = prepare("POST", "/v1/deposits")
    send("no body", sender.sign(empty))


def check_download():
    path = f"/v1/mailboxes/{config['mailbox']}/deliveries/1/payload"
    payload = open(dict(config["parts"])["payload"], "rb").read()
    digest = hashlib.sha256(payload)
    tag = f'"sha256-{digest.hexdigest()}"'

    def get(name, headers, expected, content_range=None):
        response = send(name, recipient.sign(prepare("GET", path, headers=headers)))
        assert response.headers.get("Content-Range") == content_range, (name, response.headers)
        if expected is not None:
            assert response.content == expected, name
            assert response.headers["ETag"] == tag
            assert response.headers["Accept-Ranges"] == "bytes"
            assert response.headers["Repr-Digest"] == (
                "sha-256=:" + base64.b64encode(digest.digest()).decode() + ":")

    size = len(payload)
    get("whole", {}, payload)
    get("first ten", {"Range": "bytes=0-9"}, payload[:10], f"bytes 0-9/{size}")
    get("last five", {"Range": "bytes=-5"}, payload[-5:], f"bytes {size - 5}-{size - 1}/{size}")
    get("from the middle", {"Range": "bytes=70000-"}, payload[70000:],
        f"bytes 70000-{size - 1}/{size}")
    get("past the end", {"Range": f"bytes=70000-{size + 100}"}, payload[70000:],
        f"bytes 70000-{size - 1}/{size}")
    get("outside", {"Range": f"bytes={size}-"}, None, f"bytes */{size}")
    get("several ranges", {"Range": "bytes=0-1,4-5"}, payload)
    get("another unit", {"Range": "lines=0-1"}, payload)
    get("same content", {"Range": "bytes=0-9", "If-Range": tag}, payload[:10], f"bytes 0-9/{size}")
    get("other content", {"Range": "bytes=0-9", "If-Range": '"sha256-' + "0" * 64 + '"'}, payload)
    get("weak tag", {"Range": "bytes=0-9", "If-Range": "W/" + tag}, payload)
    head = send("head", recipient.sign(prepare("HEAD", path)))
    assert head.headers["Content-Length"] == str(size) and not head.content
    send("of another organisation", sender.sign(prepare("GET", path)))


def check_routes():
    assert send("broker", prepare("GET", "/v1/broker")).json()["name"] == "broker.example.org"
    send("no such path", prepare("GET", "/v1/nothing"))
    send("wrong method", prepare("DELETE", "/v1/deposits"))
    get = f"/v1/mailboxes/{config['mailbox']}/deliveries"
    send("unknown query", recipient.sign(prepare("GET", get + "?afer=1")))
    send("unknown delivery", recipient.sign(prepare("GET", get + "/99/payload")))


check_identity()
check_deposit()
check_download()
check_routes()
json.dump(outcomes, sys.stdout)
