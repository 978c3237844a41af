import unittest

import causes
import lines


class Causes(unittest.TestCase):
    def test_the_first_pattern_wins(self):
        known = causes.parse("# comment\n\nwrap\twrappers\n.\tanything\n")
        self.assertEqual([causes.cause_of(line, known) for line in ("a wrapper", "other", "")], ["wrappers", "anything", causes.UNKNOWN])

    def test_a_line_without_tab_is_refused(self):
        with self.assertRaises(ValueError):
            causes.parse("no tab here\n")

    def test_the_files_can_be_read(self):
        for pattern, cause in (*causes.known(lines.INLINING), *causes.known(lines.ESCAPE)):
            self.assertTrue(pattern.pattern and cause)
