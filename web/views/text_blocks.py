"""The text of an article as blocks: paragraphs, nested lists, captions in their places."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from search.model.results import MarkedArticle, MarkedParagraph

_MARK = re.compile("<mark>")
_MARKS = re.compile("</?mark[^>]*>")
_TAG = re.compile("<[^<>]*>")
_INITIAL = re.compile(
    "[A-Z\u00c0-\u00de\u0100-\u017f](?:[a-z\u00df-\u00ff\u0100-\u017f’']|[ \u00a0])"
)
_OPENING = 240
"""Characters of a first paragraph that has room for an initial of three lines."""
_DEEPEST = 8
"""Lists in lists that are shown as such; deeper items are shown as items of the last list."""


@dataclass(frozen=True, slots=True)
class TextView:
    """A paragraph of any kind, number `number` on the page; `direction` is empty where it is that of the
    article. One that `is_repeated` is furniture of a site, such as a footer, and not searched."""

    anchor: str
    html: Markup
    matches: int = 0
    direction: str = ""
    number: int = 0
    is_repeated: bool = False


_Item = tuple[MarkedParagraph, TextView]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a list: its paragraphs, and the lists between them. `number` is 0 unless it has to be
    told: in an ordered list, if it does not follow the item before."""

    number: int
    parts: tuple[TextView | ListView, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list; `is_inner` says that it is a list in another one of which the page has no item."""

    is_ordered: bool
    is_inner: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list. `rank` is that of a heading on the page; the kind "opening" is a first
    paragraph that begins with a large initial."""

    kind: str
    text: TextView | None = None
    rank: int = 0
    list: ListView | None = None


def with_captions(marked: MarkedArticle) -> Iterator[MarkedParagraph]:
    """The paragraphs, and the captions in their places."""
    captions = deque(zip(marked.article.captions, marked.captions, strict=True))
    for number, paragraph in enumerate(marked.paragraphs):
        while captions and captions[0][0].after <= number:
            yield captions.popleft()[1]
        yield paragraph
    yield from (caption for _, caption in captions)


def numbered(html: str, numbers: Iterator[int]) -> Markup:
    """The marks with ids to jump to. Text cannot contain a <mark>, since it is escaped."""
    return Markup(_MARK.sub(lambda _: f'<mark id="match-{next(numbers)}">', html))


def opens(html: str) -> bool:
    """Whether a first paragraph can begin with a large initial: with a letter of the Latin script before
    small letters (not as in "U.S."), and lines enough to stand beside it."""
    return len(_TAG.sub("", html)) >= _OPENING and bool(_INITIAL.match(_MARKS.sub("", html)))


def blocks(texts: Sequence[_Item]) -> Iterator[Block]:
    """The blocks of paragraphs and their views."""
    levels = [each.form.level for each, _ in texts if each.kind == "heading" and each.form.level]
    highest = min(levels, default=1)
    for kind, run in groupby(texts, key=lambda each: each[0].kind):
        if kind == "item":
            yield from (Block("list", list=each) for each in _lists(list(run)))
        else:
            for paragraph, text in run:
                rank = min(6, 2 + max(0, paragraph.form.level - highest))
                is_first = paragraph is texts[0][0] and not text.is_repeated
                is_opening = kind == "text" and is_first and opens(paragraph.html)
                yield Block("opening" if is_opening else kind, text, rank)


def _lists(items: Sequence[_Item], around: int = 0) -> Iterator[ListView]:
    """The lists of consecutive items. Items of a higher level are lists in the item before them."""
    start = 0
    while start < len(items):
        end = _end_of_list(items, start)
        form = items[start][0].form
        is_inner = _level(items[start]) > around + 1
        yield ListView(form.is_ordered, is_inner, tuple(_items(items[start:end])))
        start = end


def _end_of_list(items: Sequence[_Item], start: int) -> int:
    """Where another list begins: of a lower level, of another kind, or numbered from the beginning."""
    first = last = items[start][0].form
    level = _level(items[start])
    for number in range(start + 1, len(items)):
        form, own = items[number][0].form, _level(items[number])
        is_other = form.is_ordered != first.is_ordered or form.number < last.number
        if own < level or (own == level and is_other):
            return number
        last = form if own == level else last
    return len(items)


def _items(items: Sequence[_Item]) -> Iterator[ItemView]:
    """The items of one list, which begins with the first of them."""
    level = _level(items[0])
    of_list = [number for number, each in enumerate(items) if _level(each) == level]
    starts = [of_list[0]]
    for before, number in pairwise(of_list):
        own = items[number][0].form.number
        if not own or own != items[before][0].form.number:
            starts.append(number)
    expected = 1
    for start, end in pairwise([*starts, len(items)]):
        form = items[start][0].form
        is_told = form.is_ordered and form.number != expected
        parts = tuple(_parts(items[start:end], level))
        yield ItemView(form.number if is_told else 0, parts)
        expected = form.number + 1


def _parts(items: Sequence[_Item], level: int) -> Iterator[TextView | ListView]:
    for is_own, run in groupby(items, key=lambda each: _level(each) == level):
        if is_own:
            yield from (text for _, text in run)
        else:
            yield from _lists(list(run), level)


def _level(item: _Item) -> int:
    return min(max(item[0].form.level, 1), _DEEPEST)
