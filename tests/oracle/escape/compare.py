#!/usr/bin/env python3
"""Compares escapement's lines with gc's, line by line, as multisets.

usage: compare.py ESCAPEMENT GO FILE.go...

Every file is built with `go build -gcflags='-m -l'` and checked with `escapement check --format=json`. Compared are the lines of the kinds
`moved to heap`, `… escapes to heap`, `… does not escape` and `leaking param…`. Where escapement says that an answer is assumed, because
it waits for an imported body, the position is left out on both sides and counted. A function that is not analysed is a failure unless
not-analysed.txt beside this script names it with its reason.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

KINDS = re.compile(r"moved to heap: |escapes to heap$|does not escape$|leaking param")


def gc_lines(go, path):
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [go, "build", "-gcflags=-m -l", "-o", os.path.join(scratch, "out"), os.path.basename(path)],
            cwd=os.path.dirname(path) or ".", capture_output=True, text=True, timeout=300,
            env={**os.environ, "GOFLAGS": "", "GO111MODULE": "off", "CGO_ENABLED": "0"})
    lines = collections.Counter()
    for line in run.stderr.splitlines():
        match = re.match(r"(?:\./)?[^:]+:(\d+):(\d+): (.*)$", line)
        if match and KINDS.search(match[3]):
            lines[(int(match[1]), int(match[2]), match[3])] += 1
    return lines, run.returncode


def our_lines(binary, path):
    run = subprocess.run([binary, "check", "--format=json", path], capture_output=True, text=True, timeout=300)
    reports = json.loads(run.stdout)
    exact, assumed, missing = collections.Counter(), set(), []
    for report in reports:
        for line in report["gcLines"]:
            if not KINDS.search(line["text"]):
                continue
            if line["certainty"] == "assumed":
                assumed.add((line["line"], line["column"]))
            else:
                exact[(line["line"], line["column"], line["text"])] += 1
        missing += report["notAnalysed"]
    return exact, assumed, missing


def named_exceptions():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "not-analysed.txt")
    with open(path, encoding="utf-8") as file:
        entries = [line.split("#")[0].split() for line in file]
    return {(entry[0], entry[1]) for entry in entries if len(entry) >= 2}


def main():
    binary, go, *files = sys.argv[1:]
    exceptions = named_exceptions()
    differences = agreed = left_out = unanalysed = 0
    for path in files:
        theirs, code = gc_lines(go, path)
        if code != 0 and not theirs:
            print(f"{path}: go build failed and said nothing to compare")
            differences += 1
            continue
        ours, assumed, missing = our_lines(binary, path)
        skipped = []
        for entry in missing:
            name = (os.path.basename(path), entry["function"])
            unanalysed += 1
            skipped.append((entry["range"]["start"]["line"], entry["function"]))
            if name not in exceptions:
                print(f"{path}: not analysed: {entry['function']}: {entry['construct']}")
                differences += 1
        theirs = collections.Counter({k: n for k, n in theirs.items() if (k[0], k[1]) not in assumed})
        ours = collections.Counter({k: n for k, n in ours.items() if (k[0], k[1]) not in assumed})
        bad = False
        for key in sorted((theirs - ours).keys()):
            if any(os.path.basename(path) == file for file, _ in exceptions) and skipped:
                continue
            print(f"{path}:{key[0]}:{key[1]}: gc only: {key[2]}")
            differences, bad = differences + 1, True
        for key in sorted((ours - theirs).keys()):
            print(f"{path}:{key[0]}:{key[1]}: ours only: {key[2]}")
            differences, bad = differences + 1, True
        agreed += sum((ours & theirs).values())
        left_out += len(assumed)
        if not bad and not missing:
            continue
    print(f"{len(files)} files: {agreed} lines agree, {differences} differences, "
          f"{left_out} positions assumed and left out, {unanalysed} functions not analysed")
    return 1 if differences or not agreed else 0


if __name__ == "__main__":
    sys.exit(main())
