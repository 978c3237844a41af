"""How a difference is shown to a person, and how it is handed on to agreement.py."""
import json

WIDTH = 400  # of a line that is shown; bodies can be long


def differences(found, show):
    """The first differing lines, and where the order first differs."""
    for sign, package, line in found.differing[:show]:
        yield f"{sign} {package}: {line[:WIDTH]}"
    for package, theirs, ours in found.disordered[:show]:
        yield f"order of {package}: gc has first\n    {theirs[:WIDTH]}\n  and escapement\n    {ours[:WIDTH]}"


def totals(name, found):
    """Counts by kind and by cause."""
    total = sum(found.totals.values())
    yield f"{name}: {total:,} lines of gc, {sum(found.missing.values()):,} missing, {sum(found.extra.values()):,} too many"
    for kind in found.about.kinds:
        if found.totals[kind] or found.missing[kind] or found.extra[kind]:
            yield f"  {kind:24} {found.totals[kind]:7,} lines, {found.missing[kind]:5,} missing, {found.extra[kind]:5,} too many"
    for cause, count in found.causes.most_common():
        yield f"    {count:5,} {cause}"
    yield f"  {len(found.packages) - len(found.disordered):,} of {len(found.packages):,} packages agree in the order of the lines that both have"


def append_row(path, row):
    """One line of JSON."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def append_summary(path, name, found, **more):
    """One line of JSON with all counts."""
    append_row(path, {
        "corpus": name, "about": found.about.name, "lines": sum(found.totals.values()), "missing": sum(found.missing.values()),
        "extra": sum(found.extra.values()), "kinds": {kind: [found.totals[kind], found.missing[kind], found.extra[kind]] for kind in found.about.kinds},
        "causes": found.causes.most_common(), "packages": len(found.packages), "disordered": len(found.disordered), **more})
