"""What the paper of an avenant says: each term before and after, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socle.conventions.domain.reading import AnyTerm
from socle.kernel.clause import Clause


@dataclass(frozen=True, slots=True)
class Change:
    """One term of an avenant; no `before` when it is new, no `after` when it ends."""

    id: str
    clause: Clause
    before: AnyTerm | None
    after: AnyTerm | None

    @property
    def says(self) -> str:
        """What happens to it, at the head of a line."""
        if self.before is None:
            return "ajouté"
        return "remplacé" if self.after else "supprimé"


def changes(before: Mapping[str, AnyTerm], written: Iterable[AnyTerm], ended: Iterable[str]) -> tuple[Change, ...]:
    """The changes an act makes to the terms it found; `ended` names those it closes."""
    kept = tuple(written)
    found = [Change(term.id, term.clause, before.get(term.id), term) for term in kept]
    gone = set(ended) - {term.id for term in kept}
    found += [Change(key, term.clause, term, None) for key, term in before.items() if key in gone]
    return tuple(found)
