"""Replays what editors, and broken editors, send to the server. Usage: conformance_test.py ESCAPEMENT EXAMPLES"""
import contextlib
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import unittest

from client import over_socket, over_stdio, span

BINARY = os.path.abspath(sys.argv[1])
COUNTER = pathlib.Path(sys.argv[2]).joinpath("counter.go").read_text()
WIDE = 'package main\n\nfunc main() {\n\t_ = "\U0001F600é"; p := new(int); _ = p\n}\n'


class Server(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.uri = self.write("counter.go", COUNTER)
        self.client = over_stdio(BINARY)
        self.addCleanup(self.stop)

    def write(self, name, text):
        path = pathlib.Path(self.folder.name, name)
        path.write_text(text)
        return path.as_uri()

    def stop(self):
        with contextlib.suppress(OSError):
            self.client.close()
        self.client.process.wait(timeout=60)
        self.client.process.stdout.close()
        self.folder.cleanup()

    def code(self, answer):
        return answer["error"]["code"]

    def hint_after(self, uri, word, client=None):
        """The hints on the line that first holds `word`."""
        client = client or self.client
        line = next(i for i, text in enumerate(self.text.split("\n")) if word in text)
        return [h["label"] for h in client.hints(uri)["result"] if h["position"]["line"] == line]

    def test_lifecycle(self):
        self.assertEqual(self.code(self.client.request("textDocument/hover")), -32002)
        self.assertEqual(self.client.initialize()["capabilities"]["positionEncoding"], "utf-16")
        self.assertEqual(self.code(self.client.request("initialize")), -32600)
        self.assertEqual(self.code(self.client.request("no/such")), -32601)
        self.assertIsNone(self.client.request("shutdown")["result"])
        self.assertEqual(self.code(self.client.request("textDocument/hover")), -32600)
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(timeout=60), 0)

    def test_exit_without_shutdown_is_an_error(self):
        self.client.initialize()
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(timeout=60), 1)

    def test_hints_follow_edits(self):
        self.client.initialize(["utf-8"])
        self.text = COUNTER
        self.client.open(self.uri, COUNTER)
        self.assertIn("escapes to heap", self.hint_after(self.uri, "count := 0"))
        line = next(i for i, t in enumerate(COUNTER.split("\n")) if "count := 0" in t)
        column = COUNTER.split("\n")[line].index("count := 0")
        self.client.change(self.uri, {"range": span(line, column, line, column + 5), "text": "other := 1; _ = other; count"})
        self.text = self.text.replace("count := 0", "other := 1; _ = other; count := 0", 1)
        self.assertEqual(sorted(set(self.hint_after(self.uri, "count := 0"))), ["escapes to heap", "stack"])
        self.client.change(self.uri, {"text": "package main\n\nfunc main() { count := 0; _ = count }\n"})
        self.text = "package main\n\nfunc main() { count := 0; _ = count }\n"
        self.assertNotIn("escapes to heap", self.hint_after(self.uri, "count := 0"))

    def test_hover_and_placement(self):
        self.client.initialize()
        self.client.open(self.uri, COUNTER)
        line = next(i for i, t in enumerate(COUNTER.split("\n")) if "count := 0" in t)
        at = {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": COUNTER.split("\n")[line].index("count") + 1}}
        text = self.client.request("textDocument/hover", at)["result"]["contents"]["value"]
        for word in ("heap", "8 B", "increment", "decrement", "moved to heap: count"):
            self.assertIn(word, text)
        result = self.client.request("escapement/placement", at)["result"]
        self.assertEqual((result["version"], result["decisionsOf"]), (1, "out of line"))
        site = result["sites"][0]
        self.assertEqual((site["segment"], site["decision"]), ("heap", "moved to heap: count"))
        self.assertTrue(site["why"] and all(step["uri"] == self.uri for step in site["why"]))
        everything = self.client.request("escapement/placement", {"textDocument": {"uri": self.uri}})["result"]["sites"]
        self.assertGreater(len(everything), 10)

    def test_positions_in_every_encoding(self):
        for encoding, width in (("utf-8", 6), ("utf-16", 3), ("utf-32", 2)):
            client = over_stdio(BINARY)
            self.assertEqual(client.initialize(["x", encoding])["capabilities"]["positionEncoding"], encoding)
            client.open(self.uri, WIDE)
            columns = {h["position"]["character"] for h in client.hints(self.uri)["result"] if h["position"]["line"] == 3}
            behind = ('\t_ = ""', '\t_ = ""; p', '\t_ = ""; p := new(int)')
            self.assertEqual(columns, {len(before) + width for before in behind})
            # Inside the surrogate pair: its beginning.
            client.change(self.uri, {"range": span(3, 7, 3, 7), "text": "x"})
            self.assertIn("result", client.hints(self.uri))
            client.close()
            client.process.wait(timeout=60)
            client.process.stdout.close()

    def test_an_edit_out_of_range_is_said_and_recovered_from(self):
        self.client.initialize()
        self.client.open(self.uri, COUNTER)
        self.client.change(self.uri, {"range": span(9000, 0, 9000, 1), "text": "x"})
        self.client.take(lambda m: m.get("method") == "window/showMessage")
        self.assertEqual(self.code(self.client.hints(self.uri)), -32803)
        self.client.open(self.uri, COUNTER)
        self.assertTrue(self.client.hints(self.uri)["result"])

    def test_bad_messages(self):
        self.client.initialize()
        self.client.raw("{not json")
        self.assertEqual(self.code(self.client.take(lambda m: "error" in m)), -32700)
        self.client.raw("[1, 2]")
        self.assertEqual(self.code(self.client.take(lambda m: "error" in m)), -32600)
        self.assertEqual(self.code(self.client.request("textDocument/hover", {"textDocument": 7})), -32602)
        self.assertEqual(self.code(self.client.request("textDocument/hover", {"textDocument": {"uri": "http://a/b.go"}})), -32602)
        negative = {"textDocument": {"uri": self.uri}, "position": {"line": -1, "character": 0}}
        self.client.open(self.uri, COUNTER)
        self.assertEqual(self.code(self.client.request("textDocument/hover", negative)), -32602)
        self.assertTrue(self.client.hints(self.uri)["result"])

    def test_cancelled_requests_are_answered_so(self):
        self.client.initialize()
        self.client.open(self.uri, COUNTER)
        identifiers = [self.client.start("textDocument/inlayHint", {"textDocument": {"uri": self.uri}}) for _ in range(20)]
        self.client.notify("$/cancelRequest", {"id": identifiers[-1]})
        answers = [self.client.answer(i) for i in identifiers]
        self.assertTrue(all("result" in a for a in answers[:-1]))
        self.assertTrue("result" in answers[-1] or self.code(answers[-1]) == -32800)

    def test_syntax_errors_are_published_and_cleared(self):
        self.client.initialize()
        self.client.open(self.uri, "package main\n\nfunc main() { x := }\n")
        published = self.client.take(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        self.assertEqual(published["params"]["diagnostics"][0]["range"]["start"]["line"], 2)
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})
        empty = self.client.take(lambda m: m.get("method") == "textDocument/publishDiagnostics" and not m["params"]["diagnostics"])
        self.assertEqual(empty["params"]["uri"], self.uri)

    def test_escapes_are_diagnostics_for_who_wants_them(self):
        self.client.initialize()
        self.client.open(self.uri, COUNTER)
        def published():
            return self.client.take(lambda m: m.get("method") == "textDocument/publishDiagnostics")["params"]["diagnostics"]
        self.assertEqual(published(), [])
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"escapement": {"diagnostics": {"escapes": True}}}})
        moved = next(d for d in published() if d["message"] == "moved to heap: count")
        self.assertEqual((moved["severity"], moved["code"]), (4, "escape.heap"))
        steps = moved["relatedInformation"]
        self.assertTrue(all(step["location"]["uri"] == self.uri for step in steps))
        self.assertIn("the closure: the value is returned", [step["message"] for step in steps])
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"escapement": {"diagnostics": {"escapes": False}}}})
        self.assertEqual(published(), [])

    def test_broken_frames_close_the_connection(self):
        for bytes_sent in (b"Content-Length: -1\r\n\r\n", b"Content-Length: 4294967296\r\n\r\n", b"No: length\r\n\r\n", b"junk\r\n\r\n",
                           b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", b"x" * 10000):
            client = over_stdio(BINARY)
            client.write(bytes_sent)
            self.assertTrue(client.ended(), bytes_sent)
            self.assertEqual(client.process.wait(timeout=60), 1)
            client.process.stdin.close()
            client.process.stdout.close()

    def test_two_hundred_rapid_edits(self):
        self.client.initialize()
        self.client.open(self.uri, COUNTER)
        for i in range(200):
            self.client.change(self.uri, {"range": span(0, 0, 0, 0), "text": "\n"})
        self.assertTrue(all(h["position"]["line"] >= 200 for h in self.client.hints(self.uri)["result"]))


class Listening(unittest.TestCase):
    def several_clients(self, arguments, connect):
        process = subprocess.Popen([BINARY, "lsp", *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            where = re.fullmatch(r"listening on (.*)\n", process.stderr.readline()).group(1)
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "counter.go")
                path.write_text(COUNTER)
                first, second, rude = connect(where), connect(where), connect(where)
                first.initialize(["utf-8"])
                second.initialize(["utf-16"])
                first.open(path.as_uri(), COUNTER)
                second.open(path.as_uri(), "package main\n")
                rude.write(b"Content-Length: -5\r\n\r\n")
                self.assertTrue(rude.ended())
                rude.close()
                dropped = connect(where)
                dropped.write(b"Content-Length: 100\r\n\r\n{")
                dropped.close()
                self.assertTrue(first.hints(path.as_uri())["result"])
                self.assertEqual(second.hints(path.as_uri())["result"], [])
                first.close()
                self.assertEqual(second.hints(path.as_uri())["result"], [])
                second.close()
        finally:
            process.terminate()
            process.wait(timeout=60)
            process.stderr.close()

    def test_tcp(self):
        def connect(where):
            host, port = where.rsplit(":", 1)
            return over_socket((host, int(port)), socket.AF_INET)

        self.several_clients(["--listen", "127.0.0.1:0"], connect)

    def test_unix_socket(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")

            def connect(where):
                self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
                return over_socket(where, socket.AF_UNIX)

            self.several_clients(["--socket", path], connect)
            self.assertFalse(os.path.exists(path))
            # A path left behind by a server that was killed is taken over.
            with socket.socket(socket.AF_UNIX) as left_behind:
                left_behind.bind(path)
            self.several_clients(["--socket", path], connect)
            # A file that is no socket is not.
            pathlib.Path(path).write_text("")
            done = subprocess.run([BINARY, "lsp", "--socket", path], capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2)

    def test_only_loopback(self):
        for address in ("0.0.0.0:0", "127.0.0.1", "127.0.0.1:99999", "example.org:1"):
            done = subprocess.run([BINARY, "lsp", "--listen", address], capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2, address)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
