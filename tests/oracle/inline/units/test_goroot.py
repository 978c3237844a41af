import os
import tempfile
import unittest

import goroot_test


class Selection(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.join(folder.name, "test")
        for path, text in {"inline_a.go": "// run\n\npackage main\n", "escape.go": "// errorcheck -0 -m -l\n\npackage p\n",
                           "other.go": "// errorcheck -0\n\npackage p\n", "fixedbugs/issue1.go": "//go:build amd64\n\n// errorcheckdir -0 -m=2\n\npackage p\n",
                           "fixedbugs/issue1.dir/a.go": "package a\n", "fixedbugs/issue1.dir/b.go": 'package b\n\nimport "./a"\n'}.items():
            os.makedirs(os.path.dirname(os.path.join(self.root, path)), exist_ok=True)
            with open(os.path.join(self.root, path), "w", encoding="utf-8") as file:
                file.write(text)
        self.tests = {test.name: test for test in goroot_test.selected(self.root)}

    def test_which_are_taken(self):
        self.assertEqual(set(self.tests), {"inline_a", "escape", "fixedbugs_issue1"})

    def test_headers(self):
        self.assertEqual([self.tests[name].level for name in ("inline_a", "escape", "fixedbugs_issue1")], [0, 1, 2])
        self.assertEqual(self.tests["escape"].unusual, ["-l"])
        self.assertEqual(self.tests["fixedbugs_issue1"].unusual, [])

    def test_folders_become_packages_of_one_module(self):
        work = os.path.join(self.root, "work")
        goroot_test.lay_out(self.tests.values(), work)
        self.assertIn('import "test/fixedbugs_issue1.dir/a"', goroot_test.read(os.path.join(work, "fixedbugs_issue1.dir/b/b.go")))
