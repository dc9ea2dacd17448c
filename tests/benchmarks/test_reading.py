"""The scores of readers are those of scrapinghub/article-extraction-benchmark."""

from __future__ import annotations

import pytest

from benchmarks.reading.scores import scores


def test_f1_is_that_of_the_mean_precision_and_the_mean_recall() -> None:
    found = [
        ("a b c d e", "a b c d"),  # one 4-gram of two is right, and it is all that is expected
        ("a b c d", "a b c d e f g"),  # one of four that are expected
        ("", "a b c d"),  # nothing found: no precision
        ("a b c d", ""),  # nothing expected: no recall
    ]
    precision, recall, f1 = scores(found)
    assert precision == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert recall == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
