"""The title of a page: the one that its main heading, its `<title>` and its metadata agree on.

What a reader sees is the main heading, so it is the title if the head agrees: if a title there is equal
to it, has it beside the name of the site, or shares most of its words. Only where the first title of the
head has most words of the heading and more does the head win: it says the same in full. The tests of
Mozilla's Readability expect the head's title as it is, the name of the site included: these expectations
are missed on purpose.

A title of the head that no heading agrees with loses the names of the site at its ends, where another
title or the site's own name shows which part that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from search.reading.character_references import unescaped
from search.reading.clean_text import plain_words
from search.reading.formats.html.element_text import text_of
from search.reading.formats.html.kickers import parted
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.title_parts import (
    BAR,
    PARTS,
    bars,
    end_of,
    other_parts,
    sides,
    without_names,
    without_other,
    without_short,
    words_of,
)

_SIGNS = " -–—|:"
_ELEMENT = "title"
_OF_ARCHIVE = re.compile(
    r"(.+?)\s+[»›|-]\s+(?:blog[ -]?archi\w+|archives?|archivo del blog)\s+[»›|-]\s+(?=\S)",
    re.IGNORECASE,
)
"""The name of the site before the title of a post, as old themes of WordPress write it."""
_COUNT = re.compile(r"\s*\(\d{1,3}\+?\)\s+(?=\S)")
"""How many messages wait for whoever saved the page, before the title in a tab of a browser."""
_OF_NO_PAGE = frozenset(
    "home homepage startseite start index accueil inicio untitled blog document title unbenannt"
    " 无标题文档 無題ドキュメント".split()
) | {
    "untitled document",
    "untitled page",
    "new page",
    "new page 1",
    "new page 2",
    "no title",
    "page title",
    "sans titre",
    "document sans nom",
    "document sans titre",
    "ohne titel",
    "unbenanntes dokument",
    "neue seite 1",
    "sin título",
    "documento sin título",
    "senza titolo",
    "documento senza titolo",
    "nova página 1",
}
"""Titles that pages have if nobody gave them one."""
_POST_TITLE = re.compile(r'class="[^"]*\b(?:post|entry|article)-?(?:title|header|headline)\b')
_MAX_HEADINGS = 20
_OF_POST = 3
"""The level of a heading that is named the title of a post. What stands around it may be that of the
site, such as its author, so nothing else is made of its place."""
_FEWEST_WORDS = 3
"""Of a title that may be a label of a menu if it has less."""
_MAX_PIECES = 500
"""Texts and borders of blocks at the beginning of a page."""
_MAX_TITLE = 1_000
_SHARE, _MOST = 0.5, 0.6


class Heading(NamedTuple):
    """A heading of a page: the title in it, its level, the number of its element, and, if that says
    more, all of its text and what stands `beside` the title."""

    text: str
    level: int
    element: int
    whole: str = ""
    beside: str = ""

    @property
    def title(self) -> Title:
        return Title(self.text, f"h{self.level}", self.element, self.beside)


@dataclass(frozen=True, slots=True)
class HeadTitles:
    """What the head of a page gives: the titles in its metadata with their origins, the best first; the
    text of `<title>`; the names of the site, and that of its host."""

    given: tuple[tuple[str, str], ...] = ()
    element: str = ""
    sites: tuple[str, ...] = ()
    host: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it was found, the number of the element that shows it, if one does, and what stands
    beside it there, such as a kicker."""

    text: str = ""
    origin: str = ""
    heading: int | None = None
    beside: str = ""


def title_of(tree: PageTree, head: HeadTitles) -> Title:
    titles, archives = _titles(head)
    texts = [text for text, _ in titles]
    sites = filter(None, (*head.sites, *archives, head.host))
    names = {plain_words(site) for site in sites} | set(other_parts(texts))
    known = _known(texts)
    headings = [_parted(tree, each, texts, known) for each in _headings(tree)]
    shown = [each for each in headings if plain_words(each.text) not in names]
    if heading := _agreed(texts, known, shown):
        if heading.level == _OF_POST:
            return Title(heading.text, "h3")
        if not heading.beside and _says_more(titles[0][0], heading.text):
            return Title(*_best(titles, names), heading.element)
        heading = heading._replace(text=_with_signs(heading.text, texts))
        return heading._replace(text=without_names(heading.text, names)).title
    main = next((each for each in shown if each.level == 1 and not each.text.isdigit()), None)
    if not titles or (main and plain_words(texts[0]) in _OF_NO_PAGE):
        main = main or next(iter(headings), None)
        return main.title if main else Title()
    if not main and titles[0][1] == _ELEMENT and (part := _shown_part(tree, titles[0][0])):
        return Title(part, _ELEMENT)
    text, origin = _best(titles, names)
    return Title(text, origin, main.element if main else None)


