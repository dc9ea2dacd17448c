"""The cells of a row as an object, whose names are those of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from search.model.facets import FacetTable
from search.reading.field_names import facet_names, variants

_LIST = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_BETWEEN = re.compile(r"[;|]")


def object_of_cells(
    names: Sequence[str], cells: Sequence[str], facets: FacetTable
) -> dict[str, Any]:
    """The object. A cell of a facet that is a list (`["a", "b"]`, `a; b` or `a|b`) is one."""
    listed = {name for facet in facets for name in facet_names(facet)}
    record: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        is_list = not listed.isdisjoint({name, *variants(name)})
        record.setdefault(name.strip("\ufeff "), _items(cell) if is_list else cell)
    return record


def _items(cell: str) -> str | list[str]:
    if found := _LIST.fullmatch(cell):
        quoted = [double or single for double, single in _QUOTED.findall(found[1])]
        return quoted or found[1].split(",")
    parts = [part.strip() for part in _BETWEEN.split(cell)]
    return parts if len(parts) > 1 else cell
