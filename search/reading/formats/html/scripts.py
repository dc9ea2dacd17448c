"""The scripts of a page apart from the rest: they are most of many pages, and some of them hold data."""

from __future__ import annotations

import re

_BEGINNING = re.compile(r"<(?:!--|(script|style)\b)", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}


def split_scripts(text: str) -> tuple[str, list[str]]:
    """A page without its scripts and styles, and these, each from its tag to its end.

    One that is never closed, or is in a comment, stays in the page, for the sanitizer to remove.
    """
    kept: list[str] = []
    scripts: list[str] = []
    start = at = 0
    while tag := _BEGINNING.search(text, at):
        name = (tag[1] or "").lower()
        if not name:
            at = text.find("-->", tag.start() + 2) + 1 or len(text)
        elif end := _ENDS[name].search(text, tag.end()):
            kept.append(text[start : tag.start()])
            scripts.append(text[tag.start() : end.start()])
            start = at = text.find(">", end.end()) + 1 or len(text)
        else:
            break
    return " ".join((*kept, text[start:])), scripts
