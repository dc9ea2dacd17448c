"""The lines of a page: its text, cut at block elements and at double line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.model.articles import PLAIN, Form, ParagraphKind
from search.reading.formats.html.forms import kinds
from search.reading.formats.html.name_rules import is_boilerplate
from search.reading.formats.html.page_tree import SOFT, PageTree

_SHORTEST = 25
_COMMAS = ",、，،"
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」]*$")
_TOUCHING = re.compile(rf"(?<=\w){SOFT}+(?=\w)")
_GAP = re.compile(r"\n[ \t\r]*\n")


class Line(NamedTuple):
    """The text between two block boundaries, the number of the block that contains it, and how many of
    its characters are links, and how many are in inline elements that are named as boilerplate.

    `points` say how much the line looks like part of an article. It is text `number` of the run of pieces
    from the first to before the second of `pieces`; `line_forms` makes its form of them, if it is chosen.
    """

    text: str
    kind: ParagraphKind
    block: int
    linked: int
    named: int
    points: float
    pieces: tuple[int, int] = (0, 0)
    number: int = 0
    form: Form = PLAIN

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
        self._kinds = kinds(tree)

    def lines(self, skipped: Sequence[bool]) -> list[Line]:
        """The lines outside the elements that are skipped. `skipped` is one flag per element, set for
        all that a skipped element contains."""
        found: list[Line] = []
        run: list[str] = []
        block = linked = named = first = 0
        blocks, is_link, is_named = self._tree.blocks, self._is_link, self._is_named
        for number, (index, piece) in enumerate(self._tree.pieces):
            if skipped[index]:
                run.append(SOFT)
                continue
            own = blocks[index]
            if piece is None or own != block:
                if run:
                    found.extend(self._cut(run, block, linked, named, (first, number)))
                    run, linked, named = [], 0, 0
                block, first = own, number
            if piece:
                run.append(piece)
                if is_link[index]:
                    linked += len(piece.strip())
                if is_named[index]:
                    named += len(piece.strip())
        found.extend(self._cut(run, block, linked, named, (first, len(self._tree.pieces))))
        return found

    def _cut(
        self, run: list[str], block: int, linked: int, named: int, pieces: tuple[int, int]
    ) -> list[Line]:
        """The lines of one run of text: one, or several between double line breaks."""
        kind = self._kinds[block]
        texts = texts_of("".join(run), kind)
        if len(texts) == 1:
            text = texts[0]
            return [Line(text, kind, block, linked, named, _points(text, linked), pieces)]
        return [
            Line(text, kind, block, 0, 0, _points(text, 0), pieces, number)
            for number, text in enumerate(texts)
        ]


def texts_of(run: str, kind: ParagraphKind) -> list[str]:
    """The texts in a run of text: one, or several between double line breaks, which have only single
    spaces; preformatted text stays as it is."""
    if SOFT in run:
        run = _TOUCHING.sub(" ", run).replace(SOFT, "")
    if kind == "preformatted":
        return [run.strip("\n")] if run.strip() else []
    parts = _GAP.split(run) if "\n" in run else [run]
    return [text for part in parts if (text := " ".join(part.split()))]


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
