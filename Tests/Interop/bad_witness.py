"""A witness that does not do what it should, for the tests of who asks it.

usage: bad_witness.py MODE

It listens on a loopback port of its own and prints it. MODE: garbage, huge, slow, drips (a byte now and then), refuses, claims (to have seen more, and shows nothing),
behind (names a smaller size for ever).
"""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODE = sys.argv[1]
SIZE = "text/x.tlog.size"


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body, kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(404, b"none\n")

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if MODE == "slow":
            time.sleep(60)
        if MODE == "drips":
            self.send_response(200)
            self.send_header("Content-Length", "4000")
            self.end_headers()
            for _ in range(120):
                self.wfile.write(b"A")
                self.wfile.flush()
                time.sleep(0.5)
            return
        answers = {
            "garbage": (200, "— liar AAAA\n".encode(), "text/plain"),
            "huge": (200, b"A" * 1_000_000, "text/plain"),
            "refuses": (403, b"no\n", "text/plain"),
            "claims": (409, b"1000000\n", SIZE),
            "behind": (409, b"0\n", SIZE),
        }
        self.answer(*answers.get(MODE, (500, b"", "text/plain")))

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
