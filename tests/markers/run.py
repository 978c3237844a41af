"""Expectations in Go files, written under the code they are about, held by the batch tool and by the server alike.
Usage: run.py ESCAPEMENT FILE…

    count := 0
    //@ count: hint "escapes to heap"; captured reference increment, decrement; step "the value is returned"

A marker names a site of the nearest line of code above it ("inc()#2": the second of that name), then what must hold:
    hint "TEXT"      segment WORD      certainty WORD      kind "WORD"      size BYTES      gc "gc's text" or none
    captured reference|value NAME, …   all captures of that mode
    step "TEXT"                        some step of the path contains it
    none                               instead of all that: there is no such site
Anything else fails, and so does a file without a marker."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lsp"))
from client import over_stdio  # noqa: E402

BINARY = os.path.abspath(sys.argv[1])
FILES = [pathlib.Path(file).resolve() for file in sys.argv[2:]]
MARKER = re.compile(r"^\s*//@ ?(.*)$")
CLAUSE = re.compile(r'(hint|kind|step|gc) "(.*)"|(segment|certainty) ([a-z ]+)|size (\d+)|captured (reference|value) (.+)|(gc) (none)|(none)')


class Marker:
    def __init__(self, text, line):
        name, separator, wanted = text.partition(": ")
        if not separator:
            raise ValueError(f"line {line}: a marker is NAME: EXPECTATION; …, not {text!r}")
        self.name, _, number = name.partition("#")
        self.index, self.line = int(number or 1) - 1, line
        self.clauses = [self.clause(part.strip()) for part in wanted.split("; ")]

    def clause(self, text):
        match = CLAUSE.fullmatch(text)
        if not match:
            raise ValueError(f"line {self.line}: unknown marker {text!r}")
        text_key, quoted, word_key, word, size, mode, names, gc, _, absent = match.groups()
        if absent:
            return "absent", None
        if size:
            return "size", int(size)
        if mode:
            return mode, sorted(name.strip() for name in names.split(","))
        return (gc, None) if gc else (text_key or word_key, quoted if text_key else word)


def markers_of(path):
    markers, line = [], 0
    for number, text in enumerate(path.read_text().splitlines(), 1):
        match = MARKER.match(text)
        if match:
            markers.append(Marker(match[1], line))
        else:
            line = number
    return markers


def named(sites, marker):
    here = [site for site in sites if site["name"] == marker.name and site["line"] == marker.line]
    # A closure's code has the name of its function; its storage is what markers are about.
    return sorted(here, key=lambda site: site["column"])


def holds(site, key, wanted):
    if key in ("reference", "value"):
        return sorted(c["name"] for c in site["capturedBy"] if c["mode"] == key) == wanted
    if key == "step":
        return any(wanted in step["text"] for step in site["why"])
    if key == "size":
        return site["size"]["bytes"] == wanted
    return site["decision" if key == "gc" else key] == wanted


class Markers(unittest.TestCase):
    def compare(self, path, markers, sites):
        for marker in markers:
            found = named(sites, marker)
            where = f"{path.name}:{marker.line}: {marker.name}"
            if marker.clauses == [("absent", None)]:
                self.assertEqual(found, [], where)
                continue
            names = sorted(site["name"] for site in sites if site["line"] == marker.line)
            self.assertGreater(len(found), marker.index, f"{where}: no such site; the line has {names}")
            for key, wanted in marker.clauses:
                self.assertTrue(holds(found[marker.index], key, wanted),
                                f"{where}: expected {key} {wanted!r} of\n{json.dumps(found[marker.index], indent=1)}")

    def test_batch(self):
        for path in FILES:
            with self.subTest(path.name):
                markers = markers_of(path)
                self.assertTrue(markers, "a file without markers")
                done = subprocess.run([BINARY, "check", "--format", "json", path], capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)
                sites = [site for report in json.loads(done.stdout) for site in report["sites"]]
                for site in sites:
                    site["line"], site["column"] = site["anchor"]["start"]["line"], site["anchor"]["start"]["column"]
                self.compare(path, markers, sites)

    def test_server(self):
        client = over_stdio(BINARY)
        self.addCleanup(client.process.stdout.close)
        client.initialize(["utf-8"])
        for path in FILES:
            with self.subTest(path.name):
                client.open(path.as_uri(), path.read_text())
                markers = markers_of(path)
                sites = client.request("escapement/placement", {"textDocument": {"uri": path.as_uri()}})["result"]["sites"]
                for site in sites:
                    start = site["anchor"]["start"]
                    site["line"], site["column"] = start["line"] + 1, start["character"]
                self.compare(path, markers, sites)
                shown = {(h["position"]["line"] + 1, h["label"]) for h in client.hints(path.as_uri())["result"]}
                for marker in markers:
                    for key, wanted in marker.clauses:
                        if key == "hint":
                            self.assertIn((marker.line, wanted), shown, f"{path.name}:{marker.line}: the editor does not show it")
        client.close()
        client.process.wait(timeout=60)


class TheRunnerItself(unittest.TestCase):
    def test_unknown_markers_fail(self):
        for text in ("count", "count: hint escapes", "count: colour red", "count: segment", 'count: hint "stack"; nonsense 1'):
            with self.assertRaises(ValueError, msg=text):
                Marker(text, 1)

    def test_wrong_expectations_fail(self):
        site = {"name": "x", "line": 1, "column": 1, "hint": "stack", "capturedBy": [], "why": [], "size": {"bytes": 8}, "decision": None}
        for key, wanted in (("hint", "heap"), ("size", 9), ("reference", ["f"]), ("step", "s"), ("gc", "moved to heap: x")):
            self.assertFalse(holds(site, key, wanted), key)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
