"""Texts that were decoded wrongly before they were saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from search.query.parser import parse
from search.reading import Reading, Record, read
from search.text.mojibake import without_mojibake

_CATALOGUES = Path(__file__).parents[2] / "web/translations"


@pytest.mark.parametrize(
    ("saved", "meant"),
    [
        ("ThereÃ¢â‚¬â„¢s Plenty of Blame", "There’s Plenty of Blame"),
        ("New Ã¢â‚¬Å“fiscal cliffÃ¢â‚¬Â idea", "New “fiscal cliff” idea"),
        ("He said â€œyesâ€ and left", "He said “yes” and left"),
        ("He said â€œyesâ€\x9d and left", "He said “yes” and left"),
        ("CafÃ© MÃ¼ller", "Café Müller"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", "привет мир"),
        ("æ—¥æœ¬èªž", "日本語"),
        ("Â£5 for ðŸ˜€", "£5 for 😀"),
    ],
)
def test_what_is_decoded(saved: str, meant: str) -> None:
    assert without_mojibake(saved) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Strauß’ Werk, SCHLOß “Neuschwanstein”",
        "SÃO PAULO – A MANHÃ “BOA”",
        "MOTLEY CRÜE’S fiancé’s exposé—but",
        "L’été à « la » carte… voilà “x”",
        "Â and ã are letters",
    ],
)
def test_what_is_left_as_it_is(text: str) -> None:
    assert without_mojibake(text) == text


def test_no_text_of_the_interface_changes_and_each_sentence_is_decoded() -> None:
    texts = {text for file in _CATALOGUES.rglob("*.po") for text in _translations(file)}
    assert len(texts) > 500
    assert [text for text in texts if without_mojibake(text) != text] == []
    garbled = {text: text.encode().decode("latin-1") for text in texts if len(text) >= 20}
    assert [text for text, saved in garbled.items() if without_mojibake(saved) != text] == []


def _translations(file: Path) -> list[str]:
    with file.open("rb") as stream:
        found = [each.string or "" for each in read_po(stream)]
    return [text for each in found for text in ([each] if isinstance(each, str) else each) if text]


def _read(**values: object) -> Reading:
    return read(Record("a.json", 0, json.dumps(values, ensure_ascii=False).encode()))


def test_all_fields_are_decoded_and_a_warning_shows_the_first() -> None:
    found = _read(
        title="ObamaÃ¢â‚¬â„¢s visit",
        summary="He didnâ€™t stay.",
        authors=["JosÃ© GarcÃ­a"],
        paragraphs=["A cafÃ© in MÃ¼nchen."],
    )
    article = found.article
    assert (article.title, article.summary) == ("Obama’s visit", "He didn’t stay.")
    assert article.authors == ("José García",)
    assert [each.text for each in article.paragraphs] == ["A café in München."]
    (warning,) = found.warnings
    assert "(“ObamaÃ¢â‚¬â„¢s”): it is read as “Obama’s”" in warning


def test_an_article_about_encodings_shows_what_it_speaks_of() -> None:
    title = "Why does â€™ show up on my page?"
    found = _read(
        title=title, paragraphs=["It is UTF-8, and read as something else: itâ€™s wrong."]
    )
    assert found.article.title == title
    assert not found.warnings


def test_links_keep_their_words_and_code_stays() -> None:
    page = (
        "<title>A page</title><p>The cafÃ© is in <a href='https://example.org/m'>MÃ¼nchen</a>,"
        " not in <code>KÃ¶ln</code>, as you donâ€™t know.</p>"
    )
    (paragraph,) = read(Record("a.html", 0, page.encode())).article.paragraphs
    assert paragraph.text == "The café is in München, not in KÃ¶ln, as you don’t know."
    marked = {paragraph.text[each.start : each.end]: each.kind for each in paragraph.form.spans}
    assert marked == {"München": "link", "KÃ¶ln": "code"}


def test_preformatted_text_stays() -> None:
    page = "<title>A page</title><p>The cafÃ© is open for all of us.</p><pre>print('KÃ¶ln')</pre>"
    found = read(Record("a.html", 0, page.encode())).article.paragraphs
    assert [each.text for each in found] == ["The café is open for all of us.", "print('KÃ¶ln')"]


def test_a_query_is_decoded_too() -> None:
    assert parse("ObamaÃ¢â‚¬â„¢s visit") == parse("Obama’s visit")
