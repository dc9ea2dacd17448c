"""How well and how fast saved pages are read: python -m benchmarks.reading [--corpora FOLDER]

Writes benchmarks/READING.md. Readers that are not installed are left out, and so is Pagefind without npm.
`make bench-reading` installs what is missing and runs this.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.machine import describe
from benchmarks.options import WORK
from benchmarks.processes import ROOT
from benchmarks.reading import folders, pages, posts, report
from benchmarks.reading.readers import READERS
from benchmarks.reading.scores import fields, scored, word_f1

_PAGES = 400


@click.command()
@click.option(
    "--corpora",
    type=click.Path(path_type=Path),
    default=ROOT.parent / "shared" / "corpora",
    help=f"A folder with {pages.ARTICLES}, {pages.READABILITY} and {pages.POSTS};"
    f" {pages.KINDS} is measured, too, if it is there.",
)
def main(corpora: Path) -> None:
    """Write benchmarks/READING.md: Backissue and other readers on the same pages."""
    missing = [
        each
        for each in (pages.ARTICLES, pages.READABILITY, pages.POSTS)
        if not (corpora / each).exists()
    ]
    if missing:
        raise click.ClickException(
            f"{corpora} has no {', '.join(missing)}: give a folder that has them, with --corpora."
        )
    articles, others = pages.articles(corpora), [*pages.readability(corpora)]
    kinds = pages.of_kinds(corpora)
    found = []
    for known in READERS:
        try:
            reader = known.load()
        except ImportError as error:
            click.echo(f"{known.name} is left out: {error}")
            continue
        on_articles, _ = scored(reader, articles)
        on_others, values = scored(reader, others)
        given = fields(values, others) if known.has_fields else {}
        on_kinds = {f"{kind} ({len(own)})": word_f1(reader, own) for kind, own in kinds.items()}
        found.append(report.Row(known, on_articles, on_others, given, on_kinds))
        click.echo(report.line(found[-1]))
    page = report.page(
        found,
        posts.posts_read(pages.posts(corpora)),
        _folder([page.data for page in articles]),
        f"Measured on {datetime.now(UTC).date()} by `make bench-reading` on {describe()}",
    )
    (ROOT / "benchmarks" / "READING.md").write_text(page, encoding="utf-8")
    click.echo(page)


def _folder(saved: list[bytes]) -> report.Folder:
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        size = folders.write_pages(saved, _PAGES, Path(folder))
        return report.Folder(_PAGES, size, folders.indexed(Path(folder), WORK))


if __name__ == "__main__":
    main()
