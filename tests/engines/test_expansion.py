"""Leaves that stand for many words look at the clock while they go through the words."""

from __future__ import annotations

from pathlib import Path

from whoosh import query

from search.engines.whoosh import generations
from search.engines.whoosh.searching import multi_term
from tests.support import article, publish


def test_the_clock_is_looked_at_while_words_are_compared(tmp_path: Path) -> None:
    many = 3 * multi_term._AT_ONCE
    publish(tmp_path, [article("a", " ".join(f"w{number}" for number in range(many)))])
    (segment,) = generations.current(tmp_path).open()
    looks: list[None] = []
    pattern = query.Wildcard("text", "w*77")

    places, is_whole = multi_term.words(segment.field("text"), pattern, lambda: looks.append(None))

    assert is_whole
    assert len(places) == sum(str(number).endswith("77") for number in range(many))
    assert len(looks) == 3
