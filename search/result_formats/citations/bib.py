"""Entries in BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from search.result_formats.citations.citation import TEXT_FIELDS, Citation, year_month_day
from search.result_formats.citations.names import Name

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ESCAPED = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
"""What TeX does not take as it is. All braces are in pairs, as BibTeX counts them."""


def entry(citation: Citation) -> str:
    """An entry and an empty line."""
    fields = (f",\n  {name} = {value}" for name, value in _fields(citation))
    return f"@article{{{key(citation.key)}{''.join(fields)}\n}}\n\n"


def key(text: str) -> str:
    """A key that BibTeX and TeX take: the text, if it has no other signs than such, else its letters and
    digits and a digest that tells it from others."""
    plain = re.sub(r"[^A-Za-z0-9:./+-]+", "-", text).strip("-") or "article"
    if plain == text:
        return plain
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{plain}-{digest}"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        yield "author", f"{{{' and '.join(map(_author, citation.authors))}}}"
    if citation.published:
        parts = year_month_day(citation.published)
        yield "date", f"{{{citation.published.isoformat()}}}"
        yield "year", f"{{{parts[0]}}}"
        if len(parts) > 1:
            yield "month", _MONTHS[parts[1] - 1]
    for field in TEXT_FIELDS:
        value = field.value(citation)
        if field.bib and value:
            yield field.bib, f"{{{value if field.bib == 'url' else _escaped(value)}}}"
    if citation.keywords:
        yield "keywords", f"{{{', '.join(map(_keyword, citation.keywords))}}}"


def _author(name: Name) -> str:
    """A name in the order that BibTeX reads; what is no person's is in braces, so that it stays whole."""
    if not name.given:
        return f"{{{_escaped(name.family)}}}"
    return _escaped(", ".join(filter(None, (name.family, name.suffix, name.given))))


def _keyword(value: str) -> str:
    return f"{{{_escaped(value)}}}" if "," in value else _escaped(value)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)
