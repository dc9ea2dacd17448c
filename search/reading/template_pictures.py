"""Pictures that templates put into a text, such as `{% include image.html alt="…" caption="…" %}`,
`{% image "a.jpg" "…" %}` and `{{< figure src="a.jpg" caption="…" >}}`: their words are no instructions.
"""

from __future__ import annotations

import re
from html import escape

from search.reading.plain_values import plain_value

_NAMED = re.compile(r"(?<![\w-])([\w-]++)\s*+[:=]\s*+(?:\"([^\"]*)\"|'([^']*)')")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_PICTURE = re.compile(
    r"[{%<\-\s]*(?:include\S*|partial|render)?[\s\"']*[\w./-]*(?:image|img|figure|photo|picture)",
    re.I,
)
_SOURCES = ("src", "source", "url", "file", "path", "image", "img", "image_path")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_NEAR = 200
"""Characters beside a tag that are asked whether it stands alone on its line."""


def as_html(found: re.Match[str]) -> str:
    """The picture of a tag that was found, with its caption as another one; "" if it has no words."""
    source, alternative, caption = _words(found[0])
    return "".join(
        f'<img src="{escape(source)}" alt="{escape(words)}">'
        for words in (alternative, caption)
        if words
    )


def as_html_in_markdown(found: re.Match[str]) -> str:
    """The same in Markdown, where HTML alone on a line goes on to the next empty line."""
    picture = as_html(found)
    return f"{picture}\n" if picture and _is_alone(found) else picture


def _is_alone(found: re.Match[str]) -> bool:
    start, end = found.span()
    before = found.string[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = found.string[end : end + _NEAR].partition("\n")[0]
    return not before.strip() and not after.strip()


def _words(tag: str) -> tuple[str, str, str]:
    """The address of the picture, its alternative text and its caption, each on one line."""
    named = {name.lower(): first or second for name, first, second in _NAMED.findall(tag)}
    source = next((named[name] for name in _SOURCES if name in named), "")
    alternative, caption = named.get("alt", ""), named.get("caption", "")
    if _PICTURE.match(tag):
        quoted = [first or second for first, second in _QUOTED.findall(_NAMED.sub("", tag))]
        source = source or next(iter(quoted), "")
        alternative = alternative or " ".join(quoted[1:2])
        caption = caption or named.get("title", "")
    return source, _plain(alternative), _plain(caption)


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(r"\1", plain_value(text)).split())
