"""`backissue search`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location
from search.errors import BadParameter
from search.model.facets import DEFAULT_FACETS, FacetTable
from search.model.part import Part
from search.model.request import COPIES_SHOWN, EXCLUDING, MATCHES, SORTS, UNITS, SearchRequest
from search.result_formats import format_named, names


def _facet_options(command: Callable[..., None]) -> Callable[..., None]:
    """One option for each default facet."""
    for facet in reversed(DEFAULT_FACETS.fields):
        text = f"Only articles with this {facet.label.lower()}; repeat it for any of several."
        command = click.option(f"--{facet.name}", multiple=True, help=text)(command)
    return command


@click.command()
@click.argument("query")
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@_facet_options
@click.option(
    "--facet",
    "named",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value of any facet, also of the archive's own; -NAME=VALUE excludes it; repeatable.",
)
@click.option("--from", "since", default="", help="First day: 2019, 2019-08 or 2019-08-31.")
@click.option("--to", "until", default="", help="Last day, in the same forms.")
@click.option("--sort", type=click.Choice(SORTS), help=f"The order of the hits; {SORTS[0]}.")
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default=UNITS[0],
    help="Whether hits are articles or paragraphs.",
)
@click.option(
    "--match",
    type=click.Choice(MATCHES[1:]),
    help="Insist on all words, or be content with some (some if too few articles have all).",
)
@click.option(
    "--copies",
    type=click.Choice(COPIES_SHOWN),
    default=COPIES_SHOWN[0],
    help="Show articles with the same text once, or each of them.",
)
@click.option("--page", type=click.IntRange(1), default=1, help="Page of ten hits.")
@click.option(
    "--format", "format_name", type=click.Choice(names()), help="Print what /search.FORMAT gives."
)
@click.option("--all", "every", is_flag=True, help="With --format: all hits, however many.")
@click.option("--limit", type=click.IntRange(1), help="With --format: so many hits.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def search(
    query: str,
    index: Path | str | None,
    since: str,
    until: str,
    sort: str | None,
    unit: str,
    match: str | None,
    copies: str,
    page: int,
    format_name: str | None,
    every: bool,
    limit: int | None,
    as_json: bool,
    named: tuple[str, ...],
    **selected: tuple[str, ...],
) -> None:
    """Search the index for QUERY."""
    from search.cli import output
    from search.cli.exporting import opened, write_answer
    from search.engines import open_engine

    _check_format("json" if as_json else "", format_name or "", page, bool(every or limit))
    settings = Settings.from_environment()
    params = [("q", query), ("from", since), ("to", until), ("sort", sort or ""), ("unit", unit)]
    params += [("match", match or ""), ("copies", copies), ("page", str(page))]
    SearchRequest.from_params(params)  # bad values are reported even if there is no index
    with open_engine(index or settings.index, settings.time_limit) as engine:
        facets = engine.config().facets
        params += list(_facet_params(selected, named, facets))
        request = SearchRequest.from_params(params, facets)
        if name := "json" if as_json else format_name:
            format = format_named(name)
            if format.is_feed and sort is None:
                request = replace(request, sort="newest")
            part = Part(most=None if every else limit or format.usual)
            with opened(None) as out:
                write_answer(out, format, request, engine, part)
        else:
            output.print_results(output.page_of(request, engine))


def _check_format(asked: str, named: str, page: int, is_of_all: bool) -> None:
    """Raise `click.UsageError` for options that no format has together: `asked` is what --json stands
    for, `named` what --format says, "" each if it is not given."""
    if asked and named not in ("", asked):
        raise click.UsageError(f"--json is --format {asked}: leave out one of --json and --format.")
    has_pages = named in ("", "json")
    if has_pages and is_of_all:
        raise click.UsageError(
            "--all and --limit are for the formats that list all hits, such as --format csv; --page"
            " shows another page of ten."
        )
    if page > 1 and not has_pages:
        raise click.UsageError(f"--format {named} lists all hits, without pages: leave out --page.")


def _facet_params(
    selected: Mapping[str, tuple[str, ...]], named: tuple[str, ...], facets: FacetTable
) -> Iterator[tuple[str, str]]:
    """The URL parameters of options; raises `BadParameter` for a facet that the archive lacks."""
    pairs = [(name, value) for name, values in selected.items() for value in values]
    pairs += [(name, value) for name, _, value in (each.partition("=") for each in named)]
    for name, value in pairs:
        if name.removeprefix(EXCLUDING) not in facets or not value:
            expected = f"write NAME=VALUE with one of the facets {', '.join(facets.names)}"
            raise BadParameter(name, value, expected)
        yield name, value
