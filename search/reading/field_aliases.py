"""Drafts of objects whose fields have the usual names, from JSON or from front matter.

Lists may be lists of strings or one string; the names of authors in one string are separated by
commas, an item of a list is one author. Text is a string with one paragraph on each line, or a list of
paragraphs. A source may be a name, or an object with name, date and url. Wherever a name is expected,
an object with a name will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName, FacetTable, plural
from search.reading.author_values import author_of, authors_in
from search.reading.cut_texts import without_cut
from search.reading.date_parsing import only_day_in, parse_date, parse_day
from search.reading.draft import Draft
from search.reading.field_names import HTML_NAMES, KEYS, NAMES, facet_names, with_usual_names
from search.reading.person_names import is_job
from search.reading.plain_values import plain_value
from search.reading.publication import refuse_unpublished
from search.reading.raw_values import (
    day_of,
    is_blank,
    is_named,
    items_of,
    name_of,
    string_of,
    strings_of,
    unlisted,
)
from search.reading.text_values import has_paragraphs, paragraphs_of, read_text

_GROUPS = (
    "meta",
    "metadata",
    "params",
    "extra",
    "taxonomies",
    "attributes",
    "fields",
    "_source",
    "node",
    "data",
)
"""Objects that hold more fields, as Hugo and Zola have them in front matter, and as services answer; the
last one wins."""
_INNER = ("attributes", "fields", "_source")
_FIRST_ONLY = (AUTHOR, SOURCE, LANGUAGE)
"""Facets that take the first usable value: two fields with authors are the same names twice."""
_LISTS = frozenset(
    ("tags", "topics", "themes", "categories", "keywords", "labels", "document_tags")
)
"""Fields whose one string is a list too. Others, such as regions, may have commas in a value."""
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)
_HTML_KEYS = frozenset((name,) for name in HTML_NAMES)
_STRINGS = ("id", "title", "publisher", "published", "summary", LANGUAGE, "address", "rights")
_PLAIN = ("title", "publisher", "summary", "rights")


class _Given(NamedTuple):
    """The value of a field, and the keys that it has in the object."""

    value: Any = None
    keys: tuple[str, ...] = ()


def draft_of(
    record: Mapping[str, Any],
    facets: FacetTable,
    where: str = "JSON",
    dropped: tuple[str, ...] = (),
) -> Draft:
    """The draft of an object whose keys are names in `NAMES` or fields of facets. Other keys are
    ignored. `where` says in the origins what the object is. Elements of HTML in its text that match one
    of `dropped` (CSS) are left out.

    Raises `PassedOver` if the object says that it is a draft.
    """
    record = _flat(record)
    refuse_unpublished(record)
    given, lists = _fields(record, facets)
    values = {name: tuple(_values(name, each)) for name, each in lists.items()}
    found = given.get(SOURCE, _Given()).value
    source = found if isinstance(found, dict) else {"name": found}
    strings = {name: _string_field(name, given.get(name, _Given()).value) for name in _STRINGS}
    text, cut = without_cut(given["paragraphs"].value)
    is_html = given["paragraphs"].keys[:1] in _HTML_KEYS
    paragraphs, captions = read_text(text, is_html=is_html, dropped=dropped)
    return Draft(
        id=strings["id"],
        title=strings["title"],
        publisher=strings["publisher"],
        published=strings["published"],
        summary=strings["summary"],
        language=strings[LANGUAGE],
        address=strings["address"],
        rights=strings["rights"],
        key="" if strings["id"] else _key(record, strings, text),
        source=plain_value(name_of(source)),
        source_published=string_of(source.get("date") or source.get("published")),
        source_address=string_of(source.get("url") or source.get("address")),
        facets=values,
        paragraphs=paragraphs,
        captions=captions,
        warnings=(*_warnings(given | lists, strings, values), *filter(None, [cut])),
        origins=_origins(given | lists, strings, values, where),
    )


def _key(record: Mapping[str, Any], strings: Mapping[str, str], text: Any) -> str:
    """What identifies an object that has no id."""
    named = next(filter(None, (name_of(record.get(name)) for name in KEYS)), "")
    beginning = (strings["title"], strings["published"])
    return strings["address"] or named or "\n".join((*beginning, *paragraphs_of(text)))


def has_text(record: Mapping[str, Any]) -> bool:
    """Whether an object has the text of an article."""
    record = _flat(record)
    return any(has_paragraphs(record.get(name)) for name in NAMES["paragraphs"])


def has_title(record: Mapping[str, Any]) -> bool:
    record = _flat(record)
    return any(name_of(record.get(name)).strip() for name in NAMES["title"])


def _fields(
    record: Mapping[str, Any], facets: FacetTable
) -> tuple[dict[str, _Given], dict[FacetName, _Given]]:
    """The values of fields of one value, and of facets."""
    given = {name: _first(record, names, _test(name)) for name, names in NAMES.items()}
    if not _names_a_day(given["published"].value):
        given["published"] = _first(record, NAMES["published"], _names_a_date)
    lists: dict[FacetName, _Given] = {}
    for facet in facets:
        if facet.name in _FIRST_ONLY:
            given[facet.name] = _first(record, facet_names(facet), _names_something)
        else:
            lists[facet.name] = _joined(record, facet_names(facet))
    if AUTHOR in given:
        lists[AUTHOR] = given[AUTHOR]
    return given, lists


def _flat(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object with the fields of its groups, under their usual names."""
    groups = [group for name in _GROUPS if isinstance(group := record.get(name), dict)]
    flat: dict[str, Any] = {}
    for group in groups:
        inner: dict[str, Any] = next(
            (group[name] for name in _INNER if isinstance(group.get(name), dict)), {}
        )
        flat |= group | inner
    return with_usual_names(flat | dict(record) if groups else record)


