#!/usr/bin/env python3
"""Compares escapement's lines with gc's, line by line, as multisets.

usage: compare.py ESCAPEMENT GO FILE.go... [@LIST]

@LIST is a text file of paths relative to GOROOT/test, one a line; without GOROOT/test (a distribution from a package registry has none) it is
left out.

Every file is built with `go build -gcflags='-m -l'` and checked with `escapement check --format=json`. Compared are the lines of the kinds
`moved to heap`, `… escapes to heap`, `… does not escape`, `leaking param…`, `… ignoring self-assignment …`, `zero-copy …` and those of uintptr
arguments; where nothing is assumed, in gc's order. Every exact line must be one of
gc's, and every line of gc must be an exact one, but for positions at which escapement has a line that is assumed, because it waits for
an imported body: what gc says there is left out and counted. A function that is not analysed is a failure unless
not-analysed.txt beside this script names it with its reason.
"""
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

KINDS = re.compile(r"moved to heap: |escapes to heap$|does not escape$|leaking param| ignoring self-assignment |^zero-copy |uintptr$")


def gc_lines(go, path):
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [go, "build", "-gcflags=-m -l", "-o", os.path.join(scratch, "out"), os.path.basename(path)],
            cwd=os.path.dirname(path) or ".", capture_output=True, text=True, errors="surrogateescape", timeout=300,
            env={**os.environ, "GOFLAGS": "", "GO111MODULE": "off", "CGO_ENABLED": "0"})
    lines = []
    for line in run.stderr.splitlines():
        match = re.match(r"([^:]+):(\d+)(?::(\d+))?: (.*)$", line)
        # Instances of imported generic functions are compiled here too; their lines stand in files of other packages.
        if match and KINDS.search(match[4]) and os.path.basename(match[1]) == os.path.basename(path):
            lines.append((int(match[2]), int(match[3] or 0), match[4]))
    return lines, run.returncode


def our_lines(binary, path):
    run = subprocess.run([binary, "check", "--format=json", path], capture_output=True, timeout=300)
    exact, assumed, missing = [], set(), []
    for report in json.loads(run.stdout):
        for line in report["gcLines"]:
            if not KINDS.search(line["text"]):
                continue
            if line["certainty"] == "assumed":
                assumed.add((line["line"], line["column"]))
            else:
                exact.append((line["line"], line["column"], line["text"]))
        missing += report["notAnalysed"]
    return exact, assumed, missing


def named_exceptions():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "not-analysed.txt")
    with open(path, encoding="utf-8") as file:
        entries = [line.split("#")[0].split() for line in file]
    return {(entry[0], entry[1]) for entry in entries if len(entry) >= 2}


class Comparison:
    """One file: what differs, and what was counted."""

    def __init__(self, binary, go, path, exceptions):
        self.path, self.differences, self.agreed, self.assumed, self.unanalysed = path, [], 0, 0, 0
        theirs, code = gc_lines(go, path)
        if code != 0 and not theirs:
            self.differences.append(f"{path}: go build failed and said nothing to compare")
            return
        exact, assumed, missing = our_lines(binary, path)
        self.assumed, self.unanalysed = len(assumed), len(missing)
        name = os.path.basename(path)
        for entry in missing:
            if (name, entry["function"]) not in exceptions:
                self.differences.append(f"{path}: not analysed: {entry['function']}: {entry['construct']}")
        partly = bool(missing) and any(name == file for file, _ in exceptions)
        self.compare(theirs, exact, assumed, partly)

    def compare(self, theirs, exact, assumed, partly):
        gc, ours = collections.Counter(theirs), collections.Counter(exact)
        for line, column, text in sorted((gc - ours).elements()):
            if not partly and (line, column) not in assumed:
                self.differences.append(f"{self.path}:{line}:{column}: gc only: {text}")
        for line, column, text in sorted((ours - gc).elements()):
            self.differences.append(f"{self.path}:{line}:{column}: ours only: {text}")
        self.agreed = sum((ours & gc).values())
        if not self.differences and not assumed and not partly and theirs != exact:
            at = next(i for i, pair in enumerate(zip(theirs, exact)) if pair[0] != pair[1])
            line, column, text = theirs[at]
            self.differences.append(f"{self.path}:{line}:{column}: gc says this before {exact[at]}: {text}")


def goroot_files(go, name):
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    if not os.path.isdir(os.path.join(root, "test")):
        return []
    with open(name, encoding="utf-8") as file:
        entries = [line.split("#")[0].strip() for line in file]
    return [os.path.join(root, "test", entry) for entry in entries if entry]


def main():
    binary, go, *arguments = sys.argv[1:]
    exceptions = named_exceptions()
    files = []
    for argument in arguments:
        files += goroot_files(go, argument[1:]) if argument.startswith("@") else [argument]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        done = list(pool.map(lambda path: Comparison(binary, go, path, exceptions), files))
    for comparison in done:
        for difference in comparison.differences:
            print(difference)
    differences = sum(len(c.differences) for c in done)
    agreed = sum(c.agreed for c in done)
    print(f"{len(files)} files: {agreed} lines agree, {differences} differences, "
          f"{sum(c.assumed for c in done)} positions assumed and left out, {sum(c.unanalysed for c in done)} functions not analysed")
    return 1 if differences or not agreed else 0


if __name__ == "__main__":
    sys.exit(main())
