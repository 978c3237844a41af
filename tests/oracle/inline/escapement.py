"""What escapement says: `escapement check --format gc`."""
import os
import subprocess

import lines

SECONDS = 900


class Escapement:
    def __init__(self, command, modules=""):
        """command: path of the binary. modules: folder for GOMODCACHE, empty for the user's."""
        self.command = os.path.abspath(command)
        self.environment = {**os.environ, "GOMODCACHE": modules} if modules else None

    def inlining(self, folder, patterns, level=2):
        """Lines by package, and the messages about functions that are not analysed."""
        run = subprocess.run([self.command, "check", "--format", "gc", "--level", str(level), *patterns], cwd=folder, capture_output=True,
                             text=True, errors="surrogateescape", timeout=SECONDS, env=self.environment, check=False)
        return lines.read_packages(run.stdout.splitlines()), [line for line in run.stderr.splitlines() if ": not analysed: " in line]
