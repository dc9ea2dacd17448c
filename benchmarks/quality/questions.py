"""Questions with the articles that answer them: what every measure is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Ranked = Mapping[str, list[str]]
"""For the name of each question, the ids of the articles that an engine found, best first."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions as they are typed, and the ids of the right articles, both by the name of the question.

    Engines are asked for their best `depth` articles.
    """

    name: str
    typed: Mapping[str, str]
    right: Mapping[str, frozenset[str]]
    depth: int


@dataclass(frozen=True, slots=True)
class Sought:
    """A text that is typed to find one article, the id of that, and what it should have been: the
    paragraph that is quoted, or the same in the right spelling."""

    text: str
    id: str
    meant: str


def sought(name: str, each: Iterable[Sought], depth: int) -> Questions:
    """Questions, named by their number, each of which has one right article."""
    numbered = {str(number): one for number, one in enumerate(each)}
    return Questions(
        name,
        {number: one.text for number, one in numbered.items()},
        {number: frozenset({one.id}) for number, one in numbered.items()},
        depth,
    )


def falling(ranked: Ranked) -> dict[str, dict[str, float]]:
    """Rankings with scores that fall by one: trec_eval orders by score, and equal ones in its own way."""
    return {
        question: {article: float(-place) for place, article in enumerate(articles)}
        for question, articles in ranked.items()
    }


def words(text: str) -> list[str]:
    """The words of a text as they are written: runs of letters and digits, apostrophes inside."""
    return _WORD.findall(text)
