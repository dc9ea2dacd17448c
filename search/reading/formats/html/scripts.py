"""The scripts of a page apart from the rest: they are most of many pages, and some of them hold data."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?:!--|(/?)(script|style)\b)", re.IGNORECASE)


def split_scripts(text: str) -> tuple[str, list[str]]:
    """A page without its scripts and styles, and these, each from its tag to its end.

    One that is never closed, or is in a comment, stays in the page, for the sanitizer to remove.
    """
    kept: list[str] = []
    scripts: list[str] = []
    start = opened = comment_end = 0
    inside = ""
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").lower()
        if inside:
            if tag[1] and name == inside:
                kept.append(text[start:opened])
                scripts.append(text[opened : tag.start()])
                start = text.find(">", tag.end()) + 1 or len(text)
                inside = ""
        elif tag.start() >= comment_end:
            if not name:
                comment_end = text.find("-->", tag.start() + 2) + 1 or len(text)
            elif not tag[1]:
                inside, opened = name, tag.start()
    return " ".join((*kept, text[start:])), scripts
