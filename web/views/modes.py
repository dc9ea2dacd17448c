"""What is said where not all hits have all words."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from search.model.request import SearchRequest, Unit
from search.model.results import Results
from web.language import gettext as _
from web.language import marked, ngettext
from web.links import Links
from web.views.hits import Link, anchor
from web.wording import counted, is_one_word, number


def apart(results: Results) -> str:
    """How many hits have all words, where others are listed too."""
    if not results.relaxed or not results.total:
        return ""
    complete, unit = results.matching_all, results.request.unit
    others = results.total - complete
    if not complete:
        is_one = is_one_word(results.request.text)
        return _clauses(_none_has_all(unit, is_one), _others_have(others, is_one))
    have_all = _have_all(complete, unit)
    if not others:
        return _("%(clause)s.", clause=have_all)
    more = ngettext("%(num)s more has some", "%(num)s more have some", others, num=number(others))
    return _clauses(have_all, more)


def _clauses(first: str, second: str) -> str:
    return _("%(first)s; %(second)s.", first=first, second=second)


def _none_has_all(unit: Unit, is_one_word: bool) -> str:
    if unit == "article":
        return (
            _("No article has this word") if is_one_word else _("No article has all of these words")
        )
    return (
        _("No paragraph has this word") if is_one_word else _("No paragraph has all of these words")
    )


def _others_have(count: int, is_one_word: bool) -> str:
    if is_one_word:
        return ngettext(
            "%(num)s has a similar one", "%(num)s have a similar one", count, num=number(count)
        )
    return ngettext("%(num)s has some", "%(num)s have some", count, num=number(count))


def _have_all(count: int, unit: Unit) -> str:
    if unit == "article":
        return ngettext(
            "%(num)s article has all of these words",
            "%(num)s articles have all of these words",
            count,
            num=number(count),
        )
    return ngettext(
        "%(num)s paragraph has all of these words",
        "%(num)s paragraphs have all of these words",
        count,
        num=number(count),
    )


def all_words(request: SearchRequest, results: Results, links: Links) -> Link | None:
    """The search for all words, where some were enough."""
    if not results.relaxed or not results.matching_all:
        return None
    url = links.search(replace(request, match="all", page=1))
    count = number(results.matching_all)
    return Link(_("Only the %(num)s with all words", num=count), url)


def some_words(request: SearchRequest, results: Results, links: Links) -> Markup:
    """Where few have all words and others have some: how many these are, with the search for them."""
    if results.relaxed or (results.matching_some or 0) <= results.total:
        return Markup()
    url = links.search(replace(request, match="some", page=1))
    link = anchor(Link(counted(results.matching_some or 0, request.unit), url))
    if is_one_word(request.text):
        return marked("%(articles)s have this word or a similar one.", articles=link)
    return marked("%(articles)s have some of these words.", articles=link)
