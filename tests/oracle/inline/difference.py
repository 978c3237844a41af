"""Lines of gc and of escapement compared, package by package, as multisets, and in their order."""
import collections

import causes
import order


class Difference:
    """What differs, counted by kind of line and by cause.

    differing: (sign, package, line), `-` for lines that only gc has and `+` for those that only escapement has.
    disordered: (package, gc's line, escapement's line in its place), the first such of each package whose common lines stand in another order.
    """

    def __init__(self, about, theirs, ours, known=()):
        """about: what the lines are about (lines.About). theirs, ours: sequences of lines by package. known: causes (causes.py)."""
        self.about = about
        self.totals, self.missing, self.extra = collections.Counter(), collections.Counter(), collections.Counter()
        self.causes = collections.Counter()
        self.differing, self.disordered = [], []
        self.packages = sorted(theirs.keys() | ours.keys())
        for package in self.packages:
            self._compare(package, theirs.get(package, []), ours.get(package, []), known)

    def _compare(self, package, theirs, ours, known):
        self.totals.update(map(self.about.kind_of, theirs))
        gc, mine = collections.Counter(theirs), collections.Counter(ours)
        for sign, difference, counter in (("-", gc - mine, self.missing), ("+", mine - gc, self.extra)):
            for line in sorted(difference.elements()):
                counter[self.about.kind_of(line)] += 1
                self.causes[causes.cause_of(f"{package}: {line}", known)] += 1
                self.differing.append((sign, package, line))
        misplaced = order.first_out_of_order(theirs, ours)
        if misplaced:
            self.disordered.append((package, *misplaced))

    def counted(self):
        """What has a floor."""
        return {"lines": len(self.differing), "order": len(self.disordered)}
