"""What the rooms above add to the pages of the rooms below: handed in once, by name, at start (house.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from socle.accounts.panels import account_column, account_panel
from socle.conventions import completion, evidence
from socle.conventions import panels as conventions
from socle.conventions.actions.signatures.drafts import DRAFT, conclude
from socle.conventions.domain.body import Body
from socle.conventions.domain.ending.lifecycle import ENDERS
from socle.conventions.domain.kinds import Seats
from socle.conventions.queries import reminding
from socle.dossiers.queries import reasons
from socle.habilitations import right_panels as habilitations
from socle.habilitations.actions.departing import end_rights_of, refuse_change_above
from socle.habilitations.list_tools import people_tools
from socle.habilitations.panels import attestation_panel, person_links
from socle.habilitations.queries.impacts import lost_access, seats_over
from socle.habilitations.queries.panels import counts_of, current_rights, managers_panel
from socle.habilitations.queries.reviewing.evidence import reviews_sent
from socle.habilitations.queries.roles import managers_of
from socle.habilitations.queries.seats import SeatLine, seat_lines
from socle.kernel.actor import Actor
from socle.organismes import panels as organismes
from socle.organismes.panels import Panel
from socle.organismes.queries import Membership
from socle.saisines.queries.reasons import as_reason
from socle.supervision.panels import failures_record, questions_panel

SEATS_ROUTE = "habilitations:seats"


def _managers(actor: Actor, subject: conventions.Subject, at: datetime) -> Panel | None:
    """The principal and the suppléant of each partner."""
    del actor
    found = managers_panel(subject.convention_id, at, subject.partner_ids)
    return Panel(
        title="Qui gère les habilitations",
        icon="users",
        lines=[
            {"term": manager.role, "text": f"{manager.name}, {manager.function}", "hint": manager.organisation}
            for managers in found.values()
            for manager in managers
        ],
        empty="Aucun administrateur n'est encore désigné : la caisse le fait.",
    )


def _seats(actor: Actor, subject: conventions.Subject, at: datetime) -> Panel | None:
    """How the seats of the convention are used."""
    lines = [
        line
        for partner in subject.partner_ids
        for line in seat_lines(partner, at)
        if line.convention_id == subject.convention_id and line.maximum is not None
    ]
    if not lines:
        return None
    return Panel(
        title="Sièges",
        icon="armchair",
        gauges=[_gauge(line) for line in lines],
        link_url=reverse(SEATS_ROUTE) if actor.organisation_id in subject.partner_ids else "",
        link_label="Voir tous les sièges" if actor.organisation_id in subject.partner_ids else "",
    )


def _losses(actor: Actor, subject: conventions.Subject, at: datetime) -> Panel | None:
    """How many rights in use fall with the convention, profile by profile."""
    del actor
    return Panel(
        title="Droits qui tombent à l'instant de l'effet",
        icon="user-minus",
        lines=[
            {"term": _gauge(line)["label"], "text": f"{line.used} droit{'s' if line.used > 1 else ''}"}
            for line in _used(subject, at)
        ],
        empty="Aucun droit n'est ouvert par cette convention.",
    )


def _used(subject: conventions.Subject, at: datetime) -> list[SeatLine]:
    lines = (line for partner in subject.partner_ids for line in seat_lines(partner, at))
    return [line for line in lines if line.convention_id == subject.convention_id and line.used]


def _use(actor: Actor, subject: conventions.Subject, at: datetime) -> Panel | None:
    """What a decision to renew knows of the use: rights held, seats open."""
    del actor
    return Panel(
        title="Usage",
        icon="user-check",
        lines=[
            {"term": _gauge(line)["label"], "text": f"{line.used} sur {line.maximum or 'illimité'}"}
            for line in _used(subject, at)
        ],
        empty="Aucun droit n'est ouvert par cette convention.",
    )


def _gauge(line: SeatLine) -> Mapping[str, object]:
    label = f"{line.service.upper()} {line.profile}"
    if line.scope:
        label += f", {line.scope}"
    return {"label": label, "used": line.used, "max": line.maximum, "clause": line.clause}


def _term_seats(actor: Actor, subject: conventions.Subject, term_id: str, body: Body, at: datetime) -> Panel | None:
    """Who depends on a term of seats: the seats it opens."""
    del actor
    if not isinstance(body, Seats):
        return None
    lines = [
        line
        for partner in subject.partner_ids
        for line in seat_lines(partner, at, service=body.service)
        if line.term == term_id and line.maximum is not None
    ]
    gauges = [_gauge(line) for line in lines]
    return Panel(title="Sièges que ce terme ouvre", icon="armchair", gauges=gauges, empty="Aucun.")


def _rights_count(actor: Actor, membership_ids: Sequence[UUID], at: datetime) -> Mapping[UUID, object]:
    del actor
    return {identifier: {"number": number} for identifier, number in counts_of(membership_ids, at).items()}


def _person_rights(actor: Actor, subject: organismes.Subject, at: datetime) -> Panel | None:
    """The rights of one person, each with its sheet."""
    del actor
    return Panel(
        title="Habilitations",
        icon="key",
        lines=[
            {
                "term": f"{row.service.upper()} {row.profile}",
                "text": f"depuis le {row.period.lower:%d/%m/%Y}",
                "url": reverse("habilitations:right", args=[row.id]),
            }
            for row in current_rights(subject.membership_id, at)
        ],
        empty="Cette personne n'a aucune habilitation.",
        link_url=reverse("habilitations:person_rights", args=[subject.person_id]),
        link_label="Tous ses droits",
    )


def _departure(actor: Actor, subject: organismes.Subject, at: datetime, cause: str) -> None:
    end_rights_of(subject.membership_id, actor=actor, at=at, cause=cause)


def _change(actor: Actor, subject: organismes.Subject, at: datetime) -> None:
    refuse_change_above(subject.membership_id, actor=actor, at=at)


def _administrators(organisation_id: UUID, at: datetime) -> Iterator[Membership]:
    """Who may end the conventions of a body, each person once."""
    rows = (row.membership for row in managers_of(organisation_id, at) if row.role in ENDERS)
    yield from {one.person_id: one for one in rows}.values()


def hand_in() -> None:
    """Give every room below what the rooms above add to its pages."""
    evidence.hand_in((reviews_sent,))
    reasons.hand_in(as_reason)
    reminding.hand_in(_administrators)
    completion.hand_in({DRAFT: conclude})
    conventions.hand_in(
        sheets=(_managers, _seats),
        dependents=(_term_seats,),
        impacts=(lost_access, seats_over),
        losses=(_losses,),
        records=(_use, failures_record),
    )
    habilitations.hand_in(sheets=(questions_panel,))
    organismes.hand_in(
        columns=(
            organismes.Column("Compte", account_column, is_by_person=True, is_dated=False),
            organismes.Column("Droits", _rights_count, is_number=True),
        ),
        sheets=(account_panel, _person_rights, attestation_panel),
        dated_sheets=(_person_rights,),
        links=(person_links,),
        departures=(_departure,),
        changes=(_change,),
        tools=people_tools,
    )
