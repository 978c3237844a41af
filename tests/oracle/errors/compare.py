#!/usr/bin/env python3
"""Holds the checker's errors to the Go project's own tests: an error on each line where one is expected, and none elsewhere.

usage: compare.py --go GO --check CHECK_ERRORS --floor FILE [--show GROUP] [--missing] [NAME...]

Compared are lines, not wording. A file agrees if every expected line has an error and no other line has. The share that agrees is printed by
folder; floor.txt holds the number of files that agreed when it was last raised, and the test fails below it, or if the checker crashes.
With names, only those files; --show prints every line that differs, and counts the codes of false errors.
"""
import argparse
import collections
import os
import re
import subprocess
import sys

import expectations


class Checker:
    """Runs check-errors over many packages; a crash costs the package it happened in."""

    def __init__(self, binary, goroot):
        self.command = [binary, goroot]
        self.crashed = []

    def run(self, cases):
        found, rest = {}, list(cases)
        while rest:
            request = "".join("\t".join([case.language, *case.files]) + "\n" for case in rest)
            try:
                out = subprocess.run(self.command, input=request, capture_output=True, text=True, errors="replace", timeout=200).stdout
            except subprocess.TimeoutExpired as late:
                out = (late.stdout or b"").decode(errors="replace")
            answers = out.split("\x1e\n")[:-1]
            for case, answer in zip(rest, answers):
                found[case] = [line.split("\t") for line in answer.splitlines()]
            rest = rest[len(answers):]
            if rest:
                self.crashed.append(rest.pop(0))
        return found


# What cmd/compile's scanner and parser report without the words "syntax error", so that types are checked all the same.
GOES_ON = {"syntax.literal", "syntax.identifier", "syntax.encoding", "syntax.slice"}
# What its parser finds beside the grammar (syntax.CheckBranches).
BY_PARSER = {"check.branch", "check.label"}


# What cmd/compile asks beyond types2, so that internal/types/testdata does not expect it.
BEYOND_TYPES = {"check.interface-cycle"}


def as_compiler(errors):
    """cmd/compile checks no types in a package that has a "syntax error" (noder.checkFiles); so no test expects both."""
    syntax = {error[2] for error in errors if error[2].startswith("syntax.")}
    if syntax <= GOES_ON:
        return errors
    return [error for error in errors if error[2] in syntax | BY_PARSER]


def as_reported(case, errors):
    """What cmd/compile prints of these errors: at the lines that //line directives name, and the first ten if it may stop."""
    errors = as_compiler(errors)
    out = []
    for error in errors:
        directives = expectations.line_directives(expectations.read(error[0]))
        out.append([error[0], str(expectations.said_line(directives, int(error[1]), int(error[4]))), *error[2:]])
    return sorted(out, key=lambda error: int(error[1]))[:10] if case.stops else out


def read_floor(path):
    floor = {}
    if os.path.exists(path):
        for line in expectations.read(path).splitlines():
            if line and not line.startswith("#"):
                group, count = line.split()
                floor[group] = int(count)
    return floor


def show(case, false, missing, errors, codes):
    for file, line in sorted(missing):
        text = expectations.read(file).split("\n")[line - 1].strip()
        print(f"{file}:{line}: missing: {text[:150]}")
    for file, line in sorted(false):
        for error in errors:
            if (error[0], int(error[1])) == (file, line):
                codes[error[2]] += 1
                print(f"{file}:{line}: false: {error[3][:120]} [{error[2]}]")


def main():
    parser = argparse.ArgumentParser()
    for name in ("go", "check", "floor"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--show", default="")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    goroot = subprocess.run([options.go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    cases = [*expectations.own_cases(), *expectations.types_cases(goroot)]
    if os.path.isdir(os.path.join(goroot, "test")):
        cases += expectations.errorcheck_cases(goroot)
    if options.names:
        cases = [case for case in cases if case.name in options.names]
    skipped = collections.Counter(re.sub(r": .*", "", case.skip) for case in cases if case.skip)
    cases = [case for case in cases if not case.skip]
    checker = Checker(options.check, goroot)
    found = checker.run(cases)

    files, agreeing = collections.Counter(), collections.Counter()
    expected_lines = missing_lines = false_lines = 0
    codes = collections.Counter()
    for case in cases:
        files[case.group] += 1
        errors = found.get(case, [])
        if case.by_compiler:
            errors = as_reported(case, errors)
        elif case.types_alone:
            errors = [error for error in errors if error[2] not in BEYOND_TYPES]
        got = {(error[0], int(error[1])) for error in errors}
        missing, false = case.expected - got, got - case.expected
        expected_lines += len(case.expected)
        missing_lines += len(missing)
        false_lines += len(false)
        if not missing and not false and case in found:
            agreeing[case.group] += 1
        elif options.names or options.show and case.group.startswith(options.show):
            show(case, false, missing, errors, codes)
    for code, count in codes.most_common():
        print(f"false {code}: {count}")

    floor, failed = read_floor(options.floor), False
    for group in files:
        share = 100 * agreeing[group] / files[group]
        least = floor.get(group, 0)
        print(f"{group}: {agreeing[group]} of {files[group]} files agree ({share:.1f} %), floor {least}")
        failed |= not options.names and agreeing[group] < least
    total, agree = sum(files.values()), sum(agreeing.values())
    print(f"{agree} of {total} files agree ({100 * agree / max(1, total):.1f} %); of {expected_lines} lines with an expected error "
          f"{missing_lines} are missed; {false_lines} other lines have an error; left out: {dict(skipped)}")
    for case in checker.crashed:
        print(f"{case.files[0]}: the checker crashed or did not end")
    if failed or checker.crashed or not agree:
        sys.exit(1)


if __name__ == "__main__":
    main()
