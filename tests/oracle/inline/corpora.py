"""What is compared: names of corpora, the folders that commands run in, and the packages they name there."""
import dataclasses
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FETCH = os.path.join(HERE, "..", "..", "corpora", "fetch.sh")
FEW = "errors strings sort bytes io sync time path/filepath container/list text/tabwriter bufio math/bits".split()
# Of tests/corpora: generics, generated code, many small packages, a command line, nested modules.
MODULES = ("lo", "protobuf", "zap", "cobra", "otel")
SKIP = 77


@dataclasses.dataclass
class Part:
    """Patterns of packages, and the folder in which they are understood."""
    folder: str
    patterns: list


@dataclasses.dataclass
class Corpus:
    name: str
    parts: list
    modules: str = ""  # folder for GOMODCACHE; empty: the user's


def fetched_modules(folder):
    """The modules of tests/corpora, fetched into the folder unless they are there. Ends the program where they cannot be had."""
    code = subprocess.run([FETCH, folder], check=False).returncode
    if code != 0:
        sys.exit(code)
    parts = [Part(os.path.join(folder, "modules", name), ["./..."]) for name in MODULES]
    return Corpus("modules", parts, os.path.join(folder, "cache"))


def find(name, work, fetched):
    """The corpus of a name. work: a folder for commands that need no folder of their own. fetched: where third-party modules are kept.
    Any folder with a go.mod is a corpus, too."""
    if name == "modules":
        return fetched_modules(fetched)
    if name == "programs":
        return Corpus(name, [Part(os.path.join(HERE, "programs"), ["./..."])])
    patterns = {"few": FEW, "std": ["std"], "cmd": ["cmd/..."]}.get(name)
    if patterns:
        os.makedirs(work, exist_ok=True)
        return Corpus(name, [Part(work, patterns)])
    if os.path.isdir(name):
        return Corpus(os.path.basename(os.path.abspath(name)), [Part(name, ["./..."])])
    sys.exit(f"no corpus is called {name}, and it is no folder")
