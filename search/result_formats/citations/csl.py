"""Entries in CSL-JSON, which citation processors read."""

from __future__ import annotations

from typing import Any

from search.result_formats.citations.citation import TEXT_FIELDS, Citation, year_month_day
from search.result_formats.citations.names import Name


def item(citation: Citation) -> dict[str, Any]:
    """An item of the type article-newspaper."""
    texts = {each.csl: each.value(citation) for each in TEXT_FIELDS if each.csl}
    keywords = ", ".join(citation.keywords)
    found: dict[str, Any] = {"id": citation.key, "type": "article-newspaper"}
    if citation.authors:
        found["author"] = [_name(each) for each in citation.authors]
    if citation.published:
        found["issued"] = {"date-parts": [list(year_month_day(citation.published))]}
    found |= {name: value for name, value in texts.items() if value}
    return found | ({"keyword": keywords} if keywords else {})


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}
