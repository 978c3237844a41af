"""Input that no one would want: a clear message with its place, the documented exit code, and every other file still answered.
Usage: bad_input_test.py ESCAPEMENT EXAMPLES"""
import os
import sys
import unittest

from tool import EXAMPLES, GOOD, INPUT_OUTPUT, OK, SOURCE_ERRORS, ToolTest


class BadInput(ToolTest):
    def check(self, pattern, code, message, place=""):
        """Checks the pattern beside a good file, in every format: what is wrong is said as `place: error: message`, and the good file is
        answered."""
        for form in ("text", "gc", "json"):
            run = self.run_tool("check", "--format", form, pattern, "good.go")
            self.assert_messages(run)
            self.assertEqual(run.code, code, run.err)
            said = [line for line in run.err.splitlines() if line.startswith(f"{place or pattern}: error: ")]
            if message:
                self.assertTrue(any(message in line for line in said), run.err)
            self.assertIn("moved to heap: escaping" if form != "text" else "escaping: escapes to heap", run.out)
            if form == "json":
                self.assertTrue(all(entry["version"] == 1 for entry in run.json()))
        return run

    def fails(self, pattern, message, place=""):
        run = self.check(pattern, INPUT_OUTPUT, message, place)
        failures = [entry["failure"] for entry in run.json() if "failure" in entry]
        self.assertTrue(any(message in f["message"] and f["path"] == (place or pattern) for f in failures), failures)

    def test_a_missing_file(self):
        self.fails("missing.go", "no such file or folder")

    def test_a_folder_without_go(self):
        (self.folder / "empty").mkdir()
        self.fails("empty", "no Go files in this folder")
        self.fails("empty/...", "matches no packages", "./empty/...")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_an_unreadable_file(self):
        os.chmod(self.folder / self.write("secret.go", GOOD), 0)
        self.fails("secret.go", "cannot be read: Permission denied")

    def test_a_folder_named_like_a_file(self):
        (self.folder / "x.go").mkdir()
        self.fails("x.go", "no Go files in this folder")
        self.write("x.go/y.go", GOOD)
        self.check("x.go", OK, "")

    def test_links_that_lead_nowhere(self):
        os.symlink("nowhere", self.folder / "broken.go")
        os.symlink("loop.go", self.folder / "loop.go")
        self.fails("broken.go", "a symbolic link to a file that does not exist")
        self.fails("loop.go", "a symbolic link that leads back to itself")

    def test_a_folder_that_links_to_the_one_above(self):
        self.write("sub/inner.go", GOOD.replace("escaping", "inner"))
        os.symlink("..", self.folder / "sub" / "up")
        run = self.check("sub/...", OK, "")
        self.assertEqual(len(run.json()), 2)

    def test_pipes_and_devices(self):
        os.mkfifo(self.folder / "pipe.go")
        self.fails("pipe.go", "this is a pipe or a device")
        self.fails("/dev/zero", "this is a pipe or a device")

    def test_bad_files_in_a_folder_leave_the_others_answered(self):
        self.write("many/fine.go", GOOD.replace("escaping", "inner"))
        os.symlink("nowhere", self.folder / "many" / "broken.go")
        os.mkfifo(self.folder / "many" / "pipe.go")
        (self.folder / "many" / "folder.go").mkdir()
        self.write("many/empty.go", "")
        self.fails("many", "a symbolic link", "many/broken.go")
        self.fails("many", "this is a pipe", "many/pipe.go")
        self.assertIn("inner: escapes to heap", self.run_tool("check", "many").out)

    def test_invalid_utf8(self):
        self.write("bad.go", b'package bad\n\nvar x = "\xff\xfe"\n')
        self.check("bad.go", SOURCE_ERRORS, "invalid UTF-8", "bad.go:3:10")

    def test_nul_bytes(self):
        self.write("bad.go", b"package bad\n\nvar x\0 = 1\n")
        self.check("bad.go", SOURCE_ERRORS, "invalid NUL character", "bad.go:3:6")

    def test_a_byte_order_mark(self):
        self.write("bom.go", b"\xef\xbb\xbf" + GOOD.replace("escaping", "marked").encode())
        self.check("bom.go", OK, "")
        self.write("late.go", b"package late\n\n\xef\xbb\xbfvar x = 1\n")
        self.check("late.go", SOURCE_ERRORS, "byte order mark", "late.go:3:1")

    def test_crlf(self):
        self.write("crlf.go", GOOD.replace("escaping", "inner").replace("\n", "\r\n"))
        run = self.check("crlf.go", OK, "")
        place = next(s["anchor"] for report in run.json() for s in report["sites"] if s["name"] == "inner")
        self.assertEqual(place["start"], {"line": 4, "column": 2})
        self.assertNotIn("\r", self.run_tool("check", "crlf.go").out)

    def test_an_empty_file(self):
        self.write("nothing.go", "")
        self.check("nothing.go", SOURCE_ERRORS, "package", "nothing.go:1:1")

    def test_two_packages_in_a_folder(self):
        self.write("two/a.go", "package a\n\nfunc A() *int { x := 1; return &x }\n")
        self.write("two/b.go", "// comment\npackage b\n\nfunc B() *int { y := 1; return &y }\n")
        run = self.check("two", SOURCE_ERRORS, "package b here, but package a in a.go: a folder holds one package", "two/b.go:2:9")
        self.assertIn("moved to heap: x", run.out)
        self.assertIn("moved to heap: y", run.out)

    def test_ten_megabytes_in_one_line(self):
        self.write("name.go", "x" * 10_000_000)
        self.check("name.go", SOURCE_ERRORS, "package", "name.go:1:1")
        self.write("sum.go", "package sum\n\nvar x = " + "+".join(["1"] * 5_000_000) + "\n")
        self.check("sum.go", SOURCE_ERRORS, "operators in a row", "sum.go:3:9")
        self.write("string.go", 'package s\n\nvar s = "' + "a" * 10_000_000 + '"\n')
        self.check("string.go", OK, "")

    def test_deep_nesting(self):
        for name, text in (("parens", "var x = " + "(" * 100_000 + "1" + ")" * 100_000), ("blocks", "func f() " + "{" * 100_000 + "}" * 100_000),
                           ("types", "var x " + "*" * 100_000 + "int")):
            self.write(name + ".go", f"package {name}\n\n{text}\n")
            run = self.run_tool("check", name + ".go", "good.go")
            self.assert_messages(run)
            self.assertEqual(run.code, SOURCE_ERRORS, name)
            self.assertIn("escaping: escapes to heap", run.out)

    # More than the tree-sitter runtime can count; such a text must not reach it.
    def test_a_hundred_thousand_open_brackets(self):
        self.write("open.go", "package open\n\nvar x = " + "[" * 100_000 + "\n")
        self.check("open.go", SOURCE_ERRORS, "", "open.go:3:9")


