"""XML of documents as trees, without what it may refer to outside of itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from lxml import etree

from search.reading.records import Unreadable

Element = Any
"""An element of lxml, which has no types."""

_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
}


def xml_tree(data: bytes, what: str) -> Element:
    """The root element of a part of a document; what is broken in it costs itself.

    Raises `Unreadable`, which calls the part `what`, if there is none.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_OPTIONS))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Unreadable(f"has no {what} that can be read: save it again")
    return root


def local(name: Any) -> str:
    """The name of an element or an attribute without its namespace; "" for what is no element."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element, name: str) -> str:
    """The attribute of that name in any namespace, "" if there is none."""
    given = element.attrib.items()
    return next((str(value) for key, value in given if local(key) == name), "")


def named(root: Element, name: str) -> list[Element]:
    """The elements of that name in any namespace, in order."""
    return list(root.iter(f"{{*}}{name}"))


def child(element: Element, name: str) -> Element | None:
    """The first child of that name in any namespace."""
    return element.find(f"{{*}}{name}")


def text_of(element: Element | None) -> str:
    """The text in an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def path_of(address: str, base: str) -> tuple[str, str]:
    """The part that a relative address in the part `base` names, and its fragment."""
    path, _, mark = unquote(address).partition("#")
    names = base.split("/")[:-1] if path else base.split("/")
    for each in path.split("/") if path else ():
        if each == "..":
            names = names[:-1]
        elif each not in ("", "."):
            names.append(each)
    return "/".join(names), mark
