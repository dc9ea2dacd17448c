"""Words that are spelt nearly like another, and words that complete the beginning of one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search import SearchRequest, open_engine
from search.config.archive import ArchiveConfig
from search.engines.common import spelling
from search.engines.common.near_words import MUCH
from search.engines.common.spelling import NearWord, cost, most_edits, nearest
from search.engines.common.value_words import ValueWords
from search.engines.whoosh import generations
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.engines.whoosh.segments.segment import Segment
from search.text import analyzer
from tests.support import article, publish

LETTERS = st.text("abcdeéжß12", min_size=1, max_size=7)


def _segments(folder: Path, *segments: list[str]) -> list[Segment]:
    """A segment for each list of texts, an article for each text."""
    named = [
        [article(f"{number}-{at}", text) for at, text in enumerate(texts)]
        for number, texts in enumerate(segments)
    ]
    publish(folder, *named)
    return list(generations.current(folder).open())


@given(words=st.lists(LETTERS, min_size=1, max_size=30), typed=LETTERS)
def test_near_words_are_those_of_a_look_at_all_words(words: list[str], typed: str) -> None:
    typed = analyzer.words(typed)[0]
    with TemporaryDirectory() as folder:
        half = len(words) // 2
        segments = _segments(Path(folder) / "index", [" ".join(words[:half])], words[half:])
        found = Vocabulary(segments, ("",)).near(typed)
    counts = Counter(word for text in words for word in analyzer.words(text))
    assert list(found) == nearest(typed, counts.items(), 16)


@given(words=st.lists(LETTERS, min_size=1, max_size=30), typed=LETTERS, times=st.integers(30, 120))
def test_commoner_words_are_those_of_a_look_at_all_words(
    words: list[str], typed: str, times: int
) -> None:
    typed = analyzer.words(typed)[0]
    half = len(words) // 2
    texts = [" ".join(words[:half])] * times, words[half:]
    with TemporaryDirectory() as folder:
        segments = _segments(Path(folder) / "index", [" ".join(texts[0])], texts[1])
        found = Vocabulary(segments, ("",)).commoner(typed, MUCH)
    counts = Counter(word for text in (*texts[0], *texts[1]) for word in analyzer.words(text))
    common = [(word, count) for word, count in counts.items() if count > MUCH]
    one_edit = [(word, count) for word, count in common if OSA.distance(typed, word) == 1]
    assert list(found) == nearest(typed, one_edit, 16)


def test_another_number_is_no_spelling() -> None:
    found = [("10km", 9), ("140kn", 1), ("140km", 3), ("14km", 5)]
    assert [each.word for each in nearest("140kmm", found, 9)] == ["140km", "140kn"]


@pytest.mark.parametrize(
    ("typed", "nearer", "farther"),
    [
        ("raliway", "railway", "rallies"),
        ("presdent", "president", "resident"),
        ("ststion", "station", "stetson"),
        ("rump", "trump", "romps"),
    ],
)
def test_what_fingers_do_often_costs_less(typed: str, nearer: str, farther: str) -> None:
    assert 0 == cost(typed, typed) < cost(typed, nearer) < cost(typed, farther)


@given(
    typed=st.text("abcdeéq", max_size=8),
    found=st.dictionaries(st.text("abcdeéq", max_size=8), st.integers(1, 10**6), max_size=40),
)
def test_the_likeliest_are_those_of_all_near_words(typed: str, found: dict[str, int]) -> None:
    most = most_edits(typed)
    near = [
        NearWord(other, cost(typed, other), frequency)
        for other, frequency in found.items()
        if 0 < OSA.distance(typed, other) <= most
    ]
    expected = sorted(near, key=lambda each: (-each.likelihood, each.word))
    assert nearest(typed, found.items(), 3) == expected[:3]


@given(
    typed=st.text("abqwé", min_size=1, max_size=7), meant=st.text("abqwé", min_size=1, max_size=7)
)
def test_what_two_spellings_have_in_common_costs_nothing(typed: str, meant: str) -> None:
    meant = typed[0] + meant
    whole = spelling._cost_between(typed, meant)
    assert cost(typed, meant) == pytest.approx(whole)
    assert cost(typed + meant, meant + meant) <= whole + 1e-9


def test_documents_that_hold_words(tmp_path: Path) -> None:
    (segment,) = _segments(tmp_path / "index", ["river rivers", "river", "rivet", "a river"])
    reader = segment.field("text")
    ordinals = np.array(reader.words.prefix_range(b"riv"))
    assert [reader.words[each] for each in ordinals] == [b"river", b"rivers", b"rivet"]
    assert reader.holding(ordinals, None).tolist() == [2.25, 0.75, 1]
    chosen = np.array([False, True, True, True])
    assert reader.holding(ordinals, chosen).tolist() == [1.5, 0.5, 1]


def test_values_by_any_of_their_words_and_aliases() -> None:
    values = ValueWords(
        ["West Africa", "South Africa", "Asia"], {"Far East": "Asia", "Occident": "Europe"}
    )
    assert values.matching(["afr"]) == {0, 1}
    assert values.matching(["africa", "we"]) == {0}
    assert values.matching(["west", "asia"]) == set()
    assert values.matching(["far", "e"]) == values.matching(["east"]) == {2}
    assert values.matching(["occident"]) == set()


def test_completions_of_a_misspelt_beginning_come_in_one_order(tmp_path: Path) -> None:
    """Words that occur equally often are in alphabetical order, whichever process is asked."""
    similar = ["bobbin", "cobbin", "dobbin", "hobbin", "jobbin", "robbin"]
    publish(tmp_path, [article(word, word) for word in reversed(similar)])
    with open_engine(tmp_path, time_limit=10) as engine:
        offers = engine.suggest("xobbin")
    assert [offer.text for offer in offers if offer.kind == "word"] == similar


def test_a_word_whose_synonym_occurs_is_not_misspelt(tmp_path: Path) -> None:
    texts = ["The automobile on the bridge", "An oar on the bridge"]
    articles = [article(f"{number}", text) for number, text in enumerate(texts)]
    publish(tmp_path, articles, config=ArchiveConfig(synonyms=(("car", "automobile"),)))
    with open_engine(tmp_path, time_limit=10) as engine:
        assert engine.search(SearchRequest(text="car brigde")).suggestion == "car bridge"
        (offer,) = engine.suggest("car brid")
        assert (offer.text, offer.count) == ("car bridge", 1)


def test_a_word_that_occurs_nowhere_is_found_as_the_longer_words_that_begin_so(
    tmp_path: Path,
) -> None:
    texts = {
        "law": "Das Hochwasserschutzgesetz gilt.",
        "laws": "Zwei Hochwasserschutzgesetze gelten.",
        "path": "Der Fußgängerübergang fehlt.",
        "short": "Der Hochmut kam.",
        "firm": "삼성전자는 전화를 팔았다.",
        "children": "ঢাকার শিশুরা এসেছে।",
    }
    publish(tmp_path, [article(id, text) for id, text in texts.items()])
    with open_engine(tmp_path, time_limit=10) as engine:
        for typed, expected in (
            ("Hochwasserschutz", {"law", "laws"}),
            ("Fussgaenger", {"path"}),
            ("hoch", set()),
            ("삼성", {"firm"}),
            ("শিশু", {"children"}),
            ("শি", set()),
            ("123456", set()),
        ):
            found = engine.search(SearchRequest(typed))
            assert {each.id for each in found.hits} == expected, typed
        assert engine.search(SearchRequest("Hochwasserschutz", match="all")).total == 0
