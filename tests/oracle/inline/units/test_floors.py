import unittest

import floors

ALLOWED = floors.parse("# comment\nstd.lines 10 # of many\n\nstd.order 2\n")


class Floors(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(ALLOWED, {"std.lines": 10, "std.order": 2})

    def test_at_the_floor(self):
        self.assertEqual(floors.complaints("std", {"lines": 10, "order": 2}, ALLOWED), [])

    def test_above_it(self):
        self.assertEqual(len(floors.complaints("std", {"lines": 11, "order": 3}, ALLOWED)), 2)

    def test_without_a_floor_nothing_may_differ(self):
        self.assertEqual(floors.complaints("few", {"lines": 0}, ALLOWED), [])
        self.assertEqual(len(floors.complaints("few", {"lines": 1}, ALLOWED)), 1)

    def test_what_can_be_lowered(self):
        self.assertEqual(len(floors.lower("std", {"lines": 9, "order": 2}, ALLOWED)), 1)
