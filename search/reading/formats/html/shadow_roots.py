"""Shadow roots in markup: templates that browsers show, as web components have them, and as programs that
save pages write them. All other templates are shown by scripts alone, if at all."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(r"<(/?)template\b([^<>]*)>", re.IGNORECASE)
_ROOT = re.compile(r"\bshadowroot(?:mode)?\b", re.IGNORECASE)


def with_shadow_roots(markup: str) -> str:
    """Markup with a `div` in place of each template that is a shadow root."""
    if "shadowroot" not in markup:
        return markup
    are_roots: list[bool] = []

    def shown(tag: re.Match[str]) -> str:
        if tag[1]:
            return "</div>" if are_roots and are_roots.pop() else tag[0]
        are_roots.append(bool(_ROOT.search(tag[2])))
        return "<div>" if are_roots[-1] else tag[0]

    return _TEMPLATE.sub(shown, markup)
