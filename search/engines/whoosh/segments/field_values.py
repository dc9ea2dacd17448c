"""The words of a field in some documents, as the inverter takes them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array


class FieldValues(NamedTuple):
    """The values of one field in consecutive documents.

    A field has one value per paragraph (texts) or per facet value (facets), and one value if it is
    the title. `words` holds a number for each position of all values, concatenated (int32), NO_WORD for
    an empty one; `lengths` the positions of each value; `counts` the values of each document.
    """

    words: Array
    lengths: Array
    counts: Array

    def kept(self, is_kept: Array) -> FieldValues:
        """The same documents, all values empty but those that are kept (bool)."""
        words = self.words.compress(np.repeat(is_kept, self.lengths))
        return FieldValues(words, np.where(is_kept, self.lengths, 0), self.counts)
