"""The lines of a page: its text, cut at block elements and at double line breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from search.model.articles import PLAIN, Form, ParagraphKind
from search.reading.formats.html.forms import kinds
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tag_facts import LINK, NAMED, SOFT

_SHORTEST = 25
_COMMAS = ",、，،"
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」]*$")
_TOUCHING = re.compile(rf"(?<=\w){SOFT}+(?=\w)")
_GAP = re.compile(r"\n[ \t\r\xa0]*\n")


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


_Marked = tuple[int, int, int]
"""A piece of a run that is a link or named as boilerplate: its number, its size, its marks."""


class LineCutter:
    """Cuts a tree into lines; what it knows of the elements is computed once."""

    def __init__(self, tree: PageTree) -> None:
        self._tree = tree
        self._kinds = kinds(tree)

    def lines(self, skipped: Sequence[bool]) -> list[Line]:
        """The lines outside the elements that are skipped. `skipped` is one flag per element, set for
        all that a skipped element contains."""
        found: list[Line] = []
        run: list[str] = []
        marked: list[_Marked] = []
        block = first = 0
        blocks, marks = self._tree.blocks, self._tree.marks
        for number, (index, piece) in enumerate(self._tree.pieces):
            if skipped[index]:
                if run and run[-1] != SOFT:
                    run.append(SOFT)
                continue
            own = blocks[index]
            if piece is None or own != block:
                if run:
                    found.extend(self._cut(run, block, marked, (first, number)))
                    run, marked = [], []
                block, first = own, number
            if piece:
                if mark := marks[index]:
                    marked.append((len(run), len(piece.strip()), mark))
                run.append(piece)
        found.extend(self._cut(run, block, marked, (first, len(self._tree.pieces))))
        return found

    def _cut(
        self, run: list[str], block: int, marked: Sequence[_Marked], pieces: tuple[int, int]
    ) -> list[Line]:
        """The lines of one run of text: one, or several between double line breaks."""
        kind = self._kinds[block]
        texts = texts_of("".join(run), kind)
        if len(texts) == 1:
            text = texts[0]
            linked = named = 0
            for _, size, mark in marked:
                linked += size * (mark & LINK)
                named += size * (mark >= NAMED)
            return [Line(text, kind, block, linked, named, _points(text, linked), pieces)]
        return [
            Line(text, kind, block, 0, named, _points(text, 0), pieces, number)
            for number, (text, named) in enumerate(
                zip(texts, _named(run, texts, marked), strict=True)
            )
        ]


def _named(run: Sequence[str], texts: Sequence[str], marked: Sequence[_Marked]) -> list[int]:
    """How many characters of each text of a run are named as boilerplate. Links do not count there: lines
    between double line breaks may be lists that an article has."""
    found = [0] * len(texts)
    named = [
        (number, size) for number, size, mark in marked if mark >= NAMED and _letters(run[number])
    ]
    if named:
        ends = [*accumulate(map(_letters, texts))]
        begins = [*accumulate(map(_letters, run), initial=0)]
        for number, size in named:
            found[bisect_right(ends, begins[number])] += size
    return found


def _letters(text: str) -> int:
    """The number of characters of a text without white space."""
    return len("".join(text.replace(SOFT, "").split()))


def texts_of(run: str, kind: ParagraphKind) -> list[str]:
    """The texts in a run of text: one, or several between double line breaks, which have only single
    spaces; preformatted text stays as it is."""
    if SOFT in run:
        run = _TOUCHING.sub(" ", run).replace(SOFT, "")
    bare = run.strip()
    if not bare:
        return []
    if kind == "preformatted":
        return [run.strip("\n")]
    if "\n" not in bare:
        return [" ".join(bare.split())]
    return [" ".join(part.split()) for part in _GAP.split(bare) if not part.isspace()]


def _points(text: str, linked: int) -> float:
    own = len(text) - linked
    if own < _SHORTEST or linked > own:
        return 0.0
    commas = text.count(",") if text.isascii() else sum(map(text.count, _COMMAS))
    return 1 + commas + min(3.0, own / 100)
