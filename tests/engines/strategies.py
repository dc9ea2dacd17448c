"""Random small archives, queries and searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from search.model.articles import PLAIN, Article, Caption, Form, Paragraph, Source, Span
from search.model.dates import PartialDate
from search.model.request import SORTS, UNITS, Match, SearchRequest
from search.text import analyzer
from tests.engines.oracle import Boosted, Both, Either, Query, Without
from tests.engines.oracle_leaves import Dates, Fuzzy, Near, Pattern, Quoted, Range, Together, Word
from tests.support import FACETS, whole_article

WORDS = (
    "river rivers flooded flood library libraries librarian night Nights élan O’Brien "
    "3019 a bank banked 東 京 the Häuser Haus chevaux C++ #night"
).split()
NAMES = ("Ann River", "Bo Banks", "Cy d’Élan", "The Night Desk")
VALUES = ("North & South", "Rivers, Floods and Law", "Élan", "night")

texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
paragraph_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
_forms = st.sampled_from(
    [
        PLAIN,
        PLAIN,
        Form((Span(0, 1, "link", "https://example.org/"), Span(1, 2, "strong")), 1, 3, True),
    ]
)
paragraphs = st.builds(lambda text, form: Paragraph("", text, form=form), paragraph_texts, _forms)
facet_values = st.lists(st.sampled_from(VALUES), unique=True, max_size=3).map(tuple)
_days = st.dates(date(2017, 1, 1), date(2021, 12, 31))
_months = st.builds(PartialDate, st.integers(2017, 2021), st.none() | st.integers(1, 12))
days = st.none() | _days


@st.composite
def archives(draw: st.DrawFn, max_size: int = 12) -> list[Article]:
    size = draw(st.integers(1, max_size))
    return [draw(articles(f"a{number}")) for number in range(size)]


def articles(id: str) -> st.SearchStrategy[Article]:
    return st.builds(
        whole_article,
        st.just(id),
        title=texts,
        authors=st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple),
        published=days | _months,
        source=st.sampled_from(["", "Delta Times", "élan"]).map(Source),
        regions=facet_values,
        themes=facet_values,
        reports=facet_values,
        summary=texts,
        language=st.sampled_from(["en", "en", "", "de-AT", "fr", "xx"]),
        paragraphs=st.lists(paragraphs, max_size=4).map(
            lambda body: tuple(each._replace(anchor=f"p{n}") for n, each in enumerate(body))
        ),
        captions=st.lists(paragraph_texts, max_size=2).map(
            lambda found: tuple(Caption(f"c{n}", text, n) for n, text in enumerate(found))
        ),
    )


_queried = sorted({part for word in WORDS for part in analyzer.words(word)} | {"obrien"})
_fields = st.sampled_from(["", "", "", "title", "text", "author", "theme", "caption"])
plain_words = st.builds(Word, st.tuples(st.sampled_from([*_queried, "c++"])), _fields)
_phrases = st.builds(
    Word, st.lists(st.sampled_from(_queried), min_size=2, max_size=3).map(tuple), _fields
)
_prefixes = st.builds(
    Word,
    st.sampled_from(["ri", "lib", "librarian", "n", "flo", "obr"]).map(lambda word: (word,)),
    _fields,
    st.just(True),
)

_quoted = st.builds(
    Quoted,
    st.lists(st.sampled_from(_queried), min_size=1, max_size=3).map(tuple)
    | st.sampled_from([("c++",), ("#night",)]),
    _fields,
)
_near = st.builds(
    Near,
    st.lists(st.sampled_from(_queried), min_size=2, max_size=3).map(tuple),
    st.integers(1, 5),
    _fields,
)
_together = st.builds(
    Together,
    st.lists(st.sampled_from(_queried), min_size=2, max_size=4, unique=True).map(tuple),
    _fields,
)
_patterns = st.builds(
    Pattern,
    st.sampled_from(
        ["fl*d", "fl*", "*ood", "r?ver", "r?ver*", "*br?r*", "ob*n", "él?n", "*0?9", "b?n*"]
    ),
    _fields,
)
_fuzzy = st.builds(
    Fuzzy,
    st.sampled_from(["flod", "river", "libary", "nihgt", "elan", "bnak", "obren", "the"]),
    st.integers(1, 2),
    _fields,
)
_bounds = st.sampled_from(["", "a", "bank", "c", "flood", "n", "river", "3019", "éla"])
_ranges = st.builds(
    lambda field, ends: Range(field, *ends),
    st.sampled_from(["title", "text", "author", "theme"]),
    st.tuples(_bounds, _bounds).filter(any),
)
_spans = st.tuples(days, days).filter(any).map(lambda ends: Dates(*ends))
_unboosted = _quoted | _near | _together | _patterns | _fuzzy | _ranges | _spans
_boosts = st.sampled_from([0.1, 0.5, 2, 3.25])
_boosted = st.builds(Boosted, plain_words | _phrases | _prefixes | _unboosted, _boosts)
new_leaves: st.SearchStrategy[Query] = _unboosted | _boosted


def combined(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(children, min_size=2, max_size=3).map(tuple)
    return st.builds(Both, parts) | st.builds(Either, parts)


def _grown(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return combined(children) | st.builds(Without, children)


queries: st.SearchStrategy[Query] = st.recursive(
    plain_words | _phrases | _prefixes | new_leaves, _grown, max_leaves=5
)


_as_written = _prefixes | _patterns | _ranges | _quoted | _near
_in_names = _as_written.map(lambda leaf: replace(leaf, field="author"))
_of_terms = plain_words | _phrases | _in_names
whoosh_queries: st.SearchStrategy[Query] = st.recursive(
    _of_terms | st.builds(Boosted, _of_terms, _boosts), _grown, max_leaves=4
)
"""Queries that Whoosh can run over our files; see `search.engines.whoosh.compatibility`."""


@st.composite
def requests(draw: st.DrawFn, matches: Sequence[Match] = ("all",)) -> SearchRequest:
    """A search without words: filters, order, unit and one of `matches`; one page holds everything."""
    chosen = {}
    for facet in FACETS:
        pool = (
            NAMES if facet == "author" else ("Delta Times", "élan") if facet == "source" else VALUES
        )
        some = st.lists(st.sampled_from((*pool, "nobody")), max_size=2)
        chosen[f"{facet}s"] = draw(st.just([]) | some)
        chosen[f"not_{facet}s"] = draw(st.just([]) | st.just([]) | some)
    return SearchRequest(
        since=draw(st.none() | days),
        until=draw(st.none() | days),
        sort=draw(st.sampled_from(SORTS)),
        unit=draw(st.sampled_from(UNITS)),
        match=draw(st.sampled_from(matches)),
        size=100,
        **chosen,  # type: ignore[arg-type]
    )
