"""The interface in several languages: who gets which, what caches know, and that no words are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from bs4 import BeautifulSoup, Comment, Doctype
from flask.testing import FlaskClient

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.config.interface import LANGUAGES
from search.engines import open_engine
from search.errors import IndexDamaged, IndexMissing
from search.model.articles import Paragraph, Source
from search.model.dates import PartialDate
from search.model.preparation import Preparation, Reindexing
from tests.support import article, publish, whole_article
from tests.web.conftest import parsed
from tests.web.messages import TRANSLATED, Said, catalogue, of_sources
from web import create_app, languages
from web.views.unready import unready

FOREIGN = "Повінь на Дунаї"
"""All of the archive is in letters that no message has."""
PAGES = (
    "/", "/search", "/search?q=повінь", "/search?q=повінь+міст+потоп", "/search?q=ніщо",
    "/search?q=повінь&theme=Води&-author=Анна&from=2019&sort=oldest", "/search?unit=paragraph&q=повінь",
    "/search?q=!!!", "/search?q=повінб", "/search?q=повінь&from=2019-13&to=x",
    "/search?q=повінь&from=2020&to=2010", "/search?sort=x", "/search?unit=x", "/search?match=x",
    "/search?page=x", "/search?page=99", "/search?size=x", "/search?q=повінь&theme=ніщо",
    "/search?q=" + "повінь+" * 130, "/authors", "/authors?q=анна", "/authors?q=ніщо",
    "/authors?letter=щ", "/themes?within=q%3Dповінь", "/themes?within=q%3Dповінь&q=во", "/help",
    "/about", "/ніщо", "/suggest?q=пов", "/articles/1", "/articles/1?q=повінь",
    "/articles/1?q=ніщо", "/trends", "/trends?q=повінь&q=міст&measure=share&from=2019", "/trends?q=ніщо",
    "/trends?measure=x", "/trends?rows=x", "/trends?q=1&q=2&q=3&q=4&q=5",
    "/api", "/articles", "/articles?year=2019", "/articles?year=1066", "/articles?page=9",
    "/search?q=копія", "/search?q=копія&copies=all", "/search?copies=x", "/articles/копія-1",
)  # fmt: skip
OWN_WORDS = re.compile(r"Backissue|CSV|JSON|NDJSON|RIS|BibTeX|CSL|Atom|RSS|x|A|Z")


def _words(text: str) -> list[str]:
    return [
        each
        for each in re.findall(r"[A-Za-z]+", text.replace("%s", ""))
        if not OWN_WORDS.fullmatch(each)
    ]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("foreign")
    articles = [
        article(
            str(number),
            f"Повінь і потоп номер {number}.",
            title=FOREIGN,
            authors=("Анна", "Іван"),
            themes=("Води",) if number % 2 else ("Мости",),
            regions=("Одеса",),
            published=date(2018 + number % 3, 5, 1 + number),
            source=Source("Газета", PartialDate(1999), "https://е.укр/1"),
            address="https://е.укр/2",
        )
        for number in range(25)
    ]
    own = Paragraph("p1", " ".join(["копія", *(f"слово{number}" for number in range(60))]))
    footer = Paragraph("p2", "Підтримайте нас.", is_repeated=True)
    paper, day = Source("Газета"), date(2019, 5, 6)
    copies = [
        whole_article(f"копія-{number}", FOREIGN, paper, paragraphs=(own, footer), published=day)
        for number in range(6)
    ]
    config = ArchiveConfig(title="Ліхтар", about="Це ми.", footer="© Ми", language="uk")
    publish(folder / "index", [*articles, *copies], config=config, are_grouped=True)
    with open_engine(folder / "index") as engine:
        yield create_app(engine, Settings()).test_client()


class _Pseudo(NullTranslations):
    """Every letter of a message is another, so that what is English still was no message."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(%\(\w+\)s|%s|%%)", message)
        return "".join(
            each if at % 2 else re.sub("[A-Za-z]", "ж", each) for at, each in enumerate(parts)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(languages, "words_of", lambda tag: _Pseudo())
    monkeypatch.setattr(languages.Language, "month", lambda self, first: f"{first.year}")
    monkeypatch.setattr(languages.Language, "day", lambda self, day: f"{day.year}")
    monkeypatch.setattr(languages.Language, "joined", lambda self, parts: ", ".join(parts))
    monkeypatch.setattr(languages.Language, "either", lambda self, parts: ", ".join(parts))
    languages.language_of.cache_clear()
    yield
    languages.language_of.cache_clear()


def _said(soup: BeautifulSoup) -> Iterator[str]:
    """What a page says, to be seen or heard, but queries and names of formats."""
    for each in soup.select("code, kbd, script, style, .languages, .references, .address"):
        each.decompose()
    for text in soup.find_all(string=True):
        if not isinstance(text, Comment | Doctype) and not text.find_parent(class_="Z3988"):
            yield text
    for each in soup.find_all(True):
        names = ("aria-label", "title", "alt", "data-options", "data-told", "placeholder")
        for name in names:
            if "Z3988" not in (each.get("class") or ()):
                yield str(each.get(name, ""))
    for each in soup.select("meta[name=description]"):
        yield str(each["content"])


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_nothing_that_is_no_message(foreign: FlaskClient, address: str) -> None:
    response = foreign.get(address, headers={"Accept-Language": "ar"})
    if response.is_json or "suggestions" in (response.mimetype or ""):
        assert not _words(" ".join(response.json[2]))  # type: ignore[index]  # it is a list
        return
    for said in _said(BeautifulSoup(response.text, "lxml")):
        left = re.sub(r"\bauthor:|\blang=\w+|2019-\d\d(-\d\d)?", "", said)
        assert not _words(left), said


@pytest.mark.usefixtures("pseudo")
def test_nor_does_a_page_without_an_index(unpublished: FlaskClient, damaged: FlaskClient) -> None:
    for client in (unpublished, damaged):
        response = client.get("/", headers={"Accept-Language": "ar"})
        assert response.status_code == 503
        for said in _said(parsed(response)):
            assert not {*_words(said)} - {"backissue", "reindex"}, said


@pytest.fixture(scope="module")
def messages() -> set[Said]:
    return {*of_sources()}


def test_every_message_has_a_translation_with_its_gaps(messages: set[Said]) -> None:
    assert len(messages) > 200
    for tag in TRANSLATED:
        found = catalogue(tag)
        ids = {each.id if isinstance(each.id, str) else (each.id[0], each.id[1]) for each in found}
        assert ids - {""} == messages, f"{tag}: run python -m tests.web.messages, and translate"
        for each in found:
            if each.id:
                _check(tag, each, found.num_plurals)


def _check(tag: str, message: Message, plurals: int) -> None:
    forms = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
    source = message.id if isinstance(message.id, str) else message.id[-1]
    assert len(forms) == (1 if isinstance(message.id, str) else plurals)
    for form in forms:
        assert form, f"{tag}: “{source}” has no translation"
        gaps, expected = ({*re.findall(r"%\(\w+\)s|%s", each)} for each in (form, source))
        assert gaps <= expected, f"{tag}: {form}"
        assert gaps == expected or len(forms) > 1, f"{tag}: {form}"
        assert form.count("`") == source.count("`"), f"{tag}: {form}"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("fr-CA, en;q=0.5", "fr"), ("pt-BR, es;q=0.8, en;q=0.5", "es"), ("ja", "en"), ("", "en"),
        ("de-AT", "de"), ("ar-EG,ar;q=0.9", "ar"), ("en-US,en;q=0.9,de;q=0.8", "en"),
    ],
)  # fmt: skip
def test_a_reader_gets_the_language_of_the_browser(
    client: FlaskClient, accepted: str, expected: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    soup = parsed(response)
    assert soup.html["lang"] == expected
    assert soup.html["dir"] == ("rtl" if expected == "ar" else "ltr")
    assert {"Accept-Language", "Cookie"} <= {*response.vary.as_set(preserve_casing=True)}


def test_a_choice_is_remembered_and_comes_first(foreign: FlaskClient) -> None:
    browser = foreign.application.test_client()
    accepted = {"Accept-Language": "fr"}
    link = parsed(browser.get("/search?q=повінь", headers=accepted)).select_one(
        ".languages [lang=de]"
    )
    chosen = browser.get(f"/search{link['href']}", headers=accepted)
    assert parsed(chosen).html["lang"] == "de"
    assert parsed(chosen).select_one("#q")["value"] == "повінь"
    assert "HttpOnly" in chosen.headers["Set-Cookie"]
    assert "SameSite=Lax" in chosen.headers["Set-Cookie"]
    assert parsed(browser.get("/help", headers=accepted)).html["lang"] == "de"
    again = browser.get("/help?lang=nonsense", headers=accepted)
    assert parsed(again).html["lang"] == "de"
    assert "Set-Cookie" not in again.headers


def test_a_site_has_a_language_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path / "index", [article("a", "A.")], config=ArchiveConfig(interface="es"))
    with open_engine(tmp_path / "index") as engine:
        for settings, expected in ((Settings(), "es"), (Settings(interface="de"), "de")):
            browser = create_app(engine, settings).test_client()
            shown = browser.get("/", headers={"Accept-Language": "fr"})
            assert parsed(shown).html["lang"] == expected
            assert parsed(browser.get("/?lang=fr")).html["lang"] == "fr"


