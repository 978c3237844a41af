#!/usr/bin/env python3
"""Holds the loader to `go list -deps -test -json`: the same packages, files and imports, for std, cmd and third-party modules, on
five targets; and on one, for a vendored module, a workspace, a vendored workspace, build tags and package patterns. Prints every
difference, then their count, which must be 0.

usage: compare.py --go GO --dump SOURCE_DUMP [--corpora FETCH_SH] --work FOLDER [--only NAME]
"""
import argparse
import itertools
import json
import os
import shutil
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


def go_list(go, folder, environment, tags, patterns):
    command = [go, "list", "-e", "-pgo=off", "-tags=" + tags, "-deps", "-test", "-json=" + ",".join(FIELDS), *patterns]
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


def dump(program, folder, environment, target, tags, patterns):
    goos, goarch = target.split("/")
    command = [program, "--goroot", environment["GOROOT"], "--goos", goos, "--goarch", goarch, "--tags", tags, "--test", folder, *patterns]
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


def drop_unresolved(expected, found, messages):
    """Imports of modules that nothing required was downloaded for: an error on both sides, and no package."""
    unresolved = {package["ImportPath"] for package in expected if package.get("Error") and not package.get("Dir")}
    for path in sorted(unresolved):
        if f"package {path} " not in messages:
            yield f"{path}: go list does not find it, which is not said"
    expected[:] = [package for package in expected if package["ImportPath"] not in unresolved]
    for package in expected + found:
        for name in ["Imports", "TestImports", "XTestImports"]:
            package[name] = [path for path in package.get(name) or [] if path not in unresolved]


def compare(expected, found, messages):
    yield from drop_unresolved(expected, found, messages)
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


def copy_of(folder, name):
    copy = os.path.join(os.path.dirname(os.path.dirname(folder)), "copies", name)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return copy


def layouts(go, folders, environment):
    """Other ways to lay out the same modules: suites on one target each."""
    local = TARGETS[:1]
    for module, patterns in [("zap", ["all"]), ("cobra", ["all"]), ("otel", ["go.opentelemetry.io/..."]), ("sys", ["std", "golang.org/x/.../plan9/..."])]:
        yield f"{module} {' '.join(patterns)}", folders[module], patterns, local, "off", ""
    yield "protobuf with tags", folders["protobuf"], ["./..."], local, "off", "protolegacy,protoreflect,purego"
    vendored = copy_of(folders["zap"], "zap-vendored")
    subprocess.run([go, "mod", "vendor"], cwd=vendored, env=dict(environment, GOWORK="off"), check=True)
    yield "vendored", vendored, ["./...", "all"], local, "off", ""
    workspace = copy_of(folders["otel"], "otel-workspace")
    modules = ["./" + os.path.relpath(folder, folders["otel"]) for name, folder in folders.items() if name.split("/")[0] == "otel"]
    subprocess.run([go, "work", "init", *modules], cwd=workspace, env=environment, check=True)
    yield "workspace", workspace, ["./...", "work"], local, "", ""
    vendored = copy_of(workspace, "otel-vendored")
    subprocess.run([go, "work", "vendor"], cwd=vendored, env=environment, check=True)
    yield "vendored workspace", vendored, ["work", "./sdk/..."], local, "", ""


def main():
    arguments = parse_arguments()
    environment = dict(os.environ, CGO_ENABLED="0", GOTOOLCHAIN="local", GOFLAGS="", GOEXPERIMENT="", GOSUMDB="off")
    environment["GOROOT"] = subprocess.run([arguments.go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    os.makedirs(arguments.work, exist_ok=True)
    suites = [("std and cmd", os.path.realpath(arguments.work), ["std", "cmd"], TARGETS, "off", "")]
    folders = corpus_folders(arguments) if arguments.corpora else {}
    if folders:
        folders = {name: os.path.realpath(folder) for name, folder in folders.items()}
        environment["GOMODCACHE"] = os.path.realpath(os.path.join(arguments.work, "cache"))
    environment["GOPROXY"] = "off"
    suites += [(name, folder, ["./..."], TARGETS, "off", "") for name, folder in folders.items()]
    differences = packages = 0
    for name, folder, patterns, targets, go_work, tags in itertools.chain(suites, layouts(arguments.go, folders, environment) if folders else []):
        if arguments.only and name != arguments.only:
            continue
        for target in targets:
            goos, goarch = target.split("/")
            here = dict(environment, GOWORK=go_work)
            expected = go_list(arguments.go, folder, dict(here, GOOS=goos, GOARCH=goarch), tags, patterns)
            found, messages = dump(arguments.dump, folder, here, target, tags, patterns)
            packages += len(expected)
            different = list(compare(expected, found, messages))
            differences += len(different)
            print(f"{name} {target}: {len(expected)} packages, {len(different)} differences")
            for line in different[:MOST_PRINTED]:
                print("  " + line)
            if different and messages:
                print("  messages: " + messages[:2000])
    print(f"{packages} packages compared, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
