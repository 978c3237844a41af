import contextlib
import re
import unittest

import causes
import digests
import lines

F, G, H = (f"a.go:{n}:1: {name} escapes to heap in f:" for n, name in ((1, "x"), (2, "y"), (3, "z")))
FLOW = "a.go:9:1:   flow: {heap} ← &x:"


def spool(packages, named=None):
    found = digests.Spool(lines.FLOWS, None, count_kinds=True)
    found.add([line + "\n" for package, said in packages.items() for line in (f"# {package}", *said)], named)
    return found


def compared(theirs, ours, known=()):
    with contextlib.closing(spool(theirs)) as gc, contextlib.closing(spool(ours)) as mine:
        return digests.Difference(lines.FLOWS, gc, mine, known)


class Spools(unittest.TestCase):
    def spool(self, packages, named=None):
        found = spool(packages, named)
        self.addCleanup(found.close)
        return found

    def test_kinds_are_counted(self):
        self.assertEqual(self.spool({"p": [F, FLOW], "q": [FLOW]}).kinds, {"why it escapes": 1, "flow": 2})

    def test_other_packages_do_not_count(self):
        found = self.spool({"p": [F], "q": [G]}, named={"q"})
        self.assertEqual(list(found.digests), ["q"])
        self.assertEqual(list(found.lines()), [("q", G)])

    def test_parts_add_up(self):
        found = self.spool({"p": [F]})
        found.add(["# q\n", G + "\n"])
        self.assertEqual(list(found.lines()), [("p", F), ("q", G)])


class Multisets(unittest.TestCase):
    def test_equal(self):
        found = compared({"p": [F, FLOW, FLOW]}, {"p": [F, FLOW, FLOW]})
        self.assertEqual(found.counted(), {"lines": 0, "order": 0})
        self.assertEqual(found.packages, ["p"])

    def test_how_often_counts(self):
        found = compared({"p": [FLOW, F, FLOW, FLOW]}, {"p": [FLOW, F]})
        self.assertEqual(found.differing, [("-", "p", FLOW)] * 2)
        self.assertEqual(found.missing, {"flow": 2})

    def test_packages_that_one_of_them_has_count(self):
        found = compared({"q": [F]}, {"p": [F, G]})
        self.assertEqual(found.differing, [("+", "p", F), ("+", "p", G), ("-", "q", F)])

    def test_causes_are_counted(self):
        found = compared({"p": [F, FLOW]}, {}, [(re.compile("flow"), "flows")])
        self.assertEqual(found.causes, {"flows": 1, causes.UNKNOWN: 1})


class Order(unittest.TestCase):
    def test_a_swap_is_found(self):
        found = compared({"p": [F, G, H], "q": [F]}, {"p": [F, H, G], "q": [F]})
        self.assertEqual(found.disordered, [("p", G, H)])
        self.assertEqual(found.counted(), {"lines": 0, "order": 1})

    def test_lines_of_one_side_do_not_disturb(self):
        self.assertEqual(compared({"p": [F, FLOW, G]}, {"p": [F, G]}).counted(), {"lines": 1, "order": 0})
