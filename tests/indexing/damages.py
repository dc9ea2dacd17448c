"""What may happen to the files of an index that has two generations, of one and of two segments."""

from __future__ import annotations

import os
import shutil
from itertools import product
from pathlib import Path
from typing import NamedTuple

PLACES = (
    "CURRENT",
    "generations",
    "generations/000002",
    "generations/000002/generation.json",
    "generations/000002/manifest.columns",
    "generations/000002/_MAIN_1.toc",
    "old segment",
    "new segment",
)
SIDE_PLACES = ("lock", "CURRENT.new", "ROLLBACK", "generations/000001", "generations/000003")
"""What a search does not need."""


class Place(NamedTuple):
    """An index, the file or folder in it that is damaged, and the same of another generation."""

    home: Path
    path: Path
    other: Path


def deleted(place: Place) -> None:
    if place.path.is_dir():
        shutil.rmtree(place.path)
    else:
        place.path.unlink(missing_ok=True)


def emptied(place: Place) -> None:
    if place.path.is_dir():
        for each in place.path.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    else:
        place.path.write_bytes(b"")


def cut(place: Place) -> None:
    for file in files(place.path):
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])


def flipped(place: Place) -> None:
    for file in files(place.path):
        data = bytearray(file.read_bytes() or b"0")
        data[len(data) // 2] ^= 1
        file.write_bytes(data)


def made_a_folder(place: Place) -> None:
    deleted(place)
    (place.path / "of somebody").mkdir(parents=True)


def made_a_file(place: Place) -> None:
    deleted(place)
    place.path.write_text("of somebody")


def made_a_dangling_link(place: Place) -> None:
    deleted(place)
    place.path.symlink_to("nowhere")


def made_a_pipe(place: Place) -> None:
    deleted(place)
    os.mkfifo(place.path)


def made_another_ones(place: Place) -> None:
    deleted(place)
    if place.other.is_dir():
        shutil.copytree(place.other, place.path)
    elif place.other.exists():
        shutil.copy(place.other, place.path)


DAMAGES = (
    deleted,
    emptied,
    cut,
    flipped,
    made_a_folder,
    made_a_file,
    made_a_dangling_link,
    made_a_pipe,
    made_another_ones,
)
CASES = [
    *product(PLACES, DAMAGES),
    *product(SIDE_PLACES, (deleted, flipped, made_a_folder, made_a_file, made_a_pipe)),
]


def files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]


def place_of(index: Path, name: str) -> Place:
    """The place of that name in an index."""
    first, second = (index / "generations" / each for each in ("000001", "000002"))
    (old,) = (each.name for each in first.glob("*.segment"))
    (new,) = (each.name for each in second.glob("*.segment") if each.name != old)
    if name.endswith("segment"):
        here, there = (old, new) if name.startswith("old") else (new, old)
        return Place(index, second / here, second / there)
    return Place(index, index / name, Path(str(index / name).replace("000002", "000001")))
