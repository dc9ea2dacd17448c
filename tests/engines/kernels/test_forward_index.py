"""Words back in their original order, from postings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engines.kernels.support import group_of
from tests.support import article


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", [["rivers", "river"], [], ["river"]]),
        ("text", [["flood", "flooded", "flood"], ["sun"], []]),
    ],
)
def test_words_and_values_of_some_documents(
    tmp_path: Path, field: str, expected: list[list[str]]
) -> None:
    """Words of one stem are told apart, and values of no words keep their place."""
    articles = [
        article("a", "Flood flooded", "flood", title="Rivers, river"),
        article("b", "not this", title="nor this"),
        article("c", "sun"),
        article("d", "", title="River"),
    ]
    (segment,) = group_of(tmp_path, articles).segments
    forward = segment.forward(field)
    documents = np.array([0, 2, 3])
    found = forward.values_of(documents)
    words = [forward.words[ordinal] for ordinal in found.words.tolist()]
    assert words == [word for own in expected for word in own]
    values = {"title": ([2, 0, 1], [1, 1, 1]), "text": ([2, 1, 1, 0], [2, 1, 1])}[field]
    assert (found.lengths.tolist(), found.counts.tolist()) == values
