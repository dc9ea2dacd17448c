"""Texts that editors and services keep as trees of nodes: blocks that hold pieces of lines.

`{"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "…"}]}]}` is one
form; others call the lists `children` or `blocks`, and the pieces spans. A list with pieces is a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from search.reading.raw_values import string_of

_LISTS = ("blocks", "content", "children", "nodes")
_ROOTS = ("root", "document", "json")
_KINDS = ("type", "_type", "nodeType")
_PIECES = frozenset(("text", "span", "hardBreak", "hard_break", "linebreak", "br"))
_TEXTS = ("text", "value")
_MAX_DEPTH = 30


def without_tree(value: Any) -> Any:
    """The lines of a tree as a list; any other value as it is."""
    if isinstance(value, str) or not value:
        return value
    nodes = _nodes_of(value)
    return [*_lines_of(nodes)] if nodes else value


def _nodes_of(value: Any) -> Sequence[Any]:
    """The nodes below the root of a tree; none of any other value."""
    for _ in range(_MAX_DEPTH):
        if isinstance(value, list):
            return value if any(map(_holds_nodes, value)) else ()
        if not isinstance(value, dict):
            return ()
        below = (value.get(name) for name in (*_ROOTS, *_LISTS))
        value = next((each for each in below if isinstance(each, list | dict)), None)
        if isinstance(value, list):
            return value if value and all(isinstance(each, dict) for each in value) else ()
    return ()


def _lines_of(nodes: Sequence[Any], depth: int = 0) -> Iterator[Any]:
    """The lines of the nodes; a node that holds no others is given as it is."""
    if any(map(_is_piece, nodes)):
        yield "".join(map(_joined, nodes))
        return
    for node in nodes:
        inside = _list_in(node)
        if inside is None or depth >= _MAX_DEPTH:
            yield node
        else:
            yield from _lines_of(inside, depth + 1)


def _holds_nodes(node: Any) -> bool:
    inside = _list_in(node)
    return inside is not None and any(isinstance(each, dict) for each in inside)


def _list_in(node: Any) -> list[Any] | None:
    if not isinstance(node, dict):
        return None
    return next((each for name in _LISTS if isinstance(each := node.get(name), list)), None)


def _is_piece(node: Any) -> bool:
    """Whether a node is a part of a line."""
    if not isinstance(node, dict) or _list_in(node):
        return False
    kind = next((node[name] for name in _KINDS if name in node), None)
    return kind in _PIECES if isinstance(kind, str) else isinstance(node.get("text"), str)


def _joined(node: Any, depth: int = 0) -> str:
    """The text of a piece, or of what holds pieces, such as a link."""
    inside = _list_in(node)
    if inside and depth < _MAX_DEPTH:
        return "".join(_joined(each, depth + 1) for each in inside)
    if not isinstance(node, dict):
        return ""
    text = next(filter(None, (string_of(node.get(name)) for name in _TEXTS)), "")
    return text or ("" if "text" in node else " ")
