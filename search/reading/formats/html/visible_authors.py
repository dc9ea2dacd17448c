"""The authors that a page shows: the byline near the heading.

A line is a byline if it is marked up as one, if it begins as one ("By Ada Quill"), or if it is a bare
name beside a date. Elsewhere on the page only a name that is the only one marked counts: the others are
those of teasers. A wrong author is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby

from search.reading.byline_labels import has_label, has_label_after_source, signed_by, without_label
from search.reading.bylines import Part, names_in_line, trimmed
from search.reading.date_parsing import find_day, without_days
from search.reading.formats.html.linked_authors import linked_authors
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tag_facts import names_in
from search.reading.formats.html.zones import ShortLine, Surroundings, Zone, elements_around
from search.reading.person_names import is_full_name, is_nickname, is_person

_BYLINE = re.compile(
    r"(?<![^\W_])(?:by-?lines?|authors?|author-?name|autor(?:en|in|innen)?(?:name|zeile)?|auteurs?|verfasser"
    r"|contributors?|creator|writer|reporter|autor[ae]"
    r"|(?:reader|article|story)-credits)(?![^\W_])|[a-z]Author\b",
    re.IGNORECASE,
)
_MAY_MARK = re.compile(
    r"by-?line|aut(?:h?or|eur)|verfasser|contributor|creator|writer|reporter|-credits"
)
"""In small letters, since a search that ignores case looks at each letter."""
_NO_NAME = re.compile(
    r"(?<![^\W_])(?:handle|role|job|position|title|date|time|bio|email|social|share|follow|twitter|count|comments?|avatar"
    r"|photo|image|cat|category|categories|tags?|edit|views|affiliation|location)(?![^\W_])",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"fn|n|nickname|username|(?:\w+[-_])*(?:authors?|autor)(?:[-_]?(?:name|link))?", re.IGNORECASE
)
"""The name of an element that holds nothing but the name of an author."""
_SECTION = re.compile(
    r"(?<![^\W_])(?:cat|category|categories|sections?|topics?|kicker|tags?|breadcrumbs?|label|location|place"
    r"|eyebrow|flag|channel|rubrik|ressort|views?$|count$)(?![^\W_])",
    re.IGNORECASE,
)
_TAGS = frozenset(("tag", "category"))
_BAR = re.compile(r"\s*[|•·]\s*")
_TIME = re.compile(
    r"\W*(?:(?:at|um|à|alle|kl\.?)\s+)?\d{1,2}[:.h]\d{2}(?:\s*(?:uhr|h|[ap]\.?m\.?))?(?:\s+(?-i:[A-Z]{3,4}))?"
    r"\b\W*",
    re.IGNORECASE,
)
"""The time of day after a date."""
_ABOUT = re.compile(r"(?:about|über|à propos de|sobre)\s+(\S.*\S)", re.IGNORECASE)
_LABELS = frozenset(("author", "authors", "autor", "autorin", "auteur", "autore", "forfatter"))
"""Labels of a list of fields, without a colon."""
_LONGEST_LABELLED = 120
_MOST_AUTHORS = 12
_MIN_WORDS = 2
_MOST_UNCASED = 5


def visible_authors(tree: PageTree, around: Surroundings, others: Iterable[str]) -> tuple[str, ...]:
    """The names of the authors; () if the page shows none. A bare name beside a date is none if a word of
    it is in `others`, the title and the themes."""
    words = {word for text in others for word in text.casefold().split()}
    for zone, run in groupby(around.lines, key=lambda line: line.zone):
        lines = list(run)
        if zone >= Zone.IN_ARTICLE:
            if names := _only_one(tree, lines, zone):
                return names
            continue
        if (
            names := _marked(tree, lines)
            or _labelled(tree, lines)
            or linked_authors(tree, lines)
            or _beside_a_date(tree, lines, zone, words)
        ):
            return names[:_MOST_AUTHORS]
    return ()


def byline(tree: PageTree, around: Surroundings) -> tuple[str, ...]:
    """The names in the first line near the heading that begins as a byline does, or else in the only one
    in the article; () if they may be no names."""
    near = [line for line in around.lines if line.zone < Zone.IN_ARTICLE]
    marked = _marked(tree, near)
    inside = [line for line in around.lines if line.zone == Zone.IN_ARTICLE]
    for line in near:
        if names := _labelled(tree, (line,)):
            is_signed = names == (signed_by(without_days(line.text)),)
            return names if is_signed or all(map(is_full_name, names)) else ()
    if marked and all(map(is_full_name, marked)):
        return marked
    names = _labelled(tree, inside)
    return names if len(names) == 1 and is_full_name(names[0]) else ()


def _marked(tree: PageTree, lines: Sequence[ShortLine]) -> tuple[str, ...]:
    """The names in the first line that is marked, and in others with the same mark."""
    names: list[str] = []
    first = ""
    for line in lines:
        mark = _mark(tree, line)
        if mark and mark == (first or mark) and (found := _names(tree, line)):
            names += found
            first = mark
    return tuple(dict.fromkeys(names))


def _mark(tree: PageTree, line: ShortLine) -> str:
    """What marks a line as a byline: an attribute, or a name; "" if nothing does."""
    owners = {owner for owner, _ in line.parts}
    for index in dict.fromkeys(i for owner in owners for i in elements_around(tree, owner)):
        if mark := _mark_of(tree, index):
            return mark
    return ""


def _mark_of(tree: PageTree, index: int) -> str:
    """The same for an element."""
    if not _MAY_MARK.search(tree.starts[index].lower()):
        return ""
    attributes = tree.attributes(index)
    if _has_mark(attributes, "author"):
        return "author"
    return next(filter(_BYLINE.search, names_in(attributes)), "")


def _is_marked(tree: PageTree, index: int, mark: str) -> bool:
    return mark in tree.starts[index] and _has_mark(tree.attributes(index), mark)


def _has_mark(attributes: Mapping[str, str], mark: str) -> bool:
    return mark in f"{attributes.get('itemprop', '')} {attributes.get('rel', '')}".split()


def _is_in(tree: PageTree, index: int, block: int, mark: str) -> bool:
    """Whether an element in a block, or one around it in the block, has a mark."""
    around = (each for each in elements_around(tree, index) if each > block)
    return any(_is_marked(tree, each, mark) for each in around)


def _labelled(tree: PageTree, lines: Sequence[ShortLine]) -> tuple[str, ...]:
    is_label = False
    for line in lines:
        text = line.text
        if len(text) > _LONGEST_LABELLED:
            continue
        if is_label and is_full_name(text):
            return (text,)
        is_label = text.casefold() in _LABELS or (has_label(text) and not without_label(text))
        if _is_labelled(text) and (names := _names(tree, line)):
            return names
        if line.zone < Zone.IN_ARTICLE and (name := signed_by(without_days(text))):
            return (name,)
    return ()


def _is_labelled(text: str) -> bool:
    """Whether a line begins as a byline does, after dates or bars if there are any."""
    parts = (_TIME.sub("", part) for part in _BAR.split(without_days(text)))
    return any(map(has_label, parts)) or has_label_after_source(text)


def _beside_a_date(
    tree: PageTree, lines: Sequence[ShortLine], zone: Zone, others: Set[str]
) -> tuple[str, ...]:
    """A bare name in a line with a date, or in the line before or after one."""
    if zone != Zone.BELOW_HEADING:
        return ()
    texts = [line.text for line in lines]
    dated = {number for number, text in enumerate(texts) if find_day(text)}
    for number, text in enumerate(texts):
        if dated.isdisjoint((number - 1, number, number + 1)):
            continue
        for part in _BAR.split(text):
            name = without_days(part).strip(" |,·•–—-:")
            is_bare = len(name.split()) >= _MIN_WORDS and is_person(name) and not has_label(name)
            is_place = name.isupper() or "," in name
            is_new = others.isdisjoint(name.casefold().split())
            if is_bare and is_new and not is_place and not _is_section(tree, lines[number]):
                return (trimmed(name),)
    return ()


def _is_section(tree: PageTree, line: ShortLine) -> bool:
    """Whether a name says that the line is the section or the place of the article, or how often it was
    read."""
    owners = {owner for owner, _ in line.parts}
    elements = {index for owner in owners for index in elements_around(tree, owner)}
    return any(_SECTION.search(name) for index in elements for name in tree.names(index))


def _only_one(tree: PageTree, lines: Sequence[ShortLine], zone: Zone) -> tuple[str, ...]:
    """The names of the only line with marked names, where lines with the same names are one; or in the
    article the only name in a line with a label."""
    found = {names for line in lines if _mark(tree, line) and (names := _names(tree, line))}
    if not found and zone == Zone.IN_ARTICLE:
        labelled = {*_labelled(tree, lines)} or {*_presented(tree, lines)}
        return tuple(labelled) if len(labelled) == 1 else ()
    return next(iter(found)) if len(found) == 1 else ()


def _presented(tree: PageTree, lines: Iterable[ShortLine]) -> Iterator[str]:
    """The names in lines such as "About Ada Quill", in a box that is marked as that of the author."""
    for line in lines:
        found = _ABOUT.fullmatch(line.text)
        if found and is_full_name(found[1]) and _mark(tree, line):
            yield found[1]


def _names(tree: PageTree, line: ShortLine) -> tuple[str, ...]:
    named = [part for part in line.parts if _is_in(tree, part[0], line.block, "name")]
    marked = named or [part for part in line.parts if _is_in(tree, part[0], line.block, "author")]
    parts = marked or line.parts
    own = [part for part in parts if not _is_other(tree, part[0], line.block)]
    is_labelled = _is_labelled(line.text)
    names = (
        names_in_line(_pieces(tree, own, line.block))
        or (names_in_line(_pieces(tree, parts, line.block)) if is_labelled else ())
        or _nickname(tree, line)
    )
    if marked or is_labelled or any(_is_name(tree, owner, line.block) for owner, _ in parts):
        return names
    return tuple(name for name in names if " " in name or _is_short_and_uncased(name))


def _is_short_and_uncased(name: str) -> bool:
    """Whether a name is one of a script without capitals, in which first and family name may be one
    word."""
    return name.upper() == name.lower() and len(name) <= _MOST_UNCASED


def _pieces(tree: PageTree, parts: Sequence[tuple[int, str]], block: int) -> list[Part]:
    """The texts of a line without dates, each with whether it is a name as a whole."""
    are_names = [_is_name(tree, owner, block) for owner, _ in parts]
    return [
        (text if is_name else without_days(text), is_name)
        for (_, text), is_name in zip(parts, are_names, strict=True)
    ]


def _is_name(tree: PageTree, owner: int, block: int) -> bool:
    """Whether what stands in an element of a block is a name as a whole: a link, or marked."""
    is_marked = tree.tags[owner] == "a" or "itemprop" in tree.facts[owner].attributes
    return owner != block and is_marked


def _is_other(tree: PageTree, owner: int, block: int) -> bool:
    """Whether what stands in an element of a block is no name, as what is around it says."""
    for index in elements_around(tree, owner):
        if any(map(_BYLINE.search, tree.names(index))):
            return False
        if index == block:
            break
        is_tag = not _TAGS.isdisjoint(tree.attributes(index).get("rel", "").split())
        if is_tag or any(map(_NO_NAME.search, tree.names(index))):
            return True
    return False


def _nickname(tree: PageTree, line: ShortLine) -> tuple[str, ...]:
    """The only nickname in a line near the article that is marked as the name of its author."""
    if line.zone == Zone.ELSEWHERE:
        return ()
    signed = {
        text.strip(" \n,.|")
        for owner, text in line.parts
        if any(_is_signature(tree, index) for index in elements_around(tree, owner))
    }
    names = tuple(filter(is_nickname, signed))
    return names if len(names) == 1 else ()


def _is_signature(tree: PageTree, index: int) -> bool:
    return "author" in tree.attributes(index).get("rel", "").split() or any(
        map(_SIGNATURE.fullmatch, tree.names(index))
    )
