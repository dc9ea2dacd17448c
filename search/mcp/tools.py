"""What language models can do with an archive: a table of tools, functions from arguments to JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Any

from search.errors import BadParameter
from search.mcp import answers, arguments
from search.mcp.archive import Archive
from search.mcp.arguments import QUERY, Arguments
from search.model.articles import Paragraph
from search.model.dates import span
from search.model.facets import FacetTable
from search.model.request import MOST_COUNTED, SearchRequest
from search.model.results import MarkedArticle, Period
from search.result_formats.records import article_as_json
from search.text.value_names import holds

Json = dict[str, Any]

ID, START, FACET, FIND, LIMIT = "id", "start", "facet", "find", "limit"
LONG = 20_000
"""Characters of an article in one answer; the next paragraphs come with another."""
HITS, PASSAGES, VALUES = 10, 20, 50
MOST_VALUES = 500


@dataclass(frozen=True, slots=True)
class Tool:
    """`arguments` makes the JSON Schema of what `call` takes, for an archive with these facets. `call`
    raises `BackissueError` for what cannot be used or answered."""

    name: str
    title: str
    description: str
    arguments: Callable[[FacetTable], Json]
    call: Callable[[Archive, Arguments], Json]


def search(archive: Archive, given: Arguments) -> Json:
    request = arguments.request_of(given, archive.facets, size=HITS)
    results = archive.engine.search(replace(request, facets=()), archive.deadline)
    hits = [answers.hit(archive, each) for each in results.hits]
    return {**answers.found(archive, request, results), "hits": hits}


def article(archive: Archive, given: Arguments) -> Json:
    found = _article(archive, given[ID]).article
    start = given.get(START, "")
    rest = [*found.passages, *(each.paragraph for each in found.captions)]
    if start:
        rest = [*dropwhile(lambda each: each.anchor != start, rest)]
        if not rest:
            raise BadParameter(START, start, "the article has no paragraph with this anchor")
    shown = _beginning(rest)
    following = rest[len(shown) :]
    record = article_as_json(found, archive.article_url(found.id), archive.facets)
    known = {name: record[name] for name in record if name not in ("paragraphs", "captions")}
    return {
        **known,
        "paragraphs": [answers.paragraph(archive, found.id, each) for each in shown],
        "next": following[0].anchor if following else None,
    }


def passages(archive: Archive, given: Arguments) -> Json:
    if ID in given:
        return _passages_of(archive, given[ID], given.get(QUERY, ""))
    request = arguments.request_of(given, archive.facets, unit="paragraph", size=PASSAGES)
    results = archive.engine.search(replace(request, facets=(), passages=1), archive.deadline)
    shown = [
        {**answers.passage(archive, each.id, passage), "article": answers.head(archive, each)}
        for each in results.hits
        for passage in each.passages
    ]
    return {**answers.found(archive, request, results), "passages": shown}


def facet_values(archive: Archive, given: Arguments) -> Json:
    facet = given[FACET]
    request = arguments.request_of(given, archive.facets)
    counted = replace(request, facets=(facet,), facet_size=MOST_COUNTED, size=1, passages=0)
    results = archive.engine.search(counted, archive.deadline)
    (found,) = results.facets
    values = [each for each in found.values if holds(each.value, given.get(FIND, ""))]
    return {
        "facet": facet,
        "total": found.distinct,
        "found": len(values),
        "hits": results.total,
        "partial": results.partial,
        "values": [
            {
                "value": each.value,
                "count": each.count,
                "url": archive.search_url(request.with_value(facet, each.value)),
            }
            for each in values[: given.get(LIMIT, VALUES)]
        ],
    }


def timeline(archive: Archive, given: Arguments) -> Json:
    request = arguments.request_of(given, archive.facets)
    results = archive.engine.search(
        replace(request, facets=(), size=1, passages=0), archive.deadline
    )
    return {
        "total": results.total,
        "url": archive.search_url(request),
        "partial": results.partial,
        "periods": [_period(archive, request, each) for each in results.timeline],
    }


def _period(archive: Archive, request: SearchRequest, each: Period) -> Json:
    days = span(each.period)
    within = replace(request, since=days.first, until=days.last) if days else request
    return {"period": each.period, "count": each.count, "url": archive.search_url(within)}


def _article(archive: Archive, id: str, query: str = "") -> MarkedArticle:
    """The article, with the matches of a query marked."""
    found = archive.engine.article(id, query, archive.deadline)
    if found is None:
        raise BadParameter(ID, id, "no article has this id; take one that a search gave")
    return found


def _beginning(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """As many as fit into an answer, one at least."""
    left, shown = LONG, paragraphs[:1]
    for each in paragraphs[1:]:
        left -= len(shown[-1].text)
        if len(each.text) > left:
            break
        shown.append(each)
    return shown


def _passages_of(archive: Archive, id: str, query: str) -> Json:
    """The paragraphs of one article that the words of a query are in."""
    found = _article(archive, id, query)
    matching = {each.anchor for each in (*found.paragraphs, *found.captions) if each.matches}
    of_article = (*found.article.passages, *(each.paragraph for each in found.article.captions))
    shown = [answers.paragraph(archive, id, each) for each in of_article if each.anchor in matching]
    return {
        "total": len(shown),
        "partial": not found.is_whole,
        "url": archive.article_url(id),
        "passages": shown,
    }


_ID = arguments.text("The id of an article, as searches give it.")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "search",
        "Search articles",
        "Finds articles, the best first, each with its best passages and their addresses.",
        lambda facets: arguments.shape(**arguments.of_searches(facets), **arguments.of_pages(HITS)),
        search,
    ),
    Tool(
        "article",
        "Read an article",
        "An article with all its paragraphs, each with its address. Of a long one the first; next is the"
        " anchor to start with then.",
        lambda _: arguments.shape(
            (ID,), id=_ID, start=arguments.text("The anchor of the first paragraph to read.")
        ),
        article,
    ),
    Tool(
        "passages",
        "Find passages",
        "Finds single paragraphs to quote, in the whole archive, or with id in one article.",
        lambda facets: arguments.shape(
            (QUERY,), id=_ID, **arguments.of_searches(facets), **arguments.of_pages(PASSAGES)
        ),
        passages,
    ),
    Tool(
        "facet_values",
        "List values",
        "The values of a facet, such as authors, with the number of articles of a search that have them.",
        lambda facets: arguments.shape(
            (FACET,),
            facet=arguments.one_of(facets.names, "The facet."),
            find=arguments.text("The beginnings of words that values must have."),
            limit=arguments.number(MOST_VALUES, VALUES, "Values to list, the most frequent first."),
            **arguments.of_searches(facets),
        ),
        facet_values,
    ),
    Tool(
        "timeline",
        "Count over time",
        "How many articles a search finds in each month or, over a long time, in each year.",
        lambda facets: arguments.shape(**arguments.of_searches(facets)),
        timeline,
    ),
)