def test_another_language_is_another_page_for_caches(client: FlaskClient) -> None:
    french = client.get("/search?q=river", headers={"Accept-Language": "fr"})
    german = client.get("/search?q=river", headers={"Accept-Language": "de"})
    assert french.headers["ETag"] != german.headers["ETag"]
    given = {"Accept-Language": "de", "If-None-Match": french.headers["ETag"]}
    assert client.get("/search?q=river", headers=given).status_code == 200
    given = {"Accept-Language": "fr", "If-None-Match": french.headers["ETag"]}
    unchanged = client.get("/search?q=river", headers=given)
    assert unchanged.status_code == 304
    assert "Accept-Language" in unchanged.headers["Vary"]


def test_programs_are_answered_in_english(client: FlaskClient) -> None:
    accepted = {"Accept-Language": "fr", "Cookie": "language=de"}
    for address in (
        "/search.json?q=!!!",
        "/search.json?page=x",
        "/openapi.json",
        "/search.csv?q=river",
    ):
        response = client.get(address, headers=accepted)
        assert response.get_data() == client.get(address).get_data()
        assert "Accept-Language" not in response.headers.get("Vary", "")


def test_the_labels_of_facets_are_translated_unless_the_archive_gave_them(tmp_path: Path) -> None:
    facets = ArchiveConfig().facets.fields
    own = ArchiveConfig(facets=type(ArchiveConfig().facets)((facets[1], *facets[3:])))
    publish(tmp_path / "index", [article("a", "A.", regions=("Asia",))], config=own)
    with open_engine(tmp_path / "index") as engine:
        soup = parsed(create_app(engine, Settings()).test_client().get("/search?lang=es"))
    assert [each.text for each in soup.select("legend")] == ["Fecha", "Región"]


