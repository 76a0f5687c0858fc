"""What a violated constraint says to a person: each room registers the sentences of its own constraints."""

from __future__ import annotations

from django.db import IntegrityError

from socle.kernel.decision import Decision, Refused, refuse

_SENTENCES: dict[str, Decision] = {}

UNKNOWN = refuse(
    "conflict",
    "Cette modification contredit une autre, faite au même moment.",
    fix="Rechargez la page : elle montre l'état actuel, puis recommencez si c'est encore utile.",
)


def register(constraint: str, decision: Decision) -> None:
    """Give the sentence of a constraint; naming one twice is a mistake."""
    if _SENTENCES.setdefault(constraint, decision) is not decision:
        raise ValueError(f"constraint {constraint} has two sentences")


def sentences() -> dict[str, Decision]:
    return dict(_SENTENCES)


class Conflict(Refused):
    """The database refused what the rules had allowed: someone else was first."""


def conflict_of(error: IntegrityError) -> Conflict:
    """The refusal a person reads for a constraint error."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return Conflict(_SENTENCES.get(getattr(diagnosis, "constraint_name", None) or "", UNKNOWN))
