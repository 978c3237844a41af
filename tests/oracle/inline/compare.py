#!/usr/bin/env python3
"""Compares what escapement says of inlining, of escape, or all that it says, with what gc says, package by package, as multisets of lines and in their
order.

usage: compare.py ESCAPEMENT --corpus NAME --go GO --cache FOLDER [--about inlining|escape|flows] [--work FOLDER] [--fetched FOLDER] [--gc FILE]
                  [--show N] [--summary FILE]
       compare.py ESCAPEMENT --corpus std|programs --recorded [--work FOLDER] [--show N]

A corpus is `few`, `std`, `cmd`, `programs`, `modules` or a folder with a go.mod (corpora.py). gc's lines come from
`CGO_ENABLED=0 go build -gcflags=all=-m=2` (of escape: `=-m`), of which `--about flows` compares every line; or from
a file that has its standard error (--gc), or, where there is no Go, from what is recorded (record.py).

The test fails if more lines differ, or more packages are out of order, than floor.txt beside this script allows for the corpus. Exit code 77:
the third-party modules cannot be fetched.
"""
import argparse
import os
import sys

import causes
import corpora
import difference
import digests
import escapement
import floors
import go_build
import lines
import record
import report


def parsed():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("escapement")
    for option in ("--corpus", "--go", "--cache", "--work", "--fetched", "--gc", "--summary"):
        parser.add_argument(option, default="")
    parser.add_argument("--about", choices=lines.ABOUT, default="inlining")
    parser.add_argument("--recorded", action="store_true")
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()
    args.about = lines.ABOUT[args.about]
    for name in ("cache", "work", "fetched"):
        setattr(args, name, os.path.abspath(getattr(args, name) or "."))
    return args


def our_lines(args, corpus):
    ours, not_analysed = {}, []
    for part in corpus.parts:
        packages, messages = escapement.Escapement(args.escapement, corpus.modules).said(args.about, part.folder, part.patterns)
        ours.update(packages)
        not_analysed += messages
    return ours, not_analysed


def gc_lines(args, corpus):
    go, theirs = go_build.Go(args.go, args.cache, corpus.modules), {}
    for part in corpus.parts:
        if args.gc:
            named = set(go.packages(part.folder, part.patterns))
            with open(args.gc, encoding="utf-8", errors="surrogateescape") as file:
                theirs.update({package: found for package, found in lines.read_packages(file, args.about).items() if package in named})
        else:
            theirs.update(go.said(args.about, part.folder, part.patterns))
    return theirs


def spooled(args, corpus):
    """What both say, as digests.Spool, and the messages about functions that are not analysed."""
    os.makedirs(args.work, exist_ok=True)
    go, command = go_build.Go(args.go, args.cache, corpus.modules), escapement.Escapement(args.escapement, corpus.modules)
    theirs, ours, not_analysed = digests.Spool(args.about, args.work, count_kinds=True), digests.Spool(args.about, args.work), []
    for part in corpus.parts:
        named = set(go.packages(part.folder, part.patterns))
        if args.gc:
            with open(args.gc, encoding="utf-8", errors="surrogateescape") as file:
                theirs.add(file, named)
        else:
            go.read(args.about, part.folder, part.patterns, lambda stream, named=named: theirs.add(stream, named))
        not_analysed += command.read(args.about, part.folder, part.patterns, ours.add)
    return theirs, ours, not_analysed


def compared(args, corpus):
    """The difference, and the messages about functions that are not analysed."""
    if args.about is lines.FLOWS:
        theirs, ours, not_analysed = spooled(args, corpus)
        return digests.Difference(args.about, theirs, ours, causes.known(args.about)), not_analysed
    ours, not_analysed = our_lines(args, corpus)
    if args.recorded:
        theirs, ours = record.read_text(record.newest(corpus.name)), record.portable(ours)
    else:
        theirs = gc_lines(args, corpus)
    return difference.Difference(args.about, theirs, ours, causes.known(args.about)), not_analysed


def compare_hashes(args, name, ours):
    path = record.newest(name)
    recorded = record.read_hashes(path)
    differing = record.differing_functions(recorded, ours)
    for function in differing[:args.show]:
        print(f"differs: {function}")
    print(f"{os.path.basename(path)}: {sum(map(len, recorded.values())):,} functions recorded, {len(differing):,} differ")
    return floors.judge(name, {"recorded": len(differing)})


def main():
    args = parsed()
    corpus = corpora.find(args.corpus, args.work, args.fetched)
    if args.recorded and corpus.name != "programs":
        return compare_hashes(args, corpus.name, our_lines(args, corpus)[0])
    found, not_analysed = compared(args, corpus)
    for line in (*report.differences(found, args.show), *report.totals(f"{args.about.name}: {corpus.name}", found)):
        print(line)
    print(f"  {len(not_analysed):,} functions not analysed")
    if args.summary:
        report.append_summary(args.summary, corpus.name, found, not_analysed=len(not_analysed))
    prefix = "" if args.about is lines.INLINING else args.about.name + "."
    return floors.judge(prefix + corpus.name, found.counted())


if __name__ == "__main__":
    sys.exit(main())
