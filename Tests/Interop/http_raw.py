"""Speaks to the broker through a bare TLS socket, as no HTTP library would.

Usage: http_raw.py CONFIG.json. Prints one JSON object: what each attempt met.
"""

import json
import socket
import ssl
import sys
import time

import requests

from http_sign import Device

config = json.load(open(sys.argv[1]))
port = config["port"]
host = f"127.0.0.1:{port}"
context = ssl.create_default_context(cafile=config["certificate"])
device = Device(**config["sender"])
recipient = Device(**config["recipient"])
LIMIT = 30


def connect(buffer=None):
    plain = socket.socket()
    if buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    plain.settimeout(LIMIT)
    plain.connect(("127.0.0.1", port))
    return context.wrap_socket(plain, server_hostname="127.0.0.1")


def read_to_end(connection):
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except (ssl.SSLError, ConnectionError, TimeoutError):
        pass
    return data


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def ask(head):
    """Sends a head, closes our side, returns the status."""
    with connect() as connection:
        connection.sendall(head.replace("\n", "\r\n").encode())
        connection.settimeout(5)
        data = b""
        try:
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    break
                data += piece
        except (ssl.SSLError, ConnectionError, TimeoutError):
            pass
        return status(data)


def signed_head(device, method, path, body=b"", headers=None):
    """The head of a signed request, and its body."""
    prepared = requests.Request(
        method, f"https://{host}{path}", data=body, headers=headers or {}).prepare()
    device.sign(prepared)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in prepared.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def heads():
    get = "GET /v1/broker HTTP/1.1\n"
    post = f"POST /v1/deposits HTTP/1.1\nHost: {host}\n"
    return {
        "plain": ask(get + f"Host: {host}\n\n"),
        "no host": ask(get + "\n"),
        "another host": ask(get + "Host: example.org\n\n"),
        "host without port": ask(get + "Host: 127.0.0.1\n\n"),
        "two hosts": ask(get + f"Host: {host}\nHost: example.org\n\n"),
        "absolute form": ask(f"GET https://{host}/v1/broker HTTP/1.1\nHost: {host}\n\n"),
        "chunked": ask(post + "Transfer-Encoding: chunked\n\n0\n\n"),
        "two lengths": ask(post + "Content-Length: 1\nContent-Length: 2\n\nab"),
        "length and chunked": ask(
            post + "Content-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n"),
        "another expectation": ask(post + "Content-Length: 1\nExpect: gold\n\n"),
        "large field": ask(get + f"Host: {host}\nX-Large: {'x' * 9000}\n\n"),
        "huge field": ask(get + f"Host: {host}\nX-Large: {'x' * 90000}\n\n"),
        "many fields": ask(get + f"Host: {host}\n" + "".join(
            f"X-{n}: y\n" for n in range(120)) + "\n"),
        "long target": ask(f"GET /v1/broker?{'x' * 3000} HTTP/1.1\nHost: {host}\n\n"),
        "old version": ask(f"GET /v1/broker HTTP/1.0\nHost: {host}\n\n"),
        "percent-encoded": ask(f"GET /v1/%62roker HTTP/1.1\nHost: {host}\n\n"),
        "dots": ask(f"GET /v1/uploads/../broker HTTP/1.1\nHost: {host}\n\n"),
        "garbage": ask("\x01\x02\x03\n\n"),
    }


def refused_early():
    """A refusal comes before the body, and the connection ends soon."""
    with connect() as connection:
        connection.sendall(
            f"POST /v1/deposits HTTP/1.1\r\nHost: {host}\r\n"
            "Content-Length: 8000000\r\n\r\n".encode())
        start = time.monotonic()
        answer = connection.recv(65536)
        answered = time.monotonic() - start
        read_to_end(connection)
        return {"status": status(answer), "answered": round(answered),
                "closed": round(time.monotonic() - start), "says": b"onnection: close" in answer}


def flood():
    """How much of a refused body the broker lets us send."""
    sent = 0
    with connect() as connection:
        connection.sendall(
            f"POST /v1/deposits HTTP/1.1\r\nHost: {host}\r\n"
            "Content-Length: 4000000000\r\n\r\n".encode())
        try:
            while sent < 4_000_000_000:
                sent += connection.send(b"\0" * 65536)
        except (ssl.SSLError, ConnectionError, TimeoutError):
            pass
    return sent


def wait_for_100():
    """100 for a signed request, 401 and no 100 for one that is not signed."""
    body = b"x" * 1000
    head = signed_head(device, "POST", "/v1/deposits", body, {
        "Content-Type": "multipart/form-data; boundary=b", "Expect": "100-continue"})
    answers = []
    for text in [head, head.replace(b"Signature:", b"X-Signature:")]:
        with connect() as connection:
            connection.sendall(text)
            answers.append(status(connection.recv(65536)))
    return answers


def timed(action):
    start = time.monotonic()
    action()
    return round(time.monotonic() - start)


def slow_body():
    """A signed body, a byte at a time."""
    body = b"x" * 100_000
    head = signed_head(device, "POST", "/v1/deposits", body, {
        "Content-Type": "multipart/form-data; boundary=b"})
    with connect() as connection:
        connection.sendall(head)
        drip(connection, body)


def slow_head():
    with connect() as connection:
        drip(connection, b"GET /v1/broker HTTP/1.1\r\nX-Slow: " + b"x" * 1000)


def drip(connection, data):
    try:
        for byte in data:
            connection.send(bytes([byte]))
            time.sleep(0.1)
    except (ssl.SSLError, ConnectionError, TimeoutError):
        pass


def silent():
    with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as plain:
        plain.recv(1)


def slow_reader():
    """Asks for a large payload and reads nothing for a while: how much of it still comes."""
    path = f"/v1/mailboxes/{config['mailbox']}/deliveries/1/payload"
    with connect(buffer=4096) as connection:
        connection.sendall(signed_head(recipient, "GET", path))
        time.sleep(8)
        return len(read_to_end(connection))


json.dump({
    "heads": heads(),
    "refused early": refused_early(),
    "flood": flood(),
    "continue": wait_for_100(),
    "slow body": timed(slow_body),
    "slow head": timed(slow_head),
    "silent": timed(silent),
    "slow reader": slow_reader(),
}, sys.stdout)
