"""The messages of the sources: `python -m tests.web.messages` brings the catalogues up to date with them.

New messages are added without a translation, those that are gone are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from search.config.interface import LANGUAGES
from web.languages import CATALOGUES

ROOT = Path(__file__).parents[2]
TRANSLATED = LANGUAGES[1:]

_PLACES = {
    "_": (0,), "N_": (0,), "gettext": (0,), "marked": (0,), "ngettext": (0, 1), "Notice": (0, 1),
    "Topic": (0,), "Example": (2,),
}  # fmt: skip
"""Functions whose arguments at these places are messages."""

_NOISE = (
    b'"Project-Id', b'"Report-', b'"POT-', b'"PO-', b'"Last-', b'"Language-Team', b'"Generated',
)  # fmt: skip

Said = str | tuple[str, str]


def of_sources() -> Iterator[Said]:
    """All messages: of modules and templates of the site, and those that engines hand to it."""
    modules = [*(ROOT / "web").rglob("*.py"), *(ROOT / "search" / "engines").rglob("*.py")]
    for path in sorted([*modules, ROOT / "search" / "query" / "examples.py"]):
        yield from _of_module(path.read_text(encoding="utf-8"))
    templates = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted((ROOT / "web" / "templates").iterdir()):
        for _, _, message in templates.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]  # of the extension
            texts = [
                each for each in (message if isinstance(message, tuple) else [message]) if each
            ]
            if texts:  # a template may also translate what a view gives
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def _of_module(source: str) -> Iterator[Said]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = [node.args[at] for at in _PLACES.get(name, ()) if at < len(node.args)]
        texts = [each.value for each in given if isinstance(each, ast.Constant)]
        if texts and len(texts) == len(given) and all(isinstance(each, str) for each in texts):
            yield str(texts[0]) if len(texts) == 1 else (str(texts[0]), str(texts[1]))


def catalogue(tag: str) -> Catalog:
    """The catalogue of a language; an empty one if there is none."""
    path = CATALOGUES / f"{tag}.po"
    if not path.exists():
        return Catalog(locale=tag)
    with path.open("rb") as file:
        return read_po(file, locale=tag)


def _written(found: Catalog) -> bytes:
    """A catalogue without the lines of its head that say when and by what it was made."""
    file = BytesIO()
    write_po(file, found, sort_output=True, width=0)
    kept = (each for each in file.getvalue().splitlines(True) if not each.startswith(_NOISE))
    return b"".join(kept)


def main() -> None:
    template = Catalog()
    for message in of_sources():
        template.add(message)
    for tag in TRANSLATED:
        found = catalogue(tag)
        found.update(template, no_fuzzy_matching=True)
        found.obsolete.clear()
        (CATALOGUES / f"{tag}.po").write_bytes(_written(found))
        missing = sum(1 for each in found if each.id and not each.string)
        print(f"{tag}: {len(found)} messages, {missing} without a translation")


if __name__ == "__main__":
    main()
