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

    def said(self, about, folder, patterns, level=0):
        """Lines about something (lines.About) by package, and the messages about functions that are not analysed. level: of -m, where it is not the
        least that prints such lines."""
        run = subprocess.run([self.command, "check", "--format", "gc", "--level", str(level or about.level), *patterns], cwd=folder,
                             capture_output=True, text=True, errors="surrogateescape", timeout=SECONDS, env=self.environment, check=False)
        return lines.read_packages(run.stdout.splitlines(), about), [line for line in run.stderr.splitlines() if ": not analysed: " in line]
