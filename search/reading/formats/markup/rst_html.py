"""A tree of docutils as HTML of the few elements that paragraphs are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from docutils import nodes

_BLOCKS: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.bullet_list: "ul",
    nodes.list_item: "li",
    nodes.block_quote: "blockquote",
    nodes.term: "p",
    nodes.definition: "div",
    nodes.attribution: "p",
    nodes.caption: "figcaption",
    nodes.figure: "figure",
    nodes.legend: "figcaption",
    nodes.tgroup: "table",
    nodes.row: "tr",
    nodes.line_block: "p",
    nodes.subtitle: "h2",
    nodes.rubric: "h4",
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.title_reference: "cite",
    nodes.literal: "code",
    nodes.superscript: "sup",
    nodes.subscript: "sub",
    nodes.footnote_reference: "sup",
}
_LEFT_OUT = (
    nodes.Invisible,
    nodes.system_message,
    nodes.docinfo,
    nodes.generated,
    nodes.raw,
    nodes.label,
)
_UNKNOWN = "Unknown directive"
_ROLE = re.compile(r":[\w:.+-]+:`([^`<]*?)(?:\s*<[^<>`]*>)?`")
"""A role of another program: :doc:`the manual <manual>`."""


def html_of(node: nodes.Node) -> str:
    """The HTML of a node."""
    return "".join(_parts(node, 1))


def _parts(node: nodes.Node, level: int) -> Iterator[str]:
    if isinstance(node, nodes.system_message):
        yield from _unknown_directive(node)
    elif isinstance(node, _LEFT_OUT) and not isinstance(node, nodes.target):
        return
    elif isinstance(node, (nodes.Text, nodes.problematic)):
        text = node.astext()
        if isinstance(node, nodes.problematic):
            text = _ROLE.sub(r"\1", text)
        yield escape(text, quote=False)
    elif isinstance(node, nodes.image):
        yield f'<img src="{escape(node.get("uri", ""))}" alt="{escape(node.get("alt", ""))}">'
    elif isinstance(node, (nodes.literal_block, nodes.doctest_block)):
        yield f"<pre>{escape(node.astext(), quote=False)}</pre>"
    else:
        start, end = _tags(node, level)
        yield start
        for child in node.children:
            yield from _parts(child, level + isinstance(node, nodes.section))
        yield end


def _tags(node: nodes.Node, level: int) -> tuple[str, str]:
    """What begins and what ends an element."""
    if isinstance(node, nodes.title):
        name = f"h{min(level, 6)}"
        return f"<{name}>", f"</{name}>"
    if isinstance(node, nodes.enumerated_list):
        return f'<ol start="{int(node.get("start", 1))}">', "</ol>"
    if isinstance(node, nodes.reference) and node.get("refuri"):
        return f'<a href="{escape(node["refuri"])}">', "</a>"
    if isinstance(node, nodes.entry):
        name = "th" if isinstance(node.parent.parent, nodes.thead) else "td"
        return f"<{name}>", f"</{name}>"
    if isinstance(node, nodes.line):
        return "", "<br>"
    name = next((name for kind, name in _BLOCKS.items() if isinstance(node, kind)), "")
    if name:
        return f"<{name}>", f"</{name}>"
    return ("", "") if isinstance(node, nodes.Inline) else ("<div>", "</div>")


def _unknown_directive(message: nodes.system_message) -> Iterator[str]:
    """The text in a directive of another program, without its name and its options."""
    texts = [child.astext() for child in message.children]
    if texts and texts[0].startswith(_UNKNOWN):
        lines = [line.strip() for text in texts[1:] for line in text.split("\n")[1:]]
        kept = "\n".join(line for line in lines if not line.startswith(":"))
        for part in filter(str.strip, kept.split("\n\n")):
            yield f"<p>{escape(part, quote=False)}</p>"
