"""Stands between client and broker as a bad line or as another server.

http_proxy.py cut LISTEN TARGET BYTES   forwards, and cuts each connection after BYTES either way
http_proxy.py impostor LISTEN CERT KEY  serves TLS with its own key and prints what it is sent
"""

import socket
import ssl
import sys
import threading

mode, listen = sys.argv[1], int(sys.argv[2])
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", listen))
server.listen(16)
print("ready", flush=True)


def forward(source, target, limit):
    try:
        while limit > 0:
            data = source.recv(min(65536, limit))
            if not data:
                break
            limit -= len(data)
            target.sendall(data)
    except OSError:
        pass
    for side in (source, target):
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def cut(connection, target, limit):
    broker = socket.create_connection(("127.0.0.1", target))
    for pair in ((connection, broker), (broker, connection)):
        threading.Thread(target=forward, args=(*pair, limit), daemon=True).start()


def impostor(connection, context):
    try:
        with context.wrap_socket(connection, server_side=True) as tls:
            tls.settimeout(3)
            print("handshake", flush=True)
            received = 0
            while data := tls.recv(65536):
                received += len(data)
    except (OSError, TimeoutError):
        pass
    print("bytes", received, flush=True)


if mode == "impostor":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
while True:
    connection, _ = server.accept()
    if mode == "cut":
        cut(connection, int(sys.argv[3]), int(sys.argv[4]))
    else:
        impostor(connection, context)
