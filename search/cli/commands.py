"""The command line: backissue reindex, inspect, search, serve and check.

Exit codes: 0 for success, 1 for a finding (a file failed with `--strict` or in `inspect`, or `check`
found a fault), 2 if the command could not run, 3 if a reindex published nothing because too many
articles would go; then a sentence on standard error gives the reason.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from search.config.environment import Settings, file_location, index_location
from search.errors import BackissueError, BadParameter
from search.model.facets import DEFAULT_FACETS, FacetTable
from search.model.request import EXCLUDING, MATCHES, SORTS, UNITS, SearchRequest
from search.result_formats import format_named, names

REFUSED = 3
INDEX_HELP = "The folder of the index, or the address of a cluster (BACKISSUE_INDEX)."
CONFIG_HELP = "The settings of the archive (BACKISSUE_CONFIG; the backissue.toml in it)."


class _Commands(click.Group):
    """A group of commands: a `BackissueError` ends them with its message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BackissueError as error:
            click.echo(f"backissue: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("backissue: interrupted; the published index is as it was.", err=True)
            ctx.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="backissue")
def main() -> None:
    """A search site for a folder of saved articles."""
    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal lacks, and names that are no text
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("archive", required=False, type=file_location)
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--config", type=file_location, metavar="FILE", help=CONFIG_HELP)
@click.option("--full", is_flag=True, help="Read every article again, not only what changed.")
@click.option("--dry-run", is_flag=True, help="Report what would change; write nothing.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to use (all cores).")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a file could not be read.")
@click.option(
    "--allow-removals",
    is_flag=True,
    help="Publish although more than 20 articles, and more than a quarter of all, would be removed.",
)
@click.option("--rollback", is_flag=True, help="Publish the generation before the current one.")
def reindex(
    archive: Path | None,
    index: Path | str | None,
    config: Path | None,
    full: bool,
    dry_run: bool,
    jobs: int | None,
    as_json: bool,
    strict: bool,
    allow_removals: bool,
    rollback: bool,
) -> None:
    """Bring the index up to date with the folder ARCHIVE (BACKISSUE_ARCHIVE), and publish it."""
    from search.cli import output
    from search.config.archive_toml import archive_config
    from search.engines.targets import open_target
    from search.indexing.reindex import Options, roll_back
    from search.indexing.reindex import reindex as run

    settings = Settings.from_environment()
    target = open_target(index or settings.index, settings.shards, settings.replicas)
    if rollback:
        output.print_rollback(roll_back(target), as_json)
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    folder = archive or settings.archive
    options = Options(
        archive=folder,
        jobs=jobs or cores or 1,
        memory=settings.memory,
        file_seconds=settings.file_seconds,
        allow_removals=allow_removals,
        is_full=full,
        is_dry=dry_run,
        config=archive_config(folder, config or settings.config),
    )
    with output.progress(is_shown=not as_json) as progress:
        report = run(options, target, progress)
    output.print_report(report, options, as_json)
    sys.exit(REFUSED if report.error else 1 if strict and report.failed else 0)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=file_location)
@click.option("--config", type=file_location, metavar="FILE", help=CONFIG_HELP)
@click.option("--full", is_flag=True, help="Show texts whole, not only how they begin.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="Files of a folder and articles of a file, at most (20; with --json all).",
)
@click.option("--all", "is_unlimited", is_flag=True, help="Read all files and all articles.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def inspect(
    files: tuple[Path, ...],
    config: Path | None,
    full: bool,
    limit: int | None,
    is_unlimited: bool,
    as_json: bool,
) -> None:
    """Show what would be indexed of each FILE, and where each value was found.

    A folder stands for the files in it. No index is needed, and nothing is written.
    """
    from search.cli import inspecting

    usual = None if as_json else inspecting.USUAL_LIMIT
    most = None if is_unlimited else limit or usual
    are_readable = True
    for found in inspecting.inspected(files, Settings.from_environment(), config, most):
        are_readable &= found.is_readable
        if as_json:
            inspecting.print_json(found)
        else:
            inspecting.print_page(found, full)
    sys.exit(0 if are_readable else 1)


def _facet_options(command: Callable[..., None]) -> Callable[..., None]:
    """One option for each default facet."""
    for facet in reversed(DEFAULT_FACETS.fields):
        text = f"Only articles with this {facet.label.lower()}; repeat it for any of several."
        command = click.option(f"--{facet.name}", multiple=True, help=text)(command)
    return command


@main.command()
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
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], help="The order of the hits.")
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
@click.option("--page", type=click.IntRange(1), default=1, help="Page of ten hits.")
@click.option(
    "--format", "format_name", type=click.Choice(names()), help="Print what /search.FORMAT gives."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def search(
    query: str,
    index: Path | str | None,
    since: str,
    until: str,
    sort: str,
    unit: str,
    match: str | None,
    page: int,
    format_name: str | None,
    as_json: bool,
    named: tuple[str, ...],
    **selected: tuple[str, ...],
) -> None:
    """Search the index for QUERY."""
    from search.cli import output
    from search.engines import open_engine

    settings = Settings.from_environment()
    params = [("q", query), ("from", since), ("to", until), ("sort", sort), ("unit", unit)]
    params += [("match", match or ""), ("page", str(page))]
    SearchRequest.from_params(params)  # bad values are reported even if there is no index
    with open_engine(index or settings.index, settings.time_limit) as engine:
        facets = engine.config().facets
        params += list(_facet_params(selected, named, facets))
        request = SearchRequest.from_params(params, facets)
        if name := "json" if as_json else format_name:
            output.print_answer(format_named(name), request, engine)
        else:
            output.print_results(engine.search(request))


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


@main.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option(
    "--archive",
    type=file_location,
    metavar="FOLDER",
    help="Bring the index up to date with this folder while the site starts.",
)
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (PORT, 8000).")
def serve(index: Path | str | None, archive: Path | None, host: str, port: int | None) -> None:
    """Serve the site with gunicorn until it is interrupted."""
    from search.cli import serving

    settings = Settings.from_environment()
    number = port or int(os.environ.get("PORT") or 8000)
    serving.serve(index or settings.index, archive, host, number)


@main.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
def check(index: Path | str | None) -> None:
    """Verify checksums and counts of the published index."""
    from search.engines.targets import open_target
    from search.indexing.reindex import check as run

    published, faults = run(open_target(index or Settings.from_environment().index))
    for fault in faults:
        click.echo(f"backissue: {fault}", err=True)
    if faults:
        click.echo("backissue: run `backissue reindex --full` to build the index again.", err=True)
        sys.exit(1)
    click.echo(
        f"Generation {published.name} is as it was written: {published.articles:,} articles,"
        f" {published.paragraphs:,} paragraphs."
    )
