"""Articles as JSON that the cluster stores but does not search, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from search.model.articles import (
    PLAIN,
    SUMMARY_ANCHOR,
    Article,
    Caption,
    Form,
    Paragraph,
    Source,
    Span,
)
from search.model.dates import AnyDate, from_iso
from search.model.facets import FacetName
from search.text.languages import language_of

Json = dict[str, Any]

_STRINGS = ("title", "publisher", "summary", "language", "address", "rights")
_HEAD_STRINGS = ("title", "publisher")
_SURROGATE = re.compile("[\ud800-\udfff]")


def sent(text: str) -> str:
    """`text` with U+FFFD for lone surrogates, which cannot be sent."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def stored_article(article: Article) -> Json:
    """A whole article as JSON, without empty values."""
    stored: Json = {name: sent(getattr(article, name)) for name in ("id", *_STRINGS)}
    stored["facets"] = stored_facets(article)
    stored["words_in"] = language_of(article)
    stored["published"] = _iso(article.published)
    source = article.source
    stored["source"] = _filled(
        name=sent(source.name), published=_iso(source.published), address=sent(source.address)
    )
    stored["paragraphs"] = [
        stored_paragraph(each) | _stored_form(each.form) for each in article.paragraphs
    ]
    stored["captions"] = [
        {"anchor": each.anchor, "text": sent(each.text), "after": each.after}
        for each in article.captions
    ]
    return _filled(**stored)


def article_from(stored: Mapping[str, Any]) -> Article:
    """The inverse of `stored_article`."""
    return Article(
        id=stored.get("id", ""),
        published=_date(stored.get("published")),
        source=_source(stored.get("source", {})),
        paragraphs=tuple(map(paragraph_from, stored.get("paragraphs", ()))),
        captions=captions_from(stored),
        facets=facets_from(stored),
        **{name: stored.get(name, "") for name in _STRINGS},
    )


def captions_from(stored: Mapping[str, Any]) -> tuple[Caption, ...]:
    """The captions of a stored article."""
    return tuple(
        Caption(each["anchor"], each["text"], each["after"]) for each in stored.get("captions", ())
    )


def facets_from(stored: Mapping[str, Any]) -> dict[FacetName, tuple[str, ...]]:
    """The values of each facet of a stored article."""
    return {name: tuple(values) for name, values in stored.get("facets", {}).items()}


def passages_from(stored: Mapping[str, Any]) -> list[Paragraph]:
    """`Article.passages` of a stored article."""
    summary = stored.get("summary", "")
    found = [Paragraph(SUMMARY_ANCHOR, summary)] if summary else []
    found += map(paragraph_from, stored.get("paragraphs", ()))
    return found


def stored_head(article: Article) -> Json:
    """What a hit shows of an article besides its text."""
    strings = {name: sent(getattr(article, name)) for name in ("id", *_HEAD_STRINGS)}
    published = _iso(article.published)
    return _filled(
        **strings,
        facets=stored_facets(article),
        published=published,
        words_in=language_of(article),
    )


def paragraph_from(stored: Mapping[str, Any]) -> Paragraph:
    """A paragraph, from the field `stored` of its document or from an article's list of paragraphs."""
    form = _form_from(stored["form"]) if "form" in stored else PLAIN
    return Paragraph(stored["anchor"], stored.get("text", ""), stored.get("kind", "text"), form)


def stored_paragraph(paragraph: Paragraph) -> Json:
    """What a hit shows of a paragraph."""
    stored = {"anchor": paragraph.anchor, "text": sent(paragraph.text)}
    return stored if paragraph.kind == "text" else {**stored, "kind": paragraph.kind}


def _stored_form(form: Form) -> Json:
    """What a paragraph has besides its text, without empty values."""
    if form == PLAIN:
        return {}
    spans = [[*span[:3], sent(span.target)] for span in form.spans]
    return {
        "form": _filled(
            spans=spans, level=form.level, number=form.number, is_ordered=form.is_ordered
        )
    }


def _form_from(stored: Mapping[str, Any]) -> Form:
    spans = tuple(Span(*span) for span in stored.get("spans", ()))
    return Form(
        spans, stored.get("level", 0), stored.get("number", 0), stored.get("is_ordered", False)
    )


def stored_facets(article: Article) -> Json:
    """The values of each facet."""
    return {name: list(map(sent, values)) for name, values in article.facets.items()}


def _filled(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value}


def _source(stored: Mapping[str, Any]) -> Source:
    published = _date(stored.get("published"))
    return Source(stored.get("name", ""), published, stored.get("address", ""))


def _iso(day: AnyDate | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> AnyDate | None:
    return from_iso(text) if text else None
