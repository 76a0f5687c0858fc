"""What identity adds to the pages of an organisation's people; `site` hands it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from socle.accounts import queries
from socle.accounts.domain.states import STATE_LABELS, STATE_TONES
from socle.kernel.actor import Actor
from socle.organismes.panels import Panel, Subject


def account_panel(actor: Actor, subject: Subject, at: datetime) -> Panel | None:
    """The account of a person: its state, its identifier, and where it is managed."""
    member = queries.member_account(subject.membership_id, actor, at)
    if member is None:
        return None
    lines: list[dict[str, object]] = [
        {"term": "État", "badge": STATE_LABELS[member.state], "tone": STATE_TONES[member.state]}
    ]
    if member.identifier:
        lines.append({"term": "Identifiant", "text": member.identifier})
    if member.link_until:
        lines.append({"term": "Lien envoyé, valable jusqu'au", "at": member.link_until})
    return Panel(
        title="Compte",
        icon="key",
        lines=lines,
        link_url=reverse("accounts:member", args=[subject.membership_id]),
        link_label="Gérer ce compte",
    )


def account_column(_actor: Actor, person_ids: Sequence[UUID], _at: datetime) -> Mapping[UUID, object]:
    """The state of the account of each person of a page."""
    states = queries.states_of(person_ids)
    return {
        person_id: {"badge": STATE_LABELS[states.get(person_id)], "tone": STATE_TONES[states.get(person_id)]}
        for person_id in person_ids
    }
