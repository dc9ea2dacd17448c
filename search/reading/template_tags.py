"""Tags of templates in a text: Liquid and Nunjucks `{{ … }}` and `{% … %}`, shortcodes `{{< … >}}`.

They are instructions to the program that makes a page, and not text. Text between two tags is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TAGS = (
    r"\{\{[^{}]*+(?>(?:(?:\{(?!\{)|\}(?!\}))[^{}]*+)*)\}\}\}?"
    r"|\{%[^{%]*+(?>(?:(?:\{(?!%)|%(?!\}))[^{%]*+)*)%\}"
)
"""A tag without another tag in it, so that the search for its end is linear."""
_TAG = re.compile(_TAGS)
_SPAN_OR_TAG = re.compile(rf"(?P<code>`[^`\n]+`|``[^\n]{{1,1000}}?``)|{_TAGS}")
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}|[ \t]\{#[\w-]+\}[ \t]*$", re.MULTILINE)
_VERBATIM = re.compile(r"\{%[-+]?\s*(end)?(raw|verbatim|comment)\b[^{}%]*%\}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def without_tags(text: str, picture: Callable[[re.Match[str]], str] = lambda tag: "") -> str:
    """A text of a static site without tags and lists of attributes (`{: .wide}`). Of code, and of what
    is marked as raw, all words are kept, but not the braces. `picture` says what stands for a tag that
    shows a picture, and "" for any other."""
    if "{" not in text:
        return text
    parts = []
    for part, is_code in by_code(_without_verbatim(text)):
        parts.append(_bare(part) if is_code else _outside_code(_ATTRIBUTES.sub("", part), picture))
    return "".join(parts)


def without_tags_outside_code(text: str) -> str:
    """A text of any kind without tags; code is kept as it is."""
    if "{{" not in text and "{%" not in text:
        return text
    return "".join(
        part if is_code else _SPAN_OR_TAG.sub(lambda found: found["code"] or "", part)
        for part, is_code in by_code(text)
    )


def _outside_code(text: str, picture: Callable[[re.Match[str]], str]) -> str:
    return _SPAN_OR_TAG.sub(
        lambda found: _bare(found["code"]) if found["code"] else picture(found), text
    )


def _bare(code: str) -> str:
    """Code with the words of its tags, but without their delimiters."""
    if "{{" not in code and "{%" not in code:
        return code
    inner = _TAG.sub(lambda tag: tag[0].strip("{}%<> "), code)
    return inner.replace("{{", "").replace("{%", "")


def by_code(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts that are code between fences, or are not."""
    part: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if not found or (fence and not found[1].startswith(fence)):
            part.append(line)
        elif fence:
            yield "".join((*part, line)), True
            part, fence = [], ""
        else:
            yield "".join(part), False
            part, fence = [line], found[1]
    yield "".join(part), bool(fence)


def _without_verbatim(text: str) -> str:
    """The text without the tags around what is shown as it is, and without comments."""
    parts = []
    start = 0
    kind = ""
    for tag in _VERBATIM.finditer(text):
        is_end, name = bool(tag[1]), tag[2]
        if kind and (name != kind or not is_end):
            continue
        if kind != "comment":
            part = text[start : tag.start()]
            parts.append(part.replace("{{", "").replace("{%", "") if kind else part)
        kind = "" if is_end else name
        start = tag.end()
    parts.append(text[start:])
    return "".join(parts)
