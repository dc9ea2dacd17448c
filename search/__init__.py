"""Backissue: a folder of saved articles as a search site.

>>> from search import SearchRequest, open_engine
>>> with open_engine("index") as engine:
...     results = engine.search(SearchRequest(text="ceasefire", regions=["Russia and FSU"]))
"""

from __future__ import annotations

from search.engines import open_engine
from search.model.request import SearchRequest

__all__ = ["SearchRequest", "open_engine"]
