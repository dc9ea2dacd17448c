"""The query mix: the same in every run, every kind as it says, something found for each."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import queries
from benchmarks.corpus import Record
from benchmarks.queries import KINDS, SELECTED, Asked
from tests.benchmarks.support import records

ARTICLES = records(1_000)
MIX = queries.mix(ARTICLES, 6)


def test_there_are_as_many_of_every_kind_and_number_of_selections() -> None:
    counts = Counter((asked.kind, asked.selections) for asked in MIX)
    assert counts == {(kind, number): 6 for kind in KINDS for number in range(4)}


def test_it_is_the_same_each_time_and_another_with_another_seed() -> None:
    assert queries.mix(ARTICLES, 6) == MIX
    assert queries.mix(ARTICLES, 6, seed=2) != MIX


def test_the_first_facets_are_selected_with_one_or_two_values() -> None:
    for asked in MIX:
        assert tuple(asked.query.selected) == SELECTED[: asked.selections]
        assert all(1 <= len(values) <= 2 for values in asked.query.selected.values())


@pytest.mark.parametrize("asked", MIX[:40], ids=lambda asked: asked.kind)
def test_every_query_finds_something(asked: Asked) -> None:
    assert any(_matches(record, asked) for record in ARTICLES)


def test_frequent_words_are_in_more_articles_than_rare_ones() -> None:
    held = Counter(
        word
        for each in ARTICLES
        for word in {*" ".join([each["title"], *each["paragraphs"]]).lower().split()}
    )
    for asked in MIX:
        if asked.kind == "one rare word":
            assert held[asked.query.words[0]] <= 2
        if asked.kind == "one frequent word":
            assert held[asked.query.words[0]] > 50


def _matches(record: Record, asked: Asked) -> bool:
    text = " \n ".join([record["title"], *record["paragraphs"]]).lower()
    words, operator = asked.query.words, asked.query.operator
    if operator == "phrase":
        found = f" {' '.join(words)} " in f" {text} "
    else:
        found = (all if operator == "and" else any)(word in text.split() for word in words)
    values = {"source": [record["source"]], "theme": record["themes"], "author": record["authors"]}
    chosen = asked.query.selected.items()
    return found and all({*values[facet]} & {*some} for facet, some in chosen)
