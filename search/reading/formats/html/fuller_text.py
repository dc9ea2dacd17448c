"""The text of an article of which the page shows little, because scripts were to show it: it may stand in
the JSON-LD, or in what browsers without scripts show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

from search.reading.character_references import unescaped
from search.reading.formats.html.json_ld import article_object
from search.reading.formats.html.main_text import LITTLE, Body, read_body
from search.reading.formats.html.page_tree import PageTree, page_tree
from search.reading.formats.html.sanitizer import sanitized
from search.reading.formats.html.titles import Title

IN_JSON_LD = "the text is that of the JSON-LD: the page itself shows less than half of it"
_TIMES = 2
"""How many times as long as the text that the page shows another one must be to take its place."""
_WITHOUT_SCRIPTS = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:p|div|br|li|h[1-6]|a|strong|em)\b[^<>]*>", re.IGNORECASE)


def is_fuller(one: Body, other: Body) -> bool:
    """Whether the text of one body is so much longer that it must be that of the article."""
    return one.length > max(LITTLE, _TIMES * other.length)


def without_scripts(markup: str, body: Body) -> str:
    """The markup as browsers without scripts show it, if a page shows little and has such parts; "" for
    others."""
    is_other = body.length < LITTLE and _WITHOUT_SCRIPTS.search(markup)
    return _WITHOUT_SCRIPTS.sub(" ", markup) if is_other else ""


def body_in_json_ld(
    blocks: Sequence[Any], title: Title, shown: Body
) -> tuple[PageTree, Body] | None:
    """The text of the article in the JSON-LD of a page, if it is fuller than the one that is shown, with
    the pictures that are shown before it."""
    given = article_object(blocks).get("articleBody")
    if not isinstance(given, str) or len(given) <= _TIMES * shown.length:
        return None
    tree = page_tree(sanitized(f'<div itemprop="articleBody">{_as_markup(given)}</div>'))
    body = read_body(tree, replace(title, heading=None))
    pictures = (each._replace(place=0) for each in shown.captions)
    whole = replace(body, captions=(*pictures, *body.captions))
    return (tree, whole) if is_fuller(body, shown) else None


def _as_markup(text: str) -> str:
    """Markup, escaped markup, or lines of text as markup."""
    if not _ELEMENT.search(text) and _ELEMENT.search(other := unescaped(text)):
        text = other
    if _ELEMENT.search(text):
        return text
    return "".join(f"<p>{escape(unescaped(line))}</p>" for line in text.splitlines())
