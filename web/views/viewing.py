"""The choices of how results are listed."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.request import SearchRequest
from web.language import gettext as _
from web.links import Links, search_of
from web.preferences import COMPACT, FULL, HITS, SHAPE, SIZES, View


@dataclass(frozen=True, slots=True)
class ViewChoice:
    label: str
    value: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ViewGroup:
    """Choices of which one holds; `name` is the field that sends it."""

    name: str
    label: str
    choices: tuple[ViewChoice, ...]


@dataclass(frozen=True, slots=True)
class ViewForm:
    """A form that remembers a choice and shows the search `within`, the query of its address, again."""

    address: str
    within: str
    groups: tuple[ViewGroup, ...]


def view_form(request: SearchRequest, view: View, links: Links) -> ViewForm:
    shapes = ((FULL, _("with passages"), False), (COMPACT, _("titles only"), True))
    return ViewForm(
        address=links.view(),
        within=search_of(request),
        groups=(
            ViewGroup(
                SHAPE,
                _("List"),
                tuple(
                    ViewChoice(label, value, is_compact == view.is_compact)
                    for value, label, is_compact in shapes
                ),
            ),
            ViewGroup(
                HITS,
                _("On a page"),
                tuple(ViewChoice(f"{size}", f"{size}", size == request.size) for size in SIZES),
            ),
        ),
    )
