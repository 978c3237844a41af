"""A package with errors answers for every function that has none in itself and does not need a broken declaration.
Usage: broken_package_test.py ESCAPEMENT EXAMPLES PROGRAMS"""
import bisect
import collections
import pathlib
import re
import sys
import unittest

from tool import SOURCE_ERRORS, ToolTest

FOLDERS = [pathlib.Path(argument) for argument in sys.argv[2:4]]
HEAD = re.compile(r"^func (?:\([^)]*\) )?(\w+).*\{$")


class Program:
    """A file's functions, by their first lines."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.starts = [i for i, line in enumerate(self.lines, 1) if line.startswith(("func ", "var ", "type ", "const "))]
        self.functions = {i: HEAD.match(self.lines[i - 1]).group(1) for i in self.starts if HEAD.match(self.lines[i - 1])}

    def declaration_of(self, line):
        at = bisect.bisect_right(self.starts, line)
        return self.starts[at - 1] if at else 0

    def text_of(self, start):
        at = bisect.bisect_right(self.starts, start)
        return "\n".join(self.lines[start - 1:(self.starts + [len(self.lines) + 1])[at] - 1])

    def may_need(self, name):
        """The declarations that mention a name, or one that does, and so on."""
        out, names = set(), {name}
        while True:
            found = {s for s in self.starts if s not in out and any(re.search(rf"\b{n}\b", self.text_of(s)) for n in names)}
            if not found:
                return out
            out |= found
            for s in found:
                names |= set(re.findall(r"^(?:func (?:\([^)]*\) )?|var |type |const )(\w+)", self.text_of(s)))

    def broken_in(self, start):
        return "\n".join(self.lines[:start - 1] + [self.lines[start - 1] + " var _ string = 1"] + self.lines[start:])


def answers(report, program):
    """By declaration. Not gc's lines: one that stands in a function may be about its copy in a broken one."""
    out = collections.defaultdict(list)
    for site in report["sites"]:
        at = site["anchor"]["start"]
        out[program.declaration_of(at["line"])].append((at["line"], at["column"], site["name"], site["decision"], site["segment"], site["certainty"]))
    return out


class BrokenPackages(ToolTest):
    def setUp(self):
        super().setUp()
        self.programs = {p.name: p.read_text() for folder in FOLDERS for p in sorted(folder.glob("*.go"))}
        self.assertGreater(len(self.programs), 20)

    def reports(self, files):
        for name, text in files.items():
            self.write(name, text)
        run = self.run_tool("check", "--format", "json", *files)
        self.assert_messages(run)
        return run, {report["files"][0]: report for report in run.json()}

    def test_an_error_in_a_body_concerns_that_function(self):
        # Files that declare main are programs of their own; the others get a folder each.
        place = {name: name if "func main()" in text else f"{name[:-3]}/{name}" for name, text in self.programs.items()}
        _, whole = self.reports({place[name]: text for name, text in self.programs.items()})
        checked = 0
        for name, text in self.programs.items():
            program = Program(text)
            before = answers(whole[place[name]], program)
            unknown = {program.declaration_of(u["range"]["start"]["line"]) for u in whole[place[name]]["notAnalysed"]}
            broken = {}
            for start in program.functions:
                own = f"{name[:-3]}_{start}.go" if place[name] == name else f"{name[:-3]}_{start}/{name}"
                broken[own] = (start, program.broken_in(start))
            if not broken:
                continue
            run, reports = self.reports({own: text for own, (_, text) in broken.items()})
            self.assertEqual(run.code, SOURCE_ERRORS)
            for own, (start, _) in broken.items():
                report = reports[own]
                # A generic function loses the instances that the broken one needs.
                lost = {program.declaration_of(u["range"]["start"]["line"]) for u in report["notAnalysed"]
                        if u["construct"].startswith("a generic function of which this package has no instance")}
                now = {program.declaration_of(u["range"]["start"]["line"]) for u in report["notAnalysed"]} - lost
                self.assertEqual(now, unknown | {start}, own)
                needs = program.may_need(program.functions[start])
                for other in program.starts:
                    if other in needs | lost or other == start:
                        continue
                    self.assertEqual(answers(report, program)[other], before[other], f"{own}, declaration of line {other}")
                    checked += 1
        self.assertGreater(checked, 500)

    def test_a_broken_declaration_concerns_who_needs_it(self):
        extra = ("\ntype broken__ struct{ field undefined__ }\n\nfunc needs__(b broken__) int { return b.field.inner }\n\n"
                 "func free__() *int { kept := 1; return &kept }\n")
        place = {name: name if "func main()" in text else f"{name[:-3]}/{name}" for name, text in self.programs.items()}
        _, whole = self.reports({place[name]: text for name, text in self.programs.items()})
        run, reports = self.reports({place[name]: text + extra for name, text in self.programs.items()})
        self.assertEqual(run.code, SOURCE_ERRORS)
        for name, text in self.programs.items():
            program = Program(text)
            before, after = answers(whole[place[name]], program), answers(reports[place[name]], Program(text + extra))
            for start in program.starts:
                self.assertEqual(after[start], before[start], name)
            self.assertIn("moved to heap: kept", [line["text"] for line in reports[place[name]]["gcLines"]])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
