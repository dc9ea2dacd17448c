"""`backissue.toml`: every setting is read, and whatever is wrong is refused with a sentence."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from search.config.archive import ArchiveConfig
from search.config.archive_toml import FILE_NAME, archive_config
from search.errors import BadConfig
from search.model.facets import DEFAULT_FACETS, DEFAULT_NAMES, FacetField

Read = Callable[..., ArchiveConfig]

EVERYTHING = """
title = "The Lantern  Review"
tagline = "Reporting from the river"
language = "pt-BR"
url = "https://archive.example.org/old/"
about = "about.md"
footer = '''
© The Lantern
Review'''
logo = "logo.SVG"
accent = "#8a1c1c"
accent_dark = "#FF8080"
interface = "fr"
css = "own.css"

[facets.author]
label = "Writer"
family_names = true

[facets.report]
hidden = true

[facets.section]
label = "Rubric"
labels = "All rubrics"
fields = ["section", "article:section"]
order = 15
sort = "name"
collapsed = true

[facets.theme]
fields = ["tags"]
[facets.theme.aliases]
"white_house" = "White House"
Uncategorized = ""

[facets.region.folders]
"./politics//europe/" = "Europe"

[facets.language]
hidden = false

[drop]
selectors = [".newsletter-box", "p > b"]
texts = ["Subscribe to our  newsletter"]

