"""Dates, numbers and names as the pages write them, in the language of the request."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup, escape

from search.model.dates import AnyDate, PartialDate
from search.model.facets import DEFAULT_FACETS, LANGUAGE, FacetField, FacetName, FacetTable
from search.model.notices import Notice
from search.model.request import SearchRequest, Shown, Sort, Unit
from search.model.trends import Measure
from search.query.habits import QUOTES
from search.text import analyzer
from web.language import N_, gettext, language, ngettext
from web.language import gettext as _
from web.languages import decimal, grouped

UNTITLED = N_("Untitled")
MOST_NAMES, FIRST_NAMES = 8, 5
"""Of a longer byline only the first names are shown; on the page of the article it unfolds."""

SORT_LABEL: dict[Sort, str] = {
    "relevance": N_("Best match"),
    "newest": N_("Newest"),
    "oldest": N_("Oldest"),
}
MEASURE_LABEL: dict[Measure, str] = {
    "count": N_("Number"),
    "share": N_("Share of the archive"),
}
EVERYTHING = N_("All articles")
"""What a search without words finds."""
UNIT_LABEL: dict[Unit, str] = {"article": N_("Articles"), "paragraph": N_("Paragraphs")}
COPIES_LABEL: dict[Shown, str] = {
    "once": N_("The same text once"),
    "all": N_("Every copy"),
}

_FACETS = (
    N_("Author"), N_("Authors"), N_("Region"), N_("Regions"), N_("Theme"), N_("Themes"),
    N_("In-depth report"), N_("In-depth reports"), N_("Source"), N_("Sources"), N_("Language"),
    N_("Languages"),
)  # fmt: skip
"""The names of DEFAULT_FACETS, for catalogues."""


def _counts() -> None:
    """What `counted` counts, for catalogues."""
    ngettext("%(num)s article", "%(num)s articles", 1)
    ngettext("%(num)s paragraph", "%(num)s paragraphs", 1)
    ngettext("%(num)s match", "%(num)s matches", 1)
    ngettext("%(num)s more", "%(num)s more", 1)


def long_date(day: AnyDate | None) -> str:
    """ "2 September 2019", or "September 2019", or "2019"; "" for no date."""
    if day is None:
        return ""
    if isinstance(day, PartialDate):
        return period_name(day.isoformat())
    return language().day(day)


def long_day(moment: str) -> str:
    """The day of a time in ISO 8601: "2 September 2019"."""
    return long_date(date.fromisoformat(moment[:10]))


def period_name(period: str) -> str:
    """ "2019" for a year, "August 2019" for the month "2019-08", "31 August 2019" for a day."""
    year, month, day = (*period.split("-"), "", "")[:3]
    if day:
        return language().day(date(int(year), int(month), int(day)))
    return language().month(date(int(year), int(month), 1)) if month else year


def number(count: int) -> str:
    """ "1,234"."""
    return grouped(count, language().tag)


def percent(share: float) -> str:
    """ "0 %", "0.04 %", "12.5 %": with as many digits as a small one needs, and a space that holds."""
    value = 100 * share
    digits = 1 if value >= 1 or not value else 2 if value >= 0.01 else 4
    return _("%(number)s\u00a0%%", number=decimal(round(value, digits), language().tag, "0.####"))


def most_in(name: str, period: str, said: str) -> str:
    """Where a series is highest, `said` is how high."""
    return _("%(name)s: most in %(period)s, %(said)s.", name=name, period=period, said=said)


def quoted_text(text: str) -> str:
    return _("“%(text)s”", text=text)


def quoted_query(text: str) -> str:
    """A query as a sentence names it: one that has quotation marks gets no others."""
    return text if QUOTES.search(text) else quoted_text(text)


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 article", "1,234 articles"."""
    many = many or f"{one}s"
    return ngettext(f"%(num)s {one}", f"%(num)s {many}", count, num=number(count))


def values_counted(count: int, facet: FacetField) -> str:
    """ "1 author", "12 authors"."""
    labels = small(facet.label if count == 1 else facet.labels)
    return _("%(num)s %(labels)s", num=number(count), labels=labels)


def value_name(facet: FacetName, value: str) -> str:
    """A value of a facet as pages show it: a language by its name, "German" for "de"."""
    return language().name_of(value) if facet == LANGUAGE else value


def small(label: str) -> str:
    """The name of a facet as it stands within a sentence: in small letters, but not in German."""
    return label if language().tag == "de" else label.lower()


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return language().joined([*names])


def ways_to_search(facets: FacetTable) -> str:
    """ "words, authors and dates"."""
    return joined([_("words"), *(small(each.labels) for each in facets), _("dates")])


def listed(parts: Sequence[str]) -> str:
    """ "A, B, C", without those that are empty."""
    return _(", ").join(filter(None, parts))


def said(notice: Notice) -> str:
    """A notice of an engine in the language of the request."""
    values = {name: _value(value) for name, value in notice.values.items()}
    if notice.count is None:
        return gettext(notice.one, **values)
    return ngettext(notice.one, notice.many, notice.count, **values)


def _value(value: str | int | tuple[str, ...]) -> str:
    """What fills a gap of a notice: a text, a number, or words of which any may hold."""
    if isinstance(value, int):
        return number(value)
    if isinstance(value, str):
        return value
    return language().either([_("“%(text)s”", text=each) for each in value])


def translated(facets: FacetTable) -> FacetTable:
    """Facets with the names that they have in the language of the request, where those that every archive
    has were not given others."""
    if language().tag == "en":
        return facets
    return FacetTable(tuple(map(_translated, facets)))


def _translated(facet: FacetField) -> FacetField:
    if facet.name not in DEFAULT_FACETS:
        return facet
    default = DEFAULT_FACETS[facet.name]
    if (facet.label, facet.labels) != (default.label, default.labels):
        return facet
    return replace(facet, label=_(facet.label), labels=_(facet.labels))


def isolated(text: str) -> Markup:
    """A name or number that stands in a sentence, whose direction does not reach into the sentence."""
    return Markup(f"<bdi>{escape(text)}</bdi>")


def isolated_names(names: Sequence[str]) -> Markup:
    """ "A, B and C", each name isolated; of many the first ones, and how many others there are."""
    shown = [str(isolated(name)) for name in names]
    if len(names) <= MOST_NAMES:
        return Markup(joined(shown))
    others = _("and %(num)s others", num=number(len(names) - FIRST_NAMES))
    return Markup(f"{_(', ').join(shown[:FIRST_NAMES])} {others}")


def date_range(request: SearchRequest) -> str:
    """The dates that a search is narrowed to, in words; "" for none."""
    since, until = request.since, request.until
    if since and until:
        whole = _whole_period(since, until)
        between = _("%(since)s to %(until)s", since=long_date(since), until=long_date(until))
        return whole or between
    if since:
        return _("from %(day)s", day=long_date(since))
    return _("until %(day)s", day=long_date(until)) if until else ""


def _whole_period(since: date, until: date) -> str:
    """The year, years or month that a range covers exactly, or ""."""
    starts_year = (since.month, since.day) == (1, 1)
    if starts_year and (until.month, until.day) == (12, 31):
        return f"{since.year}" if since.year == until.year else f"{since.year}–{until.year}"
    is_month = (since.year, since.month) == (until.year, until.month) and since.day == 1
    if is_month and until.day == monthrange(since.year, since.month)[1]:
        return language().month(since)
    return ""


def is_one_word(text: str) -> bool:
    """Whether a query is a single word."""
    return len(analyzer.words(text)) == 1
