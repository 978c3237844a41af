"""Lines compared as difference.py does it, of which only digests are kept in memory: for output of a million lines."""
import array
import collections
import tempfile

import causes
import difference
import lines
import order


class Spool:
    """Lines by package: their digests, in order, and the lines themselves in a file that is gone when this is closed.

    digests: arrays of integers by package. They hold within this process.
    kinds: how many lines there are of each kind, if kinds are counted.
    """

    def __init__(self, about, folder, count_kinds=False):
        """about: lines.About. folder: where the file is."""
        self._about, self._count_kinds = about, count_kinds
        self._file = tempfile.TemporaryFile("w+", dir=folder, encoding="utf-8", errors="surrogateescape")
        self.digests, self.kinds = {}, collections.Counter()

    def add(self, stream, named=None):
        """Adds what is said about packages. stream: lines as they are printed. named: packages whose lines count; None: all of them."""
        current = None
        for package, line in lines.with_packages(stream):
            if named is not None and package not in named:
                continue
            if package != current:
                self._file.write(f"# {package}\n")
                digests, current = self.digests.setdefault(package, array.array("q")), package
            digests.append(hash(line))
            self._file.write(line + "\n")
            if self._count_kinds:
                self.kinds[self._about.kind_of(line)] += 1

    def close(self):
        self._file.close()

    def lines(self):
        """(package, line), in order."""
        self._file.seek(0)
        return lines.with_packages(self._file)


def texts_of(spool, wanted):
    """(package, line) of digests. wanted: by package, how many lines there are to be of each digest. Counts them down."""
    for package, line in spool.lines():
        left = wanted.get(package)
        if left and left[hash(line)] > 0:
            left[hash(line)] -= 1
            yield package, line


class Difference(difference.Difference):
    """The same as difference.Difference, of two spools."""

    def __init__(self, about, theirs, ours, known=()):
        super().__init__(about, {}, {}, known)
        self.totals = theirs.kinds
        self.packages = sorted(theirs.digests.keys() | ours.digests.keys())
        self._find(theirs, ours, known)
        self.differing.sort(key=lambda each: each[1])

    def _find(self, theirs, ours, known):
        missing, extra, misplaced = {}, {}, {}
        for package in self.packages:
            gc, mine = theirs.digests.get(package, []), ours.digests.get(package, [])
            if gc == mine:
                continue
            missing[package] = collections.Counter(gc) - collections.Counter(mine)
            extra[package] = collections.Counter(mine) - collections.Counter(gc)
            if pair := order.first_out_of_order(gc, mine):
                misplaced[package] = pair
        for sign, wanted, spool, counter in (("-", missing, theirs, self.missing), ("+", extra, ours, self.extra)):
            for package, line in texts_of(spool, wanted):
                counter[self.about.kind_of(line)] += 1
                self.causes[causes.cause_of(f"{package}: {line}", known)] += 1
                self.differing.append((sign, package, line))
        self.disordered = self._misplaced(theirs, ours, misplaced)

    @staticmethod
    def _misplaced(theirs, ours, pairs):
        found = []
        for at, spool in enumerate((theirs, ours)):
            wanted = {package: collections.Counter({pair[at]: 1}) for package, pair in pairs.items()}
            found.append(dict(texts_of(spool, wanted)) if wanted else {})
        return [(package, found[0][package], found[1][package]) for package in sorted(pairs)]
