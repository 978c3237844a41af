#!/usr/bin/env python3
"""Compares sizes, alignments and offsets with go/types' SizesFor("gc", GOARCH), for every GOARCH that gc knows.

usage: compare.py --go GO --dump SIZES_DUMP --generate FOLDER --work FOLDER

generate/ (a Go program) writes a Go file of random types and prints their layouts; sizes-dump reads the same file and prints ours.
"""
import argparse
import os
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser()
    for name in ("go", "dump", "generate", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", default="1500")
    options = parser.parse_args()
    types = os.path.join(options.work, "types.go")
    theirs = subprocess.run(
        [options.go, "run", "main.go", options.seed, options.count, types], cwd=options.generate, capture_output=True, text=True, check=True,
        timeout=240, env={**os.environ, "GOFLAGS": "", "GO111MODULE": "off", "GOWORK": "off"}).stdout.splitlines()
    architectures = list(dict.fromkeys(line.split(" ")[0] for line in theirs))
    goroot = subprocess.run([options.go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    ours = subprocess.run([options.dump, goroot, types, *architectures], capture_output=True, text=True, check=True,
                          timeout=240).stdout.splitlines()
    differences = 0
    for expected, answer in zip(theirs, ours):
        if expected != answer:
            differences += 1
            if differences <= 20:
                print(f"go/types {expected}\nours     {answer}")
    print(f"{len(theirs)} layouts on {len(architectures)} architectures, {differences} differences")
    if differences or len(ours) != len(theirs) or len(architectures) < 10:
        sys.exit(f"{len(ours)} answers, {len(theirs)} expected")


if __name__ == "__main__":
    main()
