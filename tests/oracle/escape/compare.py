#!/usr/bin/env python3
"""Compares escapement's lines with gc's, line by line, as multisets.

usage: compare.py ESCAPEMENT GO FILE.go... [@LIST]

@LIST is a text file of paths relative to GOROOT/test, one a line; without GOROOT/test (a distribution from a package registry has none) it is
left out.

Every file is built with `go build -gcflags='-m -l'` and checked with `escapement check --format=gc --no-inline`. Compared are the lines of the
kinds `moved to heap`, `… escapes to heap`, `… does not escape`, `leaking param…`, `… ignoring self-assignment …`, `zero-copy …` and those of
uintptr arguments, and their order. A function that is not analysed is a failure unless not-analysed.txt beside this script names it with its
reason.
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
    run = subprocess.run([binary, "check", "--format=gc", "--no-inline", path], capture_output=True, text=True, errors="surrogateescape", timeout=300)
    lines, missing = [], []
    for line in run.stdout.splitlines():
        match = re.match(r"([^:]+):(\d+)(?::(\d+))?: (.*)$", line)
        if match and KINDS.search(match[4]) and os.path.basename(match[1]) == os.path.basename(path):
            lines.append((int(match[2]), int(match[3] or 0), match[4]))
    for line in run.stderr.splitlines():
        if match := re.match(r"[^:]+:\d+:\d+: info: (\S+) is not analysed: (.*) \[escape\.not-analysed\]$", line):
            missing.append({"function": match[1], "construct": match[2]})
    return lines, missing


def named_exceptions():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "not-analysed.txt")
    with open(path, encoding="utf-8") as file:
        entries = [line.split("#")[0].split() for line in file]
    return {(entry[0], entry[1]) for entry in entries if len(entry) >= 2}


class Comparison:
    """One file: what differs, and what was counted."""

    def __init__(self, binary, go, path, exceptions):
        self.path, self.differences, self.agreed, self.unanalysed = path, [], 0, 0
        theirs, code = gc_lines(go, path)
        if code != 0 and not theirs:
            self.differences.append(f"{path}: go build failed and said nothing to compare")
            return
        ours, missing = our_lines(binary, path)
        self.unanalysed = len(missing)
        name = os.path.basename(path)
        for entry in missing:
            if (name, entry["function"]) not in exceptions:
                self.differences.append(f"{path}: not analysed: {entry['function']}: {entry['construct']}")
        self.compare(theirs, ours, bool(missing) and any(name == file for file, _ in exceptions))

    def compare(self, theirs, ours, partly):
        gc, mine = collections.Counter(theirs), collections.Counter(ours)
        for line, column, text in sorted((gc - mine).elements()):
            if not partly:
                self.differences.append(f"{self.path}:{line}:{column}: gc only: {text}")
        for line, column, text in sorted((mine - gc).elements()):
            self.differences.append(f"{self.path}:{line}:{column}: ours only: {text}")
        self.agreed = sum((mine & gc).values())
        if not self.differences and not partly and theirs != ours:
            at = next(i for i, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1])
            line, column, text = theirs[at]
            self.differences.append(f"{self.path}:{line}:{column}: gc says this before {ours[at]}: {text}")


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
          f"{sum(c.unanalysed for c in done)} functions not analysed")
    return 1 if differences or not agreed else 0


if __name__ == "__main__":
    sys.exit(main())
