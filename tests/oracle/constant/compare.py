#!/usr/bin/env python3
"""Compares analysis/constant with go/constant on generated expressions.

usage: compare.py --go GO --eval CONSTANT_EVAL --generate FOLDER [--seed N] [--count N]

generate/ (a Go program) prints expressions in postfix form with the value that go/constant and go/types give them; constant-eval reads the
same expressions and prints its own values. The test passes if every line agrees.
"""
import argparse
import collections
import os
import re
import subprocess
import sys


def readable(expression):
    """The literals of an expression, which travel in hexadecimal, as Go writes them."""
    return re.sub(r"\b([ifmcs]):([0-9a-f]*)", lambda m: bytes.fromhex(m[2]).decode("utf-8", "replace"), expression)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--go", required=True)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--generate", required=True)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", default="30000")
    options = parser.parse_args()
    generated = subprocess.run(
        [options.go, "run", "main.go", options.seed, options.count], cwd=options.generate, capture_output=True, text=True, check=True,
        timeout=240, env={**os.environ, "GOFLAGS": "", "GO111MODULE": "off", "GOWORK": "off"}).stdout.splitlines()
    lines = [line.split("\t") for line in generated]
    ours = subprocess.run([options.eval], input="\n".join(line[0] for line in lines) + "\n", capture_output=True, text=True, check=True,
                          timeout=240).stdout.splitlines()
    if len(ours) != len(lines):
        sys.exit(f"{len(lines)} expressions, but {len(ours)} answers")
    kinds = collections.Counter()
    differences = 0
    for (expression, expected), answer in zip(lines, ours):
        kinds[expected.split(" ")[0]] += 1
        if expected == answer:
            continue
        differences += 1
        if differences <= 20:
            print(f"{readable(expression)[:400]}\n  go/constant {expected[:400]}\n  ours        {answer[:400]}")
    print(f"{len(lines)} expressions, {differences} differences; values by kind: {dict(sorted(kinds.items()))}")
    if differences or len(kinds) < 6:
        sys.exit(1)


if __name__ == "__main__":
    main()
