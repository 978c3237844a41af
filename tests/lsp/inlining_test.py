"""Inlining as an editor sees it: hovers, hints, settings, edits, broken bodies, profiles. Usage: inlining_test.py ESCAPEMENT EXAMPLES"""
import os
import pathlib
import sys
import tempfile
import time
import unittest

from client import TIMEOUT, over_stdio, span

BINARY = os.path.abspath(sys.argv[1])
SOURCE = """package main

import "fmt"

func add(a, b int) int { return a + b }

func show(n int) {
	fmt.Println(add(n, 1))
}

func main() {
	show(2)
}
"""


class Inlining(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.uri = self.write("main.go", SOURCE)
        self.text = SOURCE
        self.client = over_stdio(BINARY)
        self.addCleanup(self.stop)

    def stop(self):
        self.client.close()
        self.client.process.wait(timeout=60)
        self.client.process.stdout.close()

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path.as_uri()

    def hover(self, word, after=""):
        """The hover on a word, the first behind `after`."""
        offset = self.text.index(word, self.text.index(after))
        before = self.text[:offset]
        position = {"line": before.count("\n"), "character": offset - (before.rfind("\n") + 1)}
        result = self.client.request("textDocument/hover", {"textDocument": {"uri": self.uri}, "position": position})["result"]
        return result["contents"]["value"] if result else ""

    def computed(self, word, after=""):
        end = time.monotonic() + TIMEOUT
        while "still being computed" in (text := self.hover(word, after)):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)
        return text

    def edit(self, old, new):
        offset = self.text.index(old)
        before = self.text[:offset]
        line, character = before.count("\n"), offset - (before.rfind("\n") + 1)
        self.assertNotIn("\n", old)
        self.text = self.text.replace(old, new, 1)
        self.client.change(self.uri, {"range": span(line, character, line, character + len(old)), "text": new})

    def hints(self):
        return {(h["position"]["line"], h["label"]) for h in self.client.hints(self.uri)["result"] if "inlin" in h["label"]}

    def hints_when(self, wanted):
        end = time.monotonic() + TIMEOUT
        while not (hints := self.hints()) >= wanted:
            self.assertLess(time.monotonic(), end, hints)
            time.sleep(0.02)
        return hints

    def test_hovers_on_calls_and_functions(self):
        self.client.initialize()
        self.client.open(self.uri, SOURCE)
        call = self.computed("add", "Println(")
        self.assertIn("**call** `add` — **inlined**", call)
        self.assertIn("| Cost | 4, at most 80 here |", call)
        function = self.computed("show", "func show")
        self.assertIn("**function** `show` — **can", function)
        self.assertRegex(function, r"Cost \d+ of 80, of which")
        self.assertRegex(function, r"\| \d+ \| 8:\d+ \| `fmt\.Println\(add\(n, 1\)\)` \(call that is ")
        # What is no call and no function has the hover that it always had.
        self.assertNotIn("inlin", self.hover("n int"))

    def test_a_hover_does_not_wait_for_imported_packages(self):
        self.client.initialize()
        self.client.open(self.uri, SOURCE)
        self.client.hints(self.uri)
        begin = time.monotonic()
        text = self.hover("Println", "fmt.P")
        self.assertLess(time.monotonic() - begin, 5)
        self.assertTrue("still being computed" in text or "— **inlined**" in text, text)

    def test_answers_follow_edits(self):
        self.client.initialize()
        self.client.open(self.uri, SOURCE)
        self.assertIn("— **inlined**", self.computed("add", "Println("))
        self.edit("return a + b", "defer fmt.Println(); return a + b")
        text = self.computed("add", "Println(add")
        self.assertIn("— **not inlined**", text)
        self.assertIn("it has a defer statement (gc: unhandled op DEFER)", text)
        self.edit("defer fmt.Println(); return a + b", "return a * b + a")
        text = self.computed("add", "Println(add")
        self.assertIn("— **inlined**", text)
        self.assertIn("| Cost | 6, at most 80 here |", text)
        # More than a body.
        self.edit("import \"fmt\"", "import \"fmt\"; var zero = add(0, 0); type other struct{}")
        self.assertIn("— **inlined**", self.computed("add", "zero = "))

    def test_a_broken_body_is_not_analysed_and_blanks_no_other(self):
        self.client.initialize()
        self.client.open(self.uri, SOURCE)
        self.edit("return a + b", "return a + missing")
        text = self.computed("add", "Println(")
        self.assertIn("— **not inlined**", text)
        self.assertIn("its body is not analysed: an error: undeclared name: missing", text)
        self.assertIn("**not analysed**", self.computed("add", "func "))
        self.assertIn("— **inlined**", self.computed("Println", "fmt."))
        self.edit("return a + missing", "return a + b")
        self.assertIn("— **inlined**", self.computed("add", "Println("))

    def test_hints_are_off_until_they_are_wanted(self):
        self.client.initialize(workspace={"inlayHint": {"refreshSupport": True}})
        self.client.open(self.uri, SOURCE)
        self.assertIn("— **inlined**", self.computed("add", "Println("))
        self.assertEqual(self.hints(), set())
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"escapement": {"hints": {"inlining": True}}}})
        self.client.take(lambda m: m.get("method") == "workspace/inlayHint/refresh")
        self.assertEqual(self.hints_when({(4, "inlinable, cost 4 of 80"), (7, "inlined")}) & {(4, "inlined")}, set())
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"escapement": {"hints": {"inlining": False}}}})
        self.assertEqual(self.hints(), set())
        # What is not for us, or no setting, changes nothing.
        for settings in (None, [], {"escapement": 3}, {"escapement": {"hints": {"inlining": "yes"}}}, {"other": {}}):
            self.client.notify("workspace/didChangeConfiguration", {"settings": settings})
        self.assertEqual(self.hints(), set())

    def test_hints_from_the_start_come_when_they_are_computed(self):
        self.client.request("initialize", {"processId": None, "rootUri": None, "initializationOptions": {"hints": {"inlining": True}},
                                           "capabilities": {"workspace": {"inlayHint": {"refreshSupport": True}}}})
        self.client.notify("initialized")
        self.client.open(self.uri, SOURCE)
        if (7, "inlined") not in self.hints():
            self.client.take(lambda m: m.get("method") == "workspace/inlayHint/refresh")
        hints = self.hints_when({(7, "inlined"), (4, "inlinable, cost 4 of 80")})
        tooltips = [h["tooltip"]["value"] for h in self.client.hints(self.uri)["result"] if h["label"] == "inlined"]
        self.assertTrue(tooltips and all("**call**" in text for text in tooltips), hints)
        self.edit("return a + b", "defer println(); return a + b")
        self.hints_when({(4, "not inlinable: unhandled op DEFER")})

    def test_a_profile_is_noticed_in_the_log_and_the_hover(self):
        self.write("default.pgo", "")
        self.client.initialize()
        self.client.open(self.uri, SOURCE)
        logged = self.client.take(lambda m: m.get("method") == "window/logMessage")
        self.assertIn("default.pgo: the profile is ignored", logged["params"]["message"])
        self.edit("return a + b", "return a * b")
        self.assertIn("_default.pgo: the profile is ignored", self.computed("add", "Println("))
        self.client.request("shutdown")
        self.assertEqual([m for m in self.client.kept if m.get("method") in ("window/logMessage", "window/showMessage")], [])

    def test_an_edited_import_is_compiled_again(self):
        self.write("go.mod", "module m\n\ngo 1.26\n")
        (self.folder / "lib").mkdir()
        lib_text = "package lib\n\nfunc Double(n int) int { return n * 2 }\n"
        lib = self.write("lib/lib.go", lib_text)
        self.text = SOURCE.replace('import "fmt"', 'import (\n\t"fmt"\n\t"m/lib"\n)').replace("add(n, 1)", "lib.Double(n)")
        self.uri = self.write("main.go", self.text)
        self.client.initialize()
        self.client.open(self.uri, self.text)
        self.assertIn("— **inlined**", self.computed("Double", "lib."))
        self.client.open(lib, lib_text.replace("return n * 2", "defer println(); return n * 2"))
        text = self.computed("Double", "lib.D")
        self.assertIn("— **not inlined**", text)
        self.assertIn("it has a defer statement", text)
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": lib}})
        self.assertIn("— **inlined**", self.computed("Double", "lib.D"))
        self.write("lib/lib.go", lib_text.replace("return n * 2", "return n * missing"))
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": lib, "type": 2}]})
        self.assertIn("undeclared name: missing", self.computed("Double", "lib.D"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
