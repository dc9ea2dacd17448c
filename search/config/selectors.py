"""Whether texts are CSS selectors. A module of its own, as what knows that takes as long to import as all
else that a command needs, and few archives have selectors in their settings."""

from __future__ import annotations

import warnings

import soupsieve


def is_selector(text: str) -> bool:
    """Whether `text` is CSS that soupsieve understands and does not advise against."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        try:
            soupsieve.compile(text)
        except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError, FutureWarning):
            return False
    return True
