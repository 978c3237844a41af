"""Headers, JSON-RPC messages, lifecycle, text synchronisation, cancellation, several clients: what LSP 3.17 says of each.
Usage: base_protocol_test.py ESCAPEMENT EXAMPLES"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from client import over_socket, over_stdio, span

BINARY = os.path.abspath(sys.argv[1])
COUNTER = pathlib.Path(sys.argv[2]).joinpath("counter.go").read_text()
HEAP = "package p\n\nfunc f() *int { kept := 1; return &kept }\n"
INITIALIZE = b'{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}'


def generated(functions):
    """A package whose analysis takes a while."""
    body = "package p\n\ntype node struct{ next *node }\n"
    for i in range(functions):
        body += f"\nfunc make{i}(n int) (*node, func() int) {{\n\tkept := &node{{}}\n\treturn kept, func() int {{ n++; return n }}\n}}\n"
    return body


class OverStdio(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.uri = pathlib.Path(self.folder.name, "p.go").as_uri()
        self.client = self.connect()

    def connect(self):
        client = over_stdio(BINARY)

        def stop():
            client.process.stdin.close()
            client.process.wait(timeout=60)
            client.process.stdout.close()

        self.addCleanup(stop)
        return client

    def code(self, answer):
        return answer["error"]["code"]

    def raw(self, **message):
        """Sends a message as it is and gives the answer without asking for its id."""
        self.client.raw(json.dumps(message))
        return self.client.take(lambda m: "method" not in m)


class Headers(OverStdio):
    def test_content_type_and_lower_case_names(self):
        for header in (b"content-length: %d\r\n\r\n", b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
                       b"CONTENT-LENGTH:%d\r\ncontent-type: application/vscode-jsonrpc;charset=\"UTF8\"\r\n\r\n"):
            client = self.connect()
            client.write(header % len(INITIALIZE) + INITIALIZE)
            self.assertIn("result", client.answer(0))

    def test_another_charset_closes(self):
        self.client.write(b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-16\r\n\r\n" % len(INITIALIZE) + INITIALIZE)
        self.assertTrue(self.client.ended())
        self.assertEqual(self.client.process.wait(timeout=60), 1)

    def test_byte_by_byte(self):
        for byte in b"Content-Length: %d\r\n\r\n" % len(INITIALIZE) + INITIALIZE:
            self.client.write(bytes([byte]))
        self.assertIn("result", self.client.answer(0))

    def test_lengths_that_are_none(self):
        for value in (b"", b"+5", b"5 5", b"0x10", b"1e3", b"18446744073709551616", b"4294967296", b"99999999999999999999999", b"-0"):
            client = self.connect()
            client.write(b"Content-Length: " + value + b"\r\n\r\n")
            self.assertTrue(client.ended(), value)

    def test_an_empty_body_is_no_json(self):
        self.client.write(b"Content-Length: 0\r\n\r\n")
        self.assertEqual(self.code(self.client.take(lambda m: True)), -32700)


class Messages(OverStdio):
    def setUp(self):
        super().setUp()
        self.client.initialize()

    def test_ids_are_numbers_or_strings(self):
        for identifier in (7, -3, "seven", "", 2**53):
            answer = self.raw(jsonrpc="2.0", id=identifier, method="no/such")
            self.assertEqual((answer["id"], self.code(answer)), (identifier, -32601))
        for identifier in (None, 1.5, True, [1], {"a": 1}):
            answer = self.raw(jsonrpc="2.0", id=identifier, method="no/such")
            self.assertEqual((answer["id"], self.code(answer)), (None, -32600), identifier)

    def test_malformed_messages(self):
        self.assertEqual(self.code(self.raw(id=1, method="shutdown")), -32600)
        self.assertEqual(self.code(self.raw(jsonrpc="1.0", id=1, method="shutdown")), -32600)
        self.assertEqual(self.code(self.raw(jsonrpc="2.0", id=1, method=5)), -32600)
        self.assertEqual(self.code(self.raw(jsonrpc="2.0", id=1)), -32600)
        self.assertEqual(self.code(self.raw(jsonrpc="2.0", id=1, method="no/such", params="text")), -32600)
        self.assertEqual(self.code(self.raw(jsonrpc="2.0", id=1, method="textDocument/hover", params=[1])), -32602)
        for body in ("[]", '[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]', "7", '"text"', "null", "[" * 100000, '{"a":' * 5000):
            self.client.raw(body)
            self.assertEqual(self.code(self.client.take(lambda m: "method" not in m)), -32600, body[:20])
        for body in (b"{", b"\xff\xfe", b'{"jsonrpc":"2.0","id":1,"method":"\xc3"}', b"\0"):
            self.client.raw(body)
            self.assertEqual(self.code(self.client.take(lambda m: "method" not in m)), -32700, body)
        self.assertIsNone(self.client.request("shutdown")["result"])

    def test_half_a_surrogate_pair_in_a_text(self):
        text = json.dumps(HEAP.replace("1;", "1 /* X */;")).replace("X", "\\ud83d")
        self.client.raw('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":%s,"languageId":"go","version":1,"text":%s}}}'
                        % (json.dumps(self.uri), text))
        self.assertEqual([h["label"] for h in self.client.hints(self.uri)["result"] if h["label"] == "escapes to heap"], ["escapes to heap"])

    def test_unknown_methods(self):
        self.client.notify("$/unknown")
        self.client.notify("unknown/notification")
        self.assertEqual(self.code(self.client.request("$/unknown")), -32601)
        self.assertEqual(self.code(self.client.request("workspace/symbol")), -32601)

    def test_answers_to_the_server_need_no_answer(self):
        self.client.raw('{"jsonrpc":"2.0","id":"escapement-1","result":null}')
        self.client.raw('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}')
        self.assertIsNone(self.client.request("shutdown")["result"])
        self.assertTrue(all("error" not in m for m in self.client.kept))


class Lifecycle(OverStdio):
    def test_exit_before_initialize(self):
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(timeout=60), 1)

    def test_notifications_before_initialize_are_dropped(self):
        self.client.open(self.uri, HEAP)
        self.client.initialize()
        self.assertEqual(self.code(self.client.hints(self.uri)), -32803)

    def test_after_shutdown_only_exit(self):
        self.client.initialize()
        self.client.request("shutdown")
        for method in ("textDocument/hover", "shutdown", "initialize", "$/unknown"):
            self.assertEqual(self.code(self.client.request(method)), -32600, method)
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(timeout=60), 0)

    def test_the_end_of_the_input_ends_the_server(self):
        self.client.initialize()
        self.client.open(self.uri, HEAP)
        waiting = self.client.start("textDocument/inlayHint", {"textDocument": {"uri": self.uri}})
        self.client.process.stdin.close()
        self.assertIn("result", self.client.answer(waiting))
        self.assertEqual(self.client.process.wait(timeout=60), 1)

    def test_the_server_ends_with_the_process_of_its_client(self):
        parent = subprocess.Popen(["sleep", "60"])
        self.client.request("initialize", {"processId": parent.pid, "capabilities": {}})
        self.assertIsNone(self.client.process.poll())
        parent.kill()
        parent.wait()
        self.assertEqual(self.client.process.wait(timeout=10), 1)

    def test_signals_end_it(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            client = self.connect()
            client.initialize()
            client.process.send_signal(number)
            self.assertEqual(client.process.wait(timeout=10), 1)

    def test_encodings(self):
        for offered, chosen in ((None, "utf-16"), ([], "utf-16"), (["utf-32", "utf-8"], "utf-32"), (["latin-1"], "utf-16"), ("utf-8", "utf-16")):
            capabilities = self.connect().initialize(offered)["capabilities"]
            self.assertEqual(capabilities["positionEncoding"], chosen, offered)


class Documents(OverStdio):
    def setUp(self):
        super().setUp()
        self.client.initialize()

    def labels(self, uri=None):
        answer = self.client.hints(uri or self.uri)
        return [h["label"] for h in answer["result"]] if "result" in answer else self.code(answer)

    def change(self, version, *changes):
        self.client.notify("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": version}, "contentChanges": list(changes)})

    def test_several_changes_build_on_each_other(self):
        self.client.open(self.uri, "")
        self.change(2, {"range": span(0, 0, 0, 0), "text": "package q\n"}, {"range": span(0, 8, 0, 9), "text": "p"},
                    {"range": span(1, 0, 1, 0), "text": HEAP[len("package p\n"):]})
        self.assertIn("escapes to heap", self.labels())

    def test_opened_twice_the_newer_text_counts(self):
        self.client.open(self.uri, HEAP)
        self.client.open(self.uri, "package p\n")
        self.assertEqual(self.labels(), [])

    def test_changes_of_what_is_not_open_are_logged(self):
        self.change(2, {"text": HEAP})
        self.client.take(lambda m: m.get("method") == "window/logMessage")
        self.assertEqual(self.labels(), -32803)
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})
        self.client.open(self.uri, HEAP)
        self.assertIn("escapes to heap", self.labels())

    def test_a_change_from_the_past_is_said_and_a_whole_text_mends_it(self):
        self.client.open(self.uri, HEAP)
        self.change(5, {"range": span(0, 0, 0, 0), "text": "\n"})
        self.change(4, {"range": span(0, 0, 0, 0), "text": "\n"})
        self.client.take(lambda m: m.get("method") == "window/showMessage")
        self.assertEqual(self.labels(), -32803)
        self.change(6, {"text": HEAP})
        self.assertIn("escapes to heap", self.labels())

    def test_a_change_that_is_none_is_said(self):
        for broken in ({"range": 5, "text": ""}, {"range": span(0, 0, 0, 0)}, {"range": span(0, 5, 0, 0), "text": ""}, {"text": 7}):
            self.client.open(self.uri, HEAP)
            self.change(9, broken)
            self.client.take(lambda m: m.get("method") == "window/showMessage")
            self.assertEqual(self.labels(), -32803, broken)

    def test_hints_of_a_range_and_hover_beside_sites(self):
        self.client.open(self.uri, HEAP)
        first_line = self.client.request("textDocument/inlayHint", {"textDocument": {"uri": self.uri}, "range": span(0, 0, 1, 0)})
        self.assertEqual(first_line["result"], [])
        self.assertTrue(self.labels())
        for line, character in ((0, 2), (1, 0), (700, 0), (0, 2**31)):
            at = {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": character}}
            self.assertIsNone(self.client.request("textDocument/hover", at)["result"])

    def test_crlf_byte_order_mark_nul_and_invalid_text(self):
        self.client.open(self.uri, "\ufeff" + HEAP.replace("\n", "\r\n"))
        hints = self.client.hints(self.uri)["result"]
        self.assertTrue(any(h["label"] == "escapes to heap" and h["position"] == {"line": 2, "character": 20} for h in hints), hints)
        for text in ("", "\0", "package p\n\0", "\n" * 10, "package p; func f() {" + "x" * 10_000_000):
            self.client.open(self.uri, text)
            self.assertIn("result", self.client.hints(self.uri), text[:20])

    def test_tooltips_are_resolved_where_the_client_can(self):
        self.client.open(self.uri, HEAP)
        self.assertTrue(all("tooltip" in h for h in self.client.hints(self.uri)["result"]))
        lazy = self.connect()
        provider = lazy.initialize(textDocument={"inlayHint": {"resolveSupport": {"properties": ["tooltip"]}}})["capabilities"]["inlayHintProvider"]
        self.assertTrue(provider["resolveProvider"])
        lazy.open(self.uri, HEAP)
        hint = next(h for h in lazy.hints(self.uri)["result"] if h["label"] == "escapes to heap")
        self.assertNotIn("tooltip", hint)
        self.assertIn("moved to heap: kept", lazy.request("inlayHint/resolve", hint)["result"]["tooltip"]["value"])
        lazy.change(self.uri, {"range": span(0, 0, 0, 0), "text": "\n"})
        self.assertEqual(self.code(lazy.request("inlayHint/resolve", hint)), -32801)
        self.assertEqual(self.code(lazy.request("inlayHint/resolve", {"label": "x", "position": span(0, 0, 0, 0)["start"]})), -32602)

    def test_diagnostics_carry_the_version_where_the_client_reads_it(self):
        client = self.connect()
        client.initialize(textDocument={"publishDiagnostics": {"versionSupport": True}})
        client.open(self.uri, "package p\n\nfunc {\n")
        published = client.take(lambda m: m.get("method") == "textDocument/publishDiagnostics")["params"]
        self.assertEqual(published["version"], 1)
        self.assertTrue(published["diagnostics"][0]["code"].startswith("syntax."))


class Cancellation(OverStdio):
    def test_waiting_and_running_requests(self):
        self.client.initialize()
        self.client.open(self.uri, generated(2500))
        params = {"textDocument": {"uri": self.uri}}
        running = self.client.start("textDocument/inlayHint", params)
        waiting = self.client.start("textDocument/hover", {**params, "position": {"line": 0, "character": 0}})
        time.sleep(0.05)
        begin = time.monotonic()
        self.client.notify("$/cancelRequest", {"id": waiting})
        self.client.notify("$/cancelRequest", {"id": running})
        self.client.notify("$/cancelRequest", {"id": "never sent"})
        self.client.notify("$/cancelRequest", {})
        codes = [self.code(self.client.answer(i)) for i in (running, waiting)]
        took = time.monotonic() - begin
        self.assertEqual(codes, [-32800, -32800])
        self.assertLess(took, 1)


class Listening(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "s")
        self.uri = pathlib.Path(self.folder.name, "p.go").as_uri()
        self.process = subprocess.Popen([BINARY, "lsp", "--socket", self.path], stderr=subprocess.PIPE, text=True)
        self.assertTrue(self.process.stderr.readline().startswith("listening"))
        self.clients = []

    def tearDown(self):
        for client in self.clients:
            client.close()
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stderr.close()

    def connect(self):
        self.clients.append(over_socket(self.path, socket.AF_UNIX))
        return self.clients[-1]

    def test_signals_end_it_and_remove_the_socket(self):
        client = self.connect()
        client.initialize()
        self.process.terminate()
        self.assertTrue(client.ended())
        self.assertEqual(self.process.wait(timeout=10), 0)
        self.assertFalse(os.path.exists(self.path))

    def test_one_that_does_not_read_holds_up_nobody(self):
        deaf = socket.socket(socket.AF_UNIX)
        deaf.settimeout(30)
        deaf.connect(self.path)
        self.addCleanup(deaf.close)

        def send(body):
            deaf.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)

        send(INITIALIZE)
        note = {"uri": self.uri, "languageId": "go", "version": 1, "text": generated(300)}
        send(json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": note}}).encode())
        ask = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "escapement/placement", "params": {"textDocument": {"uri": self.uri}}}).encode()
        for _ in range(200):
            try:
                send(ask)
            except OSError:
                break  # the server has had enough of it
        other = self.connect()
        other.initialize()
        other.open(self.uri, HEAP)
        begin = time.monotonic()
        self.assertTrue(other.hints(self.uri)["result"])
        self.assertLess(time.monotonic() - begin, 5)

    def test_too_many_clients(self):
        clients = [self.connect() for _ in range(64)]
        clients[0].initialize()
        self.assertTrue(self.connect().ended())
        clients[1].close()
        self.assertIn("capabilities", clients[2].initialize())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
