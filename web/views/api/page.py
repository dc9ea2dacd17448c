"""The page about the addresses for programs: what there is, with links that try it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from search.model.facets import FacetTable
from search.model.request import TEXT, SearchRequest
from search.result_formats import RESULT_FORMATS
from search.result_formats.article_formats import ARTICLE_FORMATS
from search.result_formats.paths import article_path, search_path
from web.addresses import MCP
from web.language import gettext as _
from web.links import Links
from web.problems import PROBLEMS, Problem
from web.views.api.examples import Examples
from web.views.api.parameters import Parameter, of_facets, of_searches
from web.views.hits import Link
from web.wording import joined, small

_CODE = '<code dir="ltr">{}</code>'
_PROBLEM_FIELDS = ("type", "title", "status", "detail")


@dataclass(frozen=True, slots=True)
class ExampleLink:
    """An address that can be tried, without the path that the site is mounted at in `shown`."""

    shown: str
    url: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ApiPage:
    """What api.html shows. `word` is what its form looks for, in one of the formats `choices`; `mcp` is
    the address for language models, "" where there is none."""

    word: str
    searches: tuple[ExampleLink, ...]
    articles: tuple[ExampleLink, ...]
    values: tuple[ExampleLink, ...]
    choices: tuple[Link, ...]
    parameters: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    problem_fields: Markup
    description: str
    guide: str
    mcp: str


def api_page(examples: Examples, links: Links, has_mcp: bool) -> ApiPage:
    facets, root = links.facets, links.root
    taken: dict[str, Parameter] = {**of_searches(examples), **of_facets(facets)}

    def example(path: str, meaning: str) -> ExampleLink:
        return ExampleLink(path, f"{root}{path}", meaning)

    return ApiPage(
        word=examples.word,
        searches=tuple(
            example(search_path(_search(examples), each.name), _(each.label))
            for each in RESULT_FORMATS
        ),
        articles=tuple(example(*each) for each in _articles(examples)),
        values=tuple(example(*each) for each in _values(facets, examples)),
        choices=tuple(Link(_(each.label), f"{root}/search.{each.name}") for each in RESULT_FORMATS),
        parameters=tuple((name, each.description) for name, each in taken.items()),
        problems=PROBLEMS,
        problem_fields=Markup(joined([_CODE.format(each) for each in _PROBLEM_FIELDS])),
        description=f"{root}/openapi.json",
        guide=f"{root}/llms.txt",
        mcp=f"{root}{MCP}" if has_mcp else "",
    )


def _search(examples: Examples) -> SearchRequest:
    return SearchRequest(text=examples.word)


def _articles(examples: Examples) -> Iterator[tuple[str, str]]:
    if examples.article:
        for each in ARTICLE_FORMATS:
            yield f"{article_path(examples.article)}.{each.name}", _(each.label)
        yield f"{article_path(examples.article)}/related.json", _("Related articles")


def _values(facets: FacetTable, examples: Examples) -> Iterator[tuple[str, str]]:
    for each in facets:
        yield (
            f"/{each.plural}.json",
            _("All %(labels)s, in the order of the alphabet", labels=small(each.labels)),
        )
    for each in facets.fields[:1]:
        query = urlencode([(TEXT, examples.word)])
        yield (
            f"/facets/{each.name}.json?{query}",
            _("%(labels)s of what a search finds", labels=each.labels),
        )
