"""What `site` hands to the pages of people and of conventions: rights, seats and managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from socle.conventions.panels import Subject as ConventionSubject
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.panels import counts_of, current_rights, managers_panel
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.actor import Actor
from socle.organismes.panels import Column, Panel, Subject


def _counts(actor: Actor, membership_ids: Sequence[UUID], at: datetime) -> Mapping[UUID, object]:
    del actor
    return {key: {"number": count} for key, count in counts_of(membership_ids, at).items()}


RIGHTS_COLUMN = Column("Droits", _counts)


def rights_of_person(actor: Actor, subject: Subject, at: datetime) -> Panel | None:
    """The rights of a colleague on their sheet, with the way to open another."""
    if not actor.can("habilitation:list"):
        return None
    names = names_of(subject.organisation_id, at)
    may_grant = actor.can("habilitation:grant") and subject.organisation_id == actor.organisation_id
    return Panel(
        title="Droits",
        icon="user-check",
        lines=[
            {
                "term": f"{row.service.upper()} {row.profile}",
                "text": names.profile(row.service, row.profile),
                "url": reverse("habilitations:right", args=[row.id]),
                "hint": names.purpose(row.service, row.purpose),
            }
            for row in current_rights(subject.membership_id, at)
        ],
        empty="Aucun droit en cours.",
        link_url=f"{reverse('habilitations:grant')}?{urlencode({'personne': str(subject.person_id)})}"
        if may_grant
        else "",
        link_label="Ouvrir un droit",
    )


def managers_of_convention(actor: Actor, subject: ConventionSubject, at: datetime) -> Panel | None:
    """Who manages the rights of each partner of a convention."""
    del actor
    found = managers_panel(subject.convention_id, at, subject.partner_ids)
    return Panel(
        title="Gestionnaires des habilitations",
        icon="users",
        lines=[
            {
                "term": manager.role,
                "text": manager.name,
                "hint": f"{manager.function}, {manager.organisation}, depuis le {manager.since:%d/%m/%Y}",
                "clause": "contrat de service, 2.2.2",
            }
            for partner in subject.partner_ids
            for manager in found.get(partner, ())
        ],
        empty="Aucun administrateur principal ni suppléant n'est désigné : la caisse les désigne.",
    )


def seats_of_convention(actor: Actor, subject: ConventionSubject, at: datetime) -> Panel | None:
    """The opened seats of a convention, with what is used."""
    if not actor.can("seat:list"):
        return None
    lines = [line for partner in subject.partner_ids for line in seat_lines(partner, at)]
    return Panel(
        title="Sièges",
        icon="armchair",
        gauges=[
            {
                "label": f"{line.service.upper()} {line.profile}{f', {line.scope}' if line.scope else ''}",
                "used": line.used,
                "max": line.maximum,
                "clause": line.clause,
            }
            for line in lines
            if line.convention_id == subject.convention_id and line.maximum is not None
        ],
        empty="Cette convention n'ouvre aucun siège.",
        link_url=reverse("habilitations:seats"),
        link_label="Voir les sièges",
    )
