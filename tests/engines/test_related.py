"""Related articles against a plain scan of the archive."""

from __future__ import annotations

import math
import random
import tempfile
from itertools import combinations, pairwise
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search import open_engine
from search.model.related import RelatedArticles
from search.text import analyzer
from tests.engines.oracle_related import Archive, are_copies
from tests.engines.topics import archive
from tests.support import article, publish


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(2, 24), st.integers(1, 3), st.data())
def test_related_articles_are_those_of_a_scan(
    seed: int, size: int, parts: int, data: st.DataObject
) -> None:
    every = archive(seed, size)
    deleted = data.draw(st.sets(st.sampled_from([each.id for each in every[1:]])))
    articles = [each for each in every if each.id not in deleted]
    plain = Archive(articles)
    chosen = data.draw(st.sampled_from(articles))
    with tempfile.TemporaryDirectory() as folder:
        segments = [every[part::parts] for part in range(parts)]
        publish(Path(folder), *segments, deleted=frozenset(deleted))
        with open_engine(folder) as engine:
            found = engine.related(chosen.id)
    assert found
    assert not found.partial
    distinctive = plain.distinctive(chosen)
    scores = {each.id: plain.score(each, distinctive) for each in articles}
    for each in found.articles:
        assert math.isclose(each.hit.score, scores[each.hit.id], rel_tol=1e-4)
    assume(_are_apart(list(scores.values())))
    expected = plain.related(chosen)
    assert [each.hit.id for each in found.articles] == [each.id for each in expected]
    assert _stems(found) == [each.shares[:6] for each in expected]
    copies = [tuple(copy.id for copy in each.copies) for each in found.articles]
    assert copies == [each.copies for each in expected]


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(2, 40))
def test_never_the_article_itself_and_never_a_text_twice(seed: int, size: int) -> None:
    articles = {each.id: each for each in archive(seed, size)}
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), list(articles.values()))
        with open_engine(folder) as engine:
            for id, each in articles.items():
                found = engine.related(id)
                assert found
                shown = [near.hit.id for near in found.articles]
                copies = [copy.id for near in found.articles for copy in near.copies]
                assert len({id, *shown, *copies}) == 1 + len(shown) + len(copies)
                assert not any(are_copies(each, articles[other]) for other in shown)
                for one, other in combinations(shown, 2):
                    assert not are_copies(articles[one], articles[other])


def test_copies_do_not_crowd_out_what_is_related(tmp_path: Path) -> None:
    """Eighty published the text, and eighty another one that is related to it."""
    chance = random.Random(3)
    words = "ferry harbour pilot mooring quay lantern tide buoy anchor sail rudder keel".split()
    texts = [" ".join(chance.choices([*words, f"topic{each}"], k=120)) for each in range(5)]
    copied = [
        article(f"{name}{number:02}", texts[each], title="The ferry")
        for each, name in enumerate("ab")
        for number in range(80)
    ]
    single = [article(f"c{each}", texts[each], title="The ferry") for each in (2, 3, 4)]
    rest = [article(f"z{number}", f"Rain and {number} " * 50) for number in range(300)]
    publish(tmp_path, [*copied, *single], rest, are_grouped=True)
    with open_engine(tmp_path) as engine:
        found = engine.related("a40")
    assert found
    copies = {each.hit.id: [copy.id for copy in each.copies] for each in found.articles}
    assert copies == {
        "b00": [f"b{number:02}" for number in range(1, 21)],
        **{f"c{each}": [] for each in (2, 3, 4)},
    }
    assert [each.more_copies for each in found.articles if each.copies] == [59]


def test_when_the_time_is_over_the_answer_says_so(tmp_path: Path) -> None:
    publish(tmp_path, archive(1, 12))
    with open_engine(tmp_path, time_limit=0) as engine:
        assert engine.related("a000") == RelatedArticles(partial=True)


def _stems(found: RelatedArticles) -> list[tuple[str, ...]]:
    return [
        tuple(analyzer.stem(analyzer.fold(word)) for word in each.shares) for each in found.articles
    ]


def _are_apart(scores: list[float]) -> bool:
    """Whether no two scores are so near that rounding decides which is higher; equal ones are no
    matter, as ids decide then."""
    ranked = sorted(scores)
    return all(b - a > 2e-3 or a == b for a, b in pairwise(ranked))
