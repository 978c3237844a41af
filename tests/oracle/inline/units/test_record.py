import os
import tempfile
import unittest

import record

PACKAGE = ["/go/src/p/a.go:3:6: can inline f with cost 2 as: func() { }", "/go/src/p/a.go:9:6: cannot inline g: recursive",
           "/go/src/p/a.go:10:3: inlining call to f", "/go/src/p/a.go:1:1: inlining call to early"]


class Hashes(unittest.TestCase):
    def test_lines_belong_to_the_declaration_above(self):
        self.assertEqual(set(record.hashes_of(PACKAGE)), {"p/a.go:0", "p/a.go:3", "p/a.go:9"})

    def test_neither_order_nor_the_place_of_go_matters(self):
        moved = [line.replace("/go/src", "/elsewhere/src") for line in reversed(PACKAGE)]
        self.assertEqual(record.hashes_of(PACKAGE), record.hashes_of(moved))

    def test_another_line_changes_its_function_alone(self):
        changed = [*PACKAGE[:2], PACKAGE[2].replace("to f", "to h"), PACKAGE[3]]
        self.assertEqual(record.differing_functions({"p": record.hashes_of(PACKAGE)}, {"p": changed}), ["p p/a.go:9"])

    def test_repeated_lines_count(self):
        self.assertEqual(record.differing_functions({"p": record.hashes_of(PACKAGE)}, {"p": [*PACKAGE, PACKAGE[2]]}), ["p p/a.go:9"])

    def test_functions_and_packages_of_one_side_differ(self):
        recorded = {"p": record.hashes_of(PACKAGE)}
        self.assertEqual(record.differing_functions(recorded, {"p": PACKAGE[:1]}), ["p p/a.go:0", "p p/a.go:9"])
        self.assertEqual(record.differing_functions({}, {"p": PACKAGE[:1]}), ["p p/a.go:3"])


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def test_hashes(self):
        path = os.path.join(self.folder.name, "std.gz")
        record.write_hashes({"p": PACKAGE}, path)
        self.assertEqual(record.check_hashes({"p": PACKAGE}, path), [])
        self.assertEqual(len(record.check_hashes({"p": PACKAGE[1:]}, path)), 1)

    def test_text(self):
        path = os.path.join(self.folder.name, "programs.txt")
        record.write_text({"p": PACKAGE}, path)
        self.assertEqual(record.check_text({"p": PACKAGE}, path), [])
        self.assertEqual(len(record.check_text({"p": PACKAGE[::-1]}, path)), 1)
        self.assertEqual(len(record.check_text({"q": PACKAGE}, path)), 2)
