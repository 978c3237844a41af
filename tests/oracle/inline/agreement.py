#!/usr/bin/env python3
"""Writes docs/agreement.md: how far escapement agrees with gc, in numbers.

usage: agreement.py ESCAPEMENT GO WORK DOCS [CORPUS…]

Each corpus is compared by compare.py, which says what is compared and how.
"""
import collections
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = ("few", "std", "cmd")
NAMES = {"few": "twelve packages of std", "std": "all of std", "cmd": "all of cmd"}


def measure(escapement, go, work, corpora):
    summary = os.path.join(work, "summary.tsv")
    if os.path.exists(summary):
        os.remove(summary)
    for corpus in corpora:
        subprocess.run([sys.executable, os.path.join(HERE, "compare.py"), escapement, "--corpus", corpus, "--go", go, "--work",
                        os.path.join(work, corpus), "--show", "0", "--summary", summary], check=False, stdout=subprocess.DEVNULL)
    totals, kinds, causes = {}, collections.defaultdict(list), collections.defaultdict(list)
    with open(summary, encoding="utf-8") as file:
        for row in (line.rstrip("\n").split("\t") for line in file):
            if len(row) == 4 and row[1] == "cause":
                causes[row[0]].append((int(row[2]), row[3]))
            elif len(row) == 4:
                totals[row[0]] = tuple(map(int, row[1:]))
            else:
                kinds[row[0]].append((row[1], *map(int, row[2:])))
    return totals, kinds, causes


def main():
    escapement, go, work, docs, *corpora = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    release = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=True).stdout.strip()
    totals, kinds, causes = measure(escapement, go, work, corpora or CORPORA)
    out = [f"# Agreement with gc\n\nMade by `./dev agreement`, against {release}, linux/amd64, `CGO_ENABLED=0`.\n",
           "## Inlining and devirtualization\n",
           "The lines of `go build -gcflags=all=-m=2` about them, compared with those of `escapement check --format gc --level 2` package by\n"
           "package, as multisets of whole lines: place, function, cost, the text of the body. A line that differs in one character counts twice,\n"
           "as missing and as too many.\n",
           "| corpus | lines of gc | missing | too many |", "|---|---|---|---|"]
    for corpus in CORPORA:
        if corpus in totals:
            lines, missing, extra = totals[corpus]
            out.append(f"| {NAMES[corpus]} | {lines:,} | {missing:,} | {extra:,} |")
    for corpus in CORPORA[1:]:
        if corpus not in totals:
            continue
        out += [f"\n### {NAMES[corpus][0].upper()}{NAMES[corpus][1:]}, by kind\n", "| kind | lines of gc | missing | too many |", "|---|---|---|---|"]
        out += [f"| {kind} | {lines:,} | {missing:,} | {extra:,} |" for kind, lines, missing, extra in kinds[corpus]]
        out += ["\nWhat the differing lines have to do with:\n", "| lines | |", "|---|---|"]
        out += [f"| {count:,} | {cause} |" for count, cause in causes[corpus]]
    with open(docs, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


main()
