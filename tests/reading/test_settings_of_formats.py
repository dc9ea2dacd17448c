"""The settings of an archive hold for every format: facets, aliases, folders, what is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reading.inspected import inspected, texts

SETTINGS = """
[facets.desk]
fields = ["desk"]
[facets.theme.aliases]
sea = "The sea"
Uncategorized = ""
[facets.region.folders]
"saved/skye" = "Scotland"
[drop]
texts = ["Subscribe"]
selectors = [".box"]
"""
HTML = "<p>Text.</p><p class='box'>Boxed.</p><p>Subscribe now!</p>"
FIELDS = {"title": "T", "desk": "Harbour", "tags": ["sea", "Uncategorized"]}
CDATA = f"<![CDATA[{HTML}]]>"
FILES = {
    "a.json": json.dumps([{**FIELDS, "content": HTML}]),
    "b.json": json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{**FIELDS, "content_html": HTML}]}
    ),
    "a.jsonl": json.dumps({**FIELDS, "content": HTML}),
    "a.csv": f"title,desk,tags,content\nT,Harbour,sea|Uncategorized,{HTML}\n",
    "a.rss": f"<rss version='2.0'><item><title>T</title><desk>Harbour</desk><category>sea</category>"
    f"<category>Uncategorized</category><description>{CDATA}</description></item></rss>",
    "a.atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>"
    f"<desk>Harbour</desk><category term='sea'/><category term='Uncategorized'/>"
    f"<content type='html'>{CDATA}</content></entry></feed>",
    "a.wxr": "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'"
    " xmlns:content='http://purl.org/rss/1.0/modules/content/'><item><title>T</title>"
    "<category domain='desk'>Harbour</category><category domain='post_tag'>sea</category>"
    f"<category>Uncategorized</category><content:encoded>{CDATA}</content:encoded></item></rss>",
    "a.rst": "T\n=\n\n:desk: Harbour\n:tags: sea, Uncategorized\n\nText.\n\nSubscribe now!\n",
    "a.org": "#+TITLE: T\n#+DESK: Harbour\n#+TAGS: sea, Uncategorized\n\nText.\n\nSubscribe now!\n",
    "view.php": "<!DOCTYPE html><html><head><title>T</title><meta name='desk' content='Harbour'>"
    f"<meta name='keywords' content='sea, Uncategorized'></head><body><h1>T</h1>{HTML}</body></html>",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_settings_of_an_archive(tmp_path: Path, name: str) -> None:
    found = inspected(tmp_path, f"saved/skye/{name}", FILES[name], SETTINGS)
    article = found.readings[0].article
    assert (article.title, texts(found), found.failures) == ("T", ["Text."], ())
    assert article.values("desk") == ("Harbour",)
    assert article.values("theme") == ("The sea",)
    assert article.values("region") == ("Scotland",)
    assert "alias of sea" in found.readings[0].origins["theme"]
    assert "folder saved/skye" in found.readings[0].origins["region"]
