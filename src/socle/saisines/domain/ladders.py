"""Who is called when a case is sensitive, blocked or left without answer (DRT-04, MCP-41).

Sources: accès aux droits 2.2 (mediator, then directorates); contrat de service 3.3 (named contacts, in order). A step
that leads back to somebody already called, in charge, or who asks, is refused and reported: it would be a loop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from socle.conventions.domain.convention import Contact
from socle.conventions.domain.kinds import Escalation
from socle.conventions.domain.kinds.rung import Rung, Trigger
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.words import ContactRole, Side
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse


@dataclass(frozen=True, slots=True)
class Step:
    """One step up: who acts, of which side, whom they call, on which grounds; `name` is known for a named contact."""

    rank: int
    by: str
    calls: str
    clause: Clause
    triggers: tuple[Trigger, ...] = ()
    name: str = ""
    email: str = ""
    role: str = ""

    @property
    def label(self) -> str:
        return self.name or self.by


@dataclass(frozen=True, slots=True)
class ClimbCase:
    """Where the case is: steps already climbed, its clock, who is already concerned (by address), the ground said."""

    ladder: Sequence[Step]
    climbed: int
    at: datetime
    due: datetime | None
    is_urgent: bool
    concerned: Collection[str]
    trigger: Trigger | None = None


def ladder_of(
    of: str, terms: Iterable[AnyTerm], side: str, contacts: Iterable[Contact], *, is_ticket: bool
) -> tuple[Step, ...]:
    """The steps of a case: the rungs that name what it is, or the named contacts of the side that owes the answer."""
    found = tuple(terms)
    known = {contact.id: contact for contact in contacts}
    if is_ticket:
        return tuple(
            Step(rank, contact.role.label, "", term.clause, (), contact.name, contact.email or "", contact.role.value)
            for term in of_kind(found, Escalation)
            if term.body.awaits in {side, Side.ALL}
            for rank, contact in enumerate((known[one] for one in term.body.ladder if one in known), start=1)
        )
    rungs = sorted((term for term in of_kind(found, Rung) if term.body.of == of), key=lambda term: term.body.rank)
    return tuple(
        Step(
            term.body.rank,
            term.body.by.label,
            term.body.calls.label,
            term.clause,
            term.body.triggers,
            *_named(term.body.by, known.values()),
            term.body.by.value,
        )
        for term in rungs
    )


def _named(role: ContactRole, contacts: Iterable[Contact]) -> tuple[str, str]:
    found = next((contact for contact in contacts if contact.role is role), None)
    return (found.name, found.email or "") if found else ("", "")


def next_step(case: ClimbCase) -> Step | None:
    """The step above the last one climbed."""
    return next((step for step in case.ladder if step.rank > case.climbed), None)


def may_climb(case: ClimbCase) -> Decision:
    """Up one step: on a ground of the text, or once the clock is past, or at once when the case is urgent."""
    step = next_step(case)
    if step is None:
        return refuse(
            "ladder_over" if case.ladder else "no_ladder",
            "Tous les échelons ont été appelés." if case.ladder else "La convention ne prévoit pas d'échelon ici.",
            clause=case.ladder[-1].clause if case.ladder else None,
            fix="Portez la difficulté devant le comité de la convention.",
        )
    if step.email and step.email in case.concerned:
        return refuse(
            "ladder_loops",
            f"Cet échelon ramène à une personne déjà saisie ({step.label}) : la convention est à corriger.",
            clause=step.clause,
            fix="Le défaut est noté. Demandez aux parties de nommer une autre personne.",
        )
    if step.triggers:
        return _on_ground(case, step)
    late = case.due is not None and case.at >= case.due
    if late or case.is_urgent:
        return allow(step.clause)
    return refuse(
        "answer_awaited",
        "Le délai de réponse n'est pas passé, et le cas n'est pas déclaré urgent.",
        clause=step.clause,
        fix="Attendez la fin du délai, ou dites que le cas est urgent.",
        until=case.due,
    )


def _on_ground(case: ClimbCase, step: Step) -> Decision:
    if case.trigger in step.triggers:
        return allow(step.clause)
    wanted = " ou ".join(trigger.label for trigger in step.triggers)
    return refuse(
        "ground_missing",
        f"Cet échelon s'appelle pour : {wanted}.",
        clause=step.clause,
        fix="Dites pourquoi le cas monte, avec l'un de ces motifs.",
    )
