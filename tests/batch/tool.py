"""Runs the batch tool in a folder of its own, every run bounded, none of them allowed to crash."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

TIMEOUT = 120  # seconds
OK, SOURCE_ERRORS, USAGE, INPUT_OUTPUT = 0, 1, 2, 3  # docs/cli.md

BINARY = os.path.abspath(sys.argv[1])
EXAMPLES = pathlib.Path(sys.argv[2])
MESSAGE = re.compile(r"^(.+?)(:\d+:\d+)?: (error|warning|info): (.+) \[[a-z]+\.[a-z-]+\]$")

GOOD = "package main\n\nfunc leak() *int {\n\tescaping := 1\n\treturn &escaping\n}\n\nfunc main() { leak() }\n"


class Run:
    def __init__(self, arguments, folder, **environment):
        done = subprocess.run([BINARY, *map(str, arguments)], cwd=folder, capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL,
                              env={**os.environ, **environment})
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.out)


class ToolTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("good.go", GOOD)

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return name

    def run_tool(self, *arguments, **environment):
        run = Run(arguments, self.folder, **environment)
        self.assertIn(run.code, (OK, SOURCE_ERRORS, USAGE, INPUT_OUTPUT), run.err[-2000:])  # a signal is a negative number
        return run

    def assert_messages(self, run):
        """Everything on standard error has the documented form."""
        for line in run.err.splitlines():
            self.assertRegex(line, MESSAGE)