[synonyms]
car = ["automobile", "motorcar"]
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The settings of an archive with that `backissue.toml`, and with a page about it."""
    (tmp_path / "about.md").write_text("\ufeffAbout *us*.", encoding="utf-8")
    (tmp_path / "logo.SVG").write_text("<svg/>")
    (tmp_path / "own.css").write_text("body { color: red }")

    def config(toml: str | bytes) -> ArchiveConfig:
        data = toml.encode() if isinstance(toml, str) else toml
        (tmp_path / FILE_NAME).write_bytes(data)
        return archive_config(tmp_path)

    return config


def test_without_a_file_all_is_as_usual(tmp_path: Path) -> None:
    assert archive_config(tmp_path) == ArchiveConfig()


def test_an_empty_file_changes_nothing(read: Read) -> None:
    assert read("") == ArchiveConfig()
    assert read("\ufeff# nothing\r\n") == ArchiveConfig()


def test_every_setting_is_read(read: Read) -> None:
    config = read(EVERYTHING)
    logo = base64.b64encode(b"<svg/>").decode()
    assert replace(config, facets=DEFAULT_FACETS) == ArchiveConfig(
        title="The Lantern Review",
        tagline="Reporting from the river",
        language="pt-BR",
        url="https://archive.example.org/old",
        about="About *us*.",
        about_file="about.md",
        footer="© The Lantern Review",
        logo=f"data:image/svg+xml;base64,{logo}",
        accent="#8a1c1c",
        accent_dark="#FF8080",
        interface="fr",
        css="body { color: red }",
        dropped_selectors=(".newsletter-box", "p > b"),
        dropped_texts=("Subscribe to our newsletter",),
        synonyms=(("car", "automobile", "motorcar"),),
    )


def test_every_setting_of_a_facet_is_read(read: Read) -> None:
    facets = read(EVERYTHING).facets
    assert facets.names == ("author", "section", "region", "theme", "report", "source", "language")
    assert (facets["author"].label, facets["author"].labels) == ("Writer", "Writers")
    assert read("[facets.author]\nlabel = 'Writers'").facets["author"].labels == "Writers"
    assert facets["author"].has_family_names
    assert facets["report"].is_hidden
    assert facets["section"] == FacetField(
        "section",
        "Rubric",
        "All rubrics",
        ("section", "article:section"),
        is_collapsed=True,
        sort="name",
    )
    assert facets["theme"].fields == ("tags",)
    assert facets["theme"].aliases == (("white_house", "White House"), ("Uncategorized", ""))
    assert facets["region"].folders == (("politics/europe", "Europe"),)
    assert (facets["language"].is_hidden, facets["language"].least_values) == (False, 0)
    assert facets["source"] == DEFAULT_FACETS["source"]


def test_a_file_elsewhere_can_be_named(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "about.md").write_text("About.")
    (elsewhere / "my.toml").write_text('title = "T"\nabout = "about.md"')
    (tmp_path / FILE_NAME).write_text('title = "Not this one"')
    config = archive_config(tmp_path, elsewhere / "my.toml")
    assert (config.title, config.about_file) == ("T", "elsewhere/about.md")
    assert archive_config(tmp_path / "archive", elsewhere / "my.toml").about_file == ""


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"no\.toml cannot be read: No such file or directory\.$"):
        archive_config(tmp_path, tmp_path / "no.toml")
    with pytest.raises(BadConfig, match="is not a file"):
        archive_config(tmp_path, tmp_path)


WRONG = [
    ('titel = "x"', "there is no setting titel: did you mean “title”?"),
    ("x-y = 1", "there is no setting x-y: use one of title, tagline,"),
    ("title = 1", 'title cannot be used: give a text in quotes, such as "News".'),
    (f'title = "{"x" * 301}"', "title cannot be used: it has 301 characters, and at most 300"),
    ('title = "a\\u0007b"', "title cannot be used: it holds a control character: remove it."),
    (f'footer = "{"x" * 1001}"', "footer cannot be used: it has 1,001 characters"),
    ('language = "English, of course"', "language cannot be used: “English, of course” is not a"),
    ('url = "archive.example.org"', "url cannot be used: “archive.example.org” is not an address"),
    ('url = "https:///"', "url cannot be used"),
    ('url = "javascript:alert(1)"', "url cannot be used"),
    ('accent = "red"', "accent cannot be used: “red” is not a colour such as #a02020."),
    ('accent_dark = "#fff"', "accent_dark cannot be used: “#fff” is not a colour such as #ff8080"),
    ('about = "nowhere.md"', "about cannot be used: nowhere.md cannot be read: No such file"),
    ('about = "."', "about cannot be used: . is not a file."),
    ('about = "../secret.md"', "about cannot be used: ../secret.md is not in "),
    ('about = "/etc/passwd"', "about cannot be used: /etc/passwd is not in "),
    ('about = "latin.md"', "about cannot be used: latin.md is not UTF-8: save it as UTF-8."),
    ('about = "long.md"', "about cannot be used: long.md is larger than 200 kB, the most it may"),
    ('logo = "nowhere.png"', "logo cannot be used: nowhere.png cannot be read"),
    ('logo = "logo.exe"', "logo cannot be used: logo.exe is no image: give a PNG,"),
    ('logo = "../logo.png"', "logo cannot be used: ../logo.png is not in "),
    ("facets = 1", "facets cannot be used: write it as a table, [facets]."),
    ("facets.theme = 1", "facets.theme cannot be used: write it as a table, [facets.theme]."),
    ("[facets.theme]\nlable = 'x'", "no setting facets.theme.lable: did you mean “label”?"),
    ("[facets.theme]\nlabel = 1", "facets.theme.label cannot be used: give a text"),
    (f"[facets.theme]\nlabel = '{'x' * 61}'", "facets.theme.label cannot be used: it has 61"),
    (f"[facets.theme]\nlabels = '{'x' * 61}'", "facets.theme.labels cannot be used: it has 61"),
    ("[facets.theme]\nhidden = 'yes'", "facets.theme.hidden cannot be used: give true or false."),
    ("[facets.theme]\nhidden = 1", "facets.theme.hidden cannot be used: give true or false."),
    ("[facets.theme]\ncollapsed = 0", "facets.theme.collapsed cannot be used: give true or false"),
    ("[facets.theme]\norder = '1'", "facets.theme.order cannot be used: give a number."),
    ("[facets.theme]\norder = true", "facets.theme.order cannot be used: give a number."),
    ("[facets.theme]\norder = nan", "facets.theme.order cannot be used: give a number from"),
    (f"[facets.theme]\norder = {10**400}", "facets.theme.order cannot be used: give a number from"),
    ("[facets.theme]\nsort = 'size'", "facets.theme.sort cannot be used: “size” is none of count"),
    ("[facets.theme]\nfields = 'tags'", "facets.theme.fields cannot be used: give a list of texts"),
    ("[facets.theme]\nfields = [1]", "facets.theme.fields cannot be used: give a list of texts"),
    ("[facets.theme]\nfields = [' ']", "facets.theme.fields cannot be used: one of its texts is"),
    (f"[facets.theme]\nfields = {['x'] * 51}", "facets.theme.fields cannot be used: it has 51"),
    ("[facets.theme]\naliases = ['x']", "facets.theme.aliases cannot be used: write it as a table"),
    ("[facets.theme.aliases]\na = 1", "facets.theme.aliases.a cannot be used: give a text"),
    ("[facets.theme.aliases]\n'a b' = 1", 'facets.theme.aliases."a b" cannot be used: give a text'),
    ("[facets.theme.aliases]\n'' = 'b'", 'facets.theme.aliases."" cannot be used: write a text'),
    (
        "[facets.theme.folders]\n'../x' = 'b'",
        "facets.theme.folders cannot be used: “../x” is not a",
    ),
    ("[facets.theme.folders]\n'/' = 'b'", "facets.theme.folders cannot be used: “/” is not a"),
    ("[facets.theme.folders]\nx = ''", "facets.theme.folders cannot be used: “x” has no value."),
    ("[facets.themes]\nlabel = 'x'", "facets.themes cannot be used: did you mean “theme”? A facet"),
    ("[facets.section]", "facets.section cannot be used: give it `fields` or `folders`"),
    ("[facets.section]\nfields = []", "facets.section cannot be used: give it `fields` or"),
    ("[facets.Section]\nfields = ['x']", "facets.Section cannot be used: a facet's name is of"),
    ("[facets.'a b']\nfields = ['x']", 'facets."a b" cannot be used: a facet\'s name is of small'),
    ("[facets.not_x]\nfields = ['x']", "facets.not_x cannot be used: a facet's name is of"),
    (f"[facets.{'x' * 31}]\nfields = ['x']", "cannot be used: a facet's name is of small letters"),
    ("[facets.q]\nfields = ['x']", "facets.q cannot be used: the name has another meaning"),
    ("[facets.title]\nfields = ['x']", "facets.title cannot be used: the name has another meaning"),
    ("[facets.article]\nfields = ['x']", "facets.article cannot be used: the name has another"),
    ("[facets.metric]\nfields = ['x']", "facets.metric cannot be used: the name has another"),
    ("[facets.selection]\nfields = ['x']", "facets.selection cannot be used: the name has another"),
    (
        "[facets.themes]\nfields = ['x']",
        "facets.themes cannot be used: themes means the facet theme",
    ),
    (
        "[facets.classe]\nfields = ['x']\n[facets.class]\nfields = ['x']",
        "facets.class cannot be used: classes means the facet classe already",
    ),
    ("[drop]\ntext = ['x']", "there is no setting drop.text: did you mean “texts”?"),
    ("[drop]\ntexts = 'x'", "drop.texts cannot be used: give a list of texts"),
    ("[drop]\ntexts = ['']", "drop.texts cannot be used: one of its texts is empty"),
    (f"[drop]\ntexts = {['x'] * 201}", "drop.texts cannot be used: it has 201 texts"),
    ("[drop]\nselectors = ['p >']", "drop.selectors cannot be used: “p >” is not a CSS selector."),
    ("[drop]\nselectors = ['p:contains(a)']", "drop.selectors cannot be used: “p:contains(a)” is"),
    (
        "[drop]\nselectors = ['p::before']",
        "drop.selectors cannot be used: “p::before” is not a CSS",
    ),
    ("synonyms = []", "synonyms cannot be used: write it as a table, [synonyms]."),
    ("[synonyms]\ncar = 'automobile'", "synonyms.car cannot be used: give a list of texts"),
    ("[synonyms]\ncar = ['']", "synonyms.car cannot be used: one of its texts is empty"),
    (f"[synonyms]\ncar = {['x'] * 101}", "synonyms.car cannot be used: it has 101 texts, and at"),
    ("title = ", "is not TOML: Invalid value"),
    ("title = 'a'\ntitle = 'b'", "is not TOML: Cannot overwrite a value"),
    ("x = " + "9" * 5_000, "is not TOML: "),
    ("x = " + "[" * 10_000, "is not TOML: "),
    (b"title = '\xff'", "is not UTF-8: save it as UTF-8."),
    ("#" * 200_001, "is larger than 200 kB, the most it may be."),
]


@pytest.mark.parametrize(("toml", "said"), WRONG)
def test_what_is_wrong_is_named(read: Read, tmp_path: Path, toml: str | bytes, said: str) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xe9t\xe9")
    (tmp_path / "long.md").write_bytes(b"x" * 200_001)
    (tmp_path / "logo.exe").touch()
    with pytest.raises(BadConfig) as raised:
        read(toml)
    message = str(raised.value)
    assert message.startswith(f"{tmp_path / FILE_NAME}"), message
    assert said in message
    assert message.endswith((".", "?"))
    assert "\n" not in message


def test_a_link_does_not_lead_out_of_the_folder(read: Read, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("Secret.")
    (tmp_path / "link.md").symlink_to(outside)
    with pytest.raises(BadConfig, match=r"link\.md is not in "):
        read('about = "link.md"')


def test_the_number_of_facets_is_bounded(read: Read) -> None:
    own = 40 - len(DEFAULT_NAMES)
    toml = "".join(f"[facets.own{number}]\nfields = ['x']\n" for number in range(own))
    assert len(read(toml).facets.names) == 40
    with pytest.raises(BadConfig, match="an archive has at most 40 facets"):
        read(f"{toml}[facets.last]\nfields = ['x']")


def test_the_number_of_aliases_is_bounded(read: Read) -> None:
    aliases = "".join(f"a{number} = ''\n" for number in range(5_001))
    with pytest.raises(BadConfig, match=r"theme\.aliases cannot be used: it has 5,001 entries"):
        read(f"[facets.theme.aliases]\n{aliases}")


def test_a_facet_that_is_hidden_on_purpose_needs_no_number_of_values(read: Read) -> None:
    assert read("").facets["language"].least_values == 2
    assert read("[facets.language]\nlabel = 'Tongue'").facets["language"].least_values == 2
    assert read("[facets.language]\nhidden = true").facets["language"].is_hidden


def test_what_reads_selectors_is_imported_when_it_is_needed() -> None:
    command = "import sys, search.cli.output; print(*{'bs4', 'soupsieve'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert done.stdout.split() == []