def test_content_keeps_its_language(foreign: FlaskClient) -> None:
    soup = parsed(foreign.get("/search?lang=ar"))
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert soup.select_one(".hit h3")["lang"] == "uk"
    assert soup.select_one(".credit")["dir"] == "rtl"


@pytest.mark.parametrize(
    ("tag", "counts"),
    [
        ("ar", ["لا مقالات", "مقال واحد", "مقالان", "3 مقالات", "11 مقالًا", "100 مقال", "1,234 مقالًا"]),
        ("fr", ["0 article", "1 article", "2 articles", "3 articles", "11 articles", "100 articles",
                "1\u202f234 articles"]),
        ("de", ["0 Artikel", "1 Artikel", "2 Artikel", "3 Artikel", "11 Artikel", "100 Artikel",
                "1.234 Artikel"]),
    ],
)  # fmt: skip
def test_counts_have_the_forms_of_a_language(tag: str, counts: list[str]) -> None:
    words = languages.language_of(tag).words
    found = [
        words.ngettext("%(num)s article", "%(num)s articles", count)
        % {"num": languages.grouped(count, tag)}
        for count in (0, 1, 2, 3, 11, 100, 1_234)
    ]
    assert found == counts


def test_every_phase_of_a_reindex_has_a_message(messages: set[Said]) -> None:
    running = Preparation(Reindexing("Indexing", 43, 100, 12))
    said = unready(running, IndexMissing(""))
    assert said.message.startswith("Indexing, 43 %. 12 articles so far.")
    assert {"Indexing", "Publishing"} <= messages


def test_the_languages_are_those_that_have_catalogues() -> None:
    assert {each.stem for each in languages.CATALOGUES.glob("*.po")} == {*TRANSLATED}
    assert {*languages.NAMES} == {*LANGUAGES}
    assert unready(Preparation(is_forbidden=True), IndexDamaged("")).heading


def test_a_message_for_scripts_has_a_gap_that_they_fill(client: FlaskClient) -> None:
    accepted = {"Accept-Language": "de"}
    told = parsed(client.get("/", headers=accepted)).select_one("#q")["data-told"]
    assert told == "Vorschläge: %s. Wählen Sie mit den Pfeiltasten."
