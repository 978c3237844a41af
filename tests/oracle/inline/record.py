#!/usr/bin/env python3
"""What gc says, recorded for machines without Go: in hashes by function for std, as text for the programs beside this file.

usage: record.py GO CACHE WORK [--check]

Writes recorded/std-RELEASE.gz and recorded/programs-RELEASE.txt. With --check it writes nothing, and says where what is recorded is not what
gc says now; it fails if there is such a place, or no record of this release.
"""
import collections
import gzip
import hashlib
import os
import re
import sys

import corpora
import go_build
import lines

FOLDER = os.path.join(corpora.HERE, "recorded")
DECLARATION = re.compile(r"(can|cannot) inline [^:]*(:| with)")
ROOT = re.compile(r"(?m)^/\S*?/src/")  # of paths of std, which depend on where Go is installed


def hashes_of(package):
    """Hashes of the lines of each function: by file and the line of its declaration, as far as lines tell where one is."""
    by_file = collections.defaultdict(list)
    for line in package:
        file, number, text = lines.split_place(line)
        by_file[file].append((number, text, line))
    out = {}
    for file, entries in by_file.items():
        starts = sorted({number for number, text, _ in entries if DECLARATION.match(text)})
        groups = collections.defaultdict(list)
        for number, _, line in entries:
            groups[max((start for start in starts if start <= number), default=0)].append(line)
        short = ROOT.sub("", file)
        for start, group in groups.items():
            text = ROOT.sub("", "\n".join(sorted(group)))
            out[f"{short}:{start}"] = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return out


def differing_functions(recorded, packages):
    """Functions, as `package function`, whose lines are not those that are recorded. recorded: hashes by function by package."""
    found = []
    for package in sorted(recorded.keys() | packages.keys()):
        theirs, ours = recorded.get(package, {}), hashes_of(packages.get(package, []))
        found += [f"{package} {function}" for function in sorted(theirs.keys() | ours.keys()) if theirs.get(function) != ours.get(function)]
    return found


def write_hashes(packages, path):
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        for package in sorted(packages):
            file.write(f"# {package}\n".encode())
            for function, digest in sorted(hashes_of(packages[package]).items()):
                file.write(f"{function} {digest}\n".encode())


def read_hashes(path):
    packages, current = {}, None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# "):
                current = packages.setdefault(line[2:].strip(), {})
            else:
                function, digest = line.rsplit(" ", 1)
                current[function] = digest.strip()
    return packages


def portable(packages):
    """The same lines, without the place where Go is installed."""
    return {package: [ROOT.sub("$GOROOT/src/", line) for line in found] for package, found in packages.items()}


def text_of(packages):
    return "".join(f"# {package}\n" + "".join(line + "\n" for line in packages[package]) for package in sorted(packages))


def read_text(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return lines.read_packages(file)


def newest(corpus):
    """The record of a corpus, of the latest release there is one of."""
    names = [name for name in os.listdir(FOLDER) if name.startswith(corpus + "-")]
    return os.path.join(FOLDER, max(names, key=lambda name: [int(part) for part in re.findall(r"\d+", name)]))


def check_hashes(packages, path):
    differing = differing_functions(read_hashes(path), packages)
    return [f"{function}: gc no longer says what is recorded" for function in differing]


def check_text(packages, path):
    recorded = read_text(path)
    now = portable(packages)
    changed = [package for package in sorted(recorded.keys() | now.keys()) if recorded.get(package) != now.get(package)]
    return [f"{package}: gc no longer says what is recorded" for package in changed]


def write_text(packages, path):
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text_of(portable(packages)))


FORMS = {"std": (".gz", write_hashes, check_hashes), "programs": (".txt", write_text, check_text)}


def main():
    command, cache, work, *options = sys.argv[1:]
    go, differing = go_build.Go(command, os.path.abspath(cache)), []
    for name, (ending, write, check) in FORMS.items():
        path = os.path.join(FOLDER, f"{name}-{go.release()}{ending}")
        part = corpora.find(name, os.path.abspath(work), "").parts[0]
        if "--check" not in options:
            write(go.said(lines.INLINING, part.folder, part.patterns), path)
        elif not os.path.exists(path):
            there = ", ".join(sorted(os.listdir(FOLDER)))
            differing.append(f"there is no record {os.path.basename(path)}, only {there}: `./dev record` makes one")
        else:
            differing += check(go.said(lines.INLINING, part.folder, part.patterns), path)
    for sentence in differing[:40]:
        print(sentence)
    if "--check" in options:
        print(f"{len(differing):,} differences from what is recorded" + ("; `./dev record` records it again" if differing else ""))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
