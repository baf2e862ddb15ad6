"""Peers that keep just inside or just outside the pace, with real sockets and in real time.

Usage: http_slow.py CONFIG.json. Prints one JSON object: for each peer how many seconds its connection lasted and how many
bytes got through. Every one is given up after `patience` seconds.
"""

import json
import socket
import ssl
import sys
import threading
import time

import requests

from http_sign import Device

config = json.load(open(sys.argv[1]))
port = config["port"]
context = ssl.create_default_context(cafile=config["certificate"])
sender = Device(**config["sender"])
recipient = Device(**config["recipient"])
PATIENCE = config["patience"]
LOST = (ssl.SSLError, ConnectionError, TimeoutError, OSError)
lock = threading.Lock()


def connect(buffer=None):
    plain = socket.socket()
    if buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
    plain.settimeout(PATIENCE)
    plain.connect(("127.0.0.1", port))
    return context.wrap_socket(plain, server_hostname="127.0.0.1")


def head(device, method, path, body=b"", headers=None):
    prepared = requests.Request(
        method, f"https://127.0.0.1:{port}{path}", data=body, headers=headers or {}).prepare()
    with lock:
        device.sign(prepared)
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in prepared.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def form():
    """The beginning of a deposit: nothing in it is wrong before its payload has ended."""
    parts = [("statement", b"{}"), ("signature", b"s"), ("entry", b"{}"), ("preview", b"p"),
             ("payload", b"x" * 4_000_000)]
    return b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
        for name, content in parts) + b"--b--\r\n"


def sender_of(bytes_per_second):
    """A signed body at an even pace."""
    body = form()
    with connect(4096) as connection:
        connection.sendall(head(sender, "POST", "/v1/deposits", body, {
            "Content-Type": "multipart/form-data; boundary=b"}))
        place = 0

        def move(count):
            nonlocal place
            sent = connection.send(body[place:place + count])
            place += sent
            return sent

        return evenly(move, bytes_per_second)


def reader_of(bytes_per_second):
    """A large payload, taken from the socket at an even pace for a while and then as fast as it comes: only what the
    kernels had taken comes still when the broker has ended it."""
    path = f"/v1/mailboxes/{config['mailbox']}/deliveries/1/payload"
    with connect(4096) as connection:
        connection.sendall(head(recipient, "GET", path))
        found = evenly(lambda count: len(connection.recv(count)), bytes_per_second, config["paced"])
        try:
            while piece := connection.recv(65536):
                found["bytes"] += len(piece)
        except LOST:
            pass
        return found


def evenly(move, bytes_per_second, limit=PATIENCE):
    start, moved, count = time.monotonic(), 0, max(1, bytes_per_second // 10)
    try:
        while time.monotonic() - start < limit:
            done = move(count)
            if done == 0:
                break
            moved += done
            time.sleep(0.1)
    except LOST:
        pass
    return {"seconds": round(time.monotonic() - start), "bytes": moved}


def handshake(bytes_per_second):
    """The beginning of a TLS handshake, a few bytes at a time."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(incoming, outgoing, server_hostname="127.0.0.1").do_handshake()
    except ssl.SSLWantReadError:
        pass
    hello = outgoing.read()
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as plain:
        plain.setblocking(True)
        place = 0

        def move(count):
            nonlocal place
            plain.setblocking(False)
            try:
                if plain.recv(1) == b"":
                    return 0
            except BlockingIOError:
                pass
            plain.setblocking(True)
            place += count
            # The last byte never comes.
            return plain.send(hello[place - count:place]) if place < len(hello) - 1 else count

        return evenly(move, bytes_per_second)


def many_requests():
    """One connection with short requests for longer than one of them may take: that is allowed."""
    request = f"GET /v1/broker HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    start, answered = time.monotonic(), 0
    with connect() as connection:
        try:
            while time.monotonic() - start < config["longer"]:
                connection.sendall(request)
                data = b""
                while b"}\n}" not in data and (piece := connection.recv(65536)):
                    data += piece
                if not data.startswith(b"HTTP/1.1 200 "):
                    break
                answered += 1
                time.sleep(0.5)
        except LOST:
            pass
    return {"seconds": round(time.monotonic() - start), "bytes": answered}


PEERS = {
    "sender": sender_of, "reader": reader_of, "handshake": handshake,
}
found = {}


def run(name, action):
    found[name] = action()


threads = [
    threading.Thread(target=run, args=(
        f"{kind} {pace}", lambda kind=kind, pace=pace: PEERS[kind](pace)))
    for kind, pace in config["peers"]
] + [threading.Thread(target=run, args=("many requests", many_requests))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
json.dump(found, sys.stdout)
