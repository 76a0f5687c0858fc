"""Missions and purposes: why data may be read at all (MCP-07, MCP-23, MCP-60; convention, 8 and 9.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from socle.conventions.domain.kinds import Mission, Purpose
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.types import EVERY
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose of a profile; closed when none of its missions is ticked."""

    code: str
    label: str
    is_open: bool
    temporary: bool
    missions: tuple[str, ...]
    clause: Clause


def missions(terms: Iterable[AnyTerm]) -> tuple[Written[Mission], ...]:
    """The missions of the convention, ticked or not."""
    return tuple(of_kind(terms, Mission))


def purposes(terms: Iterable[AnyTerm], service: str, profile: str) -> tuple[PurposeLine, ...]:
    """The purposes that a profile may state, open or closed, in the order of the text."""
    terms = tuple(terms)
    ticked = {term.body.code for term in missions(terms) if term.body.ticked}
    return tuple(
        PurposeLine(
            code=term.body.code,
            label=term.body.label,
            is_open=not term.body.missions or bool(ticked & set(term.body.missions)),
            temporary=term.body.temporary,
            missions=term.body.missions,
            clause=term.clause,
        )
        for term in of_kind(terms, Purpose)
        if term.body.service == service and ({profile, EVERY} & set(term.body.profiles))
    )


def purpose_decision(
    terms: Iterable[AnyTerm], service: str, profile: str, purpose: str, until: datetime | None = None
) -> Decision:
    """A purpose must belong to the profile, serve a ticked mission, and have an end when it is temporary."""
    terms = tuple(terms)
    line = next((line for line in purposes(terms, service, profile) if line.code == purpose), None)
    if line is None:
        reason = f"« {purpose} » n’est pas une finalité du profil {profile}."
        return refuse("purpose_unknown", reason, fix="Choisissez l’une des finalités proposées pour ce profil.")
    if not line.is_open:
        mission = next((term for term in missions(terms) if term.body.code in line.missions), None)
        name = mission.body.name if mission else ", ".join(line.missions)
        reason = f"La mission « {name} » n’est pas cochée dans la convention."
        clause = mission.clause if mission else line.clause
        return refuse("mission_not_ticked", reason, clause=clause, fix="Les parties peuvent la cocher par un avenant.")
    if line.temporary and until is None:
        reason = f"La finalité « {line.label} » n’est ouverte que pour un temps."
        return refuse("end_date_required", reason, clause=line.clause, fix="Donnez une date de fin à l’habilitation.")
    return allow(line.clause)
