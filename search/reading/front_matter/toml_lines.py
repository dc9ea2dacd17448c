"""TOML of which a bad line loses only itself."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_MAX_TRIES = 20
_LINE = re.compile(r"\(at line (\d+)")
_DOTTED = re.compile(r"(?<![\w.\"'-])(?:[\w\"'-]++\s*+\.\s*+){100,}")
"""A name of so many parts that reading it takes a time and memory that grow with their square."""


def toml_fields(text: str) -> tuple[dict[str, Any], list[str]] | None:
    """The fields, and a warning for each line that cannot be read; None if nothing is a field.

    Numbers with a point stay as they are written.
    """
    lines, warnings = _without_dotted(text.split("\n"))
    for _ in range(_MAX_TRIES):
        try:
            return tomllib.loads("\n".join(lines), parse_float=str), warnings
        except (ValueError, RecursionError) as error:
            number = _bad_line(lines, error)
            if number is None:
                break
            warnings.append(_left_out(lines[number]))
            lines[number] = ""
    is_toml = any(re.match(r"\s*[\w.\"'-]+\s*=", line) for line in lines)
    return ({}, [*warnings, "it is not TOML: its fields were left out"]) if is_toml else None


def _without_dotted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines, those with endless names emptied, and a warning for each of these."""
    are_dotted = [line.count(".") >= 100 and bool(_DOTTED.search(line)) for line in lines]
    pairs = list(zip(lines, are_dotted, strict=True))
    return (
        ["" if is_dotted else line for line, is_dotted in pairs],
        [_left_out(line) for line, is_dotted in pairs if is_dotted],
    )


def _left_out(line: str) -> str:
    return f"“{line.strip()[:60]}” is not TOML: it was left out"


def _bad_line(lines: list[str], error: Exception) -> int | None:
    """The last line with text up to the place of the error; an unclosed value is noticed after its
    end."""
    found = _LINE.search(str(error))
    number = int(found[1]) - 1 if found else len(lines) - 1
    for candidate in range(min(number, len(lines) - 1), -1, -1):
        if lines[candidate].strip():
            return candidate
    return None
