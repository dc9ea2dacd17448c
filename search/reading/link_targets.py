"""Where links lead: absolute addresses of the web and of mail, and nothing that a browser would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from search.model.articles import Paragraph, Span
from search.reading.clean_text import CONTROL

MAX_TARGET = 2_000
MAX_TARGETS = 2_000_000
"""Characters of all targets of an article."""
_LOST = ("", "#")
_SAFE = re.compile(
    r"(?:https?://[^\s\"'<>/?#\\\[\]]+(?:[/?#][^\s\"<>\\]*)?|mailto:[^\s\"<>\\]+)", re.IGNORECASE
)


def with_targets(
    paragraphs: tuple[Paragraph, ...], base: str, address: str
) -> tuple[tuple[Paragraph, ...], str]:
    """The paragraphs of the article at `address` with links that lead somewhere, and a warning if it has
    too many of them.

    A relative link is made absolute by `base`, which may be relative to `address`. Where that is not
    possible, or the scheme is another one, the words stay and are no link. A link that lost its target
    when the article was saved ("" or "#") is kept without one, as its words still say that it was one.
    """
    targets = _Targets(_absolute(base.strip(), address) or address)
    found = tuple([targets.applied(each) if each.form.spans else each for each in paragraphs])
    return found, "has so many links that only the first were kept" if targets.left < 0 else ""


class _Targets:
    """The targets of an article; `left` is how many characters more they may have."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.left = MAX_TARGETS

    def applied(self, paragraph: Paragraph) -> Paragraph:
        form = paragraph.form
        spans = tuple(self._spans(form.spans))
        return (
            paragraph
            if spans == form.spans
            else paragraph._replace(form=replace(form, spans=spans))
        )

    def _spans(self, spans: tuple[Span, ...]) -> Iterator[Span]:
        for span in spans:
            if span.kind != "link":
                yield span
            elif span.target.strip() in _LOST:
                yield span._replace(target="")
            elif self.left >= 0 and (target := _absolute(span.target, self._base)):
                self.left -= len(target)
                yield span._replace(target=target)


def _absolute(target: str, base: str) -> str:
    """A safe absolute address; "" if there is none. It is read as browsers read it: without control
    characters and line breaks."""
    if _SAFE.fullmatch(target) and len(target) <= MAX_TARGET:
        return target
    target = re.sub(r"[\t\n\r]", "", CONTROL.sub("", target)).strip().replace(" ", "%20")
    if not target or len(target) > MAX_TARGET:
        return ""
    try:
        found = urljoin(base, target) if base else target
    except ValueError:  # a bracket that is no address of IPv6
        return ""
    return found if len(found) <= MAX_TARGET and _SAFE.fullmatch(found) else ""