class SyntaxErrorsAnywhere(ToolTest):
    """The examples, mangled at every line: nothing crashes, errors have places, and the good file beside them is answered."""

    def mangled(self, mangle):
        files = []
        for example in sorted(EXAMPLES.glob("*.go")):
            lines = example.read_text().split("\n")
            for i in range(len(lines)):
                name = f"{example.stem}_{i}.go"
                files.append(self.write(name, mangle(lines, i)))
        # Each declares main, so each is a program of its own; one run answers all of them.
        run = self.run_tool("check", "--format", "json", "good.go", *files)
        self.assert_messages(run)
        reports = run.json()
        answered = {path for report in reports for path in report["files"]}
        self.assertEqual(answered, {"good.go", *files})
        good = next(report for report in reports if "good.go" in report["files"])
        self.assertIn("moved to heap: escaping", [line["text"] for line in good["gcLines"]])
        for report in reports:
            for diagnostic in report["diagnostics"]:
                self.assertIsNotNone(diagnostic["range"], diagnostic)
        return reports

    def test_a_line_left_out(self):
        self.mangled(lambda lines, i: "\n".join(lines[:i] + lines[i + 1:]))

    def test_a_line_twice(self):
        self.mangled(lambda lines, i: "\n".join(lines[:i + 1] + lines[i:]))

    def test_a_line_cut_in_half(self):
        self.mangled(lambda lines, i: "\n".join(lines[:i] + [lines[i][: len(lines[i]) // 2]] + lines[i + 1:]))

    def test_the_file_ends_inside_a_line(self):
        reports = self.mangled(lambda lines, i: "\n".join(lines[:i] + [lines[i][: 2 * len(lines[i]) // 3]]))
        self.assertTrue(any(d["code"].startswith("syntax.") for report in reports for d in report["diagnostics"]))

    def test_an_error_in_one_function_leaves_the_others_answered(self):
        broken = EXAMPLES.joinpath("counter.go").read_text() + "\nfunc broken() { x := ; return }\n"
        self.write("broken.go", broken)
        run = self.run_tool("check", "broken.go")
        self.assertEqual(run.code, SOURCE_ERRORS)
        self.assertIn("count: escapes to heap", run.out)
        self.assertRegex(run.err, r"^broken\.go:\d+:\d+: error: ")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
