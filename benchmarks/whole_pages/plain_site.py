"""The least page of results that a peer can be put into: a query box, ten hits with excerpts, and the
values of three facets with their counts. gunicorn runs `site()`."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string, request

from benchmarks.peers.protocol import FACETS, Peer, Query

PEERS = {"tantivy": "Tantivy", "sqlite": "SQLite", "opensearch": "OpenSearch"}
PASSAGES = 3
_WORD = re.compile(r"[^\W_]+")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ text }} - search</title></head><body>
<form action="/search"><input name="q" value="{{ text }}"><button>Search</button></form>
<p>{{ answer.total }} articles</p>
<ol>
{% for (id, title), excerpt in hits %}
<li><h2><a href="/articles/{{ id }}">{{ title }}</a></h2><p>{{ excerpt | safe }}</p></li>
{% endfor %}
</ol>
{% for facet, values in answer.facets.items() %}
<h3>{{ facet }}</h3>
<ul>
{% for value, count in values.items() %}
<li><a href="/search?q={{ text | urlencode }}&amp;{{ facet }}={{ value | urlencode }}">{{ value }}</a>
{{ count }}</li>
{% endfor %}
</ul>
{% endfor %}
</body></html>
"""


def site() -> Flask:
    """The page over the peer and the index that the environment names."""
    name = os.environ["PLAIN_PEER"]
    peer: Peer = getattr(import_module(f"benchmarks.peers.{name}"), PEERS[name])()
    peer.open(Path(os.environ["PLAIN_INDEX"]))
    app = Flask(__name__)

    @app.get("/search")
    def search() -> str:
        text = request.args.get("q", "")
        selected = {each: request.args.getlist(each) for each in FACETS if each in request.args}
        query = Query(tuple(_WORD.findall(text.lower())), "and", selected, PASSAGES)
        answer: Any = peer.search(query)
        hits = list(zip(answer.hits, answer.excerpts, strict=True))
        return render_template_string(PAGE, text=text, answer=answer, hits=hits)

    @app.get("/healthz")
    def health() -> str:
        return "ok"

    return app
