"""What generations a folder keeps, and whether they are whole."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from search.engines.whoosh import generations, last_check
from search.engines.whoosh.generation import Generation, faults, read
from search.engines.whoosh.generations import Listed, Pointer
from search.errors import IndexDamaged, IndexMissing
from search.indexing.target import Condition

_ATTEMPTS = 5


def every(index: Path) -> list[Condition]:
    """All generations, the newest first, with faults that show when their files are opened.

    Raises `IndexMissing` if there is none, and `OSError` if they cannot be listed.
    """
    listed = generations.listed(index)
    if not listed:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.listdir(index / generations.FOLDER)
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    try:
        pointer = generations.pointer(index)
    except IndexDamaged:
        pointer = Pointer("", "")
    rolled_back = generations.rolled_back(index)
    return [_condition(each, pointer, rolled_back) for each in listed]


def examined(index: Path, found: Condition) -> Condition:
    """A generation with all its faults: all its files are read."""
    if found.faults:
        return found
    try:
        generation = read(generations.folder(index, found.name))
        return replace(found, faults=_faults(index, generation))
    except IndexDamaged as error:
        return replace(found, faults=(error.fault,))


def published(index: Path) -> Condition:
    """The published generation with all its faults; raises `IndexMissing` if there is no index.

    It is looked at again if another one was published meanwhile, since this one may be removed then.
    """
    for _ in range(_ATTEMPTS):
        pointer = _pointer(index)
        found = _published(index, pointer)
        if found.is_whole or pointer == _pointer(index):
            break
    return found


def _pointer(index: Path) -> Pointer | str:
    """What CURRENT says, or what is wrong with it."""
    try:
        return generations.pointer(index)
    except IndexDamaged as error:
        return error.fault


def _published(index: Path, pointer: Pointer | str) -> Condition:
    if isinstance(pointer, str):
        return Condition(0, "", is_published=True, faults=(pointer,))
    if not pointer.name:
        every(index)
        fault = f"{index / generations.CURRENT} is missing."
        return Condition(0, "", is_published=True, faults=(fault,))
    try:
        generation = generations.pointed(index, pointer)
        known = _condition(
            Listed(pointer.name, generation, ()), pointer, generations.rolled_back(index)
        )
        return replace(known, faults=_faults(index, generation))
    except IndexDamaged as error:
        return Condition(int(pointer.name), pointer.name, is_published=True, faults=(error.fault,))


def _faults(index: Path, generation: Generation) -> tuple[str, ...]:
    """All faults in the files of a generation; if there are some, the next reindex reads all files."""
    found = tuple(faults(generation))
    if found:
        last_check.forget(index)
    return found


def _condition(listed: Listed, published: Pointer, rolled_back: Pointer) -> Condition:
    is_published = listed.name == published.name
    info = listed.generation.info if listed.generation else None
    return Condition(
        number=listed.number,
        name=listed.name,
        published_at=info.published_at if info else "",
        articles=info.articles if info else None,
        paragraphs=info.paragraphs if info else None,
        is_published=is_published,
        is_rolled_back=is_published and published == rolled_back,
        faults=listed.faults,
    )
