"""Authors that a page names in attributes alone, where readers do not see them."""

from __future__ import annotations

from collections.abc import Iterator

from search.reading.bylines import names_in
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.zones import Surroundings, Zone


def marked_authors(tree: PageTree, around: Surroundings) -> tuple[str, ...]:
    """The names in `content` of what is marked as the author, or as the name of one: those near the
    heading, or the only one of the page, as others wrote answers or comments."""
    marked = [(around.zone(index), index) for index in tree.marked("author")]
    near = [index for zone, index in marked if zone is not None and zone <= Zone.ABOVE_HEADING]
    every = [index for zone, index in marked if zone is not None]
    names = dict.fromkeys(name for index in near or every for name in _named(tree, index))
    return tuple(names) if near or len(names) == 1 else ()


def _named(tree: PageTree, author: int) -> Iterator[str]:
    for index in range(author, tree.ends[author]):
        facts = tree.facts[index]
        if (index == author or facts.item == "name") and "content" in facts.attributes:
            yield from names_in(facts.attributes["content"])
