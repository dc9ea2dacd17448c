"""The formats in which programs read the results of a search. A new format is one module and one line
in `RESULT_FORMATS`: the site then has a route /search.NAME, and `backissue search` a choice of --format.

The module has a function `render(answer: Answer) -> Iterator[str]`, which yields the text in chunks. A
text of one chunk is sent with an ETag and its length; a longer one is streamed, each chunk as soon as it
is there. An error has an error page only if it occurs before the second chunk has been made, so call
`Answer.search` or `Answer.scan` before that.

Functions are named and not imported here, so that a format costs nothing until it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pkgutil import resolve_name

from search.result_formats.answer import Answer

Renderer = Callable[[Answer], Iterator[str]]


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """How results become text.

    `name` is the suffix of the route and the value of --format. `media_type` is the one registered with
    IANA, without parameters; the text is UTF-8. `renderer` names a function, as "module:function".
    """

    name: str
    media_type: str
    renderer: str

    def render(self, answer: Answer) -> Generator[str, None, None]:
        """The text in chunks. Closing the generator closes the renderer."""
        renderer: Renderer = resolve_name(self.renderer)
        yield from renderer(answer)


_HERE = __name__

RESULT_FORMATS: tuple[ResultFormat, ...] = (
    ResultFormat("json", "application/json", f"{_HERE}.json:render"),
)


def names() -> tuple[str, ...]:
    """The names of all formats, in the order of the registry."""
    return tuple(each.name for each in RESULT_FORMATS)


def format_named(name: str) -> ResultFormat:
    """The format of that name; raises `KeyError`."""
    return {each.name: each for each in RESULT_FORMATS}[name]
