"""What escapement says: `escapement check --format gc`."""
import os
import subprocess
import tempfile

import lines

SECONDS = 900
TIMED_OUT = 124  # exit code of `timeout`


class Escapement:
    def __init__(self, command, modules=""):
        """command: path of the binary. modules: folder for GOMODCACHE, empty for the user's."""
        self.command = os.path.abspath(command)
        self.environment = {**os.environ, "GOMODCACHE": modules} if modules else None

    def said(self, about, folder, patterns, level=0):
        """Lines about something (lines.About) by package, and the messages about functions that are not analysed. level: of -m, where it is not the
        least that prints such lines."""
        found, read = {}, lambda stream: found.update(lines.read_packages(stream, about))
        messages = self.read(about, folder, patterns, read, level)
        return found, messages

    def read(self, about, folder, patterns, reader, level=0):
        """The messages about functions that are not analysed; what is printed is handed to a function, as a stream of lines."""
        with tempfile.TemporaryFile("w+", errors="surrogateescape") as messages:
            command = [self.command, "check", "--format", "gc", "--level", str(level or about.level), *patterns]
            run = subprocess.Popen(["timeout", str(SECONDS), *command], cwd=folder, stdout=subprocess.PIPE, stderr=messages, text=True,
                                   errors="surrogateescape", env=self.environment)
            reader(run.stdout)
            if run.wait() == TIMED_OUT:
                raise subprocess.TimeoutExpired(command, SECONDS)
            messages.seek(0)
            return [line.rstrip("\n") for line in messages if " is not analysed: " in line]
