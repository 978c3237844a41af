"""On which lines the Go project's own tests expect errors, and which of those tests a type checker can be held to."""
import os
import re

# Comments, literals, words and single characters of Go: enough to know which token a comment follows.
TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[\w.]+|\n|[^\s\w]", re.DOTALL)
ERROR_COMMENT = re.compile(r"(?://|/\*) ERRORx? ")
ERRORCHECK = re.compile(r"// (?:GC_)?ERROR (.*)")


def lines_of_comments(text):
    """internal/types/testdata: an ERROR comment speaks of the token before it (go/types: commentMap)."""
    expected, line, token_line = set(), 1, 1
    for match in TOKEN.finditer(text):
        token = match[0]
        if token.startswith(("//", "/*")):
            if ERROR_COMMENT.match(token):
                expected.add(token_line)
        elif token != "\n":
            token_line = line
        line += token.count("\n")
    return expected


def lines_of_directives(text):
    """Nothing can follow a directive on its line but its own text: there, ERROR stands in it."""
    return {number for number, line in enumerate(text.split("\n"), 1) if line.strip().startswith("//go:") and ERROR_COMMENT.search(line)}


def lines_of_errorcheck(text):
    """GOROOT/test: an ERROR comment speaks of its line (cmd/internal/testdir: wantedErrors)."""
    return {number for number, line in enumerate(text.split("\n"), 1)
            if "////" not in line and (m := ERRORCHECK.search(line)) and '"' in m[1]}


LINE_DIRECTIVE = re.compile(r"(?://|/\*)line [^\n]*?:(\d+)(?::\d+)?(?:\*/)?\s*$")


def line_directives(text):
    """Where //line and /*line*/ say that another line begins: (line, column) in the file, and the line that it is said to be."""
    found, line, start = [], 1, 0
    for match in TOKEN.finditer(text):
        token = match[0]
        directive = LINE_DIRECTIVE.match(token)
        if directive and token.startswith("/*"):
            found.append(((line, match.end() - start + 1), int(directive[1])))
        elif directive and match.start() == start:
            found.append(((line + 1, 1), int(directive[1])))
        line += token.count("\n")
        if "\n" in token:
            start = match.start() + token.rindex("\n") + 1
    return found


def said_line(directives, line, column):
    for (at, start_column), said in reversed(directives):
        if (at, start_column) <= (line, column):
            return said + line - at
    return line


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


class Case:
    """One package to check. `skip` says why it is none of ours."""

    def __init__(self, group, files, language="", skip=""):
        self.group, self.files, self.language, self.skip = group, files, language, skip
        self.expected = set()
        self.by_compiler = False  # run through cmd/compile
        self.types_alone = False  # run through go/types and types2 alone
        self.stops = False        # without -e: cmd/compile gives up after ten errors

    @property
    def name(self):
        return os.path.basename(self.files[0])


def flags_of(first_line):
    language, others = "", []
    for word in first_line.split():
        if word.startswith("-lang="):
            language = word[len("-lang="):]
        else:
            others.append(word)
    return language, others


def own_cases():
    """programs/ beside this file: minimal files of rules that were wrong or missing once."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        first = read(path).split("\n", 1)[0]
        case = Case("programs", [path], flags_of(first[len("// "):])[0] if first.startswith("// -") else "")
        case.expected = {(path, line) for line in lines_of_comments(read(path)) | lines_of_directives(read(path))}
        yield case


def types_cases(goroot):
    """Files and folders of internal/types/testdata."""
    root = os.path.join(goroot, "src/internal/types/testdata")
    for group in sorted(os.listdir(root)):
        folder = os.path.join(root, group)
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(folder, entry)
            files = sorted(os.path.join(path, f) for f in os.listdir(path) if f.endswith(".go")) if os.path.isdir(path) else [path]
            files = [f for f in files if f.endswith(".go")]
            if not files:
                continue
            first = read(files[0]).split("\n", 1)[0]
            language, others = flags_of(first[len("// "):]) if first.startswith("// -") else ("", [])
            # gotypesalias=1 is how go/types and gc have it since Go 1.23.
            unknown = [flag for flag in others if flag != "-gotypesalias=1"]
            case = Case("testdata/" + group, files, language, f"needs {' '.join(unknown)}" if unknown else "")
            case.types_alone = True
            case.expected = {(f, line) for f in files for line in lines_of_comments(read(f))}
            yield case


# Said of functions that passed the type checker.
BACK_END_ERROR = '// GC_ERROR "stack frame too large'
# What says nothing of the back end: the language version, and how gc behaves after an error.
FRONT_END_FLAGS = re.compile(r"-e(=0)?|-d=panic|-complete")


def known_failures(goroot):
    """The tests that cmd/internal/testdir knows its own type checker to fail, so that they say nothing."""
    path = os.path.join(goroot, "src/cmd/internal/testdir/testdir_test.go")
    match = re.search(r"^var types2Failures = setOf\((.*?)^\)", read(path), re.M | re.S) if os.path.exists(path) else None
    return set(re.findall(r'^\s*"([^"]+)"', match[1], re.M)) if match else set()


def errorcheck_cases(goroot):
    """Single-file errorcheck tests of GOROOT/test. Those with flags of gc's back end, and the ones built of folders, are left out."""
    root = os.path.join(goroot, "test")
    known = known_failures(goroot)
    for folder, folders, names in os.walk(root):
        folders.sort()
        # Folders named *.dir belong to tests of several packages, which cmd/internal/testdir runs by the file beside them.
        folders[:] = [f for f in folders if not f.endswith(".dir")]
        for name in sorted(names):
            if not name.endswith(".go"):
                continue
            path = os.path.join(folder, name)
            text = read(path)
            actions = [line for line in text.split("\n", 20)[:20] if line.startswith("// errorcheck")]
            if not actions:
                continue
            action, *flags = actions[0][len("// "):].split()
            language, others = flags_of(" ".join(flags))
            skip = ""
            if action != "errorcheck":
                skip = "a test of several packages" if "dir" in action else "gc's back end"
            elif any(not FRONT_END_FLAGS.fullmatch(flag) for flag in others):
                skip = "gc's back end: " + " ".join(others)
            elif BACK_END_ERROR in text:
                skip = "gc's back end: the layout of stack frames"
            elif text.startswith("//go:build") or "\n//go:build" in text.split("\npackage", 1)[0]:
                skip = "a build constraint"
            group = os.path.relpath(folder, goroot)
            if os.path.relpath(path, root) in known:
                skip = "cmd/compile is expected to fail it"
            case = Case(group, [path], language, skip)
            case.by_compiler = True
            case.stops = "-e=0" in others
            case.expected = {(path, line) for line in lines_of_errorcheck(text)}
            yield case
