"""Flags of gc's command line that the batch tool takes. Usage: gc_flags_test.py ESCAPEMENT EXAMPLES"""
import sys
import unittest

from tool import INPUT_OUTPUT, OK, USAGE, ToolTest

SOURCE = """package p

var sink byte

func small() byte { return sink }

func frame() {
	var large [100_000]byte
	sink = large[small()%4]
}

func dead() {
	x := new(int)
	_ = x
}

func change(p *int) { *p = 1 }
"""


class GcFlags(ToolTest):
    def setUp(self):
        super().setUp()
        self.write("p.go", SOURCE)

    def said(self, *flags):
        run = self.run_tool("check", "--format", "gc", *flags, "p.go")
        self.assertEqual(run.code, OK)
        return run.out

    def test_flags_change_what_is_decided(self):
        plain = self.said("--level", "1")
        self.assertNotIn("moved to heap", plain)
        self.assertIn("moved to heap: large", self.said("--gc-flags", "-m -smallframes"))
        self.assertIn("mutates param: p derefs=0", self.said("--gc-flags", "-m -d=escapemutationscalls"))
        self.assertNotIn("mutates", plain)
        self.assertIn("new(int) does not escape", self.said("--gc-flags", "-N"))

    def test_l_is_no_inline(self):
        self.assertEqual(self.said("--gc-flags", "-m -l"), self.said("--level", "1", "--no-inline"))
        self.assertNotEqual(self.said("--gc-flags", "-m"), self.said("--gc-flags", "-m -l"))

    def test_m_is_the_level(self):
        self.assertEqual(self.said("--gc-flags", "-m -m"), self.said("--level", "2"))

    def test_what_is_not_simulated_is_refused(self):
        run = self.run_tool("check", "--format", "gc", "--gc-flags", "-m -live", "p.go")
        self.assertEqual(run.code, USAGE)
        self.assertIn("-live: this flag of gc is not simulated", run.err)
        self.assertEqual(self.run_tool("check", "--gc-flags", "-m", "p.go").code, USAGE)

    def test_a_path_is_of_one_package(self):
        self.write("go.mod", "module m\n\ngo 1.26\n")
        self.write("a/a.go", "package a\n")
        self.write("b/b.go", "package b\n")
        self.assertEqual(self.run_tool("check", "--format", "gc", "--gc-flags", "-p=x/y", "./a").code, OK)
        run = self.run_tool("check", "--format", "gc", "--gc-flags", "-p=x/y", "./a", "./b")
        self.assertEqual(run.code, INPUT_OUTPUT)
        self.assertIn("only one package can be compiled under this path", run.err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
