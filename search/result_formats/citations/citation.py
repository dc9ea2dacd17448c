"""What a bibliography says of an article, and the table of its fields in each notation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.model.articles import Article
from search.model.dates import AnyDate
from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetTable
from search.result_formats.citations.names import Name, name_of
from search.result_formats.well_formed import one_line


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as an entry. `key` is unique among entries: the id of the article, and the anchor of
    the passage if one was found. `url` is the page of this archive, which holds what was read; the
    address of the original is in `note`."""

    id: str
    key: str
    title: str
    authors: tuple[Name, ...]
    container: str
    published: AnyDate | None
    url: str
    abstract: str
    language: str
    keywords: tuple[str, ...]
    archive: str
    rights: str
    note: str


@dataclass(frozen=True, slots=True)
class TextField:
    """A field with one text, and its name in RIS, BibTeX and CSL-JSON; "" where it has none."""

    value: Callable[[Citation], str]
    ris: str
    bib: str
    csl: str


TEXT_FIELDS: tuple[TextField, ...] = (
    TextField(lambda each: each.title, "TI", "title", "title"),
    TextField(lambda each: each.container, "T2", "journal", "container-title"),
    TextField(lambda each: each.abstract, "AB", "abstract", "abstract"),
    TextField(lambda each: each.language, "LA", "language", "language"),
    TextField(lambda each: each.archive, "DB", "", "archive"),
    TextField(lambda each: each.rights, "", "copyright", ""),
    TextField(lambda each: each.note, "N1", "note", "note"),
    TextField(lambda each: each.url, "UR", "url", "URL"),
)
"""Authors, date, keywords and key have a form of their own in each notation."""


def citation_of(
    article: Article,
    url: str,
    facets: FacetTable,
    archive: str,
    anchor: str = "",
    passage: str = "",
) -> Citation:
    """`url` is the address of the article here; `archive` the name of the site; `passage` the paragraph
    at `anchor`, if that is what was found."""
    values = [
        value
        for each in facets
        if each.name not in (AUTHOR, SOURCE, LANGUAGE)
        for value in article.values(each.name)
    ]
    original = article.address or article.source.address
    notes = (f"“{passage}”" if passage else "", f"Original: {original}" if original else "")
    return Citation(
        id=article.id,
        key=f"{article.id}#{anchor}" if anchor else article.id,
        title=one_line(article.title) or "Untitled",
        authors=tuple(name_of(name) for each in article.authors if (name := one_line(each))),
        container=one_line(article.publisher or article.source.name),
        published=article.published,
        url=url,
        abstract=one_line(article.summary),
        language=one_line(article.language),
        keywords=tuple(dict.fromkeys(map(one_line, values))),
        archive=one_line(archive),
        rights=one_line(article.rights),
        note=one_line(" ".join(filter(None, notes))),
    )


def year_month_day(day: AnyDate) -> tuple[int, ...]:
    """The parts of a date that are known."""
    return tuple(map(int, day.isoformat().split("-")))
