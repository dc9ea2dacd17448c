"""Dates in all their spellings; what is no date is never guessed to be one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model.dates import AnyDate, PartialDate
from search.reading import PassedOver, Record, read
from search.reading.date_parsing import find_day, parse_date, parse_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 02, 2019", date(2019, 9, 2)),
        ("31 August 2019", date(2019, 8, 31)),
        ("October 07 2018", date(2018, 10, 7)),
        ("4  July 2004", date(2004, 7, 4)),
        ("July 21st, 2023", date(2023, 7, 21)),
        ("Monday, 2 Sept. 2019", date(2019, 9, 2)),
        ("Sat, 18 Aug 2012 10:00:00 GMT", date(2012, 8, 18)),
        ("2019-09-02T23:30:00-05:00", date(2019, 9, 2)),
        ("2019/09/02", date(2019, 9, 2)),
        ("2.9.2019", date(2019, 9, 2)),
        ("26-Feb-1987", date(1987, 2, 26)),
        ("9/28/16", date(2016, 9, 28)),
        ("28/9/2016", date(2016, 9, 28)),
        ("03/03/2019", date(2019, 3, 3)),
        ("6th of July 2017", date(2017, 7, 6)),
        ("Tue Jan 28 15:28:56 CET 2020", date(2020, 1, 28)),
        ("2017-07-06Z", date(2017, 7, 6)),
        ("2017.07.06", date(2017, 7, 6)),
        ("2021年3月29日 09時00分", date(2021, 3, 29)),
        ("2017년 7월 6일", date(2017, 7, 6)),
        ("Montag, 6. Juli 2017", date(2017, 7, 6)),
        ("lundi 1er août 2017", date(2017, 8, 1)),
        ("6 de julio de 2017", date(2017, 7, 6)),
        ("6 lipca 2017", date(2017, 7, 6)),
        ("6 июля 2017 г.", date(2017, 7, 6)),
        ("2017. július 6.", date(2017, 7, 6)),
        ("6 يوليو 2017", date(2017, 7, 6)),
        ("٦ يوليو ٢٠١٧", date(2017, 7, 6)),
        ("6 ביולי 2017", date(2017, 7, 6)),
        ("6 Agustus 2017", date(2017, 8, 6)),
        ("1499299200", date(2017, 7, 6)),
        ("1499299200000", date(2017, 7, 6)),
        ("the 6th day of July, 2017", date(2017, 7, 6)),
        ("Thursday, 06-Jul-17 09:30:00 GMT", date(2017, 7, 6)),
        ("6.VII.2017", date(2017, 7, 6)),
        ("2017. 7. 6.", date(2017, 7, 6)),
        ("2017年07月06日09:30", date(2017, 7, 6)),
        ("平成29年7月6日", date(2017, 7, 6)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("民國106年7月6日", date(2017, 7, 6)),
        ("二〇一七年七月二十六日", date(2017, 7, 26)),
        ("6 กรกฎาคม 2560", date(2017, 7, 6)),
        ("6 जुलाई 2017", date(2017, 7, 6)),
        ("৬ জুলাই ২০১৭", date(2017, 7, 6)),
        ("6 tháng 7, 2017", date(2017, 7, 6)),
        ("6 de xullo do 2017", date(2017, 7, 6)),
        ("6 de març de 2017", date(2017, 3, 6)),
        ("6. srpnja 2017.", date(2017, 7, 6)),
        ("6. јула 2017.", date(2017, 7, 6)),
        ("6 Gorffennaf 2017", date(2017, 7, 6)),
        ("6 Bealtaine 2017", date(2017, 5, 6)),
        ("2017eko uztailaren 6a", date(2017, 7, 6)),
        ("2017 m. liepos 6 d.", date(2017, 7, 6)),
        ("2017. gada 6. jūlijs", date(2017, 7, 6)),
        ("Tue, 03/08/2016 - 14:05", date(2016, 3, 8)),
        ("mardi 08/03/2016", date(2016, 3, 8)),
        ("Di, 08/03/2016", date(2016, 3, 8)),
        ("Fri, 03/08/2016", None),
        ("8 Mar 16", date(2016, 3, 8)),
        ("Tue, 8 Mar 16 10:00:00 GMT", date(2016, 3, 8)),
        ("8 Foo 16", None),
        ("6 Foo 2017", None),
        ("6.XX.2017", None),
        ("06-Foo-17", None),
        ("0000-00-00", None),
        ("03/04/2019", None),
        ("March 2019", None),
        ("2019", None),
        ("31 February 2019", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert parse_day(text) == day
    assert parse_date(text) == day or (day is None and not isinstance(parse_date(text), date))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1899-12", PartialDate(1899, 12)),
        ("1899/12", PartialDate(1899, 12)),
        ("12/1899", PartialDate(1899, 12)),
        ("1899-12-00", PartialDate(1899, 12)),
        ("December 1899", PartialDate(1899, 12)),
        ("december, 1899", PartialDate(1899, 12)),
        ("Dec. 1899", PartialDate(1899, 12)),
        ("Dec-1899", PartialDate(1899, 12)),
        ("December of 1899", PartialDate(1899, 12)),
        ("1899 December", PartialDate(1899, 12)),
        ("1899年12月", PartialDate(1899, 12)),
        ("1899年", PartialDate(1899)),
        ("1899", PartialDate(1899)),
        (" 1899\n", PartialDate(1899)),
        ("1899-00-00 00:00:00", PartialDate(1899)),
        ("1899-13", None),
        ("13/1899", None),
        ("0000-00-00", None),
        ("c. 1899", None),
        ("1899–1902", None),
        ("1899-1902", None),
        ("Winter 1899", None),
        ("December 99", None),
        ("December 1899 and later", None),
        ("189912", None),
        ("18991", None),
        ("1899.5", None),
        ("31 February 2019", None),
        ("2019-02-30", None),
        ("03/04/2019", None),
    ],
)
def test_months_and_years(text: str, month: AnyDate | None) -> None:
    assert parse_date(text) == month
    assert parse_day(text) is None


@given(
    st.dates(date(1400, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%b %d %Y"])
)
def test_every_day_is_read(day: date, form: str) -> None:
    assert parse_date(day.strftime(form).replace(str(day.year), f"{day.year:04}")) == day


def test_odd_dates_are_warned_of_and_lose_nothing() -> None:
    for given_date, expected, said in (
        ("0001-11-30", None, "cannot be right"),
        ("3019-01-01", None, "cannot be right"),
        ("yesterday", None, "not one clear day"),
    ):
        reading = read(
            Record("a.md", 0, f"---\ntitle: T\ndate: '{given_date}'\n---\nText.".encode())
        )
        assert reading.article.published == expected
        assert said in reading.warnings[0]


_AHEAD = (datetime.now(UTC) + timedelta(days=400)).date()


@pytest.mark.parametrize("ahead", [_AHEAD.isoformat(), f"{_AHEAD:%Y-%m}", f"{_AHEAD.year + 1}"])
def test_an_article_of_the_future_is_a_draft_only_with_front_matter(ahead: str) -> None:
    """Generators of static sites leave such posts out; a page with such a date is a page."""
    for post in (
        Record("a.md", 0, f"---\ndate: {ahead}\n---\nText.".encode()),
        Record("a.html", 0, f"+++\ndate = '{ahead}'\n+++\n<p>Text.".encode()),
    ):
        with pytest.raises(PassedOver, match="in the future"):
            read(post)
    for other in (
        Record("a.json", 0, f'{{"title": "T", "date": "{ahead}", "text": "Text."}}'.encode()),
        Record("a.md", 0, f"# T\n\nFirst published {ahead}\n\nText.".encode()),
        Record("a.html", 0, f"<meta name=date content='{ahead}'><h1>T</h1><p>Text.".encode()),
    ):
        reading = read(other)
        assert reading.article.published == parse_date(ahead)
        assert "in the future" in reading.warnings[0]


def test_a_post_whose_file_is_named_after_a_day_of_the_future_is_a_draft() -> None:
    path = f"_posts/{_AHEAD}-a.md"
    with pytest.raises(PassedOver):
        read(Record(path, 0, b"---\ntitle: T\n---\nText."))
    assert read(Record(path, 0, b"# T\n\nText.")).article.published == _AHEAD


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "---\ndate: 1899-12\nsource: {name: A, date: 1898}\n---\nText."),
        (
            "a.json",
            '{"date": "December 1899", "source": {"name": "A", "date": 1898}, "text": "T."}',
        ),
        ("a.html", "<meta name=date content=1899-12><meta name=source-date content=1898><p>Text."),
    ],
)
def test_a_field_keeps_a_month_or_a_year(path: str, text: str) -> None:
    reading = read(Record(path, 0, text.encode()))
    assert reading.article.published == PartialDate(1899, 12)
    assert reading.article.source.published == PartialDate(1898)
    assert not reading.warnings


@pytest.mark.parametrize("line", ["December 1899", "First published in December 1899"])
def test_a_line_of_a_head_may_be_a_month(line: str) -> None:
    reading = read(Record("a.md", 0, f"# T\n\nBy Ann Bo\n\n{line}\n\nText.".encode()))
    assert reading.article.published == PartialDate(1899, 12)
    assert [each.text for each in reading.article.paragraphs] == ["Text."]


def test_a_number_in_a_text_is_no_year() -> None:
    reading = read(Record("a.md", 0, b"# T\n\nBy Ann Bo\n\n1984\n\nText."))
    assert reading.article.published is None
    assert [each.text for each in reading.article.paragraphs] == ["1984", "Text."]
    page = "<h1>T</h1><p class=date>1984</p><p>Text that is long enough to be read.</p>"
    assert read(Record("a.html", 0, page.encode())).article.published is None


def test_a_whole_day_is_better_than_a_part_of_it() -> None:
    both = read(Record("a.json", 0, b'{"published": "1899", "date": "1899-12-31", "text": "T."}'))
    assert both.article.published == date(1899, 12, 31)
    assert both.origins["published"] == "JSON: date"
    path = "_posts/1899-12-31-a.md"
    for given_date, expected, origin in (
        ("1899", date(1899, 12, 31), "file name"),
        ("1899-11", PartialDate(1899, 11), "front matter: date"),
        ("1899-12-30", date(1899, 12, 30), "front matter: date"),
    ):
        reading = read(Record(path, 0, f"---\ndate: {given_date}\n---\nText.".encode()))
        assert reading.article.published == expected
        assert reading.origins["published"] == origin


@pytest.mark.parametrize("day", ["January 45, 2011", "31 February 2011"])
def test_a_dateline_with_no_such_day_is_no_text(day: str) -> None:
    reading = read(Record("a.md", 0, f"# T\n\nThe Lantern, {day}\n\nText.".encode()))
    assert (reading.article.publisher, reading.article.published) == ("The Lantern", None)
    assert [each.text for each in reading.article.paragraphs] == ["Text."]
    assert "not one clear day" in reading.warnings[0]


def test_a_line_that_only_ends_like_a_date_is_text() -> None:
    reading = read(Record("a.md", 0, b"# T\n\nThe Fall of Room 12, 1984\n\nText."))
    assert [each.text for each in reading.article.paragraphs] == [
        "The Fall of Room 12, 1984",
        "Text.",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published on March 29, 2021 at 9", date(2021, 3, 29)),
        ("By Ada Quill | 6 July 2017, updated 7 July 2017", date(2017, 7, 6)),
        ("公開 2021年3月29日 09時00分", date(2021, 3, 29)),
        ("Aktualisiert: 31.08.2019, 10:00", date(2019, 8, 31)),
        ("posted 12/31/2019 in News", date(2019, 12, 31)),
        ("posted 03/04/2019", None),
        ("Submitted by ada on Tue, 03/08/2016 - 14:05", date(2016, 3, 8)),
        ("on 8 March 16 people", None),
        ("release 2.10.2019-1", None),
        ("in 1999 and 2000", None),
    ],
)
def test_days_in_short_texts(text: str, day: date | None) -> None:
    assert find_day(text) == day


@given(st.dates(date(1400, 1, 1), date(2199, 12, 31)), st.text(max_size=20))
def test_a_day_is_found_after_any_words(day: date, words: str) -> None:
    before = "".join(letter for letter in words if not letter.isdigit())
    assert find_day(f"{before} | {day.isoformat()}") == day
