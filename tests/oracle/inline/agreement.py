#!/usr/bin/env python3
"""Writes docs/agreement.md: how far escapement agrees with gc, in numbers.

usage: agreement.py ESCAPEMENT GO WORK FETCHED DOCS [CORPUS…]

Each corpus is compared by compare.py or goroot_test.py, which say what is compared and how. WORK is the folder that their ctest entries work in,
FETCHED the one that third-party modules are kept in.
"""
import json
import os
import subprocess
import sys

import corpora

TITLES = {"programs": "programs of one rule each", "few": "twelve packages of std", "std": "all of std", "cmd": "all of cmd",
          "modules": "five third-party modules", "goroot-test": "tests of the Go project"}
DETAILED = ("std", "cmd", "modules", "goroot-test")  # of which kinds and causes are shown
HEAD = """# Agreement with gc

Made by `./dev agreement`, against {release}, `CGO_ENABLED=0`.

## Inlining and devirtualization

The lines of `go build -gcflags=all=-m=2` about them, compared with those of `escapement check --format gc --level 2` package by
package, as multisets of whole lines: place, function, cost, the text of the body. A line that differs in one character counts twice,
as missing and as too many. In order are the packages in which the lines that both print follow one another as gc prints them.

| corpus | lines of gc | missing | too many | in 1,000 | packages | in order |
|---|---|---|---|---|---|---|"""
NOTES = """
The programs are those of `tests/oracle/inline/programs`. The modules are {modules} of `tests/corpora`. The tests of the Go project are the
inline*.go, devirtualization*.go and closure*.go of GOROOT/test and those that expect lines of `-m`."""


def measure(escapement, go, work, fetched, names):
    """A row of counts (report.append_summary) for each corpus that can be compared here."""
    summary = os.path.join(work, "summary.jsonl")
    if os.path.exists(summary):
        os.remove(summary)
    for name in names:
        if name == "goroot-test":
            command = ["goroot_test.py", escapement, "--work", os.path.join(work, "goroot-test")]
        else:
            command = ["compare.py", escapement, "--corpus", name, "--work", os.path.join(work, "work"), "--fetched", fetched]
        subprocess.run([sys.executable, os.path.join(corpora.HERE, command[0]), *command[1:], "--go", go, "--cache", os.path.join(work, "gocache"),
                        "--show", "0", "--summary", summary], check=False, stdout=subprocess.DEVNULL)
    with open(summary, encoding="utf-8") as file:
        return {row["corpus"]: row for row in map(json.loads, file)}


def overview(rows):
    for name, title in TITLES.items():
        if row := rows.get(name):
            differing = row["missing"] + row["extra"]
            yield (f"| {title} | {row['lines']:,} | {row['missing']:,} | {row['extra']:,} | {1000 * differing / row['lines']:.2f} "
                   f"| {row['packages']:,} | {row['packages'] - row['disordered']:,} |")


def details(title, row):
    yield f"\n### {title[0].upper()}{title[1:]}, by kind\n"
    if "expectations" in row:
        yield (f"{row['tests']} tests; {row['held']} of them say in comments what is inlined, {row['expectations']} times, and about these "
               f"escapement differs {row['unmet']} times.\n")
    yield "| kind | lines of gc | missing | too many |\n|---|---|---|---|"
    for kind, counts in row["kinds"].items():
        if any(counts):
            yield "| " + " | ".join([kind, *(f"{count:,}" for count in counts)]) + " |"
    if row["causes"]:
        yield "\nWhat the differing lines have to do with:\n\n| lines | |\n|---|---|"
        for cause, count in row["causes"]:
            yield f"| {count:,} | {cause} |"


def main():
    escapement, go, work, fetched, docs, *names = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    release = subprocess.run([go, "env", "GOVERSION", "GOOS", "GOARCH"], capture_output=True, text=True, check=True).stdout.split()
    rows = measure(escapement, go, work, fetched, names or TITLES)
    modules = ", ".join(corpora.MODULES[:-1]) + " and " + corpora.MODULES[-1]
    out = [HEAD.format(release=f"{release[0]}, {release[1]}/{release[2]}"), *overview(rows), NOTES.format(modules=modules)]
    for name in DETAILED:
        if name in rows:
            out += details(TITLES[name], rows[name])
    with open(docs, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
