"""Programs with much of one thing (heavy_programs.py): answered in time that grows with their length, and without using the memory up.
Usage: heavy_input_test.py ESCAPEMENT EXAMPLES"""
import collections
import resource
import subprocess
import sys
import unittest

import heavy_programs
from tool import BINARY, OK, SOURCE_ERRORS, ToolTest

# Seconds of the processor and MB: five times what they take and more. Most need less than half a second, where gc needs up to twenty, or minutes.
SECONDS, MEGABYTES = 10, 1_000
# How often gc says what, where it was asked (go1.26): a text within lines, and their number.
SAID = {
    "chain_of_variables": {"leaking param: x0 to result ~r0 level=0": 1},
    "chain_to_the_heap": {"&node{...} escapes to heap": 19_999, "leaking param: x0": 1},
    "chain_that_stays": {"&node{...} does not escape": 19_999, "x0 does not escape": 1},
    "many_allocations": {"new(int) does not escape": 25_000, "new(int) escapes to heap": 25_000},
    "nested_closures": {"func literal escapes to heap": 1_000, "moved to heap: x": 1},
    "capturing_statements": {"func literal escapes to heap": 20_000, "append escapes to heap": 20_000, "moved to heap: x": 1},
    "captured_variables": {"func literal escapes to heap": 1, "moved to heap: x": 20_000},
    "long_literal_of_interfaces": {"escapes to heap": 50_001},
    "many_labels": {"new(int) escapes to heap": 5_000, "leaking param: p to result ~r0 level=0": 1},
}
REFUSED = {"deep_literal": "nested too deeply"}


def limited(seconds, megabytes):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    return limit


class HeavyInput(ToolTest):
    def check(self, name, text, seconds=SECONDS, megabytes=MEGABYTES):
        self.write("heavy/heavy.go", text)
        self.write("heavy/go.mod", "module heavy\n\ngo 1.26\n")
        run = subprocess.run([BINARY, "check", "--format", "gc", "--level", "1", "."], cwd=self.folder / "heavy", capture_output=True, text=True,
                             stdin=subprocess.DEVNULL, preexec_fn=limited(seconds, megabytes))
        self.assertEqual(run.returncode, SOURCE_ERRORS if name in REFUSED else OK, f"{name}: {run.stderr[:1000]}")
        self.assertIn(REFUSED.get(name, ""), run.stderr)
        said = collections.Counter(line.partition(": ")[2] for line in run.stdout.splitlines())
        for text, count in SAID.get(name, {}).items():
            self.assertEqual(sum(times for line, times in said.items() if text in line), count, f"{name}: {text}")

    def test_each_program(self):
        for name, program in heavy_programs.PROGRAMS.items():
            if name in ("recursive_functions", "nested_called_closures"):
                continue
            with self.subTest(name):
                self.check(name, program())

    # Each is inlined into the one before, again and again: gc needs 46 seconds for 300 of them.
    def test_a_circle_of_functions_that_are_inlined(self):
        self.check("recursive_functions", heavy_programs.recursive_functions(300), seconds=30)

    def test_a_circle_of_functions_that_are_not(self):
        text = heavy_programs.recursive_functions().replace("\nfunc f", "\n//go:noinline\nfunc f")
        self.check("recursive_functions", text, seconds=60)

    def test_closures_that_are_called_where_they_stand(self):
        self.check("nested_called_closures", heavy_programs.nested_called_closures(14))
        self.check("nested_called_closures", heavy_programs.nested_called_closures())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
