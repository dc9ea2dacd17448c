"""What tells of the addresses for programs: to programs, to their authors, to language models."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from search.model.results import Results
from web.addresses import MCP
from web.deadlines import deadline
from web.site import absolute, base_address, config, links, site, title
from web.views.api.description import api_description
from web.views.api.examples import REQUEST, examples_of
from web.views.api.page import api_page
from web.views.home import span_of

blueprint = Blueprint("guides", __name__)


@blueprint.get("/openapi.json")
def description() -> Response:
    """The addresses for programs (OpenAPI 3.1)."""
    examples = examples_of(_found())
    return jsonify(api_description(config().facets, title(), base_address(), examples))


@blueprint.get("/api")
def api() -> str:
    """The same as a page, to try them."""
    page = api_page(examples_of(_found()), links(), site().settings.has_mcp)
    return render_template("api.html", page=page)


@blueprint.get("/llms.txt")
def for_models() -> Response:
    """What the archive is, and how to search it, in a few lines of Markdown (llmstxt.org)."""
    found = _found()
    body = render_template(
        "llms.txt",
        title=title(),
        tagline=config().tagline,
        articles=f"{found.total:,}",
        span=span_of(found),
        word=examples_of(found).word,
        facets=[*config().facets],
        base=base_address(),
        mcp=absolute(f"{links().root}{MCP}") if site().settings.has_mcp else "",
    )
    return Response(body, mimetype="text/plain")


def _found() -> Results:
    """What examples come from."""
    return site().engine.search(REQUEST, deadline())
