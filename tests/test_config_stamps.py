"""Settings of any kind: what is read or refused, stamped into an index, and compared."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.config.archive import ArchiveConfig
from search.config.archive_toml import FILE_NAME, archive_config
from search.errors import BadConfig
from search.model.facets import DEFAULT_NAMES, FacetField, FacetTable

_keys = st.sampled_from(
    "title,url,about,logo,facets,drop,synonyms,theme,section,fields,aliases,folders,order,sort,selectors"
    ",texts,,a b".split(",")
)
_values: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("logo.svg"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
)


def _toml(value: Any) -> str:
    """A value as TOML; floats beside numbers are nan and inf there too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(value[key])}" for key in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value) if "." in repr(value) or "n" in repr(value) else f"{value:.1f}"
    return json.dumps(value, ensure_ascii=True)


def _is_refused_or_read(folder: Path, data: bytes) -> None:
    (folder / FILE_NAME).write_bytes(data)
    config = ArchiveConfig()
    with suppress(BadConfig):
        config = archive_config(folder)
    assert ArchiveConfig.from_stamp(json.loads(json.dumps(config.stamp()))) == config


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("config")


@given(values=st.dictionaries(_keys, _values, max_size=4))
def test_whatever_is_set_is_used_or_refused(folder: Path, values: dict[str, Any]) -> None:
    text = "".join(f"{_toml(key)} = {_toml(values[key])}\n" for key in values)
    _is_refused_or_read(folder, text.encode())


@given(data=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_whatever_the_file_holds_is_used_or_refused(folder: Path, data: bytes) -> None:
    _is_refused_or_read(folder, data)


@given(selector=st.text(alphabet=".#a:*[]()=\"'>+~,1 \\-|@n", max_size=12))
def test_whatever_is_a_selector_is_used_or_refused(folder: Path, selector: str) -> None:
    _is_refused_or_read(folder, f"[drop]\nselectors = [{json.dumps(selector)}]".encode())


_text = st.text(max_size=6)
_pairs = st.dictionaries(_text, _text, max_size=3).map(lambda pairs: tuple(pairs.items()))
_fields = st.lists(_text, max_size=3).map(tuple)
_facets = st.builds(
    FacetField,
    name=st.sampled_from([*DEFAULT_NAMES, "section", "desk"]),
    label=_text,
    labels=_text,
    fields=_fields,
    aliases=_pairs,
    folders=_pairs,
    is_hidden=st.booleans(),
    is_collapsed=st.booleans(),
    has_family_names=st.booleans(),
    sort=st.sampled_from(["count", "name"]),
    least_values=st.integers(0, 3),
)
_tables = st.lists(_facets, max_size=4, unique_by=lambda facet: facet.name).map(
    lambda facets: FacetTable(tuple(facets))
)
_configs = st.builds(
    ArchiveConfig,
    title=_text,
    about=_text,
    facets=_tables,
    dropped_selectors=_fields,
    dropped_texts=_fields,
    post_types=_fields,
    synonyms=st.lists(_fields, max_size=2).map(tuple),
)


@given(_configs)
def test_settings_survive_the_index(config: ArchiveConfig) -> None:
    assert ArchiveConfig.from_stamp(json.loads(json.dumps(config.stamp()))) == config


@pytest.mark.parametrize(
    "stamp",
    [{}, {"facets": 1}, {"facets": [1]}, {"facets": [{"name": "x"}]}, {"facets": [], "colour": ""}],
)
def test_a_stamp_of_another_version_is_refused(stamp: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="another version"):
        ArchiveConfig.from_stamp(stamp)


@given(_configs, _configs)
def test_the_names_of_changes_tell_whether_articles_change(
    one: ArchiveConfig, other: ArchiveConfig
) -> None:
    assert bool(one.reading_changes(other)) == (one.reading_key != other.reading_key)
    assert one.reading_changes(other) == other.reading_changes(one)


def _read(folder: Path, toml: str) -> ArchiveConfig:
    (folder / FILE_NAME).write_text(toml)
    return archive_config(folder)


SECTION = "[facets.section]\nfields = ['section']\n"


@pytest.mark.parametrize(
    ("toml", "changes"),
    [
        (f"{SECTION}[facets.desk]\nfolders.a = 'b'", ("facets.desk",)),
        ("", ("facets.section",)),
        ("[facets.section]\nfields = ['rubric']", ("facets.section.fields",)),
        (f"{SECTION}aliases.a = 'b'", ("facets.section.aliases",)),
        (f"{SECTION}folders.a = 'b'", ("facets.section.folders",)),
        (f"{SECTION}[facets.theme]\nfields = ['tags']", ("facets.theme.fields",)),
        (f"{SECTION}[drop]\ntexts = ['x']", ("drop.texts",)),
        (f"{SECTION}[drop]\nselectors = ['x']\ntexts = ['x']", ("drop.selectors", "drop.texts")),
        (f"{SECTION}label = 'Rubric'\nlabels = 'All'", ()),
        (
            f"{SECTION}order = 1\nsort = 'name'\ncollapsed = true\nhidden = true\nfamily_names = true",
            (),
        ),
        (f"title = 'T'\nfooter = 'F'\nurl = 'https://a.org'\n{SECTION}", ()),
        (f"{SECTION}[synonyms]\ncar = ['auto']", ()),
    ],
)
def test_only_what_changes_articles_counts(
    tmp_path: Path, toml: str, changes: tuple[str, ...]
) -> None:
    before, after = _read(tmp_path, SECTION), _read(tmp_path, toml)
    assert after.reading_changes(before) == changes
    assert (after.reading_key == before.reading_key) == (not changes)


def test_the_order_in_the_file_does_not_count(tmp_path: Path) -> None:
    one = _read(tmp_path, "[facets.theme.aliases]\na = 'x'\nb = 'y'\n[drop]\ntexts = ['a', 'b']")
    other = _read(
        tmp_path, "[drop]\ntexts = ['b', 'a', 'a']\n[facets.theme.aliases]\nb = 'y'\na = 'x'"
    )
    assert one.reading_key == other.reading_key


def test_what_has_the_name_of_the_file_but_is_none_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "gone.toml")
    with pytest.raises(BadConfig, match=r"toml cannot be read: No such file or directory\.$"):
        archive_config(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(BadConfig, match=r"toml is not a file\.$"):
        archive_config(tmp_path)
