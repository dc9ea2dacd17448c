"""Days and months that pages show in ways of their own."""

from __future__ import annotations

from datetime import date

import pytest

from search.model.dates import PartialDate
from tests.reading.ferry import ferry_page

_HEADING = "<h1>The ferry</h1>"


@pytest.mark.parametrize(
    "line",
    [
        "<p class=date>Updated July 8, 2017 10:00 am; Published July 6, 2017 9:30 am</p>",
        "<p>Meeting: June 3, 2017, 7pm</p><p>Posted: July 6, 2017</p>",
        "<p>Mis à jour le 8 juillet 2017 – publié le 6 juillet 2017</p>",
        "<footer class='node__meta'><div>Submitted by quill on Sun, 07/16/2017 - 09:30</div></footer>"
        " <p>Joined: 16 May 2011</p>",
    ],
)
def test_the_day_of_publication(line: str) -> None:
    assert ferry_page(before=_HEADING + line).published in (
        date(2017, 7, 6),
        date(2017, 7, 16),
    )


def test_the_day_on_which_a_member_joined_is_no_date() -> None:
    posts = "<dl><dd>Joined: Mon Jan 03, 2011 8:00 pm</dd></dl><p>» Thu Jul 06, 2017 9:00 am</p>"
    assert ferry_page(before=_HEADING + posts).published == date(2017, 7, 6)


def test_the_second_from_which_computers_count_is_no_date() -> None:
    head = "<meta property=article:published_time content='1970-01-01T00:00:00+00:00'>"
    assert ferry_page(head, f"{_HEADING}<p>6 July 2017</p>").published == date(2017, 7, 6)


@pytest.mark.parametrize("shown", ["July 2017", "2017年7月"])
def test_a_month_that_is_marked_as_the_date(shown: str) -> None:
    page = ferry_page(before=f"{_HEADING}<p class=date>{shown}</p>")
    assert page.published == PartialDate(2017, 7)


def test_a_month_elsewhere_is_no_date() -> None:
    menu = "<ul class=dates><li>July 2017</li><li>June 2017</li></ul>"
    assert ferry_page(before=f"{_HEADING}<p>July 2017</p>", after=menu).published is None


@pytest.mark.parametrize(
    "shown",
    [
        "<abbr class=published title='2017-07-06T07:15:00-08:00'>2 years ago</abbr>",
        "<time class=timeago title='2017-07-06T07:15:00Z'>2 years ago</time>",
        "<div class=submitted>Submitted by quill on Thu, 07/06/2017 - 14:05</div>",
    ],
)
def test_a_day_beside_what_readers_see(shown: str) -> None:
    assert ferry_page(before=f"{_HEADING}{shown}").published == date(2017, 7, 6)


@pytest.mark.parametrize(
    ("language", "day"),
    [("fr-FR", date(2017, 7, 6)), ("pt-BR", date(2017, 7, 6)), ("en", None), ("es-US", None)],
)
def test_a_language_tells_the_order_of_day_and_month(language: str, day: date | None) -> None:
    head = f"<meta name=dc.language content={language}>"
    shown = "<p class=date>06/07/2017 10h04</p>"
    assert ferry_page(head, f"{_HEADING}{shown}").published == day
