"""The text of an article of which the page shows little, because scripts were to show it: it may stand in
the JSON-LD, in the scripts, or in what browsers without scripts show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import Any, NamedTuple

from search.reading.character_references import unescaped
from search.reading.formats.html.json_ld import article_object
from search.reading.formats.html.main_text import HARDLY_ANY, LITTLE, Body, read_body
from search.reading.formats.html.page_tree import PageTree, page_tree
from search.reading.formats.html.sanitizer import sanitized
from search.reading.formats.html.script_markup import longest_markup
from search.reading.formats.html.titles import Title
from search.reading.records import Unreadable

IN_JSON_LD = "the text is that of the JSON-LD: the page itself shows less than half of it"
IN_SCRIPTS = "the text is that of the scripts: the page itself shows little"
_TIMES = 2
"""How many times as long as the text that the page shows another one must be to take its place."""
_WITHOUT_SCRIPTS = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:p|div|br|li|h[1-6]|a|strong|em)\b[^<>]*>", re.IGNORECASE)


class FullerText(NamedTuple):
    """The text of an article that the page does not show, and a sentence that says where it was."""

    tree: PageTree
    body: Body
    warning: str


def is_fuller(one: Body, other: Body) -> bool:
    """Whether the text of one body is so much longer that it must be that of the article, or the other
    has none."""
    least = max(LITTLE, _TIMES * other.length) if other.length else HARDLY_ANY
    return one.length > least


def without_scripts(markup: str, body: Body) -> str:
    """The markup as browsers without scripts show it, if a page shows little and has such parts; "" for
    others."""
    is_other = body.length < LITTLE and _WITHOUT_SCRIPTS.search(markup)
    return _WITHOUT_SCRIPTS.sub(" ", markup) if is_other else ""


def fuller_text(
    blocks: Sequence[Any], scripts: Sequence[str], title: Title, shown: Body
) -> FullerText | None:
    """The text of the article in the JSON-LD of a page, or in its scripts if it shows little, if that is
    fuller than the one that is shown."""
    given = article_object(blocks).get("articleBody")
    texts = [(given, IN_JSON_LD)] if isinstance(given, str) else []
    if shown.length < LITTLE:
        texts.append((longest_markup(scripts), IN_SCRIPTS))
    for text, warning in texts:
        if len(text) > _TIMES * shown.length:
            with suppress(Unreadable):
                tree, body = _read(text, title, shown)
                if is_fuller(body, shown):
                    return FullerText(tree, body, warning)
    return None


def _read(text: str, title: Title, shown: Body) -> tuple[PageTree, Body]:
    """The body that a text makes, with the pictures that are shown before it."""
    tree = page_tree(sanitized(f'<div itemprop="articleBody">{_as_markup(text)}</div>'))
    body = read_body(tree, replace(title, heading=None))
    pictures = (each._replace(place=0) for each in shown.captions)
    return tree, replace(body, captions=(*pictures, *body.captions))


def _as_markup(text: str) -> str:
    """Markup, escaped markup, or lines of text as markup."""
    if not _ELEMENT.search(text) and _ELEMENT.search(other := unescaped(text)):
        text = other
    if _ELEMENT.search(text):
        return text
    return "".join(f"<p>{escape(unescaped(line))}</p>" for line in text.splitlines())
