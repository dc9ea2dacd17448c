"""The elements that the settings of an archive drop, named by CSS selectors."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import BeautifulSoup


def without_elements(markup: str, selectors: Iterable[str]) -> str:
    """Markup without the elements that match a selector."""
    body = BeautifulSoup(markup, "lxml")
    for selector in selectors:
        for element in body.select(selector):
            element.decompose()
    return str(body.body or body)