def _shown_part(tree: PageTree, title: str) -> str:
    """The only side of a bar in a title that is a text of the page, as old pages have no headings."""
    found = bars(title, PARTS)
    if not found:
        return ""
    pieces = (piece for _, piece in tree.pieces[:_MAX_PIECES] if piece and len(piece) < len(title))
    shown = set(map(plain_words, pieces))
    whole = (side for bar in found for side in sides(title, bar) if not bars(side, BAR))
    own = [side for side in whole if plain_words(side) in shown]
    return own[0] if len(own) == 1 and len(words_of(own[0])) >= _FEWEST_WORDS else ""


def _titles(head: HeadTitles) -> tuple[list[tuple[str, str]], list[str]]:
    """The titles of the head with their origins, and the names of sites that stood before them."""
    element = _COUNT.sub("", head.element)
    every = ((unescaped(text), origin) for text, origin in (*head.given, (element, _ELEMENT)))
    titles = [each for each in every if len(each[0]) <= _MAX_TITLE and plain_words(each[0])]
    archives = [_OF_ARCHIVE.match(text) for text, _ in titles]
    found = zip(titles, archives, strict=True)
    own = [(text[site.end() if site else 0 :], origin) for (text, origin), site in found]
    return own, [site[1] for site in archives if site]


def _headings(tree: PageTree) -> list[Heading]:
    """The headings of the first two levels, main ones first; what is marked as the headline is one, and
    so are lower ones that are named the title of a post."""
    marked = tree.marked("headline")
    named = [each for each in tree.tagged("h3") if _POST_TITLE.search(tree.starts[each])]
    levels = ((1, tree.tagged("h1")), (1, marked), (2, tree.tagged("h2")), (3, named))
    found = []
    for level, elements in levels:
        for index in elements[:_MAX_HEADINGS]:
            text = text_of(tree, index) if 0 < tree.sizes[index] <= _MAX_TITLE else ""
            if text:
                found.append(Heading(text, level, index))
    return found


def _parted(
    tree: PageTree, heading: Heading, texts: Sequence[str], known: Sequence[Set[str]]
) -> Heading:
    found = parted(tree, heading.element, texts, frozenset().union(*known))
    if found is None:
        return heading
    return heading._replace(text=found.title, whole=heading.text, beside=found.rest)


def _known(texts: Sequence[str]) -> tuple[Set[str], ...]:
    """The titles of the head in plain words, and what stands before and after a bar in them."""
    return (
        {plain_words(text) for text in texts},
        {plain_words(text[: bar.start()]) for text in texts for bar in bars(text, PARTS)},
        {each for text in texts for bar in bars(text, BAR) if (each := end_of(text, bar))},
    )


def _agreed(
    texts: Sequence[str], known: Sequence[Set[str]], headings: Sequence[Heading]
) -> Heading | None:
    """The heading that a title of the head agrees with best: it is the title, or what stands before or
    after a bar in it, or a main heading like it."""
    for each in known:
        for heading in headings:
            own = map(plain_words, filter(None, (heading.text, heading.whole)))
            if not each.isdisjoint(own):
                return heading
    tails = {plain_words(text[bar.end() :]) for text in texts for bar in bars(text, BAR)}
    main = (each for each in headings if each.level != 2 and plain_words(each.text) not in tails)
    return next((each for each in main if any(_is_like(each.text, text) for text in texts)), None)


def _with_signs(text: str, titles: Sequence[str]) -> str:
    """A heading, or a title of the head that has the same letters and more signs: lines of a heading may
    touch where the head has a colon."""
    letters = _letters(text)
    same = (title.strip(_SIGNS) for title in titles if _letters(title) == letters)
    return max((text, *same), key=lambda each: len(normalize("NFKC", each)))


def _letters(text: str) -> str:
    return plain_words(text).replace(" ", "")


def _is_like(text: str, title: str) -> bool:
    """Whether a text shares most of the words of a title, and is as long."""
    own, others = words_of(text), words_of(title)
    shared = len(own & others)
    return (
        shared >= 2
        and shared >= _SHARE * min(len(own), len(others))
        and len(own) >= _SHARE * len(others)
    )


def _says_more(title: str, heading: str) -> bool:
    """Whether a title has most of the words of a heading and more words than it, and no part of it, as
    one beside the name of a site, does with fewer."""
    own = words_of(heading)
    around = (part for bar in bars(title, PARTS) for part in sides(title, bar))
    alike = [
        words for words in map(words_of, (title, *around)) if len(words & own) >= _MOST * len(own)
    ]
    return (
        bool(alike)
        and min(map(len, alike)) > len(own)
        and plain_words(heading) not in plain_words(title)
    )


def _best(titles: Sequence[tuple[str, str]], names: set[str]) -> tuple[str, str]:
    """The first title of the head, without the names of the site, and its origin."""
    text, origin = titles[0]
    own = without_names(text, names)
    if own == text and len(titles) == 1 and origin == _ELEMENT:
        own = without_other(text)
    if own == text and all(each == text for each, _ in titles):
        own = without_short(text)
    return own, origin
