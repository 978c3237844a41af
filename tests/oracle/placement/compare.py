#!/usr/bin/env python3
"""Runs the functions of storage.go and compares what they allocate with where the report puts their storage.

usage: compare.py ESCAPEMENT GO storage.go

For every function without parameters: the number of heap allocations of one run (testing.AllocsPerRun) must equal the number of its sites
whose segment is heap, with the conditional sites ("stack, beyond 32 B heap") counted where the function's name ends in Beyond.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

DRIVER = """package main

import (
	"fmt"
	"testing"

	storage "storage.test/storage"
)

func main() {
	for _, each := range []struct {
		name string
		run  func()
	}{%s} {
		fmt.Println(each.name, testing.AllocsPerRun(50, each.run))
	}
}
"""


def functions_of(path):
    with open(path, encoding="utf-8") as file:
        return re.findall(r"^func (\w+)\(\) \{", file.read(), re.MULTILINE)


def measured(go, path, names):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "storage"))
        shutil.copy(path, os.path.join(folder, "storage", "storage.go"))
        with open(os.path.join(folder, "go.mod"), "w", encoding="utf-8") as out:
            out.write("module storage.test\n\ngo 1.26\n")
        with open(os.path.join(folder, "main.go"), "w", encoding="utf-8") as out:
            out.write(DRIVER % ", ".join(f'{{"{name}", storage.{name}}}' for name in names))
        run = subprocess.run([go, "run", "."], cwd=folder, capture_output=True, text=True, timeout=300,
                             env={**os.environ, "GOFLAGS": "", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})
    if run.returncode != 0:
        sys.exit(f"go run failed:\n{run.stderr}")
    return {name: int(float(count)) for name, count in (line.split() for line in run.stdout.splitlines())}


def reported(binary, path):
    run = subprocess.run([binary, "check", "--format=json", path], capture_output=True, text=True, timeout=60)
    counts = {}
    for report in json.loads(run.stdout):
        for missing in report["notAnalysed"]:
            sys.exit(f"not analysed: {missing}")
        for site in report["sites"]:
            name, conditional = site["function"], ", " in site["hint"]
            if name not in counts:
                counts[name] = [0, 0]
            if conditional:
                counts[name][1] += 1
            elif site["segment"] == "heap":
                counts[name][0] += 1
    return counts


def main():
    binary, go, path = sys.argv[1:]
    names = functions_of(path)
    runs, report = measured(go, path, names), reported(binary, path)
    differences = 0
    for name in names:
        sure, conditional = report[name]
        expected = sure + (conditional if name.endswith("Beyond") else 0)
        if runs[name] != expected:
            print(f"{name}: {runs[name]} allocations in a run, {expected} by the report")
            differences += 1
    print(f"{len(names)} functions, {differences} differences")
    return 1 if differences or not names else 0


if __name__ == "__main__":
    sys.exit(main())
