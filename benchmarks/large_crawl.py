"""A large crawl under the memory budget: python -m benchmarks.large_crawl CORPORA [GIGABYTES]

Writes a WARC file of GIGABYTES of the saved pages in CORPORA, each again and again at another address, to
the folder for temporary files, indexes it by the command line, and says what became of its records, how
long it took, and how much memory the processes had. Of the pages those are taken that are whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.processes import BETWEEN_LOOKS, ROOT, family, memory
from benchmarks.reading import pages
from search.config.environment import Settings

_GIGABYTE = 1_000_000_000
_TYPE = [("Content-Type", "text/html")]


class Peaks(NamedTuple):
    """Megabytes: the most that one process had, and all processes together."""

    largest: float
    all: float


def main(corpora: Path, gigabytes: float) -> None:
    whole = [each.data for each in _pages(corpora) if each.data.rstrip().endswith(b"</html>")]
    with TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        archive.mkdir()
        written = _write(archive / "crawl.warc", whole, int(gigabytes * _GIGABYTE))
        size = (archive / "crawl.warc").stat().st_size
        sizes = [len(each) for each in whole]
        print(
            f"{written:,} records ({size / _GIGABYTE:.2f} GB) of {len(whole)} pages,"
            f" {sum(sizes) // len(sizes):,} bytes each, at most {max(sizes):,}",
            flush=True,
        )
        began = time.perf_counter()
        report, peaks = _indexed(archive, Path(folder, "index"))
        seconds = time.perf_counter() - began
    accounted = report["articles"] + report["failed"]
    print(f"{report['articles']:,} articles, {report['failed']:,} failed, in {seconds:.0f} s")
    print(f"{written - accounted:,} records are neither an article nor have a reason")
    print(f"{peaks.all:.0f} MB in all processes, {peaks.largest:.0f} MB in the largest, at most")
    print(f"{Settings.from_environment().memory} MB are the budget")


def _pages(corpora: Path) -> Iterator[pages.Page]:
    yield from pages.articles(corpora)
    yield from pages.readability(corpora)


def _write(file: Path, whole: list[bytes], size: int) -> int:
    """Write pages until the file has that size; returns how many."""
    number = 0
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        while stream.tell() < size:
            data = whole[number % len(whole)]
            head = StatusAndHeaders("200 OK", _TYPE, protocol="HTTP/1.1")
            address = f"https://crawl.example/{number % len(whole)}/{number // len(whole)}.html"
            writer.write_record(_record(writer, address, data, head))
            number += 1
    return number


def _record(writer: WARCWriter, address: str, data: bytes, head: StatusAndHeaders) -> Any:
    return writer.create_warc_record(
        address, "response", payload=BytesIO(data), length=len(data), http_headers=head
    )


def _indexed(archive: Path, index: Path) -> tuple[dict[str, Any], Peaks]:
    """The summary of a reindex, and what memory it took."""
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--index", str(index)]
    largest = total = 0.0
    summary = index.with_suffix(".json")  # a pipe would fill up while nobody reads
    with (
        summary.open("w") as stream,
        subprocess.Popen([*command, "--json"], stdout=stream, cwd=ROOT) as process,
    ):
        while process.poll() is None:
            each = [memory(number) for number in family(process.pid)]
            largest, total = max(largest, *each), max(total, sum(each))
            time.sleep(BETWEEN_LOOKS)
    return json.loads(summary.read_text()), Peaks(largest, total)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 2)
