"""How an archive looks: its logo only draws, its colours can be read, its style sheet loads nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.config.archive_toml import FILE_NAME, archive_config
from search.config.contrast import DARK, LIGHT, contrast
from search.config.images import BadImage, media_type
from search.errors import BadConfig

SVG = '<svg xmlns="http://www.w3.org/2000/svg">'
WRONG = [
    ('logo = "bad.svg"', "bad.svg does more than to draw: remove <script> from it, or save it"),
    ('interface = "en-GB"', "interface cannot be used: “en-GB” is not one of en, fr, es, de, ar."),
    (
        'accent = "#ffcc00"',
        "accent cannot be used: the contrast of #ffcc00 with the background #f4ead2 is 1.26:1, and"
        " texts need 4.5:1; choose a darker colour.",
    ),
    ('accent_dark = "#8a1c1c"', "is 1.71:1, and texts need 4.5:1; choose a lighter colour."),
    ('css = "nowhere.css"', "css cannot be used: nowhere.css cannot be read"),
    ('css = "far.css"', "css cannot be used: far.css loads something from elsewhere (url(https:"),
]


@pytest.mark.parametrize(("toml", "said"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "bad.svg").write_text(f"{SVG}<script/></svg>")
    (tmp_path / "far.css").write_text("a { background: url(https://example.org/a.png) }")
    (tmp_path / FILE_NAME).write_text(toml)
    with pytest.raises(BadConfig) as raised:
        archive_config(tmp_path)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("inside", "doubt"),
    [
        ("<g onload='x()'/>", "onload=…"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<style>@import 'https://e.org/a.css'</style>", "what <style> loads"),
        ("<rect style='fill: url(https://e.org/#a)'/>", "style=…"),
        ("<image href='https://e.org/a.png'/>", "href=…"),
        ("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='a.svg#b'/>", "href=…"),
        ("<a href='javascript:x()'/>", "href=…"),
        ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet"),
    ],
)
def test_a_drawing_that_does_more_than_to_draw_is_refused(inside: str, doubt: str) -> None:
    with pytest.raises(BadImage, match=re.escape(f"remove {doubt} from it")):
        media_type(f"{SVG}{inside}</svg>".encode())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF....WEBP", "image/webp"),
        (
            f"{SVG}<style>a {{fill: url(#b)}}</style><use href='#a'/></svg>".encode(),
            "image/svg+xml",
        ),
    ],
)
def test_an_image_is_what_it_holds(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


def test_entities_of_a_drawing_are_not_read() -> None:
    with pytest.raises(BadImage, match="declares entities"):
        media_type(b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>')


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_accent_is_compared_with_the_backgrounds_of_the_style_sheet() -> None:
    css = (Path(__file__).parents[1] / "static" / "style.css").read_text()
    light, dark = css.split("prefers-color-scheme: dark", 1)
    for theme, backgrounds in ((light, LIGHT), (dark, DARK)):
        found = dict(reversed(re.findall(r"--(paper|panel|here): (#\w+);", theme)))
        assert tuple(found[name] for name in ("paper", "panel", "here")) == backgrounds
