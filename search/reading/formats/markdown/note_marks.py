"""Marks that programs for notes and for documentation add to Markdown, as what readers see of them.

Links between notes (`[[Fog|the fog]]`), marked words, tasks, call-outs, names of headings, fences of
boxes (`:::note`), and in MDX the components. Lines stay as many as they were. Code is kept as it is.
"""

from __future__ import annotations

import re

from search.reading.template_tags import by_code

_SIGNS = ("[[", "[!", "[x]", "[X]", "[ ]", ":::", "==", "{#", "{.", "import ", "TOC]", "toc]", " ^")
_INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)|(?P<embed>!\[\[[^\[\]\n]{1,300}\]\])"
    r"|\[\[(?:[^\[\]|\n]{1,300}?\\?\|)?(?P<linked>[^\s\[\]|\n][^\[\]|\n]{0,300})\]\]"
    r"|(?<![=\w])==(?P<marked>[^\s=](?:[^=\n]{0,300}[^\s=])?)==(?![=\w])"
)
_LINES = (
    (re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE), r"\1"),
    (re.compile(r"^([ \t]*>[ \t]*)\[![\w-]+\][+-]?[ \t]*", re.MULTILINE), r"\1"),
    (re.compile(r"^(#{1,6}[ \t][^\n{]*?)[ \t]*\{[#.:][^{}\n]*\}[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*:{3,}[ \t]*[\w-]*[ \t]*(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*:{3,}[ \t]*[\w-]+[ \t]*\[?([^\[\]{}\n]+)\]?[ \t]*$", re.MULTILINE), r"\1"),
)
_OF_OTHERS = (
    re.compile(r"^[ \t]*\[(?:TOC|toc)\][ \t]*$", re.MULTILINE),
    re.compile(r"(?<=\S)[ \t]+\^(?:[0-9a-f]{6}|[a-z][\w-]{3,40})[ \t]*$", re.MULTILINE),
)
"""Where a list of contents is to be, and the names of blocks to which links lead."""
_IMPORT = re.compile(r"^import [^\n]{1,300} from [\"'][^\"'\n]+[\"'];?[ \t]*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:const|let|var|default|function)\b[^\n]*$", re.MULTILINE)
_COMPONENT = re.compile(r"^[ \t]*</?[A-Z][\w.]*(?:[ \t][^<>\n]*)?/?>[ \t]*$", re.MULTILINE)


def with_words(text: str) -> str:
    """The text with the words of such marks in place of the marks."""
    if not any(sign in text for sign in _SIGNS):
        return text
    is_mdx = _IMPORT.search(text) is not None
    parts = by_code(text)
    return "".join(part if is_code else _shown(part, is_mdx) for part, is_code in parts)


def _shown(part: str, is_mdx: bool) -> str:
    for mark, words in _LINES:
        part = mark.sub(words, part)
    of_mdx = (_IMPORT, _EXPORT, _COMPONENT) if is_mdx else ()
    for mark in (*_OF_OTHERS, *of_mdx):
        part = mark.sub("", part)
    return _INLINE.sub(
        lambda found: found["code"] or found["linked"] or found["marked"] or "", part
    )
