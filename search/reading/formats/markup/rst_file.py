"""reStructuredText: a title, a list of fields (`:date:`, `:tags:`) or comments with them, and the text.

docutils reads it, since it alone knows all of the language: lists in lists, tables, substitutions, links
whose targets stand elsewhere. Here it opens no file, includes none, and keeps no raw HTML.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import SystemMessage

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.formats.markup.article import article_of
from search.reading.formats.markup.rst_html import html_of
from search.reading.records import Unreadable

_SETTINGS: dict[str, Any] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "docinfo_xform": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "smart_quotes": False,
    "syntax_highlight": "none",
    "line_length_limit": 1_000_000,
}
_COMMENT = re.compile(r"\.\.[ \t]+([A-Za-z][\w-]{0,40}):[ \t]*(.*)")


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a file; raises `Unreadable` if it is no text."""
    text, odd = decode(data)
    try:
        document = publish_doctree(text, settings_overrides=_SETTINGS)
    except SystemMessage as error:
        raise Unreadable(f"is no reStructuredText ({error}): correct it") from None
    fields = {**_of_comments(text), **_of_list(document)}
    heading = next((each for each in document.children if isinstance(each, nodes.title)), None)
    title = "" if heading is None else heading.astext()
    if heading is not None and fields.get("title", title) == title:
        document.remove(heading)
    return article_of(fields, title, html_of(document), odd, config, "field list")


def _of_list(document: nodes.document) -> dict[str, str]:
    """The fields of the list before the text, which is taken out of the document."""
    for node in document.children:
        if isinstance(node, nodes.field_list):
            document.remove(node)
            return {_text(field, 0).lower(): _text(field, 1) for field in node.children}
        if not isinstance(node, (nodes.title, nodes.subtitle, nodes.comment, nodes.Invisible)):
            break
    return {}


def _text(field: nodes.Node, part: int) -> str:
    return str(field.children[part].astext())


def _of_comments(text: str) -> dict[str, str]:
    """The fields of the comments with which a text begins, as Nikola has them: `.. date: 2019-05-04`."""
    fields = {}
    for line in text.split("\n"):
        if found := _COMMENT.fullmatch(line.rstrip()):
            fields[found[1].lower()] = found[2]
        elif line.strip():
            break
    return fields
