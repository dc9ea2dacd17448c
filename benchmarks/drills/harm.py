"""What can befall the files of an index."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

_LONGEST = 300


def harm(chance: random.Random, index: Path) -> str:
    """Do one harm to an index; gives what was done in words."""
    way = chance.choice(_WAYS)
    return f"{way.__name__.strip('_').replace('_', ' ')} {way(chance, index)}"


def _flip_a_bit_of(chance: random.Random, index: Path) -> str:
    return _rewrite(chance, index, _flipped)


def _blank_a_part_of(chance: random.Random, index: Path) -> str:
    return _rewrite(chance, index, _blanked)


def _cut(chance: random.Random, index: Path) -> str:
    return _rewrite(chance, index, lambda chance, data: data[: chance.randrange(len(data))])


def _empty(chance: random.Random, index: Path) -> str:
    return _rewrite(chance, index, lambda chance, data: b"")


def _add_to(chance: random.Random, index: Path) -> str:
    return _rewrite(
        chance, index, lambda chance, data: data + chance.randbytes(chance.randint(1, 40))
    )


def _delete(chance: random.Random, index: Path) -> str:
    file = chance.choice(_files(index))
    file.unlink()
    return _name(file, index)


def _put_a_folder_in_place_of(chance: random.Random, index: Path) -> str:
    file = chance.choice(_files(index))
    file.unlink()
    file.mkdir()
    return _name(file, index)


def _put_what_never_ends_in_place_of(chance: random.Random, index: Path) -> str:
    """A named pipe that nobody writes to, or a device that always has more."""
    file = chance.choice(_files(index))
    file.unlink()
    if chance.random() < 0.5:
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    return _name(file, index)


def _swap(chance: random.Random, index: Path) -> str:
    """Two files that differ, of one generation or of two."""
    one = chance.choice(_files(index))
    other = chance.choice([each for each in _files(index) if not _same(each, one)])
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    return f"{_name(one, index)} and {_name(other, index)}"


def _overwrite(chance: random.Random, index: Path) -> str:
    """A file of one generation, by another of its kind."""
    one = chance.choice(_files(index))
    others = [each for each in _files(index) if each.suffix == one.suffix and not _same(each, one)]
    other = chance.choice(others or [each for each in _files(index) if not _same(each, one)])
    data = other.read_bytes()
    one.unlink()
    one.write_bytes(data)
    return f"{_name(one, index)} with {_name(other, index)}"


def _delete_a_generation(chance: random.Random, index: Path) -> str:
    folder = chance.choice(_folders(index))
    shutil.rmtree(folder)
    return folder.name


def _put_another_generation_in_place_of(chance: random.Random, index: Path) -> str:
    one, other = chance.sample(_folders(index), 2)
    shutil.rmtree(one)
    shutil.copytree(other, one)
    return f"{one.name}, {other.name}"


_WAYS: Sequence[Callable[[random.Random, Path], str]] = (
    _flip_a_bit_of,
    _flip_a_bit_of,
    _flip_a_bit_of,
    _blank_a_part_of,
    _blank_a_part_of,
    _cut,
    _cut,
    _empty,
    _add_to,
    _delete,
    _put_a_folder_in_place_of,
    _put_what_never_ends_in_place_of,
    _swap,
    _swap,
    _overwrite,
    _overwrite,
    _delete_a_generation,
    _put_another_generation_in_place_of,
)


def _rewrite(
    chance: random.Random, index: Path, change: Callable[[random.Random, bytes], bytes]
) -> str:
    """Change the content of a file, where it is or by a new file in its place."""
    file = chance.choice([each for each in _files(index) if each.stat().st_size])
    before = file.read_bytes()
    after = before
    while after == before:
        after = change(chance, before)
    if chance.random() < 0.5:
        file.unlink()
        file.write_bytes(after)
        return f"{_name(file, index)} (a new file)"
    with file.open("r+b") as stream:
        stream.write(after)
        stream.truncate()
    return f"{_name(file, index)} (where it is)"


def _flipped(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def _blanked(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    size = min(chance.randint(1, _LONGEST), len(data) - place)
    return data[:place] + bytes(size) + data[place + size :]


def _files(index: Path) -> list[Path]:
    """The files that an index consists of, in an order that does not depend on the disk."""
    found = [each for each in index.rglob("*") if each.is_file() and each.name != "lock"]
    return sorted(found, key=lambda file: (file.parent.name, file.suffix, file.stat().st_size))


def _folders(index: Path) -> list[Path]:
    return sorted(each for each in (index / "generations").iterdir() if each.name.isdigit())


def _same(one: Path, other: Path) -> bool:
    return os.path.samefile(one, other) or one.read_bytes() == other.read_bytes()


def _name(file: Path, index: Path) -> str:
    return str(file.relative_to(index))
