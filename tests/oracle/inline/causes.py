"""What differing lines have to do with: the known causes of known.txt and its like, to count them."""
import os
import re

UNKNOWN = "not yet explained"
FOLDER = os.path.dirname(os.path.abspath(__file__))
FILES = {"inlining": "known.txt", "escape": "known-escape.txt", "flows": "known-flows.txt"}  # by what lines are about


def parse(text):
    """Patterns and what they mean: two fields of each line with a tab between them; `#` begins a comment line."""
    entries = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for entry in entries:
        if len(entry) != 2:
            raise ValueError(f"not a pattern, a tab and a cause: {entry}")
    return [(re.compile(pattern.strip()), cause.strip()) for pattern, cause in entries]


def known(about):
    """Causes for lines about something (lines.About)."""
    with open(os.path.join(FOLDER, FILES[about.name]), encoding="utf-8") as file:
        return parse(file.read())


def cause_of(line, causes):
    """The first cause whose pattern is found in `package: line`."""
    return next((cause for pattern, cause in causes if pattern.search(line)), UNKNOWN)
