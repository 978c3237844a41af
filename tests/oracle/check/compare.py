#!/usr/bin/env python3
"""Compares what Escapement's checker finds with what go/types finds: every expression, name, instance, selection, the order of
initialisation.

usage: compare.py --go GO --dump CHECK-DUMP --typesdump SOURCE-FOLDER --work FOLDER [--threads N] [--module FOLDER [--modcache FOLDER]] [--files FILE…] PATTERN…

PATTERNs are what `go list` takes (std, cmd/..., ./...), in the folder of --module. Packages are taken with their tests. Each of --files
is a package of its own. The exit code is 1 if there is a difference, 2 if the comparison could not be made.
"""

import argparse
import collections
import json
import os
import subprocess
import sys


def go_list(patterns, module):
    """The packages and what they import, as `go list` describes them; without test mains."""
    fields = "ImportPath,Dir,GoFiles,Imports,ImportMap,ForTest,DepOnly,Name,Module,Standard"
    command = [ARGS.go, "list", "-e", "-deps", f"-json={fields}"] + (["-test"] if ARGS.tests else []) + patterns
    environment = dict(os.environ, CGO_ENABLED="0", GOFLAGS="", GOWORK="off", GOTOOLCHAIN="local", GOOS="linux", GOARCH="amd64")
    if ARGS.modcache:
        environment["GOMODCACHE"] = os.path.abspath(ARGS.modcache)
    out = subprocess.run(command, cwd=module or None, env=environment, capture_output=True, text=True, check=True).stdout
    decoder = json.JSONDecoder()
    at = 0
    while at < len(out):
        while at < len(out) and out[at].isspace():
            at += 1
        if at == len(out):
            break
        package, at = decoder.raw_decode(out, at)
        yield package


def write_graph(path, patterns, files, module):
    packages = [p for p in go_list(patterns, module) if not p["ImportPath"].endswith(".test") and p.get("GoFiles")] if patterns else []
    with open(path, "w", encoding="utf-8") as out:
        for p in packages:
            if p["ImportPath"] == "unsafe":
                continue
            plain = p["ImportPath"].split(" ")[0]
            version = "go" + p.get("Module", {}).get("GoVersion", "1.26") if not p.get("Standard") else "go1.26"
            # A package with tests stands for the same without.
            wanted = not p.get("DepOnly")
            out.write(f"unit\t{p['ImportPath']}\t{plain}\t{p['Dir']}\t{version}\t{int(wanted)}\n")
            for name in p["GoFiles"]:
                out.write(f"file\t{name}\n")
            written = {target: name for name, target in p.get("ImportMap", {}).items()}
            for target in p.get("Imports", []):
                if target not in ("unsafe", "C"):
                    out.write(f"import\t{written.get(target, target)}\t{target}\n")
        for file in files:
            file = os.path.abspath(file)
            out.write(f"unit\t{file}\tcommand-line-arguments\t{os.path.dirname(file)}\tgo1.26\t1\nfile\t{os.path.basename(file)}\n")


def read(process, name):
    out, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"{name} failed with {process.returncode}")
    result = {}
    for line in out.decode("utf-8", "replace").splitlines():
        unit, file, at, expressions, lines, digest = line.split("\t")
        result[unit, file, at] = (int(expressions), int(lines), digest)
    return result


def texts(command, wanted):
    path = os.path.join(ARGS.work, "wanted.txt")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join("\t".join(key) for key in wanted))
    output = subprocess.run(command + ["-text", path], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    result, lines = {}, None
    for line in output.splitlines():
        if line.startswith("# "):
            lines = result.setdefault(tuple(line[2:].split("\t")), [])
        elif lines is not None:
            lines.append(line)
    return result


NAMES = {"E": "expressions", "D": "definitions", "U": "uses", "I": "instances", "S": "selections", "M": "implicits", "X": "errors", "O": "order"}


def show(theirs, ours, different, limit):
    """Prints lines that differ; counts them by kind."""
    kinds = collections.Counter()
    shown = 0
    for key in different:
        a, b = theirs.get(key, []), ours.get(key, [])
        missing, extra = [x for x in a if x not in set(b)], [x for x in b if x not in set(a)]
        if not missing and not extra:
            missing, extra = a, b  # a matter of order or number
        for line in missing + extra:
            if line in missing or line.startswith("X"):
                kinds[NAMES.get(line[0], line[0])] += 1
        if shown < limit:
            print(f"{key[0]}: {key[1]}:{key[2]}")
            for line in missing[:6]:
                print(f"  - {line}")
            for line in extra[:6]:
                print(f"  + {line}")
            shown += 1
    return kinds


def main():
    typesdump = os.path.join(os.path.abspath(ARGS.work), "typesdump")
    os.makedirs(ARGS.work, exist_ok=True)
    environment = dict(os.environ, GOFLAGS="", GOWORK="off", GOTOOLCHAIN="local")
    subprocess.run([ARGS.go, "build", "-o", typesdump, "."], cwd=ARGS.typesdump, env=environment, check=True)
    goroot = subprocess.run([ARGS.go, "env", "GOROOT"], capture_output=True, check=True, text=True).stdout.strip()
    graph = os.path.join(os.path.abspath(ARGS.work), "graph.txt")
    if not ARGS.keep_graph:
        write_graph(graph, ARGS.patterns, ARGS.files or [], ARGS.module)
    theirs_command = [typesdump, "-graph", graph]
    ours_command = [ARGS.dump, "-graph", graph, "-goroot", goroot, "-threads", str(ARGS.threads)]
    processes = [subprocess.Popen(c, stdout=subprocess.PIPE) for c in (theirs_command, ours_command)]
    theirs, ours = read(processes[0], "typesdump"), read(processes[1], "check-dump")
    # A package that go/types rejects must be rejected; what else is said of it is not compared here.
    errors = lambda facts: {unit: facts.pop((unit, "errors", "0"))[0] for unit in {key[0] for key in facts}}
    their_errors, our_errors = errors(theirs), errors(ours)
    rejected = {unit for unit, n in their_errors.items() if n}
    accepted = sorted(unit for unit in rejected if not our_errors.get(unit))
    for unit in accepted:
        print(f"{unit}: go/types rejects it, escapement does not")
    for facts in (theirs, ours):
        for key in [key for key in facts if key[0] in rejected]:
            del facts[key]
    different = [key for key in sorted(theirs.keys() | ours.keys()) if theirs.get(key) != ours.get(key)]
    kinds = collections.Counter()
    if different:
        kinds = show(texts(theirs_command, different), texts(ours_command, different), different, ARGS.show)
    packages = {key[0] for key in theirs}
    bad = {key[0] for key in different}
    print(f"packages: {len(packages)}, of which {len(bad)} differ; {len(rejected)} more are rejected by go/types, {len(accepted)} of them not by us")
    print(f"declarations: {len(theirs)}, expressions: {sum(e for e, _, _ in theirs.values())}, facts: {sum(n for _, n, _ in theirs.values())}")
    print("differences: " + (", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "none") + f" in {len(different)} declarations")
    return 1 if different or accepted or not theirs else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--go", required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--threads", type=int, default=0, help="0: packages one after the other, what they import when they need it")
    parser.add_argument("--typesdump", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--module")
    parser.add_argument("--modcache", help="GOMODCACHE of --module")
    parser.add_argument("--files", nargs="*")
    parser.add_argument("--no-tests", dest="tests", action="store_false")
    parser.add_argument("--keep-graph", action="store_true")
    parser.add_argument("--show", type=int, default=30)
    parser.add_argument("patterns", nargs="*")
    ARGS = parser.parse_args()
    sys.exit(main())
