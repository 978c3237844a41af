#!/usr/bin/env python3
"""Compares Escapement's syntax trees with go/parser's over every .go file of GOROOT/src and GOROOT/test.

usage: compare.py --go GO --dump SYNTAX-DUMP --astdump SOURCE-FOLDER --work FOLDER [DIRECTORY…]

A file that go/parser accepts must be accepted with an equal tree; one that it rejects must be rejected. Prints every
difference and the counts; the exit code is 1 if there is a difference, 2 if the comparison could not be made.
"""

import argparse
import difflib
import os
import subprocess
import sys

SHOWN = 40  # differences that are printed in full


def go_files(directories):
    for directory in directories:
        for folder, _, names in os.walk(directory):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith(".go") and os.path.isfile(path) and "\n" not in path:
                    yield path


def run_on(command, listing):
    """Starts a dumper on the list of files; a thread-free way is a file as its input."""
    return subprocess.Popen(command, stdin=open(listing, "rb"), stdout=subprocess.PIPE)


def results(process, name):
    out, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"{name} failed with {process.returncode}")
    lines = out.decode("utf-8", "replace").splitlines()
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def show_difference(path, astdump):
    def text(command):
        return subprocess.run(command + ["-text", path], capture_output=True, check=True).stdout.decode("utf-8", "replace").splitlines()

    lines = difflib.unified_diff(text([astdump]), text([ARGS.dump]), "go/parser", "escapement", lineterm="", n=2)
    for i, line in enumerate(lines):
        if i >= 14:
            print("   …")
            break
        print("   " + line)


def compare(paths, expected, found, astdump):
    counts = {"same tree": 0, "both reject": 0}
    differences = 0
    for path in paths:
        theirs, ours = expected.get(path, "? not answered"), found.get(path, "? not answered")
        if theirs.startswith("!") and ours.startswith("!"):
            counts["both reject"] += 1
            continue
        if theirs == ours:
            counts["same tree"] += 1
            continue
        differences += 1
        if differences > SHOWN:
            continue
        if ours.startswith("!"):
            print(f"REJECTED {path}: {ours[1:]}")
        elif theirs.startswith("!"):
            print(f"ACCEPTED {path}: go/parser says {theirs[1:]}")
        else:
            print(f"TREE     {path}")
            show_difference(path, astdump)
    for name, count in counts.items():
        print(f"{name}: {count}")
    print(f"differences: {differences} of {len(paths)} files")
    return differences


def main():
    astdump = os.path.join(os.path.abspath(ARGS.work), "astdump")
    os.makedirs(ARGS.work, exist_ok=True)
    environment = dict(os.environ, GOFLAGS="", GOWORK="off", GOTOOLCHAIN="local")
    subprocess.run([ARGS.go, "build", "-o", astdump, "."], cwd=ARGS.astdump, env=environment, check=True)
    directories = ARGS.directories
    if not directories:
        root = subprocess.run([ARGS.go, "env", "GOROOT"], capture_output=True, check=True, text=True).stdout.strip()
        directories = [d for d in (os.path.join(root, "src"), os.path.join(root, "test")) if os.path.isdir(d)]
    paths = sorted(go_files(directories))
    if not paths:
        print("no .go files found")
        return 2
    listing = os.path.join(ARGS.work, "files.txt")
    with open(listing, "w", encoding="utf-8") as out:
        out.write("\n".join(paths) + "\n")
    ours, theirs = run_on([ARGS.dump], listing), run_on([astdump], listing)
    found, expected = results(ours, "syntax-dump"), results(theirs, "astdump")
    return 1 if compare(paths, expected, found, astdump) else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--go", required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--astdump", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("directories", nargs="*")
    ARGS = parser.parse_args()
    sys.exit(main())
