"""Markdown articles: a head of byline, date, source, region and theme lines, a body, and a tail.

    # Title
    By [Author](…)
    Publisher, September 02, 2019
    [Original source](…) 31 August 2019
    Region: [A & B](…), [C](…)
    Theme: [D](…)
    In-depth Report: [E](…)
    *Summary*
    paragraphs …
    \\*
    notes to readers, source, copyright, disclaimer: left out of the text

Every part may be missing. Fields may also be in front matter or in header lines, which have priority.
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.formats.markdown.article import article_of
from search.reading.formats.markdown.long_texts import blocks_of_any_length
from search.reading.formats.markdown.note_marks import with_words
from search.reading.front_matter import split_front_matter, split_header_lines
from search.reading.shortcodes import with_captions_in_markdown
from search.reading.template_pictures import as_html_in_markdown
from search.reading.template_tags import without_tags, without_tags_outside_code

_LONE_STAR = re.compile(r"^[ \t]*\*[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[(\^[^\]\n]{1,80})\]:", re.MULTILINE)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a Markdown file; raises `Unreadable` if it is not text."""
    text, odd = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, rest = split_front_matter(text, config.facets)
    if front is None:
        front, rest = split_header_lines(text, config.facets)
    first_line = 1 + text.count("\n", 0, len(text) - len(rest))
    return parse_text(rest, first_line, front, odd, config)


def parse_text(
    text: str, first_line: int, front: Draft | None, odd: str, config: ArchiveConfig
) -> Draft:
    """The draft of Markdown after its front matter (None without any), from line `first_line`. `odd` is a
    warning about how it was decoded, or ""."""
    text = with_words(text)
    bare = without_tags(text, as_html_in_markdown) if front else without_tags_outside_code(text)
    shown = with_captions_in_markdown(bare)
    parts, long = blocks_of_any_length(_with_usual_marks(shown), first_line)
    draft = article_of(parts, front, odd, config)
    return replace(draft, warnings=(*draft.warnings, long)) if long else draft


def _with_usual_marks(text: str) -> str:
    """The text, where a lone star is no list, and a footnote is no definition of a link."""
    return _FOOTNOTE.sub(r"\\[\1\\]:", _LONE_STAR.sub(r"\\*", text))
