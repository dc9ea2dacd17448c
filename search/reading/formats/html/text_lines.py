"""The lines of a page: its text, cut at block elements and at double line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.model.articles import ParagraphKind
from search.reading.formats.html.elements import HEADINGS
from search.reading.formats.html.name_rules import is_boilerplate
from search.reading.formats.html.page_tree import SOFT, PageTree

_ITEMS = ("li", "dd")
_SHORTEST = 25
_COMMAS = ",、，،"
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」]*$")
_TOUCHING = re.compile(rf"(?<=\w){SOFT}+(?=\w)")
_GAP = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """The text between two block boundaries, the number of the block that contains it, and how many of
    its characters are links, and how many are in inline elements that are named as boilerplate.

    `points` say how much the line looks like part of an article.
    """

    text: str
    kind: ParagraphKind
    block: int
    linked: int
    named: int
    points: float

    @property
    def is_sentence(self) -> bool:
        return bool(_SENTENCE.search(self.text))


class LineCutter:
    """Cuts a tree into lines; what it knows of the elements is computed once."""

    def __init__(self, tree: PageTree) -> None:
        self._tree = tree
        self._is_link = _inherited(
            tree,
            (
                tag == "a" and "href" in attributes
                for tag, attributes in zip(tree.tags, tree.attributes, strict=True)
            ),
        )
        self._is_named = _inherited(
            tree,
            (
                bool(names) and block != index and is_boilerplate(names)
                for index, (names, block) in enumerate(zip(tree.names, tree.blocks, strict=True))
            ),
        )
        self._kinds = _kinds(tree)

    def lines(self, skipped: Sequence[bool]) -> list[Line]:
        """The lines outside the elements that are skipped. `skipped` is one flag per element, set for
        all that a skipped element contains."""
        found: list[Line] = []
        run: list[str] = []
        block = linked = named = 0
        blocks, is_link, is_named = self._tree.blocks, self._is_link, self._is_named
        for index, piece in self._tree.pieces:
            if skipped[index]:
                run.append(SOFT)
                continue
            own = blocks[index]
            if piece is None or own != block:
                if run:
                    found.extend(self._cut(run, block, linked, named))
                    run, linked, named = [], 0, 0
                block = own
            if piece:
                run.append(piece)
                if is_link[index]:
                    linked += len(piece.strip())
                if is_named[index]:
                    named += len(piece.strip())
        found.extend(self._cut(run, block, linked, named))
        return found

    def _cut(self, run: list[str], block: int, linked: int, named: int) -> Iterator[Line]:
        """The lines of one run of text: one, or several between double line breaks."""
        whole = "".join(run)
        if SOFT in whole:
            whole = _TOUCHING.sub(" ", whole).replace(SOFT, "")
        pieces = _GAP.split(whole) if "\n" in whole else [whole]
        texts = [text for piece in pieces if (text := " ".join(piece.split()))]
        for text in texts:
            alone = len(texts) == 1
            in_links, in_named = (linked, named) if alone else (0, 0)
            points = _points(text, in_links)
            yield Line(text, self._kinds[block], block, in_links, in_named, points)


def _points(text: str, linked: int) -> float:
    own = len(text) - linked
    if own < _SHORTEST or linked > own:
        return 0.0
    return 1 + sum(map(text.count, _COMMAS)) + min(3.0, own / 100)


def _inherited(tree: PageTree, given: Iterable[bool]) -> list[bool]:
    """Flags that an inline element passes on to the inline elements in it."""
    own = list(given)
    if any(own):
        for index, block in enumerate(tree.blocks):
            if block != index and own[tree.parents[index]]:
                own[index] = True
    return own


def _kinds(tree: PageTree) -> list[ParagraphKind]:
    """The kind of a line in each block."""
    quoted = [tag == "blockquote" for tag in tree.tags]
    kinds: list[ParagraphKind] = ["text"] * len(tree)
    for index, (tag, parent) in enumerate(zip(tree.tags, tree.parents, strict=True)):
        if parent >= 0 and quoted[parent]:
            quoted[index] = True
        if tag in HEADINGS:
            kinds[index] = "heading"
        elif quoted[index]:
            kinds[index] = "quote"
        elif tag in _ITEMS or (tag == "p" and tree.tags[parent] in _ITEMS):
            kinds[index] = "item"
    return kinds
