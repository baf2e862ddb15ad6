"""A TCP proxy that loses answers: cutting_proxy.py PORT TARGET-PORT MODE-FILE

The file says `pass`, or `lose`: then what the client sends is passed on, and once it has sent more than a request without a
body, nothing comes back; the connection ends when the server has answered.
"""
import pathlib
import socket
import sys
import threading

PORT, TARGET, MODE = int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
SMALL = 8192


class Exchange:
    def __init__(self, client):
        self.client, self.server = client, socket.create_connection(("127.0.0.1", TARGET))
        self.sent, self.loses = 0, MODE.read_text().strip() == "lose"
        for pump in (self.forth, self.back):
            threading.Thread(target=pump, daemon=True).start()

    def forth(self):
        try:
            while data := self.client.recv(65536):
                self.sent += len(data)
                self.server.sendall(data)
        except OSError:
            pass
        self.end()

    def back(self):
        try:
            while data := self.server.recv(65536):
                if self.loses and self.sent > SMALL:
                    # The whole answer has come this far, and goes no further.
                    self.server.settimeout(2)
                    while self.server.recv(65536):
                        pass
                    break
                self.client.sendall(data)
        except OSError:
            pass
        self.end()

    def end(self):
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def main():
    listener = socket.create_server(("127.0.0.1", PORT))
    while True:
        client, _ = listener.accept()
        try:
            Exchange(client)
        except OSError:
            client.close()


main()
