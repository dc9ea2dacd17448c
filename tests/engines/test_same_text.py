"""Which articles have the same text: exactly, nearly, and not at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from search.engines.common.duplicates import LEAST, grouped
from search.model.articles import Article
from search.model.schema import TEXT, texts_of
from search.storage.arrays import Array
from search.text.bulk_tokenizer import Vocabulary
from search.text.hashed_words import WordHashes
from search.text.signatures import LEAST as LEAST_WORDS
from search.text.signatures import SIZE, agreements, signatures
from tests.corpora import ALLSIDES, allsides, needed
from tests.support import article

_WORDS = [f"word{number}" for number in range(3_000)]


def _signed(articles: Sequence[Article]) -> Array:
    vocabulary, hashes = Vocabulary(), WordHashes()
    texts = [texts_of(each, ())[TEXT] for each in articles]
    numbered = vocabulary.number([text for each in texts for text in each])
    counts = np.array([len(each) for each in texts])
    return signatures(hashes.of(vocabulary.words, numbered), counts, articles)


def _groups(articles: Sequence[Article]) -> list[list[str]]:
    articles = sorted(articles, key=lambda each: each.id)
    ids = [each.id for each in articles]
    found = grouped(_signed(articles))
    return [
        [ids[each] for each in found.members[start:end].tolist()]
        for start, end in pairwise(found.starts.tolist())
    ]


def _text(chance: random.Random, words: int) -> list[str]:
    return chance.choices(_WORDS, k=words)


def _changed(chance: random.Random, words: list[str], share: float) -> list[str]:
    places = set(chance.sample(range(len(words)), max(1, round(share * len(words)))))
    return ["changed" if place in places else word for place, word in enumerate(words)]


def _article(id: str, words: Sequence[str], title: str = "") -> Article:
    """In paragraphs of 50 words."""
    parts = [" ".join(words[first : first + 50]) for first in range(0, len(words), 50)]
    return article(id, *parts, title=title or id)


def test_texts_with_few_words_changed_are_the_same_and_others_are_not() -> None:
    chance = random.Random(3)
    articles, expected = [], []
    for number in range(200):
        words = _text(chance, chance.choice([100, 250, 800]))
        near = _changed(chance, words, 0.03 if number % 2 else 0.0)
        articles += [_article(f"a{number:03}", words), _article(f"b{number:03}", near)]
        expected.append([f"a{number:03}", f"b{number:03}"])
        articles.append(_article(f"c{number:03}", _changed(chance, words, 0.2)))
    chance.shuffle(articles)
    assert _groups(articles) == expected


def test_paragraphs_capitals_and_signs_make_no_difference() -> None:
    words = _text(random.Random(4), 120)
    one = article("one", " ".join(words), title="Title")
    other = article("other", " ".join(words[:70]).upper(), "; ".join(words[70:]), title="Another")
    assert _groups([other, one]) == [["one", "other"]]


def test_of_a_short_text_title_and_text_must_be_the_same() -> None:
    articles = [
        article("a", "Listen to the episode.", title="Rivers"),
        article("b", "Listen to the episode.", title="Railways"),
        article("c", "Listen to", "the episode.", title="rivers"),
        article("d", "Listen to the episode!", title="Rivers"),
    ]
    assert _groups(articles) == [["a", "c"]]


def test_articles_without_a_text_are_not_the_same() -> None:
    assert _groups([article("a", title="Open thread"), article("b", title="Open thread")]) == []


def test_no_chain_leads_from_a_text_to_an_unlike_one() -> None:
    """Each text has 3 % of its words other than the one before it; all are like the first or not."""
    chance = random.Random(5)
    chain = [_text(chance, 600)]
    for _ in range(20):
        chain.append(_changed(chance, chain[-1], 0.03))
    articles = [_article(f"a{number:02}", words) for number, words in enumerate(chain)]
    signed = dict(zip((each.id for each in articles), _signed(articles), strict=True))
    groups = _groups(articles)
    assert len(groups) > 2
    for first, *others in groups:
        for other in others:
            assert agreements(signed[first][None], signed[other][None])[0] >= LEAST


@pytest.mark.parametrize("words", [39, 40, 60])
def test_many_articles_with_one_text_are_one_group(words: int) -> None:
    text = _text(random.Random(6), words)
    articles = [_article(f"a{number:04}", text, "Title") for number in range(1_000)]
    assert _groups(articles) == [[each.id for each in articles]]


def test_groups_do_not_follow_from_the_order_of_articles() -> None:
    chance = random.Random(7)
    words = _text(chance, 300)
    articles = [_article(f"a{number}", _changed(chance, words, 0.03)) for number in range(60)]
    once = _groups(articles)
    assert once
    for _ in range(5):
        chance.shuffle(articles)
        assert _groups(articles) == once


def test_a_signature_tells_which_part_of_two_texts_is_the_same() -> None:
    chance = random.Random(8)
    shared = [_text(chance, 500) for _ in range(50)]
    pairs = [(own + _text(chance, 250), own + _text(chance, 250)) for own in shared]
    one, other = (
        _signed([_article(f"{number}", pair[side]) for number, pair in enumerate(pairs)])
        for side in (0, 1)
    )
    assert abs(agreements(one, other).mean() / SIZE - 0.5) < 0.02


def test_copies_in_a_real_archive_are_found() -> None:
    """500 copies, of which each second one has 3 % of its words changed; no two articles that have
    nothing to do with each other are in one group."""
    chance = random.Random(9)
    records = allsides(needed(ALLSIDES))[:1_000]
    texts = {record["id"]: record["content"].split() for record in records}
    copied = chance.sample([id for id, words in texts.items() if len(words) >= LEAST_WORDS], 500)
    articles = [_article(id, words) for id, words in texts.items()]
    for number, id in enumerate(copied):
        near = _changed(chance, texts[id], 0.03) if number % 2 else texts[id]
        articles.append(_article(f"copy of {id}", near))
    group_of = {id: n for n, group in enumerate(_groups(articles)) for id in group}
    found = sum(group_of.get(id, -1) == group_of.get(f"copy of {id}", -2) for id in copied)
    assert found >= 490
    strangers = [chance.sample(list(texts), 2) for _ in range(500)]
    assert not any(group_of.get(one, -1) == group_of.get(other, -2) for one, other in strangers)
