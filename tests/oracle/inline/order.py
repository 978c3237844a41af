"""Whether lines stand in gc's order."""
import collections


def common(theirs, ours):
    """Both sequences without the lines that only one of them has. Of a line that one has more often, the first ones stay."""
    shared = collections.Counter(theirs) & collections.Counter(ours)

    def keep(sequence):
        left = shared.copy()
        for line in sequence:
            if left[line] > 0:
                left[line] -= 1
                yield line
    return list(keep(theirs)), list(keep(ours))


def first_out_of_order(theirs, ours):
    """The first line of gc's, of those that both have, where escapement has another one, and that one; None if there is none."""
    return next((pair for pair in zip(*common(theirs, ours)) if pair[0] != pair[1]), None)
