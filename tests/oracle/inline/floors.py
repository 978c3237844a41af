"""How many differences each comparison may have: floor.txt. The numbers are only ever lowered; what is not named there may have none."""
import os

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floor.txt")


def parse(text):
    """`name number` lines; `#` begins a comment."""
    entries = (line.split("#")[0].split() for line in text.splitlines())
    return {entry[0]: int(entry[1]) for entry in entries if entry}


def read():
    with open(FILE, encoding="utf-8") as file:
        return parse(file.read())


def complaints(corpus, counted, allowed):
    """Sentences about what exceeds its floor. counted: what is counted of the corpus, such as `lines`, and how much of it there is."""
    found = []
    for what, count in counted.items():
        limit = allowed.get(f"{corpus}.{what}", 0)
        if count > limit:
            found.append(f"{corpus}: {what}: {count:,}, and floor.txt allows {limit:,}")
    return found


def lower(corpus, counted, allowed):
    """Sentences about floors that can be lowered."""
    return [f"{corpus}: {what}: floor.txt can be lowered from {allowed[f'{corpus}.{what}']:,} to {count:,}"
            for what, count in counted.items() if allowed.get(f"{corpus}.{what}", 0) > count]


def judge(corpus, counted):
    """Says what is above its floor and what is below; the exit code."""
    allowed = read()
    for sentence in lower(corpus, counted, allowed):
        print(sentence)
    found = complaints(corpus, counted, allowed)
    for sentence in found:
        print(sentence)
    return 1 if found else 0
