"""What commands write for programs: a search in a result format, to standard output or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from search.cli.output import page_of
from search.engines import Engine
from search.errors import NotWritable
from search.model.part import Part
from search.model.request import SearchRequest
from search.result_formats import ResultFormat
from search.result_formats.answer import Answer


def write_answer(
    out: IO[bytes],
    format: ResultFormat,
    request: SearchRequest,
    engine: Engine,
    part: Part,
    has_bom: bool = False,
) -> None:
    """Write the hits of `part` in UTF-8, each chunk as soon as it is there."""
    config = engine.config()
    answer = Answer(
        request=request,
        facets=config.facets,
        search=lambda: page_of(request, engine),
        scan=lambda: engine.scan(request, skip=part.skip, most=part.most),
        articles=lambda wanted: engine.scan_articles(wanted, skip=part.skip, most=part.most),
        address=lambda path: f"{config.url}{path}",
        part=part,
        title=config.title,
        updated=engine.status().published_at,
        has_bom=has_bom,
    )
    for chunk in format.render(answer):
        out.write(chunk.encode())
    out.flush()


@contextmanager
def opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that takes its place only when all of it was written."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            partly = Path(file.name)
            try:
                yield file
            except BaseException:
                partly.unlink()
                raise
        partly.chmod(0o666 & ~_umask())
        partly.replace(path)
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {error.strerror}.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
