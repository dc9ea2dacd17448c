"""Authors whose names link to their own pages: /author/ada-quill says who Ada Quill is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.zones import ShortLine, Zone
from search.reading.person_names import is_full_name

_OF_AUTHORS = frozenset(
    "author authors autor autoren autorin autorinnen autore autori autores auteur auteurs by byline"
    " bylines writer writers contributor contributors columnist columnists editor editors reporter"
    " reporters journalist journalists journaliste journalistes staff people person personen profile"
    " profil profiles redakteur redaktion redakcja redazione firma firmas yazar yazarlar skribent"
    " forfatter".split()
)
"""Folders of a site in which its authors have their pages."""
_WORD = re.compile(r"[^\W\d_]+")


def linked_authors(tree: PageTree, lines: Sequence[ShortLine]) -> tuple[str, ...]:
    """The names below the heading that link to a page of an author with that name; () if none does."""
    near = [line for line in lines if line.zone == Zone.BELOW_HEADING]
    found = (_name(tree, owner, text) for line in near for owner, text in line.parts)
    return tuple(dict.fromkeys(filter(None, found)))


def _name(tree: PageTree, owner: int, text: str) -> str:
    """The name that a text is, if it is in such a link; "" for any other."""
    name = " ".join(text.split()).strip(" ,")
    link = owner if tree.tags[owner] == "a" else max(0, tree.parents[owner])
    if tree.tags[link] != "a" or not is_full_name(name):
        return ""
    *folders, page = _path(tree.attributes(link).get("href", ""))
    is_of_author = not _OF_AUTHORS.isdisjoint(folders)
    return name if is_of_author and _words(name) <= _words(page) else ""


def _path(address: str) -> list[str]:
    """The folders and the page of an address, without a number or a name of an index at its end."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return [""]
    parts = [part for part in unquote(path).casefold().split("/") if _WORD.search(part)]
    return parts or [""]


def _words(text: str) -> set[str]:
    """The words of a name or an address, without accents."""
    letters = normalize("NFKD", text.casefold())
    return set(_WORD.findall("".join(each for each in letters if each.isascii())))
