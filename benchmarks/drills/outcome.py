"""What came of a drill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """`did` says in words what was done, `faults` what went wrong: one sentence each."""

    name: str
    did: str
    faults: Sequence[str]

    def lines(self) -> list[str]:
        verdict = f"{len(self.faults):,} faults" if self.faults else "no fault"
        return [f"{self.name}: {self.did}: {verdict}", *(f"    {each}" for each in self.faults)]
