"""A small LSP client over standard streams or a socket, every wait bounded."""
import json
import queue
import socket
import subprocess
import threading

TIMEOUT = 60


class Client:
    def __init__(self, write, read, close):
        self.write, self._read, self.close = write, read, close
        self.messages = queue.Queue()
        self.kept = []
        self.next_id = 0
        threading.Thread(target=self._pump, daemon=True).start()

    def _pump(self):
        buffer = b""
        while True:
            while b"\r\n\r\n" not in buffer:
                data = self._read()
                if not data:
                    self.messages.put(None)
                    return
                buffer += data
            header, _, buffer = buffer.partition(b"\r\n\r\n")
            length = int(header.split(b":")[1])
            while len(buffer) < length:
                data = self._read()
                if not data:
                    self.messages.put(None)
                    return
                buffer += data
            self.messages.put(json.loads(buffer[:length]))
            buffer = buffer[length:]

    def raw(self, body):
        data = body if isinstance(body, bytes) else body.encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    def notify(self, method, params=None):
        self.raw(json.dumps({"jsonrpc": "2.0", "method": method, "params": params or {}}))

    def start(self, method, params=None):
        self.next_id += 1
        self.raw(json.dumps({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params or {}}))
        return self.next_id

    def take(self, wanted):
        for i, message in enumerate(self.kept):
            if wanted(message):
                return self.kept.pop(i)
        while True:
            message = self.messages.get(timeout=TIMEOUT)
            if message is None:
                raise EOFError("the server closed the connection")
            if wanted(message):
                return message
            self.kept.append(message)

    def answer(self, identifier):
        return self.take(lambda m: m.get("id") == identifier and "method" not in m)

    def request(self, method, params=None):
        return self.answer(self.start(method, params))

    def ended(self):
        """Whether the server closes the connection; what it still sent is dropped."""
        while True:
            if self.messages.get(timeout=TIMEOUT) is None:
                return True

    def initialize(self, encodings=None, **capabilities):
        if encodings is not None:
            capabilities["general"] = {"positionEncodings": encodings}
        result = self.request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.notify("initialized")
        return result["result"]

    def open(self, uri, text):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "go", "version": 1, "text": text}})

    def change(self, uri, *changes):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": list(changes)})

    def hints(self, uri):
        return self.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": span(0, 0, 100000, 0)})


def span(line, character, end_line, end_character):
    return {"start": {"line": line, "character": character}, "end": {"line": end_line, "character": end_character}}


def over_stdio(binary):
    process = subprocess.Popen([binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def write(data):
        process.stdin.write(data)
        process.stdin.flush()

    client = Client(write, lambda: process.stdout.read1(65536), process.stdin.close)
    client.process = process
    return client


def over_socket(address, family):
    connection = socket.socket(family)
    connection.settimeout(TIMEOUT)
    connection.connect(address)

    def read():
        try:
            return connection.recv(65536)
        except OSError:
            return b""

    return Client(connection.sendall, read, connection.close)
