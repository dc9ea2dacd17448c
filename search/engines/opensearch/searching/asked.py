"""What the cluster is asked for: all words of a query, or some of them."""

from __future__ import annotations

from dataclasses import dataclass

from search.engines.common.modes import Forms
from search.query.tree import Query


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms of a query, and as they are where some words are enough; whether they are."""

    forms: Forms
    wider: Forms
    is_relaxed: bool = False

    @property
    def run(self) -> Query:
        """The tree that finds the hits."""
        relaxed = self.forms.relaxed
        return relaxed.as_tree() if relaxed and self.is_relaxed else self.forms.tree


def asked_as(tree: Query) -> Asked:
    """A tree that is run as it is."""
    forms = Forms(tree, None, tree, tree)
    return Asked(forms, forms)
