"""HTML pages as articles: the head gives the fields, the sanitized body gives the paragraphs.

Paragraphs are not joined across page breaks as those of Markdown are: a page was not printed before it
was saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pkgutil import resolve_name
from typing import NamedTuple

from search.config.archive import ArchiveConfig
from search.reading.date_parsing import without_days
from search.reading.decoding import decode
from search.reading.draft import Draft, DraftCaption, DraftParagraph
from search.reading.dropped_texts import dropped_beginnings, is_dropped
from search.reading.formats.html.declared_encoding import declared_label
from search.reading.formats.html.fuller_text import fuller_text, is_fuller, without_scripts
from search.reading.formats.html.html_metadata import metadata
from search.reading.formats.html.json_ld import blocks_of
from search.reading.formats.html.link_lists import is_list_of_links
from search.reading.formats.html.main_text import Body, read_body
from search.reading.formats.html.meta_elements import meta_of
from search.reading.formats.html.page_tree import PageTree, page_tree
from search.reading.formats.html.parser_limits import with_short_spaces, within_limits
from search.reading.formats.html.sanitizer import sanitized
from search.reading.formats.html.scripts import split_scripts
from search.reading.formats.html.shadow_roots import with_shadow_roots
from search.reading.formats.html.summary import split_summary
from search.reading.formats.html.text_lines import Line
from search.reading.formats.html.titles import HeadTitles, Title, title_of
from search.reading.formats.html.visible_fields import FIRST_LINES, with_visible_fields
from search.reading.front_matter import split_front_matter, with_front_matter
from search.reading.records import LINKS, PassedOver
from search.reading.shortcodes import with_captions
from search.reading.template_pictures import as_html
from search.reading.template_tags import without_tags

_HEAD_END = re.compile(r"<(?:/head\s*>|body\b)", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:div|p|table|article|h1)\b", re.IGNORECASE)
_XML = re.compile(r"<\?xml\b[^>]*>", re.IGNORECASE)
_WITHOUT_ELEMENTS = "search.reading.formats.html.dropped_elements:without_elements"
"""Imported where it is needed: Beautiful Soup takes as long to import as ten pages to read, and few
archives drop elements."""
_SHOWN = "shown beside the text"
_MAX_HEAD = 1_000_000
_MAX_FIELDS = 200_000
"""Characters of the part of a head that is parsed; those of real pages have some thousands."""


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of an HTML page; raises `Unreadable` if it is not text or only a list of links."""
    text, odd = decode(data, declared_label(data))
    front, text = split_front_matter(text, config.facets)
    markup, scripts = split_scripts(without_tags(text, as_html) if front else text)
    if is_list_of_links(markup):
        raise PassedOver(LINKS)
    head, rest = _split(with_captions(with_shadow_roots(with_short_spaces(markup))))
    meta = meta_of(head)
    blocks = blocks_of(scripts)
    page, titles = metadata(meta, blocks, config.facets)
    tree, title, body = _shown(rest, titles, config)
    page = with_visible_fields(page, tree, title, body, titles)
    fuller = fuller_text(blocks, scripts, title, body)
    if fuller:
        tree, body = fuller.tree, fuller.body
    dropped = dropped_beginnings(config)
    lines = [each for each in body.lines if not is_dropped(each.text, dropped)]
    summary, lines = split_summary(tree, page.summary, lines)
    beside = tuple(_beside(title, summary, lines))
    draft = replace(
        page,
        title=title.text,
        summary=summary,
        base=meta.base,
        captions=tuple(_captions(body, lines, len(beside))),
        paragraphs=(*beside, *map(_paragraph, lines)),
        warnings=tuple(filter(None, (odd, fuller.warning if fuller else _warning(body)))),
        left_out=(*page.left_out, *body.left_out),
        origins=_origins(page, title, summary),
    )
    return with_front_matter(draft, front)


class _Parts(NamedTuple):
    """A page as a tree, its title, and the text of its article."""

    tree: PageTree
    title: Title
    body: Body


def _shown(markup: str, titles: HeadTitles, config: ArchiveConfig) -> _Parts:
    """A page as browsers show it, or those without scripts if others show little."""
    parts = _read(markup, titles, config)
    other = without_scripts(markup, parts.body)
    found = _read(other, titles, config) if other else parts
    return found if is_fuller(found.body, parts.body) else parts


def _read(markup: str, titles: HeadTitles, config: ArchiveConfig) -> _Parts:
    markup = sanitized(markup)
    if config.dropped_selectors:
        markup = sanitized(_without(markup, config.dropped_selectors))
    tree = page_tree(markup)
    title = title_of(tree, titles)
    return _Parts(tree, title, read_body(tree, title))


def _paragraph(line: Line) -> DraftParagraph:
    return DraftParagraph(line.text, line.kind, line.form)


def _beside(title: Title, summary: str, lines: Sequence[Line]) -> Iterator[DraftParagraph]:
    """What the heading says besides the title, unless it is a word or is said again."""
    following = (summary, *(line.text for line in lines[:FIRST_LINES]))
    if _is_text(title.beside) and not any(title.beside in text for text in following):
        yield DraftParagraph(title.beside, "text")


def _is_text(text: str) -> bool:
    """Whether a text is more than a word, and no date."""
    return len(without_days(text).strip(" |:").split()) > 1


def _captions(body: Body, lines: Sequence[Line], before: int) -> Iterator[DraftCaption]:
    """The words of the pictures, each before the first line that begins after the picture; there are
    paragraphs `before` the lines."""
    after = 0
    for picture in body.captions:
        while after < len(lines) and lines[after].block <= picture.place:
            after += 1
        yield DraftCaption(picture.text, before + after)


def _origins(page: Draft, title: Title, summary: str) -> dict[str, str]:
    """The origins of the head's fields, but of the title and of a summary that is not the head's."""
    own = {} if summary == page.summary else {"summary": "standfirst" if summary else ""}
    every = {**page.origins, **own, "title": title.origin}
    return {name: origin for name, origin in every.items() if origin}


def _warning(body: Body) -> str:
    """A sentence about a body that was read without pruning, "" for any other."""
    if not body.is_unpruned:
        return ""
    return "little of the page looks like an article: menus and boxes may be among its text"


def _without(markup: str, selectors: tuple[str, ...]) -> str:
    """Markup without the elements that an archive drops."""
    without_elements: Callable[[str, tuple[str, ...]], str] = resolve_name(_WITHOUT_ELEMENTS)
    return without_elements(markup, selectors)


def _split(markup: str) -> tuple[str, str]:
    """The head of a page, as far as it is read, and the rest. A page that shows no end of its head is
    read as a whole, and its head ends where a block begins."""
    declared = _XML.match(markup)
    start = declared.end() if declared else 0
    end = _HEAD_END.search(markup, start, _MAX_HEAD)
    first = end or _BLOCK.search(markup, start, _MAX_HEAD)
    head = markup[start : first.start() if first else _MAX_HEAD]
    return within_limits(head[:_MAX_FIELDS]), markup[end.start() if end else start :]
