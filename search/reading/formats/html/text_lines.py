"""The lines of a page: its text, cut at block elements and at double line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.model.articles import ParagraphKind
from search.reading.formats.html.elements import HEADINGS
from search.reading.formats.html.name_rules import is_boilerplate
from search.reading.formats.html.page_tree import SOFT, PageTree

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
        self._is_link = _inherited(tree, [_is_link(tree, i) for i in range(len(tree))])
        self._is_named = _inherited(
            tree,
            [
                bool(names) and tree.blocks[i] != i and is_boilerplate(names)
                for i, names in enumerate(tree.names)
            ],
        )
        self._kinds = _kinds(tree)

    def lines(self, skipped: Sequence[bool]) -> list[Line]:
        """The lines outside the elements that are skipped. `skipped` is one flag per element, set for
        all that a skipped element contains."""
        found: list[Line] = []
        run: list[str] = []
        block = linked = named = 0
        for index, piece in self._tree.pieces:
            if skipped[index]:
                run.append(SOFT)
                continue
            own = self._tree.blocks[index]
            if piece is None or own != block:
                found.extend(self._cut(run, block, linked, named))
                run, linked, named, block = [], 0, 0, own
            if piece:
                run.append(piece)
                size = len(piece.strip()) if self._is_link[index] or self._is_named[index] else 0
                linked += size if self._is_link[index] else 0
                named += size if self._is_named[index] else 0
        found.extend(self._cut(run, block, linked, named))
        return found

    def _cut(self, run: list[str], block: int, linked: int, named: int) -> Iterator[Line]:
        """The lines of one run of text: one, or several between double line breaks."""
        if not run:
            return
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


def _is_link(tree: PageTree, index: int) -> bool:
    return tree.tags[index] == "a" and "href" in tree.attributes[index]


def _inherited(tree: PageTree, own: list[bool]) -> list[bool]:
    """Flags that an inline element passes on to the inline elements in it."""
    for index in range(1, len(own)):
        if tree.blocks[index] != index:
            own[index] = own[index] or own[tree.parents[index]]
    return own


def _kinds(tree: PageTree) -> list[ParagraphKind]:
    """The kind of a line in each block."""
    quoted = [tag == "blockquote" for tag in tree.tags]
    kinds: list[ParagraphKind] = ["text"] * len(tree)
    for index, tag in enumerate(tree.tags):
        parent = tree.parents[index]
        quoted[index] = quoted[index] or (parent >= 0 and quoted[parent])
        if tag in HEADINGS:
            kinds[index] = "heading"
        elif quoted[index]:
            kinds[index] = "quote"
        elif tag in ("li", "dd") or (tag == "p" and tree.tags[parent] in ("li", "dd")):
            kinds[index] = "item"
    return kinds
