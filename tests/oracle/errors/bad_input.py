#!/usr/bin/env python3
"""Files that no person writes: each must give an error with its place (or none where Go has none), in bounded time and memory.

usage: bad_input.py --go GO --check CHECK_ERRORS --work FOLDER
"""
import argparse
import os
import resource
import subprocess
import sys

DEEP = 100_000
# name: (text, whether an error is due)
FILES = {
    "long_integer": (f"package p\n\nconst a = {'9' * 1_000_000}\n", True),
    "long_float": (f"package p\n\nconst a = 1.{'3' * 1_000_000}\n", True),
    "long_exponent": (f"package p\n\nconst a = 1e{'9' * 1_000_000}\n", True),
    "huge_exponent": ("package p\n\nconst a = 1e600000000 * 1e600000000\n", True),
    "growing_constant": ("package p\n\nconst a = 1 << 500\nconst b = a * a * a * a\nconst c = b << 1000 << 1000\n", True),
    "huge_shift": ("package p\n\nconst a = 1 << 1000000000\n", True),
    "parentheses": (f"package p\n\nvar a = {'(' * DEEP}1{')' * DEEP}\n", True),
    "operators": (f"package p\n\nvar a = {'!' * DEEP}true\n", True),
    "sums": (f"package p\n\nvar x int\nvar a = {'x + ' * DEEP}1\n", True),
    "calls": (f"package p\n\nfunc f(int) int\nvar a = {'f(' * DEEP}1{')' * DEEP}\n", True),
    "types": (f"package p\n\nvar a {'[]' * DEEP}int\n", True),
    "blocks": (f"package p\n\nfunc f() {'{' * DEEP}{'}' * DEEP}\n", True),
    "infinite_size": ("package p\n\ntype T struct{ a, b, c, d T }\nvar x T\n", True),
    "endless_type": ("package p\n\ntype T[P any] [10]T[*P]\nvar x T[int]\n", True),
    "endless_interface": ("package p\n\ntype T[P any] interface{ T[*P] }\nvar x T[int]\n", True),
    "growing_pointer": ("package p\n\ntype T[P any] struct{ f *T[T[P]] }\nvar x T[int]\n", True),
}
SECONDS, BYTES = 30, 2 << 30


def main():
    parser = argparse.ArgumentParser()
    for name in ("go", "check", "work"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    goroot = subprocess.run([options.go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    failures = 0
    for name, (text, due) in FILES.items():
        path = os.path.join(options.work, name + ".go")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            run = subprocess.run([options.check, goroot], input=f"\t{path}\n", capture_output=True, text=True, timeout=SECONDS,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)))
        except subprocess.TimeoutExpired:
            print(f"{name}: not done after {SECONDS} s")
            failures += 1
            continue
        errors = [line for line in run.stdout.splitlines() if line.startswith(path)]
        if run.returncode != 0 or bool(errors) != due:
            print(f"{name}: exit code {run.returncode}, errors: {errors[:2]}")
            failures += 1
    print(f"{len(FILES)} files, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
