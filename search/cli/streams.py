"""Standard output and error when they take nothing more: a full disk, or a reader that has gone."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import Any, TextIO

import click

UNREAD = 128 + signal.SIGPIPE
UNWRITTEN = 2


class Unwritten(Exception):
    """Standard output took nothing: an error of its own, which no library takes for another."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the output cannot be written ({error.strerror}).")
        self.is_unread = error.errno == errno.EPIPE


@contextmanager
def guarded() -> Iterator[None]:
    """End the process if its output cannot be written: with a sentence, or in silence if whoever reads
    it, such as `head`, has enough. What standard error does not take is lost."""
    if sys.stdout is sys.__stdout__:  # nobody has replaced them
        sys.stdout = _wrapped(sys.stdout, _Output)
        sys.stderr = _wrapped(sys.stderr, _Errors)
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except Unwritten as error:
        _drop(sys.stdout)
        if not error.is_unread:
            click.echo(f"backissue: {error}", err=True)
        sys.exit(UNREAD if error.is_unread else UNWRITTEN)


class _Errors(RawIOBase):
    """Standard error: there is nobody to tell that it cannot be written."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, data: Any) -> int:
        try:
            return os.write(self._descriptor, data)
        except OSError as error:
            return self.failed(data, error)

    def failed(self, data: Any, error: OSError) -> int:
        return len(data)


class _Output(_Errors):
    """Standard output."""

    def failed(self, data: Any, error: OSError) -> int:
        raise Unwritten(error) from error


def _wrapped(stream: TextIO | None, kind: type[_Errors]) -> Any:
    """The stream over `kind`. It prints what a terminal lacks, and names that are no text, with
    backslashes. One that was closed before the start stays so."""
    if not isinstance(stream, TextIOWrapper):
        return stream
    stream.flush()
    return TextIOWrapper(
        BufferedWriter(kind(stream.fileno())),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
    )


def _drop(stream: TextIO) -> None:
    """Send what is left to nowhere: at its end the interpreter would complain once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
