"""What the cluster is asked for: all words of a query, or some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.common.modes import Forms
from search.query.languages import in_languages
from search.query.tree import Query


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms of a query, and as they are where some words are enough; the languages of the archive;
    whether some words are enough."""

    forms: Forms
    wider: Forms
    languages: Sequence[str]
    is_relaxed: bool = False

    @property
    def run(self) -> Query:
        """The tree that finds the hits."""
        relaxed = self.forms.relaxed
        if relaxed and self.is_relaxed:
            return in_languages(relaxed.as_tree(), self.languages)
        return self.complete

    @property
    def marked(self) -> Query:
        """The tree that is marked in the hits."""
        return self.forms.marked(self.is_relaxed)

    @property
    def complete(self) -> Query:
        """The tree that finds what has all words."""
        return in_languages(self.forms.tree, self.languages)


def asked_as(tree: Query, languages: Sequence[str]) -> Asked:
    """A tree that is run as it is."""
    forms = Forms(tree, None, tree, tree)
    return Asked(forms, forms, languages)
