"""The kind of an image by what is in it, and whether a drawing only draws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

SVG = "image/svg+xml"
KINDS = "PNG, JPEG, GIF, WebP or SVG"

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp"),
)
_SVG_NAME = re.compile(r"(?:\{http://www\.w3\.org/2000/svg\})?svg")
_RUNS = frozenset("script foreignobject iframe embed object handler listener".split())
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\")\s])|javascript:", re.IGNORECASE)
_EMBEDDED = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)


class BadImage(Exception):
    """An image that is not shown; the message says why, and follows the file's name."""


def media_type(data: bytes) -> str:
    """The media type of an image; raises `BadImage` if it is none, or a drawing that does more than to
    draw."""
    for signature, found in _SIGNATURES:
        if signature.match(data):
            return found
    _check_drawing(data)
    return SVG


def _check_drawing(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError:
        raise BadImage(f"is no image: give a {KINDS} file") from None
    if not _SVG_NAME.fullmatch(str(tree.getroot().tag)):
        raise BadImage(f"is no image: give a {KINDS} file")
    if tree.docinfo.internalDTD is not None and tree.docinfo.internalDTD.entities():
        raise BadImage("declares entities, which a drawing needs not: remove its <!DOCTYPE")
    for each in tree.iter():
        if doubt := next(_doubts(each), ""):
            raise BadImage(f"does more than to draw: remove {doubt} from it, or save it as PNG")


def _doubts(element: etree._Element) -> Iterator[str]:
    """What of an element runs, or loads another file."""
    if not isinstance(element.tag, str):
        if isinstance(element, etree._ProcessingInstruction):
            yield f"<?{element.target}"
        return
    name = etree.QName(element).localname
    if name.lower() in _RUNS:
        yield f"<{name}>"
    if name == "style" and _OUTSIDE.search("".join(map(str, element.itertext()))):
        yield "what <style> loads"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        loads = attribute == "href" and name != "a" and not _EMBEDDED.match(value.strip())
        if loads or attribute.lower().startswith("on") or _OUTSIDE.search(value):
            yield f"{attribute}=…"
