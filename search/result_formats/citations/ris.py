"""Entries in the RIS format, which all reference managers read."""

from __future__ import annotations

from collections.abc import Iterator

from search.result_formats.citations.citation import TEXT_FIELDS, Citation, year_month_day


def entry(citation: Citation) -> str:
    """An entry, from its type, that of a newspaper article, to its end, and an empty line."""
    lines = (f"{tag}  - {value}\r\n" for tag, value in _lines(citation))
    return f"{''.join(lines)}ER  - \r\n\r\n"


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", " ".join(citation.id.split())
    for name in citation.authors:
        yield "AU", name.sorted
    if citation.published:
        year, *rest = year_month_day(citation.published)
        yield "PY", f"{year:04}"
        yield "DA", "/".join([f"{year:04}", *(f"{part:02}" for part in rest)])
    for field in TEXT_FIELDS:
        value = field.value(citation)
        if field.ris and value:
            yield field.ris, value
    for keyword in citation.keywords:
        yield "KW", keyword
