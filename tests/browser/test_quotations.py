"""The address that a language model is given for a quotation opens the paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines import open_engine
from search.mcp.archive import Archive
from search.mcp.server import server_of
from tests.browser.conftest import Open
from tests.models import conversation
from tests.support import publish
from tests.web.archive import articles

pytestmark = pytest.mark.browser


def test_the_anchor_of_a_quotation_opens_its_paragraph(open_page: Open, tmp_path: Path) -> None:
    publish(tmp_path / "index", articles())
    with open_engine(tmp_path / "index") as engine:
        server = server_of(lambda: Archive.of(engine), "x")
        call = ("passages", {"query": "librarian counted", "size": 1})
        (found,) = conversation(server, [call]).results
    (passage,) = found.structured_content["passages"]
    page = open_page(passage["url"])
    target = page.locator(":target")
    assert passage["text"] in target.inner_text()
    target.wait_for(state="visible")
    assert target.evaluate("each => each.getBoundingClientRect().top < innerHeight")
