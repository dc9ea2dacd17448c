"""The Markdown of an archive's settings as markup: its page about itself, and its footer."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_WRITER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_INLINE = {"a", "br", "code", "em", "s", "strong"}
_BLOCKS = {
    "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


@lru_cache(4)
def page(text: str) -> Markup:
    """A text of several blocks; nothing in it loads or runs."""
    return _clean(_WRITER.render(text), _INLINE | _BLOCKS)


@lru_cache(4)
def line(text: str) -> Markup:
    """A text within a paragraph."""
    return _clean(_WRITER.renderInline(text), _INLINE)


def _clean(html: str, tags: set[str]) -> Markup:
    clean = nh3.clean(
        html, tags=tags, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"
    )
    return Markup(clean)
