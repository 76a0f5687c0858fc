"""Saisines of the demonstration: who answers at which door, and some cases at each stage of their life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from socle.conventions.models import Convention
from socle.conventions.queries.in_force import InForce, of_conventions
from socle.organismes.models import Membership
from socle.saisines.domain.clocks import clock_of
from socle.saisines.domain.doors import Door, doors, subject_label
from socle.saisines.domain.sharing import Duty
from socle.saisines.models import Entry, Post, Saisine
from socle.saisines.queries.clocks import set_clock
from socle.saisines.queries.doors import KINDS
from socle.saisines.queries.hands import next_number
from socle.site.demonstration.rights import Members

# (login, term of the door, what they are there for)
POSTS = (
    ("carsat-aspa", "voie-aspa", Duty.AGENT),
    ("carsat-retraite", "voie-des-autres-questions", Duty.AGENT),
    ("carsat-mediation", "voie-aspa", Duty.MEDIATOR),
    ("carsat-mediation", "voie-des-autres-questions", Duty.MEDIATOR),
    ("carsat-admin", "voie-aspa", Duty.DIRECTION),
    ("carsat-admin", "voie-des-autres-questions", Duty.DIRECTION),
    ("caisse-desk", "centre-de-services", Duty.AGENT),
    ("partner-principal", "support-de-niveau-1", Duty.AGENT),
    ("urssaf-admin", "voie-des-questions", Duty.AGENT),
    ("urssaf-admin", "voie-des-questions-sur-un-compte", Duty.AGENT),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A case to tell: who asks, at which door, how long ago, and what was said since, as (step, side, text)."""

    login: str
    term: str
    subject: str
    days_ago: int
    state: str
    person: Mapping[str, str] = field(default_factory=dict)
    is_urgent: bool = False
    said: tuple[tuple[str, str, str], ...] = ()


TOLD = (
    Told(
        "grand-rhin-social",
        "voie-aspa",
        "aspa",
        1,
        "received",
        {"name": "Odette Fictive", "birth_date": "1955-02-11"},
        is_urgent=True,
        said=(("open", "asker", "Sans ressources depuis deux mois : la demande d'ASPA est-elle complète ?"),),
    ),
    Told(
        "grand-rhin-social",
        "voie-des-autres-questions",
        "career",
        9,
        "in_progress",
        {"name": "Marcel Fictif", "birth_date": "1962-07-30"},
        said=(
            ("open", "asker", "Trois trimestres manquent au relevé de carrière."),
            ("progress", "carsat-retraite", "Le relevé est demandé à l'ancien employeur."),
        ),
    ),
    Told(
        "partner-principal",
        "centre-de-services",
        "other",
        2,
        "answered",
        said=(
            ("open", "asker", "La liste des droits ne s'affiche plus depuis ce matin."),
            ("answer", "caisse-desk", "L'incident est levé ; la liste s'affiche de nouveau."),
        ),
    ),
)


def open_saisines(memberships: Members, at: datetime) -> None:
    """Posts first, then cases dated in the past: their clocks are those of the clauses."""
    people = {one.login: row for (_, one), row in memberships.items() if one.login}
    known = _doors(at)
    for login, term, duty in POSTS:
        for door, convention in _of(known, term, people[login]):
            Post.objects.create(
                organisation_id=people[login].organisation_id,
                convention_id=convention.id,
                door=door.id,
                membership=people[login],
                duty=duty.value,
                given_at=at - timedelta(days=400),
                given_by_id=people[login].person_id,
            )
    for told in TOLD:
        _tell(told, people, known, at)


def _doors(at: datetime) -> list[tuple[Door, InForce]]:
    rows = Convention.objects.filter(effective_at__lte=at).order_by("slug")
    found = of_conventions(rows, KINDS, at)
    return [(door, one) for one in found for door in doors(one.id, one.parties, one.terms)]


def _of(known: list[tuple[Door, InForce]], term: str, row: Membership) -> list[tuple[Door, InForce]]:
    return [(door, one) for door, one in known if door.term_id == term and door.held_by == row.organisation_id]


def _tell(told: Told, people: Mapping[str, Membership], known: list[tuple[Door, InForce]], at: datetime) -> None:
    asker = people[told.login]
    door, convention = next(
        (door, one) for door, one in known if door.term_id == told.term and asker.organisation_id in door.asks
    )
    received = at - timedelta(days=told.days_ago)
    agents = Post.objects.filter(door=door.id, duty=Duty.AGENT).values_list("membership_id", flat=True)
    case = Saisine(
        organisation_id=asker.organisation_id,
        number=next_number(received.year),
        convention_id=convention.id,
        holder_id=door.held_by,
        door=door.id,
        term_key=door.term_id,
        kind=door.kind.value,
        subject=told.subject,
        label=subject_label(told.subject),
        route=door.route,
        state=told.state,
        is_urgent=told.is_urgent,
        person=dict(told.person),
        followers=[asker.id],
        opener_id=asker.id,
        received_at=received,
        first_received_at=received,
        answer_to="partner",
        clause=str(door.clause),
        assigned_id=agents.first(),
        assigned_at=received,
        answered_at=at if told.state == "answered" else None,
    )
    set_clock(case, clock_of(door.promise, received, convention.calendar, door.hours), door.promise.within)
    case.save(force_insert=True)
    _say(told, case, asker, people)


def _say(told: Told, case: Saisine, asker: Membership, people: Mapping[str, Membership]) -> None:
    for position, (step, who, text) in enumerate(told.said):
        speaker = asker if who == "asker" else people[who]
        Entry.objects.create(
            organisation_id=case.organisation_id,
            saisine=case,
            position=position,
            step=step,
            text=text,
            side_id=speaker.organisation_id,
            said_by_id=speaker.person_id,
            said_at=case.received_at + timedelta(hours=position),
        )
