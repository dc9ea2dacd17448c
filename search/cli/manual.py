"""The manual page, made from the commands: `python -m search.cli.manual > docs/backissue.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from search.cli.commands import main
from search.config import version

_EXITS = (
    ("0", "It was done."),
    ("1", "A file could not be read (reindex --strict, inspect), or check found a fault."),
    ("2", "It could not be done: a sentence on standard error says why."),
    ("3", "A reindex published nothing, because too many articles would go."),
    ("130, 143", "It was interrupted, or ended by SIGTERM; the published index is as it was."),
    ("141", "Whoever read the output had enough."),
)


def manual() -> str:
    """The page in the language of man (roff)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH BACKISSUE 1 "" "Backissue {version.installed()}" "User Commands"'
    yield from (".SH NAME", r"backissue \- a search site for a folder of saved articles")
    yield from (".SH SYNOPSIS", r"\fBbackissue\fR \fICOMMAND\fR [\fIOPTION\fR]...")
    yield from (".SH COMMANDS",)
    for name in sorted(main.commands):
        yield from _command(main.commands[name], name)
    yield ".SH EXIT STATUS"
    for code, meaning in _EXITS:
        yield from (".TP", rf"\fB{code}\fR", _escaped(meaning))
    yield from (
        ".SH ENVIRONMENT",
        "The variables that are named in parentheses stand for options that are not given; README.md"
        " lists them all.",
    )


def _command(command: click.Command, name: str) -> Iterator[str]:
    """A command; of a group its commands."""
    if isinstance(command, click.Group):
        for each in sorted(command.commands):
            yield from _command(command.commands[each], f"{name} {each}")
        return
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS {name}", rf"\fBbackissue {name}\fR {_escaped(usage)}", ".PP")
    yield _escaped(" ".join((command.help or "").split()))
    options = [each for each in command.params if isinstance(each, click.Option)]
    for names, meaning in filter(None, (each.get_help_record(context) for each in options)):
        yield from (".TP", rf"\fB{_escaped(names)}\fR", _escaped(meaning))


def _escaped(text: str) -> str:
    """Text in which nothing is an instruction."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\&\1", escaped, flags=re.MULTILINE)


if __name__ == "__main__":
    print(manual(), end="")
