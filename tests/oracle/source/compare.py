#!/usr/bin/env python3
"""Holds the loader to `go list -deps -test -json`: the same packages, files and imports, for std, cmd and third-party modules, on
five targets. Prints every difference, then their count, which must be 0.

usage: compare.py --go GO --dump SOURCE_DUMP [--corpora FETCH_SH] --work FOLDER [--only NAME]
"""
import argparse
import json
import os
import subprocess
import sys

TARGETS = ["linux/amd64", "linux/386", "windows/amd64", "darwin/arm64", "js/wasm"]
LISTS = [
    "GoFiles", "IgnoredGoFiles", "TestGoFiles", "XTestGoFiles", "SFiles", "HFiles", "SysoFiles", "IgnoredOtherFiles", "EmbedFiles",
    "Imports", "TestImports", "XTestImports",
]
FIELDS = ["ImportPath", "ForTest", "Dir", "Name", "Standard", "Module", "Error", "ImportMap", "CgoFiles"] + LISTS
MOST_PRINTED = 40
SKIPPED = 77  # by what fetch.sh and ctest call a skipped test


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--go", required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--corpora")
    parser.add_argument("--work", required=True)
    parser.add_argument("--only")
    return parser.parse_args()


def go_list(go, folder, environment, patterns):
    command = [go, "list", "-e", "-pgo=off", "-deps", "-test", "-json=" + ",".join(FIELDS), *patterns]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} in {folder}: {done.stderr}")
    decoder = json.JSONDecoder()
    packages, at, text = [], 0, done.stdout
    while at < len(text):
        package, at = decoder.raw_decode(text, at)
        packages.append(package)
        while at < len(text) and text[at].isspace():
            at += 1
    # The generated main programs of tests are not sources.
    return [package for package in packages if not package["ImportPath"].endswith(".test")]


def dump(program, folder, environment, target, patterns):
    goos, goarch = target.split("/")
    command = [program, "--goroot", environment["GOROOT"], "--goos", goos, "--goarch", goarch, "--test", folder, *patterns]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def normalized(package):
    # Sets: `go list` repeats what both the package and its tests import.
    out = {name: sorted(set(package.get(name) or [])) for name in LISTS}
    for name in ["Dir", "Name", "Standard", "ForTest"]:
        out[name] = package.get(name) or None
    module = package.get("Module") or {}
    out["Module"] = [module.get("Path"), module.get("Version") or None, module.get("GoVersion") or "1.16"] if module else None
    if package["ImportPath"].find("_test [") >= 0:  # external tests have no files but their own
        for name in (set(LISTS) - {"GoFiles", "Imports"}) | {"Standard"}:
            out.pop(name)
    return out


def compare(expected, found):
    expected = {package["ImportPath"]: package for package in expected}
    found = {package["ImportPath"]: package for package in found}
    for path in sorted(set(expected) - set(found)):
        yield f"{path}: missing"
    for path in sorted(set(found) - set(expected)):
        yield f"{path}: too much"
    for path in sorted(set(expected) & set(found)):
        want, have = normalized(expected[path]), normalized(found[path])
        for name in want:
            if want[name] != have.get(name):
                yield f"{path}: {name}: expected {want[name]}, found {have.get(name)}"


def corpus_folders(arguments):
    done = subprocess.run(["bash", arguments.corpora, arguments.work], capture_output=True, text=True, check=False)
    if done.returncode == SKIPPED:
        print(f"third-party modules are left out: {done.stderr.strip()}")
        return {}
    if done.returncode != 0:
        sys.exit(done.stderr)
    modules = os.path.join(arguments.work, "modules")
    folders = {}
    with open(os.path.join(arguments.work, "fetched"), encoding="utf-8") as manifest:
        for line in manifest:
            words = line.split("#")[0].split()
            if words:
                folders[words[0]] = os.path.join(modules, words[0])
    return folders


def main():
    arguments = parse_arguments()
    environment = dict(os.environ, CGO_ENABLED="0", GOTOOLCHAIN="local", GOWORK="off", GOFLAGS="", GOEXPERIMENT="")
    environment["GOROOT"] = subprocess.run([arguments.go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    os.makedirs(arguments.work, exist_ok=True)
    suites = [("std and cmd", os.path.realpath(arguments.work), ["std", "cmd"])]
    if arguments.corpora:
        suites += [(name, os.path.realpath(folder), ["./..."]) for name, folder in corpus_folders(arguments).items()]
        environment["GOMODCACHE"] = os.path.realpath(os.path.join(arguments.work, "cache"))
    environment["GOPROXY"] = "off"
    differences = packages = 0
    for name, folder, patterns in suites:
        if arguments.only and name != arguments.only:
            continue
        for target in TARGETS:
            goos, goarch = target.split("/")
            expected = go_list(arguments.go, folder, dict(environment, GOOS=goos, GOARCH=goarch), patterns)
            found, messages = dump(arguments.dump, folder, environment, target, patterns)
            packages += len(expected)
            here = list(compare(expected, found))
            differences += len(here)
            print(f"{name} {target}: {len(expected)} packages, {len(here)} differences")
            for line in here[:MOST_PRINTED]:
                print("  " + line)
            if here and messages:
                print("  messages: " + messages[:2000])
    print(f"{packages} packages compared, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
