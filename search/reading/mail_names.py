"""Names beside mail addresses, as mails, feeds and settings of programs write them."""

from __future__ import annotations

import re

_ADDRESS = r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
_FORMS = (
    re.compile(rf"\s*[\"“]?(?P<name>[^\"“”<>@]*[^\s\"“”<>@])[\"”]?\s*<(?:mailto:)?{_ADDRESS}>\s*"),
    re.compile(rf"\s*<?{_ADDRESS}>?\s*\((?P<name>[^()@]*[^\s()@])\)\s*"),
)
_BESIDE = re.compile(rf"\s*[(<\[]?(?<![\w.]){_ADDRESS}[)>\]]?")


def name_beside_address(text: str) -> str:
    """The name of "Ada Quill <ada@example.org>" or "ada@example.org (Ada Quill)"; any other text as it
    is."""
    if "@" not in text:
        return text
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    return found["name"] if found else text


def with_bars_for_addresses(text: str) -> str:
    """A text with a bar in place of each address."""
    return _BESIDE.sub(" | ", text) if "@" in text else text
