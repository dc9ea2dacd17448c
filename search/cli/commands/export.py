"""`backissue export`."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location
from search.errors import BadParameter
from search.model.part import Part
from search.model.request import COPIES_SHOWN, EXCLUDING, SORTS, UNITS, SearchRequest
from search.result_formats import RESULT_FORMATS, format_named

_FORMATS = tuple(each.name for each in RESULT_FORMATS if each.is_file)
_USUAL = _FORMATS[0]


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--query", "text", default="", help="Only what this search finds; all articles.")
@click.option(
    "--facet",
    "named",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value of a facet; -NAME=VALUE excludes it; repeatable.",
)
@click.option("--from", "since", default="", help="First day: 2019, 2019-08 or 2019-08-31.")
@click.option("--to", "until", default="", help="Last day, in the same forms.")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], help="The order of the hits.")
@click.option("--unit", type=click.Choice(UNITS), default=UNITS[0], help="Articles or paragraphs.")
@click.option(
    "--copies",
    type=click.Choice(COPIES_SHOWN),
    default=COPIES_SHOWN[1],
    help="Write articles with the same text once, or each of them.",
)
@click.option("--limit", type=click.IntRange(1), help="Hits to write; all.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    help=f"The format; that of the file's suffix, else {_USUAL}.",
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for Excel.")
def export(
    file: Path | None,
    index: Path | str | None,
    text: str,
    named: tuple[str, ...],
    since: str,
    until: str,
    sort: str,
    unit: str,
    copies: str,
    limit: int | None,
    format_name: str | None,
    bom: bool,
) -> None:
    """Write all articles of the index, or those that a search finds, to FILE or to standard output."""
    from search.cli.exporting import opened, write_answer
    from search.engines import open_engine

    settings = Settings.from_environment()
    params = [("q", text), ("from", since), ("to", until), ("sort", sort), ("unit", unit)]
    params.append(("copies", copies))
    SearchRequest.from_params(params)  # bad values are reported even if there is no index
    format = format_named(format_name or _of_suffix(file))
    with open_engine(index or settings.index, settings.time_limit) as engine:
        facets = engine.config().facets
        for name, _, value in (each.partition("=") for each in named):
            if name.removeprefix(EXCLUDING) not in facets or not value:
                expected = f"write NAME=VALUE with one of the facets {', '.join(facets.names)}"
                raise BadParameter(name, value, expected)
            params.append((name, value))
        request = SearchRequest.from_params(params, facets)
        with opened(file) as out:
            write_answer(out, format, request, engine, Part(most=limit), bom)


def _of_suffix(file: Path | None) -> str:
    """The format that the name of a file ends with."""
    if file is None:
        return _USUAL
    for name in _FORMATS:
        if file.name.endswith(f".{name}"):
            return name
    raise click.UsageError(
        f"{file} does not end as one of {', '.join(_FORMATS)}: name the format with --format."
    )
