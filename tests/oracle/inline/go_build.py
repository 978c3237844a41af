"""What gc says: the go command, run with a build cache of its own, which replays what gc said when it runs again."""
import collections
import os
import subprocess

import lines

SHOWN_OF_FAILURE = 5  # lines


class BuildFailed(Exception):
    """The go command failed: of some package gc has not said all that it would."""


class Go:
    """The go command with the settings that all comparisons share."""

    def __init__(self, command, cache, modules=""):
        """command: path of `go`. cache: folder for GOCACHE. modules: folder for GOMODCACHE, empty for the user's."""
        self.command = command
        # What only the runtime of this machine decides is left to its defaults.
        self.environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "", "GOWORK": "off", "GOTOOLCHAIN": "local", "GOCACHE": cache}
        if modules:
            self.environment["GOMODCACHE"] = modules

    def ask(self, folder, *arguments):
        """Standard output of a go command, without what it ends in."""
        return subprocess.run([self.command, *arguments], cwd=folder, env=self.environment, capture_output=True, text=True,
                              check=True).stdout.strip()

    def release(self):
        """What records are named after: go1.26.8-linux-amd64."""
        return "-".join(self.ask(None, "env", "GOVERSION", "GOOS", "GOARCH").split())

    def packages(self, folder, patterns, template="{{if .GoFiles}}{{.ImportPath}}{{end}}"):
        """Import paths of what the patterns name and the target has files for, or what another template says of them."""
        return self.ask(folder, "list", "-e", "-f", template, *patterns).split()

    def said(self, about, folder, patterns):
        """Lines about something (lines.About) by package, of the packages that the patterns name. Those that they import are built with the same flags, so that one
        cache serves all comparisons; gc prints their lines too, and they are left out here."""
        named, found = set(self.packages(folder, patterns)), {}
        self.read(about, folder, patterns, lambda stream: found.update(lines.read_packages(stream, about)))
        return {package: said for package, said in found.items() if package in named}

    def read(self, about, folder, patterns, reader):
        """Hands what is printed to a function, as a stream of lines, those of imported packages included."""
        # Profiles are not used yet: the packages of a program with a default.pgo would be compiled again, with other budgets.
        run = subprocess.Popen([self.command, "build", "-pgo=off", f"-gcflags=all=-m={about.level}", *patterns], cwd=folder,
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, errors="surrogateescape", env=self.environment)
        last = collections.deque(maxlen=SHOWN_OF_FAILURE)
        reader(last.append(line) or line for line in run.stderr)
        if run.wait() != 0:
            raise BuildFailed(f"go build failed in {folder}:\n{''.join(last)}")