def _test(name: str) -> Callable[[Any], bool]:
    """The test for a usable value of a field."""
    if name == "paragraphs":
        return has_paragraphs
    if name == "published":
        return _names_a_day
    if name == "address":
        return lambda value: bool(_WEB.match(string_of(value)))
    return lambda value: bool(_string_field(name, value).strip())


def _names_a_day(value: Any) -> bool:
    return parse_day(day_of(value)) is not None


def _names_a_date(value: Any) -> bool:
    text = day_of(value)
    return parse_date(text) is not None or only_day_in(text) is not None


def _names_something(value: Any) -> bool:
    return any(map(str.strip, strings_of(value)))


def _first(
    record: Mapping[str, Any], names: tuple[str, ...], is_usable: Callable[[Any], bool]
) -> _Given:
    """The first usable value; if none is, the first that holds anything, so that it is reported."""
    found = _Given()
    for name in names:
        if name not in record:
            continue
        value = record[name]
        if value is None or (isinstance(value, str | list | dict) and not value):
            continue
        if is_usable(value):
            return _Given(value, (name,))
        if found.value is None and not is_blank(value):
            found = _Given(value, (name,))
    return found


def _joined(record: Mapping[str, Any], names: tuple[str, ...]) -> _Given:
    """The values under all of the names in one list."""
    items: list[Any] = []
    keys = []
    for name in names:
        value = unlisted(record.get(name))
        if isinstance(value, str) and name in _LISTS:
            value = re.split("[,;|]", value)
        if value is not None and not is_blank(value):
            items += items_of(value)
            keys.append(name)
    return _Given(items or None, tuple(keys))


def _values(facet: FacetName, given: _Given) -> Iterator[str]:
    """The values of a facet; the names of authors in one string are separated by semicolons, if it has
    any, else by commas, but "Smith, John" is one."""
    value = unlisted(given.value)
    if isinstance(value, dict):
        value = value.get("original", value)
    if facet != AUTHOR:
        yield from map(plain_value, strings_of(value))
        return
    if not isinstance(value, str):
        yield from filter(None, (author_of(plain_value(each)) for each in strings_of(value)))
        return
    names = tuple(authors_in(value))
    yield from tuple(name for name in names if not is_job(name)) or names


def _string_field(name: str, value: Any) -> str:
    if name == "published":
        return day_of(value)
    text = name_of(value) if name in _PLAIN else string_of(value)
    return plain_value(text) if name in _PLAIN else text


def _origins(
    given: Mapping[str, _Given],
    strings: Mapping[str, str],
    values: Mapping[FacetName, tuple[str, ...]],
    where: str,
) -> dict[str, str]:
    """Where each field and each facet was found."""
    found = {name for name, text in strings.items() if text}
    found |= {name for name, texts in values.items() if texts}
    found |= {SOURCE, "paragraphs"}
    return {
        name: f"{where}: {', '.join(each.keys)}"
        for name, each in given.items()
        if each.keys and name in found
    }


def _warnings(
    given: Mapping[str, _Given],
    strings: Mapping[str, str],
    values: Mapping[FacetName, tuple[str, ...]],
) -> tuple[str, ...]:
    """A warning for each field with a value that cannot be used."""
    odd = [
        name
        for name in _STRINGS
        if not strings[name] and given.get(name, _Given()).value is not None
    ]
    odd += [plural(name) for name in values if not all(map(is_named, items_of(given[name].value)))]
    if any(
        not isinstance(each, str | dict) and not is_named(each)
        for each in items_of(given["paragraphs"].value)
    ):
        odd.append("paragraphs")
    return tuple(f"{name} holds something that is not text: it was left out" for name in odd)
