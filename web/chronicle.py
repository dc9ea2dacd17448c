"""The articles of the archive by date."""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, render_template, request

from search.errors import BadParameter
from search.model.params import given_in, whole_number
from search.model.request import MAX_PAGE, PAGE
from web.deadlines import deadline
from web.links import YEAR
from web.site import links, site
from web.views.chronicle import SIZE, YEARS, chronicle_page, request_of, years_of

blueprint = Blueprint("chronicle", __name__)


@blueprint.get("/articles")
def by_date() -> str:
    """All articles, or those of ?year=, page by page."""
    given = given_in(request.args.items(multi=True))
    number = whole_number(given, PAGE, 1, MAX_PAGE)
    years = years_of(site().engine.search(YEARS, deadline()).timeline)
    year = given.get(YEAR, [""])[-1]
    if year and year not in years:
        raise BadParameter(YEAR, year, "no article is of this year")
    skip = (number - 1) * SIZE
    scan = site().engine.scan(request_of(year), deadline(), skip=skip, most=SIZE)
    with closing(scan) as hits:
        page = chronicle_page(hits, hits.total, year, number, years, links())
    return render_template("chronicle.html", page=page)
