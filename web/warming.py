"""A worker does its first search before it is asked for one."""

from __future__ import annotations

from flask import Flask, render_template

from search.model.request import SearchRequest
from web.site import base_address, links, site
from web.views.exports import exports_view
from web.views.search import search_page

_REQUEST = SearchRequest(text="a the")


def warm_up(app: object) -> None:
    """Open the index and make a page, so that the first readers need not wait until all is loaded; they
    may be many, at a restart. What cannot be done now is said to them."""
    if not isinstance(app, Flask):
        return
    try:
        with app.test_request_context("/"):
            results = site().engine.search(_REQUEST)
            page = search_page(_REQUEST, results, links())
            taken = exports_view(results, links(), base_address())
            render_template("search.html", page=page, exports=taken)
    except Exception as error:
        app.logger.warning("The first search could not be made: %s", error)
