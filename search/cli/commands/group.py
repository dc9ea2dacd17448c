"""What all commands share: how they end with an error, and the words for their common options."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NoReturn

import click

from search.cli import streams
from search.errors import BackissueError

INDEX_HELP = "The folder of the index, or the address of a cluster (BACKISSUE_INDEX)."
CONFIG_HELP = "The settings of the archive (BACKISSUE_CONFIG; the backissue.toml in it)."

FAILED = 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM

_WANTS_JSON = "backissue.wants_json"
_AS_IT_WAS = "the published index is as it was."


class Terminated(BaseException):
    """SIGTERM has come. It passes all that handles errors, as Ctrl-C does."""


class Commands(click.Group):
    """A group of commands: a `BackissueError` ends them with its message and exit code 2, an output that
    takes nothing with a sentence, and a reader that has gone in silence. Under --json an object with
    "error" is what is printed then."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        with streams.guarded():
            super().main(*args, **options)
        raise AssertionError("click ends the process")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_WANTS_JSON] = _wants_json(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _terminable():
                return super().invoke(ctx)
        except click.UsageError as error:
            if ctx.meta[_WANTS_JSON]:
                print(json.dumps({"error": error.format_message()}))
            raise
        except BackissueError as error:
            _fail(ctx, str(error), FAILED)
        except OSError as error:  # such as a folder above a file that may not be entered
            if error.filename is None:
                raise
            _fail(ctx, _unreachable(error), FAILED)
        except KeyboardInterrupt:
            _fail(ctx, f"interrupted; {_AS_IT_WAS}", INTERRUPTED)
        except Terminated:
            _fail(ctx, f"ended by SIGTERM; {_AS_IT_WAS}", TERMINATED)


def _unreachable(error: OSError) -> str:
    name = os.fsdecode(error.filename)
    return f"{name} cannot be reached ({error.strerror}): look at it and at the folders above it."


def _fail(ctx: click.Context, sentence: str, code: int) -> NoReturn:
    if ctx.meta[_WANTS_JSON]:
        print(json.dumps({"error": sentence}))
    sys.stdout.flush()
    click.echo(f"backissue: {sentence}", err=True)
    ctx.exit(code)


def _wants_json(args: Sequence[str]) -> bool:
    """Whether a program reads what is printed; known before the options are, as these may be wrong."""
    given = [*args]
    options = given[: given.index("--")] if "--" in given else given
    formats = pairwise(options)
    return "--json" in options or "--format=json" in options or ("--format", "json") in formats


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM, the first one, raises `Terminated` in the work that goes on."""

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
