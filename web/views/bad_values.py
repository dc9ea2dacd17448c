"""What is wrong with a value in an address, in words for readers: they need not know of parameters."""

from __future__ import annotations

from search.errors import BadParameter
from search.model import request, trends
from search.model.dates import span
from web.language import N_
from web.language import gettext as _
from web.links import LETTER, YEAR
from web.wording import number

_SENTENCES = {
    request.SORT: N_("There is no order “%(value)s”."),
    request.UNIT: N_("Articles or paragraphs can be searched, but not “%(value)s”."),
    request.MATCH: N_("All of the words or some of them can be asked for, but not “%(value)s”."),
    request.PAGE: N_("There is no page “%(value)s”."),
    request.COPIES: N_(
        "Articles with the same text can be shown once or each, but not “%(value)s”."
    ),
    trends.MEASURE: N_("Numbers or shares of the archive can be shown, but not “%(value)s”."),
    trends.ROWS: N_("There is no facet “%(value)s” to choose here."),
    trends.COLUMNS: N_("There is no facet “%(value)s” to choose here."),
    YEAR: N_("No article is of the year “%(value)s”."),
    LETTER: N_("Nothing in this list begins with “%(value)s”."),
}
_SHOWN = 60


def in_words(error: BadParameter) -> str:
    """What is wrong with any value."""
    if error.name in (request.SINCE, request.UNTIL):
        return date_in_words(error)
    if error.name == request.TEXT:
        return _("At most %(num)s searches can be compared.", num=number(trends.MOST_QUERIES))
    sentence = _SENTENCES.get(
        error.name, N_("The address holds “%(value)s”, which cannot be used.")
    )
    return _(sentence, value=_shortened(error.value))


def date_in_words(error: BadParameter) -> str:
    """What is wrong with a date, and how dates are written."""
    if span(error.value):
        return _("The first day is later than the last one.")
    return _(
        "“%(value)s” is no date: write one such as 2019, 2019-08 or 2019-08-31.",
        value=_shortened(error.value),
    )


def _shortened(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
