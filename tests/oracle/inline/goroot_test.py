#!/usr/bin/env python3
"""Compares what escapement says of inlining in the files of GOROOT/test with what they expect, and with what gc says.

usage: goroot_test.py ESCAPEMENT --go GO --cache FOLDER --work FOLDER [--show N] [--summary FILE]

Taken are inline*.go, devirtualization*.go and closure*.go, and every errorcheck test with -m. They are laid out in the work folder as the
packages of one module, which is built once, and whose lines must be gc's. Where the flags in the test's header are those of the comparison,
each ERROR comment about inlining must match a line that escapement prints there, at the level of the header, and each line about inlining
must be expected.

floor.txt says how many may differ. Exit code 77: this distribution of Go has no tests.
"""
import argparse
import dataclasses
import glob
import os
import re
import shutil
import sys

import causes
import corpora
import difference
import escapement
import expectations
import floors
import go_build
import lines
import report

NAME = "goroot-test"
WHOLE = ("inline*.go", "devirtualization*.go", "closure*.go")
SEARCHED = ("*.go", "fixedbugs/*.go", "typeparam/*.go", "internal/runtime/sys/*.go")
ACTION = re.compile(r"^// (errorcheck\w*|run\w*|compile\w*)\b(.*)$", re.M)
# Tests that can be built neither as a package outside of std nor under another import path.
FIXED_PATHS = ("live_uintptrkeepalive", "linkname")
# What changes nothing about inlining: what fails is expected; what other lines are printed; what is on by default.
NEUTRAL = re.compile(r"-0|-m(=\d)?|-live|-d=inlfuncswithclosures=1|-d=escapemutationscalls,zerocopy|-smallframes")
NEIGHBOUR = re.compile(r'(?m)^(\s*(?:import\s+)?(?:[\w.]+\s+)?)"(?:\./|test/)([^"]+)"')
COMPLETE = "{{if and .GoFiles (not .Incomplete)}}{{.ImportPath}}{{end}}"  # those that import internal packages of Go cannot be built here


@dataclasses.dataclass
class Test:
    """One test: files by the name of the package folder that they are laid out in."""
    name: str
    action: str
    flags: list
    packages: dict

    @property
    def level(self):
        """What -m says in its header; 0: nothing."""
        levels = [int(flag[3:] or 1) for flag in self.flags if re.fullmatch(r"-m(=\d)?", flag)]
        return max(levels, default=0)

    @property
    def unusual(self):
        """Flags with which gc would inline otherwise."""
        return [flag for flag in self.flags if flag.startswith("-") and not NEUTRAL.fullmatch(flag)]


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


def load(root, path):
    """The test of a file; None if it is none."""
    head = ACTION.search(read(path))
    if not head:
        return None
    name = os.path.relpath(path, root)[:-len(".go")].replace(os.sep, "_")
    files = [path]
    packages = {name: files}
    if "dir" in head[1]:
        # Each file is a package, which its name is the path of, or that of its folder in it.
        files = sorted(glob.glob(path[:-len(".go")] + ".dir/*.go"))
        packages = {f"{name}.dir/{os.path.basename(file)[:-len('.go')]}": [file] for file in files}
    return Test(name, head[1], head[2].split(), packages)


def paths_expecting_lines(root):
    """Files of tests that expect lines of -m."""
    return {path for pattern in SEARCHED for path in glob.glob(os.path.join(root, pattern))
            if (head := ACTION.search(read(path))) and head[1].startswith("errorcheck") and re.search(r" -m\b", head[2])}


def expecting_lines(root):
    """The tests that expect lines of -m."""
    return [load(root, path) for path in sorted(paths_expecting_lines(root))]


def selected(root):
    paths = {path for pattern in WHOLE for path in glob.glob(os.path.join(root, pattern))} | paths_expecting_lines(root)
    return [test for test in (load(root, path) for path in sorted(paths)) if test and test.name not in FIXED_PATHS]


def lay_out(tests, folder):
    """Writes the packages of all tests as a module, with imports of neighbours by their full path."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(os.path.join(folder, "go.mod"), "w", encoding="utf-8") as file:
        file.write("module test\n\ngo 1.26\n")
    for test in tests:
        for package, files in test.packages.items():
            os.makedirs(os.path.join(folder, package))
            # With an assembly file, the go command takes functions without a body.
            with open(os.path.join(folder, package, "empty.s"), "w", encoding="utf-8"):
                pass
            neighbours = "test/" + os.path.dirname(package)
            for path in files:
                text = NEIGHBOUR.sub(rf'\1"{neighbours}/\2"', read(path))
                with open(os.path.join(folder, package, os.path.basename(path)), "w", encoding="utf-8", errors="surrogateescape") as file:
                    file.write(text)


def unmet(tests, said):
    """Sentences about expectations; how many there are. said: lines by package by level."""
    sentences, counted = [], 0
    for test in tests:
        if not test.action.startswith("errorcheck") or test.level == 0 or test.unusual:
            continue
        expected = [each for package, files in test.packages.items() for path in files
                    for each in expectations.expectations(f"{package}/{os.path.basename(path)}", read(path))]
        about = [each for each in expected if expectations.ABOUT_INLINING.search(each.pattern)]
        counted += len(about)
        found = [line for package in test.packages for line in said[min(test.level, 2)].get("test/" + package, [])]
        sentences += expectations.unmet(expected, found, test.action == "errorcheckwithauto")
    return sentences, counted


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("escapement")
    for option in ("--go", "--cache", "--work", "--summary"):
        parser.add_argument(option, default="")
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()
    go, ours = go_build.Go(args.go, os.path.abspath(args.cache)), escapement.Escapement(args.escapement)
    root = os.path.join(go.ask(None, "env", "GOROOT"), "test")
    if not os.path.isdir(root):
        print(f"skipped: there is no {root}")
        return corpora.SKIP
    tests = selected(root)
    folder = os.path.join(os.path.abspath(args.work), "laid-out")
    lay_out(tests, folder)
    built = go.packages(folder, ["./..."], COMPLETE)
    tests = [test for test in tests if all("test/" + package in built for package in test.packages)]
    theirs = go.said(lines.INLINING, folder, built)
    said = {level: ours.said(lines.INLINING, folder, built, level)[0] for level in (1, 2)}
    sentences, counted = unmet(tests, said)
    for sentence in sentences[:args.show]:
        print(sentence)
    found = difference.Difference(lines.INLINING, theirs, said[2], causes.known(lines.INLINING))
    for line in (*report.differences(found, args.show), *report.totals(NAME, found)):
        print(line)
    held = sum(test.action.startswith("errorcheck") and not test.unusual for test in tests)
    print(f"  {len(tests)} tests; {held} of them have {counted} expectations about inlining, {len(sentences)} sentences about these differ")
    if args.summary:
        report.append_summary(args.summary, NAME, found, tests=len(tests), held=held, expectations=counted, unmet=len(sentences))
    return floors.judge(NAME, {**found.counted(), "expectations": len(sentences)})


if __name__ == "__main__":
    sys.exit(main())
