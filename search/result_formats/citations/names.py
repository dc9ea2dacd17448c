"""Names of authors as bibliographies sort them: a family name and given names, or a name as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?d|esq)\.?", re.IGNORECASE)
_PARTICLES = frozenset(
    "af al av bin bint da de degli dei del della den der des di do dos du el ibn la las le los ten ter"
    " van vom von y zu zum zur".split()
)
_HONOURS = frozenset("dr prof professor sir dame mr mrs ms rev reverend".split())
"""Titles: no style of citation has them, and their letters would pass for initials."""
_NO_PERSON = frozenset(
    "agency and association board bureau center centre college commission committee council department"
    " desk editorial editors for foundation group house institute international magazine media ministry"
    " network news office of organisation organization press project report reporters reporting service"
    " society staff team the times university wire wires".split()
)
"""Words of names that are not a person's."""
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A person if `given` is not empty; otherwise `family` is the name as it stands."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def sorted(self) -> str:
        """Family name first: "Beethoven, Ludwig", "King, Martin Luther, Jr."."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


def name_of(author: str) -> Name:
    """The parts of a name. What may be an organisation stays whole, since a wrong part is worse than
    none."""
    words = _without_honours(author.split())
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1].strip(",")):
        suffix, words[-2:] = words[-1], [words[-2].rstrip(",")]
    before, comma, after = " ".join(words).partition(", ")
    if comma:
        is_person = "," not in after and len(words) <= _MOST_WORDS and _may_be_person(words)
        given = " ".join(_without_honours(after.split(), 1))
        return Name(before, given, suffix) if is_person else Name(author)
    if not (1 < len(words) <= _MOST_WORDS and _may_be_person(words)):
        return Name(author)
    start = next((n for n, word in enumerate(words) if n and word in _PARTICLES), len(words) - 1)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _without_honours(words: list[str], least: int = 2) -> list[str]:
    """The words of a name after its titles; `least` must be left, so that Dr. Stoica stays as she is."""
    first = 0
    while len(words) - first > least and words[first].rstrip(".").casefold() in _HONOURS:
        first += 1
    return words[first:]


def _may_be_person(words: list[str]) -> bool:
    plain = {word.strip(",.").casefold() for word in words}
    return plain.isdisjoint(_NO_PERSON) and not any(
        re.search(r"[\d&@/<>{}\[\]()|:;\"“”]", word) for word in words
    )
