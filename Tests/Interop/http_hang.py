"""Sends a signed request, half of its body, and then nothing; until it is ended.

Usage: http_hang.py CONFIG.json
"""

import json
import socket
import ssl
import sys
import time

import requests

from http_sign import Device

config = json.load(open(sys.argv[1]))
host = f"127.0.0.1:{config['port']}"
body = b"--b\r\n" + b"x" * 100_000
prepared = requests.Request(
    "POST", f"https://{host}/v1/deposits", data=body,
    headers={"Content-Type": "multipart/form-data; boundary=b", "Expect": "100-continue"},
).prepare()
Device(**config["sender"]).sign(prepared)
head = f"POST /v1/deposits HTTP/1.1\r\nHost: {host}\r\n"
head += "".join(f"{name}: {value}\r\n" for name, value in prepared.headers.items())
context = ssl.create_default_context(cafile=config["certificate"])
with context.wrap_socket(
    socket.create_connection(("127.0.0.1", config["port"])), server_hostname="127.0.0.1"
) as connection:
    connection.sendall((head + "\r\n").encode())
    # The broker has verified the signature and wants the body.
    assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
    connection.sendall(body[:4])
    print("hanging", flush=True)
    time.sleep(120)
