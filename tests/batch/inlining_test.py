"""What the batch tool says of inlining: explain, JSON, profiles, broken bodies. Usage: inlining_test.py ESCAPEMENT EXAMPLES"""
import shutil
import sys
import unittest

from tool import EXAMPLES, OK, SOURCE_ERRORS, USAGE, ToolTest

SOURCE = """package main

import (
	"fmt"
	"strings"
)

func add(a, b int) int { return a + b }

func report(names []string) string {
	out := ""
	for _, name := range names {
		out += fmt.Sprint(name, len(name))
		out += strings.ToUpper(name)
	}
	return out
}

func main() {
	fmt.Println(add(1, 2), report(nil))
	go add(3, 4)
	defer fmt.Print()
	var s fmt.Stringer = time(0)
	_ = s.String()
}

type time int

func (t time) String() string { return "t" }
"""


class Inlining(ToolTest):
    def setUp(self):
        super().setUp()
        self.write("calls.go", SOURCE)

    def answers(self, *arguments):
        run = self.run_tool("check", "--format", "json", "--inlining", *arguments)
        return run, run.json()[0]

    def call(self, report, line, callee):
        found = [c for c in report["inlining"]["calls"] if c["anchor"]["start"]["line"] == line and c["callee"] == callee]
        self.assertEqual(len(found), 1, f"line {line}: {[c['callee'] for c in report['inlining']['calls'] if c['anchor']['start']['line'] == line]}")
        return found[0]

    def test_json_has_every_function_and_call(self):
        run, report = self.answers("calls.go")
        self.assertEqual(run.code, OK)
        functions = {f["name"]: f for f in report["inlining"]["functions"]}
        self.assertEqual(set(functions), {"add", "report", "main", "time.String"})
        self.assertEqual((functions["add"]["verdict"], functions["add"]["cost"], functions["add"]["budget"]), ("can inline", 4, 80))
        dear = functions["report"]
        self.assertEqual(dear["verdict"], "too complex")
        self.assertEqual(sum(part["cost"] for part in dear["dearest"]) + dear["otherCost"], dear["cost"])
        self.assertEqual(dear["dearest"][0]["range"]["start"]["line"], 13)
        self.assertEqual(dear["dearest"][0]["kind"], "call that is not inlined")
        self.assertEqual(functions["main"]["reason"].split(" (")[0], "it has a go statement")
        self.assertIsNone(functions["main"]["cost"])
        self.assertEqual(self.call(report, 20, "add")["verdict"], "inlined")
        self.assertIn("exceeds budget 80", self.call(report, 20, "report")["reason"])
        self.assertTrue(self.call(report, 20, "fmt.Println")["inlined"])
        self.assertIn("exceeds budget 80", self.call(report, 14, "strings.ToUpper")["reason"])
        devirtualized = self.call(report, 24, "time.String")
        self.assertTrue(devirtualized["inlined"])
        self.assertEqual(devirtualized["devirtualized"], "devirtualizing s.String to time")

    def test_json_says_nothing_of_inlining_unasked(self):
        self.assertNotIn("inlining", self.run_tool("check", "--format", "json", "calls.go").json()[0])
        run = self.run_tool("check", "--inlining", "calls.go")
        self.assertEqual(run.code, USAGE)
        self.assertIn("needs --format json", run.err)

    def test_explain_says_what_is_inlined(self):
        out = self.run_tool("explain", "calls.go:20:14").out
        self.assertRegex(out, r"call add\n  inlining  inlined\n  cost      4, at most 80 here\n")
        out = self.run_tool("explain", "calls.go:10:6").out
        self.assertRegex(out, r"function report\n  inlining  cannot be inlined\n  cost      \d+ of 80\n  because   function too complex: cost")
        self.assertRegex(out, r"  of which\n +\d+  13:10 +fmt\.Sprint\(name, len\(name\)\)  \(call that is not inlined\)\n")
        out = self.run_tool("explain", "calls.go:21").out
        self.assertIn("call add", out)

    def test_a_broken_body_is_not_analysed_and_blanks_no_other(self):
        self.write("calls.go", SOURCE.replace("return a + b", "return a + undefined").replace("func main() {", "func other() int { return add(1, 2) }\n\nfunc main() {"))
        run, report = self.answers("calls.go")
        self.assertEqual(run.code, SOURCE_ERRORS)
        functions = {f["name"]: f for f in report["inlining"]["functions"]}
        self.assertEqual(functions["add"]["verdict"], "not analysed")
        self.assertIn("undefined", functions["add"]["reason"])
        self.assertEqual(functions["report"]["verdict"], "too complex")
        self.assertEqual(functions["other"]["verdict"], "can inline")
        call = self.call(report, 19, "add")
        self.assertEqual((call["inlined"], call["verdict"]), (False, "callee not analysed"))
        self.assertIn("undefined", call["reason"])

    def test_a_broken_imported_body_is_said_too(self):
        self.write("m/go.mod", "module m\n\ngo 1.26\n")
        self.write("m/lib/lib.go", "package lib\n\nfunc Broken() int { return undefined }\n\nfunc Fine() int { return 1 }\n")
        self.write("m/use/use.go", 'package use\n\nimport "m/lib"\n\nfunc F() int { return lib.Broken() + lib.Fine() }\n')
        run, report = self.answers("m/use")
        self.assertEqual(run.code, OK, run.err)
        self.assertEqual(self.call(report, 5, "lib.Broken")["verdict"], "callee not analysed")
        self.assertTrue(self.call(report, 5, "lib.Fine")["inlined"])

    def test_every_program_of_a_folder_is_answered(self):
        shutil.copytree(EXAMPLES, self.folder / "examples")
        for arguments in (["examples"], ["examples/counter.go", "good.go"]):
            reports = self.run_tool("check", "--format", "json", "--inlining", *arguments).json()
            self.assertGreater(len(reports), 1)
            for report in reports:
                self.assertIsNotNone(report["inlining"], report["files"])
                named = [f["name"] for f in report["inlining"]["functions"]]
                self.assertIn("main", named, report["files"])

    def test_a_profile_is_noticed_once(self):
        self.write("p/go.mod", "module p\n\ngo 1.26\n")
        self.write("p/main.go", "package main\n\nfunc main() {}\n")
        self.write("p/lib/lib.go", "package lib\n")
        self.write("p/lib/default.pgo", b"\x1f\x8b")
        self.assertNotIn("default.pgo", self.run_tool("check", "p/...").err)
        self.write("p/default.pgo", b"\x1f\x8b")
        for arguments in (["p"], ["p/..."], ["--format", "gc", "p"], ["--format", "gc", "--level", "2", "p"]):
            run = self.run_tool("check", *arguments)
            self.assertEqual(run.code, OK)
            self.assertEqual(run.err.count("default.pgo: info: the profile is ignored"), 1, run.err)
            self.assert_messages(run)
        run, report = self.answers("p")
        self.assertEqual(run.err, "")
        self.assertEqual([n["code"] for n in report["notices"]], ["source.profile"])


