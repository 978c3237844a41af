"""Expectations in Go files, written under the code they are about, held by the batch tool and by the server alike.
Usage: run.py ESCAPEMENT FILE…

    count := 0
    //@ count: hint "escapes to heap"; captured reference increment, decrement; step "the value is returned"

A marker names a site of the nearest line of code above it ("inc()#2": the second of that name), then what must hold:
    hint "TEXT"      segment WORD      certainty WORD      kind "WORD"      size BYTES      gc "gc's text" or none
    captured reference|value NAME, …   all captures of that mode
    step "TEXT"                        some step of the path contains it
    none                               instead of all that: there is no such site
"call NAME" is a call on that line, by the last name in what is called; "func NAME" the function declared there, "func func" a literal:
    inlined   not inlined "WHY"        the call, and some words of the reason
    inlinable not inlinable "WHY"      the function
    cost NODES                         of the function, or of the function that is called
Anything else fails, and so does a file without a marker."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lsp"))
from client import TIMEOUT, over_stdio  # noqa: E402

BINARY = os.path.abspath(sys.argv[1])
FILES = [pathlib.Path(file).resolve() for file in sys.argv[2:]]
MARKER = re.compile(r"^\s*//@ ?(.*)$")
CLAUSE = re.compile(r'(hint|kind|step|gc) "(.*)"|(segment|certainty) ([a-z ]+)|size (\d+)|captured (reference|value) (.+)|(gc) (none)|(none)')
INLINING = re.compile(r'(inlined|inlinable)|not (inlined|inlinable) "(.+)"|cost (\d+)')


HEADLINE = re.compile(r"(?:^|\n)\*\*(call|function|func literal)\*\*[^\n]* — \*\*(.+)\*\*")
SAID = ("inlined", "not inlined", "not a call", "no call", "can be inlined", "cannot be inlined", "not analysed", "no instance")


class Marker:
    def __init__(self, text, line):
        name, separator, wanted = text.partition(": ")
        if not separator:
            raise ValueError(f"line {line}: a marker is NAME: EXPECTATION; …, not {text!r}")
        self.about = next((word for word in ("call", "func") if name.startswith(word + " ") and name != "func literal"), None)
        self.name, _, number = name.removeprefix(f"{self.about} ").partition("#")
        self.index, self.line = int(number or 1) - 1, line
        self.clauses = [self.clause(part.strip()) for part in wanted.split("; ")]

    def clause(self, text):
        if self.about and text != "none":
            return self.inlining_clause(text)
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


    def inlining_clause(self, text):
        match = INLINING.fullmatch(text)
        yes, no, reason, cost = match.groups() if match else (None,) * 4
        if not cost and (yes or no) != {"call": "inlined", "func": "inlinable"}[self.about]:
            raise ValueError(f"line {self.line}: unknown marker {text!r}")
        if cost:
            return "cost", int(cost)
        return ("yes", None) if yes else ("no", reason)


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
    here = [site for site in sites if site["name"] == marker.name and site["line"] == marker.line and site.get("about") == marker.about]
    # A closure's code has the name of its function; its storage is what markers are about.
    return sorted(here, key=lambda site: site["column"])


def holds(site, key, wanted):
    if key in ("reference", "value"):
        return sorted(c["name"] for c in site["capturedBy"] if c["mode"] == key) == wanted
    if key == "step":
        return any(wanted in step["text"] for step in site["why"])
    if key in ("yes", "no"):
        return site["yes"] == (key == "yes") and (key == "yes" or wanted in site["reason"])
    if key == "size":
        return site["size"]["bytes"] == wanted
    return site["decision" if key == "gc" else key] == wanted


def text_at(lines, place):
    """The word at a range of the batch tool: columns count bytes."""
    start, end = place["start"], place["end"]
    return lines[start["line"] - 1].encode()[start["column"] - 1:end["column"] - 1].decode()


def inlining_of_batch(path, report):
    lines = path.read_text().splitlines()
    for about, member, yes in (("call", "calls", "inlined"), ("func", "functions", "inlinable")):
        for entry in report["inlining"][member]:
            start = entry["anchor"]["start"]
            yield {"about": about, "name": text_at(lines, entry["anchor"]), "line": start["line"], "column": start["column"],
                   "yes": entry[yes], "reason": entry["reason"], "cost": entry["cost"], "decision": None}


def hover_when_computed(client, uri, line, character):
    end = time.monotonic() + TIMEOUT
    while True:
        result = client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})["result"]
        text = result["contents"]["value"] if result else ""
        if "still being computed" not in text:
            return text
        assert time.monotonic() < end, text
        time.sleep(0.05)


def inlining_of_hover(client, path, marker):
    """What the hover on each place where the marker's name may be says."""
    text = path.read_text().splitlines()[marker.line - 1]
    pattern = rf"\b{re.escape(marker.name)}\b" + (r"(?=\(|\[)" if marker.about == "call" else "")
    for match in re.finditer(pattern, text):
        hover = hover_when_computed(client, path.as_uri(), marker.line - 1, len(text[:match.start()].encode()))
        # The storage of a function has such a line too.
        said = [m for m in HEADLINE.finditer(hover) if m[2] in SAID and (m[1] == "call") == (marker.about == "call")]
        if not said:
            continue
        cost = re.search(r"\| Cost \| (\d+)|\nCost (\d+)", hover)
        yield {"about": marker.about, "name": marker.name, "line": marker.line, "column": match.start(), "decision": None,
               "yes": said[0][2] in ("inlined", "can be inlined"), "reason": hover, "cost": int(cost[1] or cost[2]) if cost else None}


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
                wanted = ["--inlining"] if any(marker.about for marker in markers) else []
                done = subprocess.run([BINARY, "check", "--format", "json", *wanted, path], capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)
                reports = json.loads(done.stdout)
                sites = [site for report in reports for site in report["sites"]]
                for site in sites:
                    site["line"], site["column"] = site["anchor"]["start"]["line"], site["anchor"]["start"]["column"]
                sites += [entry for report in reports if wanted for entry in inlining_of_batch(path, report)]
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
                for key in {(m.about, m.name, m.line): m for m in markers if m.about}.values():
                    sites += inlining_of_hover(client, path, key)
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
        for text in ("count", "count: hint escapes", "count: colour red", "count: segment", 'count: hint "stack"; nonsense 1', "call f: inlinable",
                     "func f: inlined", "call f: not inlined", "f: inlined", 'call f: hint "stack"'):
            with self.assertRaises(ValueError, msg=text):
                Marker(text, 1)

    def test_wrong_expectations_fail(self):
        site = {"name": "x", "line": 1, "column": 1, "hint": "stack", "capturedBy": [], "why": [], "size": {"bytes": 8}, "decision": None}
        for key, wanted in (("hint", "heap"), ("size", 9), ("reference", ["f"]), ("step", "s"), ("gc", "moved to heap: x")):
            self.assertFalse(holds(site, key, wanted), key)
        call = {"yes": False, "reason": "cost 90 exceeds budget 80", "cost": 90, "decision": None}
        for key, wanted in (("yes", None), ("no", "recursive"), ("cost", 80)):
            self.assertFalse(holds(call, key, wanted), key)
        self.assertTrue(holds(call, "no", "exceeds budget 80"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
