"""Leaves that stand for many words check the time while they go through the words."""

from __future__ import annotations

from pathlib import Path

from search.engines.whoosh import generations
from search.engines.whoosh.searching import multi_term
from search.query.tree import Wildcard
from tests.support import article, publish


def test_the_time_is_checked_while_words_are_compared(tmp_path: Path) -> None:
    many = 3 * multi_term._AT_ONCE
    publish(tmp_path, [article("a", " ".join(f"w{number}" for number in range(many)))])
    (segment,) = generations.current(tmp_path).open()
    checks: list[None] = []
    pattern = Wildcard("text", "w*77")

    ordinals, is_whole = multi_term.words(
        segment.field("text"), pattern, lambda: checks.append(None)
    )

    assert is_whole
    assert len(ordinals) == sum(str(number).endswith("77") for number in range(many))
    assert len(checks) == 3