class WithoutBounds(ToolTest):
    """Programs whose inlining would not end, or not soon: what can be followed is answered, and the rest is said to be left out."""

    def lines(self, name, source, code=OK):
        self.write(name, source)
        run = self.run_tool("check", "--format", "gc", "--level", "2", name)
        self.assertEqual(run.code, code, run.err)
        return run

    def test_a_function_of_100000_statements(self):
        calls = "\tx = g(x)\n" * 100000
        run = self.lines("many.go", f"package many\n\nfunc g(x int) int {{ return x + 1 }}\n\nfunc F(x int) int {{\n{calls}\treturn x\n}}\n")
        self.assertEqual(run.out.count("inlining call to g"), 100000)
        self.assertEqual(run.err, "")

    def test_recursion_through_10000_functions(self):
        functions = "".join(f"func f{i}(n int) int {{ if n == 0 {{ return 0 }}; return f{(i + 1) % 10000}(n-1) }}\n" for i in range(10000))
        run = self.lines("circle.go", "package circle\n\n" + functions + "\nfunc g() int { return 1 }\n\nfunc other() int { return g() }\n")
        self.assertIn("circle.go:3:1: info: f0 is not analysed: more calls are inlined than can be followed", run.err)
        self.assertEqual(run.out.count(": can inline f"), 9999)  # the last one has the cost of the first in it
        self.assertIn(": inlining call to g\n", run.out)
        self.assertNotIn("other is not analysed", run.err)

    def test_literals_that_double_what_is_inlined(self):
        literals = "".join(f"func h{i}(g func(int) int) func(int) int {{ return func(n int) int {{ return g(g(n)) }} }}\n" for i in range(30))
        nested = "".join(f"h{i}(" for i in range(30)) + "id" + ")" * 30
        run = self.lines("double.go", f"package double\n\n{literals}\nfunc id(n int) int {{ return n }}\n\nfunc G() int {{ return {nested}(1) }}\n")
        self.assertIn("info: G is not analysed: more calls are inlined than can be followed", run.err)
        self.assertIn(": can inline id with cost 2 as: ", run.out)

    def test_instances_without_end(self):
        run = self.lines("endless.go", """package endless

func grow[X any](x X, n int) int {
	if n == 0 {
		return 0
	}
	return grow([]X{x}, n-1)
}

func small() int { return 1 }

func F() int { return grow(1, 3) + small() }
""", SOURCE_ERRORS)
        self.assertIn("endless.go:3:6: info: grow is not analysed: there is no end of its instances", run.err)
        self.assertIn(": inlining call to small\n", run.out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
