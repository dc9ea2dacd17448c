"""The formats in which programs read the results of a search. A new format is one module and one line
in `RESULT_FORMATS`: the site then has a route /search.NAME, and `backissue search` a choice of --format.

The module has a function `render(answer: Answer) -> Iterator[str]`, which yields the text in chunks. A
text of one chunk is sent with its length; a longer one is streamed, each chunk as soon as it is there. An
error has an error page only if it occurs before the second chunk has been made, so call `Answer.search`,
`Answer.scan` or `Answer.articles` before that.

Functions are named and not imported here, so that a format costs nothing until it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pkgutil import resolve_name

from search.result_formats.answer import Answer
from search.result_formats.well_formed import encodable

MOST = 50_000
"""Hits in one answer: some hundred megabytes with their texts."""
Renderer = Callable[[Answer], Iterator[str]]


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """How results become text.

    `name` is the suffix of the route and the value of --format. `media_type` is the one registered with
    IANA, without parameters; the text is UTF-8. `renderer` names a function, as "module:function".
    `label` is what pages call it. Of all hits an answer has `usual` if no limit is given, `most` if one
    is. A feed is followed, so it has the newest first if no order is asked for; the others are files.
    """

    name: str
    media_type: str
    renderer: str
    label: str = ""
    usual: int = MOST
    most: int = MOST
    is_feed: bool = False
    is_file: bool = False

    def render(self, answer: Answer) -> Generator[str, None, None]:
        """The text in chunks. Closing the generator closes the renderer."""
        renderer: Renderer = resolve_name(self.renderer)
        chunks = renderer(answer)
        try:
            yield from map(encodable, chunks)
        finally:
            if isinstance(chunks, Generator):
                chunks.close()


_HERE = __name__
_OF_FEEDS = (50, 500)

RESULT_FORMATS: tuple[ResultFormat, ...] = (
    ResultFormat("json", "application/json", f"{_HERE}.json:render", "JSON"),
    ResultFormat(
        "ndjson",
        "application/x-ndjson",
        f"{_HERE}.ndjson:render",
        "NDJSON, with texts",
        is_file=True,
    ),
    ResultFormat("csv", "text/csv", f"{_HERE}.csv:render", "CSV", is_file=True),
    ResultFormat(
        "ris",
        "application/x-research-info-systems",
        f"{_HERE}.bibliography:ris",
        "RIS",
        is_file=True,
    ),
    ResultFormat(
        "bib", "application/x-bibtex", f"{_HERE}.bibliography:bib", "BibTeX", is_file=True
    ),
    ResultFormat(
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        f"{_HERE}.bibliography:csl",
        "CSL-JSON",
        is_file=True,
    ),
    ResultFormat(
        "atom", "application/atom+xml", f"{_HERE}.atom:render", "Atom", *_OF_FEEDS, is_feed=True
    ),
    ResultFormat(
        "rss", "application/rss+xml", f"{_HERE}.rss:render", "RSS", *_OF_FEEDS, is_feed=True
    ),
)


def names() -> tuple[str, ...]:
    """The names of all formats, in the order of the registry."""
    return tuple(each.name for each in RESULT_FORMATS)


def format_named(name: str) -> ResultFormat:
    """The format of that name; raises `KeyError`."""
    return {each.name: each for each in RESULT_FORMATS}[name]
