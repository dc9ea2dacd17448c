"""Whether two engines differ by more than chance, question by question.

The randomisation test for paired values (Smucker, Allan and Carterette, CIKM 2007): if engines do not
differ, each difference might as well have the other sign. Holm's correction (1979) is for several tests.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 20_000

_AT_ONCE = 1_000
_SEED = 7


def randomised(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The two-sided p value of the difference of the means of paired values."""
    differences = np.subtract(ours, theirs)
    seen = abs(differences.sum())
    chance = np.random.default_rng(_SEED)
    as_far = 0
    for _ in range(ROUNDS // _AT_ONCE):
        signs = chance.choice((-1.0, 1.0), (_AT_ONCE, len(differences)))
        as_far += int(np.count_nonzero(abs(signs @ differences) >= seen - 1e-9))
    return (as_far + 1) / (ROUNDS + 1)


def corrected(values: Sequence[float]) -> list[float]:
    """The p values after Holm's correction, in the order given."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    found, least = [0.0] * len(values), 0.0
    for rank, at in enumerate(order):
        least = max(least, min(1.0, (len(values) - rank) * values[at]))
        found[at] = least
    return found
