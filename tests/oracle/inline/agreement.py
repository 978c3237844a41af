#!/usr/bin/env python3
"""Writes docs/agreement.md: how far escapement agrees with gc, in numbers.

usage: agreement.py ESCAPEMENT GO WORK FETCHED DOCS [CORPUS…]

Each corpus is compared by compare.py, goroot_test.py or errorcheck.py, which say what is compared and how. WORK is the folder that their ctest entries work in,
FETCHED the one that third-party modules are kept in.
"""
import json
import os
import subprocess
import sys

import corpora
import errorcheck

TITLES = {"programs": "programs of one rule each", "few": "twelve packages of std", "std": "all of std", "cmd": "all of cmd",
          "modules": "five third-party modules", "goroot-test": "tests of the Go project"}
DETAILED = ("std", "cmd", "modules", "goroot-test")  # of which kinds and causes are shown
HEAD = """# Agreement with gc

Made by `./dev agreement`, against {release}, `CGO_ENABLED=0`. Lines are compared package by package, as multisets of whole lines: place, name,
text. A line that differs in one character counts twice, as missing and as too many. In order are the packages in which the lines that both print
follow one another as gc prints them.

The programs are those of `tests/oracle/inline/programs`. The modules are {modules} of `tests/corpora`. The tests of the Go project are the
inline*.go, devirtualization*.go and closure*.go of GOROOT/test and those that expect lines of `-m`."""
SECTIONS = {"inlining": """
## Inlining and devirtualization

The lines of `go build -gcflags=all=-m=2` about them, function, cost and the text of the body included, and those of
`escapement check --format gc --level 2`.
""", "escape": """
## Escape analysis

The lines of `go build -gcflags=all=-m` about what escapes, what leaks and what is elided, and those of `escapement check --format gc --level 1`.
""", "flows": """
## Flows

All lines of `go build -gcflags=all=-m=2`, with those above the flows that make things escape or leak and how variables are captured, and those of
`escapement check --format gc --level 2`.
"""}
TABLE = """| corpus | lines of gc | missing | too many | in 1,000 | packages | in order |
|---|---|---|---|---|---|---|"""
CORPORA = {"inlining": tuple(TITLES), "escape": ("programs", "few", "std", "cmd", "modules"),
           "flows": ("programs", "few", "std", "cmd", "modules")}


def command_of(about, name, work, fetched):
    """A test beside this one, and its arguments."""
    if name == errorcheck.NAME:
        return ["errorcheck.py", "--work", os.path.join(work, name)]
    cache = ["--cache", os.path.join(work, "gocache")]
    if name == "goroot-test":
        return ["goroot_test.py", "--work", os.path.join(work, name), *cache]
    return ["compare.py", "--about", about, "--corpus", name, "--work", os.path.join(work, "work"), "--fetched", fetched, *cache]


def measure(run, work, fetched, names):
    """Rows of counts (report.append_summary), by what they are about and by corpus, of each corpus that can be compared here. run: calls a test with
    arguments."""
    summary = os.path.join(work, "summary.jsonl")
    if os.path.exists(summary):
        os.remove(summary)
    for about, corpora_of in CORPORA.items():
        for name in corpora_of:
            if name in names:
                run([*command_of(about, name, work, fetched), "--summary", summary])
    if errorcheck.NAME in names:
        run([*command_of("escape", errorcheck.NAME, work, fetched), "--summary", summary])
    with open(summary, encoding="utf-8") as file:
        return {(row["about"], row["corpus"]): row for row in map(json.loads, file)}


def overview(rows):
    """rows: by corpus."""
    yield TABLE
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


def errorchecks(row):
    """The tests of GOROOT/test as Go's own runner judges them."""
    yield "\n### Tests of the Go project that expect lines of -m\n"
    yield (f"Judged as the Go project's own runner judges: each ERROR comment must match a line that is said there, and each line that is said must be "
           f"expected. {row['tests'] - len(row['failing'])} of {row['tests']} pass; these do not:\n")
    yield "| test | |\n|---|---|"
    for name, needs, sentences in row["failing"]:
        yield f"| {name} | " + (f"refuses `{' '.join(needs)}`" if needs else f"{sentences:,} sentences differ") + " |"


def section(about, rows):
    rows = {corpus: row for (of, corpus), row in rows.items() if of == about}
    if not rows:
        return
    yield SECTIONS[about]
    yield from overview(rows)
    for name in DETAILED:
        if name in rows:
            yield from details(TITLES[name], rows[name])
    if errorcheck.NAME in rows:
        yield from errorchecks(rows[errorcheck.NAME])


def main():
    escapement, go, work, fetched, docs, *names = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    release = subprocess.run([go, "env", "GOVERSION", "GOOS", "GOARCH"], capture_output=True, text=True, check=True).stdout.split()

    def run(command):
        subprocess.run([sys.executable, os.path.join(corpora.HERE, command[0]), escapement, *command[1:], "--go", go, "--show", "0"], check=False,
                       stdout=subprocess.DEVNULL)

    rows = measure(run, work, fetched, names or (*TITLES, errorcheck.NAME))
    modules = ", ".join(corpora.MODULES[:-1]) + " and " + corpora.MODULES[-1]
    out = [HEAD.format(release=f"{release[0]}, {release[1]}/{release[2]}", modules=modules)]
    for about in SECTIONS:
        out += section(about, rows)
    with open(docs, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
