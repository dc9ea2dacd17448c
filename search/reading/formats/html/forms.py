"""What the elements of a page make of the text in them: kinds of paragraphs, levels, places in lists."""

from __future__ import annotations

from search.model.articles import Form, ParagraphKind
from search.reading.formats.html.elements import HEADINGS
from search.reading.formats.html.page_tree import PageTree

_ITEMS = ("li", "dd")
_LISTS = ("ul", "ol", "dl")
_PASSED_ON: dict[str, ParagraphKind] = {"blockquote": "quote", "pre": "preformatted"}
"""The kinds that elements give to all that is in them."""


def kinds(tree: PageTree) -> list[ParagraphKind]:
    """The kind of a line in each block."""
    found: list[ParagraphKind] = ["text"] * len(tree)
    tags, ends = tree.tags, tree.ends
    passing = [index for index in tree.notable if tags[index] in _PASSED_ON]
    for index in passing:
        found[index : ends[index]] = [_PASSED_ON[tags[index]]] * (ends[index] - index)
    for index in tree.notable:
        if tags[index] in HEADINGS:
            found[index] = "heading"
        elif tags[index] in _ITEMS and found[index] == "text":
            found[index] = "item"
            for child in tree.children(index):
                if tags[child] == "p" and found[child] == "text":
                    found[child] = "item"
    return found


def forms_of_items(tree: PageTree) -> dict[int, Form]:
    """The forms of the items of lists and of the paragraphs in them, by block."""
    depths = [0] * len(tree)
    lists = [-1] * len(tree)
    next_numbers: dict[int, int] = {}
    found: dict[int, Form] = {}
    for index, (tag, parent) in enumerate(zip(tree.tags, tree.parents, strict=True)):
        if parent >= 0:
            depths[index], lists[index] = depths[parent], lists[parent]
        if tag in _LISTS:
            depths[index], lists[index] = depths[index] + 1, index
            next_numbers[index] = _start(tree, index)
        elif tag in _ITEMS:
            number = next_numbers.setdefault(lists[index], 1)
            next_numbers[lists[index]] = number + 1
            is_ordered = lists[index] >= 0 and tree.tags[lists[index]] == "ol"
            found[index] = Form((), max(1, depths[index]), number, is_ordered)
        elif tag == "p" and tree.tags[parent] in _ITEMS:
            found[index] = found[parent]
    return found


def _start(tree: PageTree, index: int) -> int:
    """The number of the first item of a list."""
    given = tree.attributes(index).get("start", "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
