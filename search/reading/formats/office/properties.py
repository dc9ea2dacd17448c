"""What a document says of itself beside its text, as far as it can be believed.

Programs fill in most of it: the name of a file as title, the account of whoever typed as author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from search.reading.bylines import names_in
from search.reading.person_names import is_full_name
from search.reading.xml_trees import Element, local, text_of

_NO_TITLE = re.compile(
    r"\s*(?:microsoft (?:word|powerpoint|excel)\b.*|untitled\b.{0,20}|print(?:ing)?\b.{0,10}"
    r"|(?:(?:new |no )?(?:document|title|template|layout|presentation|slide|page)|dokument|documento"
    r"|unbenannt|ohne titel|sans titre|sin título|powerpoint presentation)[\s_-]*\d*"
    r"|\(?(?:anonymous|unspecified|unknown|none)\)?"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|qxp?d?|pages|txt|html?|pptx?|xlsx?|tex|dvi|p65|pmd|tmp|fm|cdr|ai)"
    r"|https?:\S*|file:.*|[\W\d_]*)\s*",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAME = re.compile(
    r"\b(?:user|microsoft|windows|office|admin\w*|owner|default|python-docx)\b", re.I
)
_MADE = ("created", "creation-date")
"""When a file was made, which is not when its text was published."""
_OF_PROGRAM = frozenset(("description", "comments", "lastmodifiedby", "template", "revision"))
_LIST = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a document: fields as in `search.reading.field_aliases`, under their own names
    too, and when it was made."""

    fields: Mapping[str, Any]
    made: str = ""


def of_elements(core: Iterable[Element], custom: Mapping[str, Element]) -> Properties:
    """The properties in elements with the names of Dublin Core, and those that people named."""
    given = [(local(each.tag).lower(), text_of(each)) for each in core]
    given += [(name.lower(), text_of(each)) for name, each in custom.items()]
    return of_values(given)


def of_values(given: Iterable[tuple[str, str]]) -> Properties:
    """The properties of pairs of names in lower case and values; a name may occur several times."""
    values: dict[str, list[str]] = {}
    for name, text in given:
        if text.strip():
            values.setdefault(name, []).append(text)
    made = next((values[name] for name in _MADE if name in values), [""])
    creators = values.pop("creator", []) + values.pop("author", [])
    fields: dict[str, Any] = {
        name: each if len(each) > 1 else each[0]
        for name, each in values.items()
        if name not in _OF_PROGRAM and name not in _MADE
    }
    keywords = [*values.get("keywords", ()), *values.get("keyword", ())]
    fields |= {
        "title": usable_title(values.get("title", [""])[0]),
        "authors": persons(creators),
        "tags": [each for text in keywords for each in _LIST.split(text) if each],
    }
    return Properties({name: value for name, value in fields.items() if value}, made[0])


def usable_title(text: str) -> str:
    """A title, "" if a program made it of nothing: "Microsoft Word - x.doc", "untitled"."""
    return "" if _NO_TITLE.fullmatch(text) else text.strip()


def persons(creators: Iterable[str]) -> list[str]:
    """The persons among those who are named as creators; accounts and programs are none."""
    return [
        name
        for text in creators
        if not _NO_NAME.search(text)
        for name in names_in(text)
        if is_full_name(name)
    ]
