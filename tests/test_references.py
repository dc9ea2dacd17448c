"""Citations in words: each style as its published rules have an article that is read on a page.

The rules: Publication Manual of the APA (7th), MLA Handbook (9th), Chicago Manual of Style (18th, its
bibliography), Cite Them Right (12th), IEEE Reference Guide, and Citing Medicine of the NLM.
"""

from __future__ import annotations

from datetime import date

import pytest

from search.model.dates import AnyDate, PartialDate
from search.result_formats.citations.citation import Citation
from search.result_formats.citations.names import name_of
from search.result_formats.citations.references import references

URL = "https://example.org/articles/a"
READ = date(2026, 11, 8)


def _written(
    authors: tuple[str, ...] = ("Desmond Quill",),
    published: AnyDate | None = date(2010, 8, 28),
    title: str = "Oil and Water",
    container: str = "The Lantern",
) -> dict[str, str]:
    names = tuple(map(name_of, authors))
    citation = Citation(
        "a", "a", title, names, container, published, URL, "", "", (), "The Archive", "", ""
    )
    return {each.style: each.text for each in references(citation, READ)}


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("APA", f"Quill, D. (2010, August 28). Oil and Water. The Lantern. {URL}"),
        ("MLA", f"Quill, Desmond. “Oil and Water.” The Lantern, 28 Aug. 2010, {URL}."),
        ("Chicago", f"Quill, Desmond. “Oil and Water.” The Lantern, August 28, 2010. {URL}."),
        (
            "Harvard",
            "Quill, D. (2010) ‘Oil and Water’, The Lantern, 28 August."
            f" Available at: {URL} (Accessed: 8 November 2026).",
        ),
        (
            "IEEE",
            "D. Quill, “Oil and Water,” The Lantern, Aug. 28, 2010."
            f" Accessed: Nov. 8, 2026. [Online]. Available: {URL}",
        ),
        (
            "Vancouver",
            "Quill D. Oil and Water. The Lantern [Internet]. 2010 Aug 28"
            f" [cited 2026 Nov 8]. Available from: {URL}",
        ),
    ],
)
def test_one_author(style: str, text: str) -> None:
    assert _written()[style] == text


@pytest.mark.parametrize(
    ("style", "two", "three"),
    [
        (
            "APA",
            "Quill, D., & van der Berg, A. M. (",
            "Quill, D., van der Berg, A. M., & The Data Desk. (",
        ),
        ("MLA", "Quill, Desmond, and Anna Maria van der Berg. “", "Quill, Desmond, et al. “"),
        (
            "Chicago",
            "Quill, Desmond, and Anna Maria van der Berg. “",
            "Quill, Desmond, Anna Maria van der Berg, and The Data Desk. “",
        ),
        (
            "Harvard",
            "Quill, D. and van der Berg, A.M. (",
            "Quill, D., van der Berg, A.M. and The Data Desk (",
        ),
        (
            "IEEE",
            "D. Quill and A. M. van der Berg, “",
            "D. Quill, A. M. van der Berg, and The Data Desk, “",
        ),
        ("Vancouver", "Quill D, van der Berg AM. O", "Quill D, van der Berg AM, The Data Desk. O"),
    ],
)
def test_several_authors(style: str, two: str, three: str) -> None:
    authors = ("Desmond Quill", "Anna Maria van der Berg", "The Data Desk")
    assert _written(authors[:2])[style].startswith(two)
    assert _written(authors)[style].startswith(three)


def test_many_authors() -> None:
    many = _written(tuple(f"Ann A{chr(97 + number)}" for number in range(25)))
    assert many["APA"].startswith("Aa, A., Ab, A., ")
    assert "As, A., … Ay, A. (2010" in many["APA"]
    assert many["MLA"].startswith("Aa, Ann, et al. “")
    assert many["Chicago"].startswith("Aa, Ann, Ann Ab, Ann Ac, et al. “")
    assert many["Harvard"].startswith("Aa, A. et al. (2010)")
    assert many["IEEE"].startswith("A. Aa et al., “")
    assert many["Vancouver"].startswith("Aa A, Ab A, Ac A, Ad A, Ae A, Af A, et al. O")


def test_no_author() -> None:
    found = _written(())
    assert found["APA"].startswith("Oil and Water. (2010, August 28). The Lantern. ")
    assert all(found[style].startswith("“Oil and Water") for style in ("MLA", "Chicago", "IEEE"))
    assert found["Harvard"].startswith("The Lantern (2010) ‘Oil and Water’, 28 August. ")
    assert found["Vancouver"].startswith("Oil and Water. The Lantern [Internet]")


def test_dates_as_far_as_they_are_known() -> None:
    month, year, none = (
        _written(published=day) for day in (PartialDate(2010, 9), PartialDate(2010), None)
    )
    assert "(2010, September)." in month["APA"]
    assert ", Sept. 2010, " in month["MLA"]
    assert "Lantern, September 2010. " in month["Chicago"]
    assert "Lantern, September. " in month["Harvard"]
    assert ", Sep. 2010. " in month["IEEE"]
    assert "2010 Sep [cited" in month["Vancouver"]
    assert "(2010)." in year["APA"]
    assert "(2010) ‘Oil and Water’, The Lantern. Available" in year["Harvard"]
    assert "(n.d.)." in none["APA"]
    assert f"The Lantern, {URL}." in none["MLA"]
    assert "The Lantern, n.d. " in none["Chicago"]
    assert "(no date)" in none["Harvard"]
    assert "The Lantern. Accessed" in none["IEEE"]
    assert "[date unknown] [cited" in none["Vancouver"]


def test_a_title_that_ends_a_sentence_gets_no_second_sign() -> None:
    found = _written(title="Who Won?", authors=("Martin Luther King Jr.", "Jean-Paul Sartre"))
    assert found["APA"].startswith(
        "King, M. L., Jr., & Sartre, J.-P. (2010, August 28). Who Won? The"
    )
    assert "“Who Won?” The" in found["MLA"]
    assert "“Who Won?” The" in found["IEEE"]
    assert found["Vancouver"].startswith("King ML Jr, Sartre JP. Who Won? The")


def test_without_a_paper_the_archive_is_named() -> None:
    assert all("The Archive" in text for text in _written(container="").values())
