"""Every link within the site leads to a page that is there, and to a paragraph that is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web.conftest import parsed

MOST = 400


def links(soup: Any, base: str) -> list[str]:
    found = [urljoin(base, tag["href"]) for tag in soup.find_all(href=True)]
    return [each for each in found if each.startswith("/")]


def test_all_links_are_answered(client: FlaskClient) -> None:
    waiting = ["/", "/articles/kinds?q=river", "/search?q=river", "/authors", "/opensearch.xml"]
    seen = set(waiting)
    for address in waiting[:MOST]:
        assert client.get(address, buffered=True).status_code == 200, address
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        response = client.get(address, buffered=True)
        assert response.status_code == 200, address
        if response.mimetype != "text/html":
            continue
        for link in links(BeautifulSoup(response.text, "lxml"), address):
            page = urldefrag(link).url
            if page not in seen:
                seen.add(page)
                waiting.append(page)
    assert len(seen) >= MOST


def test_links_to_paragraphs_meet_them(client: FlaskClient) -> None:
    soup = parsed(client.get("/search?q=river&unit=paragraph&size=50"))
    passages = [link["href"] for link in soup.select(".passages a")]
    assert len(passages) == 50
    for address in passages:
        page, anchor = urldefrag(address)
        target = parsed(client.get(page)).find(id=unquote(anchor))
        assert target is not None
        assert target.mark is not None
