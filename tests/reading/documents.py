"""Documents that tests write themselves: zips of XML, and PDF as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts by name."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data, ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def docx(body: str, core: str = "", others: Mapping[str, str] | None = None) -> bytes:
    """A Word document with the elements of a body, and of the core properties. `others` are parts of
    word/, by the last word of what they are to the document."""
    others = others or {}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in others
    )
    link = (
        f'<Relationship Id="r1" Type="{_OFFICE}/hyperlink" Target="https://example.org/a"'
        ' TargetMode="External"/>'
    )
    top = (
        f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/>'
    )
    namespaces = f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}"'
    return zipped(
        {
            "_rels/.rels": _relations(top),
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(relations + link),
            "docProps/core.xml": f'<cp xmlns:dc="{DUBLIN_CORE}" xmlns:d="urn:d">{core}</cp>',
            **{
                f"word/{kind}.xml": f"<w:{kind} {namespaces}>{text}</w:{kind}>"
                for kind, text in others.items()
            },
        }
    )


def _relations(elements: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{elements}</Relationships>'


def odt(text: str, meta: str = "", styles: str = "") -> bytes:
    """An OpenDocument text with the elements of a text, of the metadata and of its styles."""
    names = (
        "office",
        "text",
        "style",
        "table",
        "meta",
        "xsl-fo-compatible",
        "drawing",
        "svg-compatible",
    )
    short = {"xsl-fo-compatible": "fo", "drawing": "draw", "svg-compatible": "svg"}
    namespaces = " ".join(f'xmlns:{short.get(each, each)}="{_OPEN}:{each}:1.0"' for each in names)
    namespaces += f' xmlns:dc="{DUBLIN_CORE}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {namespaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {namespaces}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
        }
    )


def epub(
    chapters: Mapping[str, str],
    contents: str,
    metadata: str = "",
    others: Mapping[str, str] | None = None,
) -> bytes:
    """A book with documents by name and lines of contents, as a list of HTML."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    nav = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles>"
            '<rootfile full-path="a/book.opf"/></rootfiles></container>',
            "a/book.opf": f'<package xmlns:dc="{DUBLIN_CORE}" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"<metadata>{metadata}</metadata><manifest>{items}{nav}</manifest>"
            f"<spine>{spine}</spine></package>",
            "a/nav.xhtml": '<html xmlns:epub="urn:e"><body><nav epub:type="toc">'
            f"<ol>{contents}</ol></nav></body></html>",
            **{
                f"a/{name}": f"<html><head><title>x</title></head><body>{html}</body></html>"
                for name, html in chapters.items()
            },
            **(others or {}),
        }
    )


class Put(NamedTuple):
    """A text at a place on a page, in points from the lower left."""

    x: float
    y: float
    text: str
    size: float = 10


def pdf(
    pages: Iterable[Sequence[Put]], info: Mapping[str, str] | None = None, trailer: str = ""
) -> bytes:
    """A PDF with texts in Helvetica; readers find the objects without a table of them."""
    contents = ["".join(map(_operators, page)) for page in pages]
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(contents)))
    given = "".join(f"/{name} ({value})" for name, value in (info or {}).items())
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: f"<<{given}>>",
    }
    for number, content in enumerate(contents):
        page = 10 + 2 * number
        objects[page] = (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {page + 1} 0 R>>"
        )
        objects[page + 1] = f"<</Length {len(content)}>>stream\n{content}\nendstream"
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in objects.items())
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Info 4 0 R{trailer}>>\n%%EOF\n".encode("cp1252")


def _operators(put: Put) -> str:
    text = put.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm ({text}) Tj ET\n"
