"""Header lines at the beginning of a text, as Pelican and MultiMarkdown have them.

    Title: The ferry
    Date: 2019-05-04
    Tags: sea, wind

They end with an empty line. An indented line continues the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

_LINE = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*::?(?:[ \t]+(.*)|$)")
_REST = r"[ \t]*([^\n]*(?:\n[ \t]+[^\n]+)*)"
_TITLE_BLOCK = re.compile(rf"%{_REST}(?:\n%{_REST})?(?:\n%{_REST})?(?=\n\s*\n)")
"""Title, authors and date of Pandoc, each after a percent sign."""
_OTHERS = frozenset(
    "slug status template layout modified save_as translation subtitle keywords css format email"
    " affiliation revision lang updated draft".split()
)


def header_fields(
    text: str, usual: Collection[str], lists: Collection[str]
) -> tuple[dict[str, Any], int] | None:
    """The fields, by name in lower case, and the index where the text after them begins; None without
    header lines.

    A title block of Pandoc gives the same. Lines are header lines if one of them is a title, or if there
    are several and all names are `usual`. The values of `lists` are separated by commas.
    """
    start = len(text) - len(text.lstrip("\ufeff\n"))
    if block := _TITLE_BLOCK.match(text, start):
        title, day = (" ".join((block[number] or "").split()) for number in (1, 3))
        names = [name.strip() for name in re.split("[;\n]", block[2] or "") if name.strip()]
        return {"title": title, "authors": names, "date": day}, block.end()
    end = text.find("\n\n", start)
    end = len(text) if end < 0 else end
    fields: dict[str, str] = {}
    name = ""
    for line in text[start:end].split("\n"):
        if name and line[:1] in (" ", "\t"):
            fields[name] += "\n" + line.strip()
        elif found := _LINE.fullmatch(line.rstrip()):
            name = found[1].lower()
            fields[name] = found[2] or ""
        else:
            return None
    is_usual = len(fields) > 1 and all(each in usual or each in _OTHERS for each in fields)
    if not fields.get("title") and not is_usual:
        return None
    return {each: _value(each, fields[each], lists) for each in fields}, end


def _value(name: str, text: str, lists: Collection[str]) -> str | list[str]:
    if name in ("author", "authors") and (";" in text or "\n" in text):
        return [each.strip(" ,") for each in re.split("[;\n]", text)]
    separator = r"\s*[,;\n]\s*" if name in lists else ""
    return re.split(separator, text.strip()) if separator else " ".join(text.split())
