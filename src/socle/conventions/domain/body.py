"""What every kind of term shares: a frozen value that says what it obliges and how it reads in French (house.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw


class Body:
    """The typed content of a term; its fields are its grammar, read from their annotations."""

    __slots__ = ()

    kind: ClassVar[str]
    title: ClassVar[str]
    obliges: ClassVar[str]
    once_by: ClassVar[tuple[str, ...] | None] = None

    def subject(self) -> tuple[object, ...] | None:
        """What at most one term in force may rule (`once_by` names the fields); None for a kind that adds up."""
        return None if self.once_by is None else (self.kind, *(getattr(self, name) for name in self.once_by))

    def sentence(self) -> str:
        """How the term reads, from its fields alone."""
        return self.title

    def flaws(self) -> Iterable[Flaw]:
        """What the fields contradict or leave blank together; each field alone was already read."""
        return ()

    def owed(self) -> Iterable[Duty]:
        """What the term makes a party owe; its codes are unique in the term."""
        return ()
