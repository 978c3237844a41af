"""Results of escapement/placement have exactly the members that docs/protocol.md lists, with the types it lists, on every example.
Usage: schema_test.py ESCAPEMENT EXAMPLES"""
import os
import pathlib
import re
import sys
import unittest

from client import over_stdio, span

BINARY = os.path.abspath(sys.argv[1])
EXAMPLES = pathlib.Path(sys.argv[2]).resolve()
PROTOCOL = EXAMPLES.parent.joinpath("docs", "protocol.md").read_text()


def table_after(heading):
    """The rows of the first table behind a heading: member -> (type, meaning)."""
    rows = {}
    for line in PROTOCOL[PROTOCOL.index(heading):].split("\n")[1:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            rows[cells[0].strip("`")] = (cells[1], cells[2])
        elif rows:
            return rows
    return rows


RESULT = table_after("\nResult:")
SITE = table_after("\n`Site`")
WORDS = {name: set(re.findall(r"`([^`]+)`", SITE[name][1])) for name in ("kind", "segment", "certainty")}
WORDS["segment"].discard("reason")


def is_range(value):
    return set(value) == {"start", "end"} and all(set(value[end]) == {"line", "character"} for end in value)


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = over_stdio(BINARY)
        cls.client.initialize()
        cls.results = {}
        for path in sorted(EXAMPLES.glob("*.go")):
            answer = cls.client.request("escapement/placement", {"textDocument": {"uri": path.as_uri()}})
            cls.results[path.name] = answer["result"]

    @classmethod
    def tearDownClass(cls):
        cls.client.process.stdin.close()
        cls.client.process.wait(timeout=60)
        cls.client.process.stdout.close()

    def test_the_document_has_the_tables(self):
        self.assertGreater(len(RESULT), 5)
        self.assertGreater(len(SITE), 15)

    def test_results(self):
        self.assertGreater(len(self.results), 10)
        for name, result in self.results.items():
            self.assertEqual(set(result), set(RESULT), name)
            self.assertEqual((result["version"], result["decisionsOf"]), (1, "out of line"))
            self.assertTrue(result["sites"], name)
            for entry in result["notAnalysed"]:
                self.assertEqual(set(entry), {"function", "construct", "range"}, name)

    def test_sites(self):
        required = {name for name, (type_, _) in SITE.items() if "optional" not in type_}
        for name, result in self.results.items():
            for site in result["sites"]:
                with self.subTest(file=name, site=site["name"]):
                    self.assertTrue(required <= set(site) <= set(SITE), set(site) ^ set(SITE))
                    for member, words in WORDS.items():
                        self.assertIn(site[member], words)
                    self.assertTrue(is_range(site["range"]) and is_range(site["anchor"]))
                    self.assertTrue({"bytes"} <= set(site["size"]) <= {"bytes", "formula"})
                    self.assertIsInstance(site["pointers"], bool)
                    for step in site["why"]:
                        self.assertEqual(set(step), {"uri", "range", "text"})
                    for capture in site["capturedBy"]:
                        self.assertEqual(set(capture), {"name", "mode"})
                        self.assertIn(capture["mode"], ("value", "reference"))
                    if site["segment"] in ("stack", "heap"):
                        self.assertTrue(site["instances"][0]["where"].startswith("out of line"))
                    for instance in site["instances"]:
                        self.assertEqual(set(instance), {"where", "segment"})
                        self.assertIn(instance["segment"], WORDS["segment"])

    def test_the_example_of_the_document_is_true(self):
        text = EXAMPLES.joinpath("counter.go").read_text()
        line, column = next((i, t.index("count := 0")) for i, t in enumerate(text.split("\n")) if "count := 0" in t)
        self.assertIn(f'"position":{{"line":{line},"character":{column}}}', PROTOCOL)
        uri = EXAMPLES.joinpath("counter.go").as_uri()
        position = {"line": line, "character": column}
        site = self.client.request("escapement/placement", {"textDocument": {"uri": uri}, "position": position})["result"]["sites"][0]
        for member in ("name", "kind", "segment", "hint", "decision", "certainty", "function", "lifetime"):
            self.assertIn(f'"{member}":"{site[member]}"', PROTOCOL)
        self.assertEqual(site["anchor"], span(line, column, line, column + 5))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
