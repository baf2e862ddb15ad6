"""Stands before a broker with its own TLS key, and hands out another charter: what a broker that lies would do.

charter_front.py PORT TARGET-PORT CERTIFICATE KEY FOLDER

`mark` in the folder (JSON) takes the place of `charter` in what the broker says of itself, `charter` that of its charter file.
Everything else is passed on as it is.
"""
import http.client
import http.server
import json
import pathlib
import ssl
import sys

PORT, TARGET = int(sys.argv[1]), int(sys.argv[2])
CERTIFICATE, KEY, FOLDER = sys.argv[3], sys.argv[4], pathlib.Path(sys.argv[5])


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        broker = http.client.HTTPSConnection("127.0.0.1", TARGET, context=context)
        broker.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            broker.putheader(name, value)
        broker.endheaders(body or None)
        answer = broker.getresponse()
        status, data = self.lie(answer.status, answer.read())
        self.send_response_only(status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        broker.close()

    do_GET = do_POST = do_PUT = do_HEAD = pass_on

    def lie(self, status, data):
        mark, charter = FOLDER / "mark", FOLDER / "charter"
        if self.path == "/v1/broker" and mark.exists():
            return status, json.dumps({**json.loads(data), "charter": json.loads(mark.read_text())}).encode()
        if self.path == "/v1/charter" and charter.exists():
            return 200, charter.read_bytes()
        return status, data

    def log_message(self, *_):
        pass


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Front)
server.socket = context.wrap_socket(server.socket, server_side=True)
print("listens", flush=True)
server.serve_forever()
