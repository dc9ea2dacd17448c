"""Engines that need nothing but Backissue's own dependencies rank what was typed, as processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.quality.questions import Questions
from benchmarks.quality.rankings import Archive, answers
from tests.benchmarks.support import records

ENGINES = ("backissue", "sqlite", "whoosh")


@pytest.mark.slow
def test_engines_rank_what_was_typed(tmp_path: Path) -> None:
    made = records(12)
    file = tmp_path / "articles.jsonl"
    corpus.save(made, file)
    word = made[7]["paragraphs"][0].split()[-1]
    typed = {
        "one word of many": f"{word}? Absent, nothing.",
        "signs": f'"{word.upper()} (absent NOT: title:none* nothing]',
        "nothing": "absent",
        "no word": "?! ()",
    }
    questions = Questions("typed", typed, dict.fromkeys(typed, frozenset({"a7"})), depth=5)
    found = answers([Archive("made", file, [questions], ENGINES)])
    assert {each.engine for each in found} == {*ENGINES}
    for each in found:
        assert each.found[0]["one word of many"][0] == "a7", each.engine
        if each.engine != "backissue":  # which reads signs, and may show what has another spelling
            assert each.found[0]["signs"][0] == "a7", each.engine
            assert each.found[0]["nothing"] == each.found[0]["no word"] == [], each.engine
    assert [folder.name for folder in tmp_path.iterdir() if folder.is_dir()] == ["backissue"]
