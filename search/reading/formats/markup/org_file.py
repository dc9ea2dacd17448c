"""Org: keywords such as `#+TITLE:` and `#+DATE:`, and the text.

What says how a file is exported or planned (drawers, time stamps of tasks, comments) is no text.
"""

from __future__ import annotations

import re

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.formats.markup.article import article_of
from search.reading.formats.markup.org_html import html_of

_KEYWORD = re.compile(r"#\+([A-Za-z_][\w-]*):[ \t]*(.*)")
_DRAWER = re.compile(r":([\w-]+):[ \t]*(.*)")
_STAMP = re.compile(r"[<\[](\d{4}-\d{2}-\d{2})[^>\]]*[>\]]")
_HEADING = re.compile(r"\*+\s+(.*)")
_NAMES = {"filetags": "tags", "email": "", "options": "", "startup": ""}
_OF_PROGRAMS = re.compile(r"(?:hugo|pelican|jekyll)_(?:custom_)?")
_LISTS = ("tags", "categories", "keywords")


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a file; raises `Unreadable` if it is no text."""
    text, odd = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fields, start = _fields(lines)
    title = fields.get("title", "")
    first = next((at for at in range(start, len(lines)) if lines[at].strip()), start)
    if not title and first < len(lines) and (heading := _HEADING.fullmatch(lines[first].rstrip())):
        title, start = heading[1], first + 1
    return article_of(fields, title, html_of(lines[start:]), odd, config, "keyword")


def _fields(lines: list[str]) -> tuple[dict[str, str], int]:
    """The keywords and properties before the text, and the line in which it begins."""
    fields: dict[str, str] = {}
    for number, line in enumerate(lines):
        text = line.strip()
        if found := _KEYWORD.fullmatch(text) or _DRAWER.fullmatch(text):
            name = _OF_PROGRAMS.sub("", found[1].lower(), count=1)
            name = _NAMES.get(name, name)
            _add(fields, name, found[2].strip())
        elif text and not text.startswith("# "):
            return fields, number
    return fields, len(lines)


def _add(fields: dict[str, str], name: str, value: str) -> None:
    """Note a value; one keyword may stand on several lines."""
    if not name or not value:
        return
    if stamp := _STAMP.fullmatch(value):
        value = stamp[1]
    if name in _LISTS:
        value = ", ".join(filter(None, re.split(r"[:,]\s*|\s+(?=\S+$)", value.strip(": "))))
    fields[name] = (
        f"{fields[name]}{', ' if name in _LISTS else ' '}{value}" if name in fields else value
    )
