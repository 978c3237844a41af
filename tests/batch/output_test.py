"""What the tool writes, whoever reads it: formats, exit codes, closed pipes, narrow terminals. Usage: output_test.py ESCAPEMENT EXAMPLES"""
import os
import re
import shutil
import subprocess
import sys
import unittest

from tool import BINARY, EXAMPLES, INPUT_OUTPUT, OK, TIMEOUT, USAGE, ToolTest

GC_LINE = re.compile(r"^(# \S+|[^ :]+\.go:\d+(:\d+)?: .+)$")
ESCAPE = "\x1b["


class Output(ToolTest):
    def setUp(self):
        super().setUp()
        shutil.copytree(EXAMPLES, self.folder / "examples")

    def test_gc_prints_lines_of_gc(self):
        run = self.run_tool("check", "--format", "gc", "--no-inline", "examples")
        self.assertEqual(run.code, OK)
        for line in run.out.splitlines():
            self.assertRegex(line, GC_LINE)
        self.assertIn("examples/counter.go:11:2: moved to heap: count\n", run.out)

    def test_json_is_json_and_nothing_else(self):
        for arguments in (["examples"], ["good.go"], ["missing.go"], ["."], ["examples/..."]):
            reports = self.run_tool("check", "--format", "json", *arguments).json()
            self.assertIsInstance(reports, list)
            for report in reports:
                self.assertEqual(report["version"], 1)
                self.assertEqual("failure" in report, "package" not in report)

    def test_every_phase_prints(self):
        help_text = self.run_tool("check", "--help").out
        phases = re.search(r"--print PHASE:\{([a-z,]+)\}", help_text).group(1).split(",")
        self.assertLessEqual({"cst", "ast", "ir", "inlined", "escape", "placement"}, set(phases))
        outputs = {self.run_tool("check", "--print", phase, "examples/counter.go").out for phase in phases}
        self.assertEqual(len(outputs), len(phases))
        self.assertTrue(all("count" in out for out in outputs))
        self.assertIn("can inline leak with cost 8 as: func() *int {", self.run_tool("check", "--print", "inlined", "good.go").out)

    def test_phases_of_a_broken_file(self):
        self.write("broken.go", "package main\n\nfunc f() { x := }\n")
        for phase in ("cst", "ast", "ir", "inlined", "escape", "placement"):
            self.assertEqual(self.run_tool("check", "--print", phase, "missing.go").code, INPUT_OUTPUT)
            self.run_tool("check", "--print", phase, "broken.go")

    def test_wrong_command_lines_say_what_would_be_right(self):
        for arguments, said in (([], "a command is missing: check, explain, map, lsp"), (["chekc"], "there is no command chekc; there are check"),
                                (["check", "--format", "xml"], "xml not in {text,json,gc}"), (["check", "--print", "x"], "cst,ast"),
                                (["check", "--nonsense"], "--nonsense"), (["explain"], "FILE:LINE"), (["explain", "good.go"], "FILE:LINE"),
                                (["explain", "good.go:0"], "FILE:LINE"), (["explain", "good.go:9999"], "has only 8 lines"),
                                (["map", "--func", "nope", "good.go"], "there is no function nope to draw; there are leak, main"),
                                (["check", "--color", "pink"], "pink"), (["lsp", "--listen", "a:1", "--socket", "s"], "excludes")):
            run = self.run_tool(*arguments)
            self.assertEqual((run.code, run.out), (USAGE, ""), arguments)
            self.assertTrue(run.err.startswith("error: ") and said in run.err, run.err)

    def test_help_of_every_command_has_examples_and_exit_codes(self):
        for command in ([], ["check"], ["explain"], ["map"], ["lsp"]):
            run = self.run_tool(*command, "--help")
            self.assertEqual((run.code, run.err), (OK, ""))
            self.assertIn("Examples:", run.out)
            self.assertRegex(run.out, "[Ee]xit codes?")
            self.assertTrue(all(len(line) <= 120 for line in run.out.splitlines()), run.out)

    def test_the_documentation_names_every_option_and_phase(self):
        documentation = EXAMPLES.parent.joinpath("docs", "cli.md").read_text()
        for command in ("check", "explain", "map", "lsp"):
            for option in re.findall(r"--[a-z-]+", self.run_tool(command, "--help").out.split("Examples:")[0]):
                self.assertIn(f"`{option}", documentation, command)
        for phase in re.search(r"PHASE:\{([a-z,]+)\}", self.run_tool("check", "--help").out).group(1).split(","):
            self.assertIn(f"| `{phase}` |", documentation)

    def test_a_reader_that_leaves_is_no_error(self):
        for command in (["check", "examples"], ["check", "--format", "json", "examples"], ["map", "good.go"], ["explain", "good.go:4"],
                        ["check", "--print", "cst", "examples"]):
            process = subprocess.Popen([BINARY, *command], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.close()
            error = process.stderr.read()
            process.stderr.close()
            self.assertEqual((process.wait(timeout=TIMEOUT), error), (OK, b""), command)

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BINARY, "check", "good.go"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT)
        self.assertEqual(done.returncode, INPUT_OUTPUT)
        self.assertIn(b"cannot be written", done.stderr)
        run = self.run_tool("map", "good.go", "-o", "no/such/folder/m.svg")
        self.assertEqual(run.code, INPUT_OUTPUT)
        self.assertIn("no/such/folder/m.svg: error: cannot be written", run.err)

    def test_lines_keep_to_the_terminal(self):
        for columns in (40, 60, 80, 100, 140, 200, 400):
            out = self.run_tool("check", "examples/counter.go", COLUMNS=str(columns)).out
            table = [line for line in out.splitlines() if line and line[0] in "┌├│└¹"]
            self.assertTrue(table)
            self.assertLessEqual(max(map(len, table)), columns)
            self.assertEqual("Component" in out, columns >= 80)  # below, a list

    def test_any_value_of_columns(self):
        for columns in ("0", "1", "-5", "x", "", "99999999999999999999", "120x"):
            run = self.run_tool("check", "examples/counter.go", COLUMNS=columns)
            self.assertEqual(run.code, OK, columns)
            self.assertIn("escapes to heap", run.out)

    def test_colour_only_where_it_is_wanted(self):
        def colours(*arguments, **environment):
            return ESCAPE in self.run_tool("check", "good.go", *arguments, **environment).out

        self.assertFalse(colours())  # no terminal
        self.assertTrue(colours("--color", "always"))
        self.assertFalse(colours("--color", "never"))
        self.assertTrue(colours("--color", "always", NO_COLOR="1"))  # the option has the last word

    def test_colour_on_a_terminal_follows_no_color(self):
        def on_terminal(**environment):
            parent, child = os.openpty()
            process = subprocess.Popen([BINARY, "check", "good.go"], cwd=self.folder, stdout=child, env={**os.environ, **environment})
            os.close(child)
            out = b""
            while True:
                try:
                    data = os.read(parent, 65536)
                except OSError:  # the other side is closed
                    break
                if not data:
                    break
                out += data
            os.close(parent)
            self.assertEqual(process.wait(timeout=TIMEOUT), OK)
            return out.decode()

        self.assertIn(ESCAPE, on_terminal(NO_COLOR=""))
        self.assertNotIn(ESCAPE, on_terminal(NO_COLOR="1"))

    def test_explain_answers_where_nothing_is(self):
        self.assertIn("on this line", self.run_tool("explain", "good.go:4:12").out)
        self.assertIn("nearest in this file", self.run_tool("explain", "good.go:5").out)
        self.assertIn("the line is empty", self.run_tool("explain", "good.go:2").out)

    def test_explain_every_place_of_the_examples(self):
        for name in ("counter.go", "defer_loop.go"):
            for i in range(1, len((self.folder / "examples" / name).read_text().splitlines()) + 1):
                run = self.run_tool("explain", f"examples/{name}:{i}")
                self.assertEqual(run.code, OK)
                self.assertTrue(run.out.startswith(f"examples/{name}:{i}"), run.out[:200])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
