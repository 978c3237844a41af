#!/usr/bin/env python3
"""Compares Escapement's verdict with go/parser's on files that breaker makes of valid ones.

usage: compare_broken.py --go GO --dump SYNTAX-DUMP --breaker SOURCE-FOLDER --work FOLDER [--count N] [--seed S]

Prints the files on which the two disagree, and the rate; the exit code is 1 if there are any. The files stay in WORK/broken.
"""

import argparse
import os
import subprocess
import sys

SHOWN = 40


def valid_files(go):
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, check=True, text=True).stdout.strip()
    for directory in ("test", "src/cmd/compile/internal/types2", "src/go", "src/internal/types/testdata", "src/runtime"):
        for folder, _, names in os.walk(os.path.join(root, directory)):
            yield from (os.path.join(folder, n) for n in sorted(names) if n.endswith(".go"))


def lines(command, text, **options):
    run = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True, **options)
    return dict(line.split("\t", 1) for line in run.stdout.decode("utf-8", "replace").splitlines() if "\t" in line)


def main():
    args = ARGS
    work = os.path.join(os.path.abspath(args.work), "broken")
    os.makedirs(work, exist_ok=True)
    breaker = os.path.join(os.path.abspath(args.work), "breaker")
    environment = dict(os.environ, GOFLAGS="", GOWORK="off", GOTOOLCHAIN="local")
    subprocess.run([args.go, "build", "-o", breaker, "."], cwd=args.breaker, env=environment, check=True)
    listing = "\n".join(sorted(valid_files(args.go))) + "\n"
    theirs = lines([breaker, work, str(args.count), str(args.seed)], listing)
    if not theirs:
        print("no files to break")
        return 2
    ours = lines([args.dump], "\n".join(theirs) + "\n")
    differences = 0
    for path, verdict in sorted(theirs.items()):
        found = ours.get(path, "? not answered")
        rejected = found.startswith("!")
        if rejected == (verdict != "ok") and not found.startswith("?"):
            continue
        differences += 1
        if differences <= SHOWN:
            print(f"REJECTED {path}: {found}" if rejected else f"ACCEPTED {path}: go/parser says {verdict}")
    rejects = sum(v != "ok" for v in theirs.values())
    print(f"files: {len(theirs)}, rejected by go/parser: {rejects}")
    print(f"differences: {differences} ({100 * differences / len(theirs):.3f} %)")
    return 1 if differences else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--go", required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--breaker", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    ARGS = parser.parse_args()
    sys.exit(main())
