"""Speaks to the agent of a home, as Protocol/agent.md says, or as it forbids.

    agent_peer.py greet HOME               prints {"signing_key", "idle", "at_most", "recipient"}
    agent_peer.py sign HOME NAMESPACE      signs standard input, prints the armoured signature
    agent_peer.py probe SOCKET             connects and prints what came back: "closed" or hex
    agent_peer.py misbehave HOME SECONDS   garbage, huge, slow and silent visitors, for so long
"""

import hashlib
import json
import os
import socket
import struct
import sys
import time


def field(data):
    return struct.pack(">I", len(data)) + data


def key_files(home):
    content = b""
    for name in ("member-signing.age", "member-encryption.age"):
        with open(os.path.join(home, "keys", name), "rb") as file:
            content += field(file.read())
    return hashlib.sha256(content).digest()


def connect(path):
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(10)
    # The address has room for 107 bytes only.
    folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
    peer.connect(f"/proc/self/fd/{folder}/{os.path.basename(path)}")
    os.close(folder)
    return peer


def read_all(peer):
    data = b""
    while True:
        try:
            part = peer.recv(65536)
        except ConnectionResetError:
            return data
        if not part:
            return data
        data += part


def ask(home, kind, rest=b""):
    peer = connect(os.path.join(home, "agent", "socket"))
    peer.sendall(field(b"\x01" + bytes([kind]) + key_files(home) + rest))
    answer = read_all(peer)
    size, version, status = struct.unpack(">IBB", answer[:6])
    assert size == len(answer) - 4 and version == 1, answer
    return status, answer[6:]


def greet(home):
    status, body = ask(home, 1)
    assert status == 0, status
    idle, at_most, size = struct.unpack(">III", body[32:44])
    assert len(body) == 44 + size
    print(json.dumps({
        "signing_key": body[:32].hex(), "idle": idle, "at_most": at_most,
        "recipient": body[44:].decode(),
    }))


def sign(home, namespace):
    digest = hashlib.sha512(sys.stdin.buffer.read()).digest()
    status, body = ask(home, 2, field(namespace.encode()) + digest)
    if status != 0:
        sys.exit(f"status {status}")
    sys.stdout.buffer.write(body)


def probe(path):
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(10)
    try:
        peer.connect(path)
        peer.sendall(field(b"\x01\x01" + bytes(32)))
    except OSError as error:
        print("closed" if isinstance(error, BrokenPipeError) else type(error).__name__)
        return
    answer = read_all(peer)
    print(answer.hex() or "closed")


def misbehave(home, seconds):
    path = os.path.join(home, "agent", "socket")
    messages = [
        b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 70000, struct.pack(">I", 0), struct.pack(">I", 4097),
        field(b"\x02\x01" + bytes(32)), field(b"\x01\x09" + bytes(32)), field(b"\x01"),
        field(b"\x01\x01" + bytes(33)), field(b"\x01\x03" + bytes(32) + b"\x02" + field(b"x")),
        field(b"\x01\x02" + bytes(32) + struct.pack(">I", 0xFFFFFFFF)),
    ]
    end = time.monotonic() + seconds
    silent, count = [], 0
    while time.monotonic() < end:
        for message in messages:
            peer = connect(path)
            try:
                peer.sendall(message)
                peer.shutdown(socket.SHUT_WR)
                read_all(peer)
            except OSError:
                pass  # sent away before it had said everything
            peer.close()
            count += 1
        peer = connect(path)
        peer.sendall(b"\x00\x00")  # and nothing more
        silent.append(peer)
        if len(silent) > 100:
            silent.pop(0).close()
    print(json.dumps({"visits": count, "silent": len(silent)}))


if __name__ == "__main__":
    command, place = sys.argv[1:3]
    if command == "greet":
        greet(place)
    elif command == "sign":
        sign(place, sys.argv[3])
    elif command == "probe":
        probe(place)
    elif command == "misbehave":
        misbehave(place, float(sys.argv[3]))
