"""The posting list of a term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from search.storage.arrays import Array, starts_of


@dataclass(frozen=True, slots=True)
class Postings:
    """The posting list of a term: n documents of a segment (rising), the frequency of the term in each
    (n), and, read only on call, its positions (rising within a posting, postings concatenated). In
    a field they begin at `first_position` among those of all terms. Of a word as written the postings are
    those of its stem, and `is_written` tells which of some occurrences, given by rising numbers among
    these (int64), are the word (bool); None if all are.

    A position counts slots from the first word of the document; see
    `search.engines.whoosh.segments.layout` for slots.
    """

    documents: Array
    frequencies: Array
    positions: Callable[[], Array]
    first_position: int = 0
    is_written: Callable[[Array], Array] | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def as_written(self) -> Postings:
        """The postings with only the occurrences of the word as written."""
        if self.is_written is None:
            return self
        starts = starts_of(self.frequencies)
        is_kept = self.is_written(np.arange(starts[-1]))
        counts = np.diff(starts_of(is_kept)[starts])
        kept = counts > 0
        return Postings(
            self.documents[kept], counts[kept], lambda: self.positions().compress(is_kept)
        )


NO_POSTINGS = Postings(
    np.zeros(0, np.uint16), np.zeros(0, np.uint8), lambda: np.zeros(0, np.uint16)
)
