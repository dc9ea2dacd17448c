"""Shortcodes of WordPress, `[gallery ids="1,2"]` or `[caption]…[/caption]`: instructions to the program
that makes a page, and not text. What stands between two of them is text all the same.

Words in brackets that are none, such as [sic] and [the minister], are kept: a shortcode has attributes,
an end, or a name that WordPress itself gives a meaning.
"""

from __future__ import annotations

import re
from html import escape

from search.reading.plain_values import plain_value

_ATTRIBUTES = r"(?:[^\[\]\"'<>]|\"[^\"]{0,2000}\"|'[^']{0,2000}')*"
_CAPTION = re.compile(
    rf"\[(?P<name>(?:wp_)?caption)(?P<rest>\s{_ATTRIBUTES})?\]"
    r"(?P<inner>(?:(?!\[/?(?:wp_)?caption\b).)*)\[/(?P=name)\]",
    re.DOTALL,
)
_WORDS = re.compile(r"\bcaption\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PICTURE = re.compile(r"\s*(?:<p>\s*)?(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>\s*(?:</a>)?", re.IGNORECASE)
_MARKDOWN_PICTURE = re.compile(
    r"\s*\[?!\[(?P<words>[^\[\]]*)\]\((?P<source>[^()\s]*)[^()]*\)(?:\]\([^()]*\))?"
)
_ESCAPED = re.compile(r"\\\[(/?(?:wp_)?caption\b[^\[\]]*?)\\\]")
_EMBED = re.compile(r"\[embed\b[^\[\]]*\][^\[\]<>]*\[/embed\]")
_CODE = re.compile(
    r"\[(?P<name>code|sourcecode)\b[^\[\]]*\](?P<inner>(?:(?!\[(?:source)?code\b).)*?)\[/(?P=name)\]",
    re.DOTALL,
)
_VERBATIM = re.compile(
    r"(<(pre|code)\b(?:(?!<(?:pre|code)\b).)*?</\2\s*>)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(
    r"\[(?P<escaped>\[)?(?P<end>/)?(?P<name>[A-Za-z][\w-]*)"
    r"(?P<rest>\s(?:[^\[\]\"'<>]|\"[^\"\[\]<>]*\"|'[^'\[\]<>]*')*)?/?\](?(escaped)\])"
)
_ENDS = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_ATTRIBUTE = re.compile(r"\s[\w-]+\s*=|\s\"[^\"]*\"\s*$|^\s+https?://\S+\s*$")
_CORE = frozenset("audio caption embed gallery playlist video wp_caption".split())


def with_captions(text: str) -> str:
    """HTML in which what `[caption]` shows is a figure with a caption."""
    return _CAPTION.sub(_figure, text) if "caption]" in text else text


def with_captions_in_markdown(text: str) -> str:
    """The same for Markdown, where the brackets may be escaped and the picture one of Markdown."""
    return with_captions(_ESCAPED.sub(r"[\1]", text)) if "caption" in text else text


def without_shortcodes(text: str) -> str:
    """The content of a post of WordPress as HTML. Code in it is kept as it is."""
    if "[" not in text:
        return text
    text = _EMBED.sub("", with_captions(_CODE.sub(_preformatted, text)))
    ended = frozenset(_ENDS.findall(text))
    parts = _VERBATIM.split(text)
    return "".join(
        part if number % 3 == 1 else _TAG.sub(lambda tag: _kept(tag, ended), part)
        for number, part in enumerate(parts)
        if number % 3 != 2
    )


def _figure(found: re.Match[str]) -> str:
    """A picture with its words, which older versions have in an attribute. Where there is no picture
    all is kept."""
    words = _WORDS.search(found["rest"] or "")
    inner = found["inner"]
    if picture := _PICTURE.match(inner):
        shown = picture[0]
    elif picture := _MARKDOWN_PICTURE.match(inner):
        shown = f'<img src="{escape(picture["source"])}" alt="{escape(picture["words"])}">'
    else:
        return found[0]
    caption = (words[1] or words[2] or "") if words else inner[picture.end() :]
    return f"\n\n<figure>{shown}<figcaption>{_plain(caption)}</figcaption></figure>\n\n"


def _plain(caption: str) -> str:
    return escape(plain_value(caption), quote=False).strip()


def _preformatted(found: re.Match[str]) -> str:
    code = found["inner"].replace("<", "&lt;")
    return f"<pre>{code}</pre>"


def _kept(tag: re.Match[str], ended: frozenset[str]) -> str:
    """What a tag leaves: nothing if it is one."""
    if tag["escaped"]:
        return tag[0][1:-1]
    name = tag["name"]
    is_tag = name in ended or name in _CORE or bool(_ATTRIBUTE.search(tag["rest"] or ""))
    return "" if is_tag else tag[0]
