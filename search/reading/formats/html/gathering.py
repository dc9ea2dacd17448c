"""Lines that belong together: those of a table, and those of one preformatted text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from search.model.articles import PLAIN, Form, Span
from search.reading.formats.html.elements import BLOCKS
from search.reading.formats.html.line_forms import LineForms
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.pruning import flags
from search.reading.formats.html.text_lines import Line
from search.reading.spans import shifted
from search.reading.tables import MOST_IN_A_CELL, Cell, table

_IN_TABLES = frozenset("table caption tbody thead tfoot tr td th p div ul ol li".split())
_CELLS = ("td", "th")
_USUAL_IN_A_CELL = 100
"""Characters; tables that hold longer texts only arrange a page."""
_KEPT_SHARE = 0.5


def gathered(
    tree: PageTree, every: Sequence[Line], chosen: Sequence[Line], forms: LineForms
) -> list[Line]:
    """The chosen lines with their forms. A table of which most is chosen is one line with all its cells,
    and so is preformatted text."""
    chosen = list(map(forms.formed, chosen))
    tables = tree.tagged("table")
    in_table = flags(tree, tables)
    if tables and any(in_table[line.block] for line in chosen):
        chosen = _with_tables(tree, every, chosen, forms)
    if any(line.kind == "preformatted" for line in chosen):
        chosen = list(_with_whole_code(tree, chosen))
    return chosen


def _nearest(tree: PageTree, tags: Collection[str], ends: Collection[str] = ()) -> list[int]:
    """For each element the nearest one with such a tag, at or above it and below one of `ends`; -1 for
    none."""
    found: list[int] = []
    for index, tag in enumerate(tree.tags):
        parent = tree.parents[index]
        own = index if tag in tags else -1
        found.append(own if own >= 0 or parent < 0 or tag in ends else found[parent])
    return found


def _with_tables(
    tree: PageTree, every: Sequence[Line], chosen: Sequence[Line], forms: LineForms
) -> list[Line]:
    cells = _nearest(tree, _CELLS, ("table", "caption"))
    owners = _nearest(tree, ("table",))
    lines: dict[int, list[Line]] = {}
    for line in every:
        if cells[line.block] >= 0:
            lines.setdefault(owners[line.block], []).append(line)
    kept: dict[int, int] = {}
    for line in chosen:
        if cells[line.block] >= 0:
            kept[owners[line.block]] = kept.get(owners[line.block], 0) + len(line.text)
    whole = {
        owner: _line_of(tree, owner, cells, list(map(forms.formed, lines[owner])))
        for owner, size in kept.items()
        if owner >= 0
        and _is_data(tree, owner, lines[owner])
        and size >= _KEPT_SHARE * sum(len(line.text) for line in lines[owner])
    }
    found: dict[int, Line] = {}
    for number, line in enumerate(chosen):
        owner = owners[line.block] if cells[line.block] >= 0 else -1
        place = -1 - owner if owner in whole else number
        found.setdefault(place, whole.get(owner, line))
    return list(found.values())


def _is_data(tree: PageTree, table: int, lines: Sequence[Line]) -> bool:
    """Whether a table holds data: at least two rows with two cells, no other table, no sections, and
    short texts."""
    inside = tree.tags[table + 1 : tree.ends[table]]
    cells, rows = sum(map(inside.count, _CELLS)), inside.count("tr")
    if rows < 2 or cells < 2 * rows or "table" in inside or not BLOCKS & {*inside} <= _IN_TABLES:
        return False
    sizes = [len(line.text) for line in lines]
    return max(sizes) <= MOST_IN_A_CELL and sum(sizes) <= _USUAL_IN_A_CELL * len(sizes)


def _line_of(tree: PageTree, owner: int, cells: Sequence[int], lines: Sequence[Line]) -> Line:
    """A table as one line."""
    texts: dict[int, list[Line]] = {}
    for line in lines:
        texts.setdefault(cells[line.block], []).append(line)
    rows: list[list[Cell]] = []
    for index in range(owner + 1, tree.ends[owner]):
        if tree.tags[index] == "tr":
            rows.append([])
        elif tree.tags[index] in _CELLS and rows:
            cell = _joined(texts.get(index, ()), " ")
            rows[-1].append(Cell(*cell, is_header=tree.tags[index] == "th"))
    text, kind, form = table(rows)
    linked = sum(line.linked for line in lines)
    points = sum(line.points for line in lines)
    return Line(text, kind, owner, linked, 0, points, form=form)


def _joined(lines: Sequence[Line], between: str) -> tuple[str, tuple[Span, ...]]:
    spans: list[Span] = []
    start = 0
    for line in lines:
        spans += shifted(line.form.spans, start)
        start += len(line.text) + len(between)
    return between.join(line.text for line in lines), tuple(spans)


def _with_whole_code(tree: PageTree, lines: Sequence[Line]) -> Iterator[Line]:
    owners = _nearest(tree, ("pre",))
    for owner, run in groupby(lines, lambda line: owners[line.block]):
        parts = list(run)
        if owner < 0 or len(parts) == 1:
            yield from parts
        else:
            text, spans = _joined(parts, "\n")
            points = sum(line.points for line in parts)
            yield parts[0]._replace(text=text, form=Form(spans) if spans else PLAIN, points=points)
