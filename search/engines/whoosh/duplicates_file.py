"""The file of a generation that has its groups of duplicates."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from search.engines.common.duplicates import Groups
from search.errors import IndexDamaged
from search.storage.array_file import ArrayFile, write_arrays
from search.storage.arrays import narrowed


def write(groups: Groups, file: Path) -> None:
    """Write groups, whose members are documents numbered over all segments, to a new file."""
    arrays = {
        "members": narrowed(groups.members),
        "starts": narrowed(groups.starts),
        "agreements": groups.agreements,
    }
    write_arrays(file, arrays)


def read(file: Path, seal: str, remedy: str) -> Groups:
    """The groups in a file with that seal; raises `IndexDamaged`, which names the remedy."""
    try:
        arrays = ArrayFile(file)
    except OSError as error:
        raise IndexDamaged(f"{file} cannot be opened ({error}): {remedy}.") from error
    try:
        if arrays.seal != seal:
            raise IndexDamaged(f"{file} is not the file that was written: {remedy}.")
        members, starts = (arrays[name].astype(np.int64) for name in ("members", "starts"))
        return Groups(members, starts, arrays["agreements"])
    finally:
        arrays.close()
