import re
import unittest

import causes
import difference
import lines
import order

F, G, H = (f"a.go:{n}:1: can inline {name}" for n, name in ((1, "f"), (2, "g"), (3, "h")))
CALL = "a.go:9:1: inlining call to f"


class Multisets(unittest.TestCase):
    def test_equal(self):
        found = difference.Difference(lines.INLINING, {"p": [F, CALL, CALL]}, {"p": [F, CALL, CALL]})
        self.assertEqual(found.counted(), {"lines": 0, "order": 0})
        self.assertEqual(found.totals, {"can inline": 1, "inlining call": 2})

    def test_how_often_counts(self):
        found = difference.Difference(lines.INLINING, {"p": [CALL, CALL, CALL]}, {"p": [CALL]})
        self.assertEqual(found.differing, [("-", "p", CALL)] * 2)

    def test_a_changed_line_counts_twice(self):
        found = difference.Difference(lines.INLINING, {"p": [F]}, {"p": [G]})
        self.assertEqual((found.missing, found.extra), ({"can inline": 1}, {"can inline": 1}))
        self.assertEqual(found.counted()["lines"], 2)

    def test_packages_that_one_of_them_has_count(self):
        found = difference.Difference(lines.INLINING, {"p": [F]}, {"q": [G]})
        self.assertEqual(found.differing, [("-", "p", F), ("+", "q", G)])

    def test_causes_are_counted(self):
        found = difference.Difference(lines.INLINING, {"p": [F, CALL]}, {}, [(re.compile("call"), "calls")])
        self.assertEqual(found.causes, {"calls": 1, causes.UNKNOWN: 1})


class Order(unittest.TestCase):
    def test_a_swap_is_found(self):
        found = difference.Difference(lines.INLINING, {"p": [F, G, H]}, {"p": [F, H, G]})
        self.assertEqual(found.disordered, [("p", G, H)])
        self.assertEqual(found.counted(), {"lines": 0, "order": 1})

    def test_lines_of_one_side_do_not_disturb(self):
        self.assertIsNone(order.first_out_of_order([F, CALL, G, H], [F, G, H]))
        self.assertIsNone(order.first_out_of_order([G, H], [F, G, CALL, H]))

    def test_repeated_lines(self):
        self.assertEqual(order.common([F, F, G], [F, G, F, F]), ([F, F, G], [F, G, F]))
        self.assertEqual(order.first_out_of_order([F, F, G], [F, G, F]), (F, G))
