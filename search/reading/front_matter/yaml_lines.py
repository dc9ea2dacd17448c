"""YAML as text: no scalar becomes a number, a date or a truth value, and a bad line loses only itself.

YAML 1.1 makes 551 of `9:11`, false of `NO` and 1.1 of `1.10`, and refuses all of a document because of
one date that does not exist. So nodes are composed and nothing is resolved but the empty value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from search.reading.clean_text import CONTROL

_MAX_DEPTH = 6
_MAX_VALUES = 100_000
_MAX_WARNINGS = 10
_MAX_TRIES = 50
"""How many pieces of front matter with errors are tried, so that its time stays bounded."""
_KEY = re.compile(r"(?:[^\W_]|_)[^:\n#]{0,80}:(?:\s|$)|([\"'])[^\"'\n]{1,80}\1\s*:(?:\s|$)")
_PAIR = re.compile(r"([^\W\d][\w .-]*?|[\"'][^\"'\n]+[\"'])\s*:\s+(\S.*)")
_NULLS = ("", "~", "null", "Null", "NULL")


class _NoMapping(Exception):
    """The YAML is no mapping."""


_ERRORS = (_NoMapping, yaml.YAMLError, ValueError, RecursionError)


def yaml_fields(text: str) -> tuple[dict[str, Any], list[str]] | None:
    """The fields of a YAML mapping, and a warning for each line that cannot be read; None if the text
    is something else, such as a paragraph."""
    lines = [line.rstrip() for line in CONTROL.sub("", text).split("\n")]
    try:
        return _fields("\n".join(lines)), []
    except _NoMapping:
        return None
    except _ERRORS:
        return _piece_by_piece([line.expandtabs(2) for line in lines])


def _fields(text: str) -> dict[str, Any]:
    node = yaml.compose(text, Loader=yaml.CBaseLoader)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _NoMapping
    values = _Values()
    return {key.value: values.of(value, 1) for key, value in node.value if _is_text(key)}


class _Values:
    """Nodes as texts, lists and dicts. An alias is a copy, so their number is bounded: one of a few lines
    can stand for billions of values."""

    def __init__(self) -> None:
        self._left = _MAX_VALUES

    def of(self, node: yaml.Node, depth: int) -> Any:
        self._left -= 1
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in _NULLS else node.value
        if depth > _MAX_DEPTH or self._left < 0:
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.of(each, depth + 1) for each in node.value if self._left > 0]
        pairs = [pair for pair in node.value if _is_text(pair[0])]
        return {key.value: self.of(value, depth + 1) for key, value in pairs if self._left > 0}


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _piece_by_piece(lines: Sequence[str]) -> tuple[dict[str, Any], list[str]] | None:
    """The fields of YAML with errors: each entry of the mapping is read by itself."""
    fields: dict[str, Any] = {}
    warnings: list[str] = []
    tries = _MAX_TRIES
    for entry in _entries(lines):
        try:
            fields |= _fields("\n".join(entry))
        except _ERRORS as error:
            found, bad = _mended(entry, error) if tries > 0 else ({}, entry[0])
            tries -= 1
            fields |= found
            warnings.append(f"“{bad.strip()[:60]}” is not YAML: it was {_fate(found, bad)}")
    is_mapping = fields or any(_KEY.match(line) for line in lines)
    return (fields, _bounded(warnings)) if is_mapping else None


def _fate(found: dict[str, Any], bad: str) -> str:
    is_text = any(bad.lstrip("\"' ").startswith(key) for key in found)
    return "read as text" if is_text else "left out"


def _bounded(warnings: list[str]) -> list[str]:
    more = len(warnings) - _MAX_WARNINGS
    return [*warnings[:_MAX_WARNINGS], f"{more} more lines are not YAML"] if more > 0 else warnings


def _entries(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each entry; one begins at a line with a key that is not indented, and a line of words
    that are no part of the entry before is one by itself."""
    entry: list[str] = []
    for line in lines:
        is_alone = bool(entry) and bool(re.match(r"\w", line)) and not _is_open(entry[0])
        if entry and (is_alone or _KEY.match(line)):
            yield entry
            entry = []
        if line.strip():
            entry.append(line)
    if entry:
        yield entry


def _is_open(line: str) -> bool:
    """Whether a quotation begins in a line and does not end there."""
    value = line.partition(":")[2].strip()
    return value[:1] in ('"', "'") and value.count(value[0]) % 2 == 1


def _mended(entry: list[str], error: Exception) -> tuple[dict[str, Any], str]:
    """The fields of an entry without its bad line, and that line."""
    mark = getattr(error, "problem_mark", None)
    number = min(mark.line, len(entry) - 1) if mark else 0
    for bad in {number: 0, number - 1: 0} if len(entry) > 1 else ():
        if bad > 0:
            try:
                return _fields("\n".join(entry[:bad] + entry[bad + 1 :])), entry[bad]
            except _ERRORS:
                continue
    return _as_text(entry[0]), entry[0]


def _as_text(line: str) -> dict[str, Any]:
    """The field of one line as it was meant: `title: The ferry: a story` has two colons."""
    found = _PAIR.fullmatch(line.strip())
    if not found:
        return {}
    key, value = found[1].strip("\"'"), found[2].strip()
    quote = value[0]
    if quote in "\"'" and len(value) > 1 and value.endswith(quote):
        return {key: value[1:-1].replace(f"\\{quote}", quote)}
    is_entity = re.match(r"&#?\w{1,31};", value)
    is_label = quote == "[" and "]" in value[:-1] and value[-1] != "]"
    is_cut = (quote in "[{|>&!" and not (is_entity or is_label)) or (
        quote in "\"'" and value.count(quote) % 2 == 1
    )
    return {} if is_cut else {key: value}
