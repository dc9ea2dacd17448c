"""Archives made larger: the same in every run, and like the archive they are made of."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import corpus
from benchmarks.corpus import Record
from tests.benchmarks.support import records


def test_a_folder_is_loaded_in_order_and_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"title": "River", "topic": ["a", "b"]}\nnonsense\n')
    (tmp_path / "a.md").write_text("# Flood\n\nBy Ann Lee\n\n2019-08-31\n\nThe lake.\n")
    (tmp_path / "picture.png").write_bytes(b"")
    first, second = corpus.load(tmp_path)
    assert first["title"] == "Flood"
    assert (second["title"], second["themes"]) == ("River", ["a"])


def test_a_smaller_archive_is_spread_over_the_whole() -> None:
    given = records(10)
    assert list(corpus.sized(given, 10)) == given
    assert list(corpus.sized(given, 5)) == given[::2]


def test_a_larger_archive_begins_with_the_given_one_and_is_the_same_each_time() -> None:
    given = records(20)
    larger = list(corpus.sized(given, 70))
    assert larger == list(corpus.sized(given, 70))
    assert larger[:20] == given
    assert len({each["id"] for each in larger}) == 70


def test_repetitions_have_other_words_and_values_now_and_then() -> None:
    given = records(20)
    more = list(corpus.additional(given, 400))
    changed = total = 0
    for number, each in enumerate(more):
        original = given[number % 20]
        assert each["date"] <= original["date"]
        for old, new in zip(original["paragraphs"], each["paragraphs"], strict=True):
            pairs = list(zip(old.split(" "), new.split(" "), strict=True))
            changed += sum(a != b for a, b in pairs)
            total += len(pairs)
    assert 0.015 < changed / total <= corpus.SWAPPED_WORDS * 1.1
    for field in ("authors", "themes", "source"):
        exchanged = sum(_differs(each, given[n % 20], field) for n, each in enumerate(more))
        assert 0.03 < exchanged / len(more) < 0.15


def test_what_is_saved_is_json_lines(tmp_path: Path) -> None:
    corpus.save(records(3), tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == records(3)


def test_small_archives_are_repeated_to_the_usual_size() -> None:
    assert corpus.usual_size(records(3)) == corpus.USUAL


def _differs(one: Record, other: Record, field: str) -> bool:
    return dict(one)[field] != dict(other)[field]
