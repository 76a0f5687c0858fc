"""What falls with a membership: its rights and its roles end at once (MCP-23; contrat de service 2.2.1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.actions.granting import end_right
from socle.habilitations.domain.granting import may_depart, may_identify
from socle.habilitations.domain.rights import LEAST_ASSIGNMENT
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.organismes.queries import membership
from socle.traces import actions as traces


def end_rights_of(membership_id: UUID, *, actor: Actor, at: datetime, cause: str) -> int:
    """End every right and role of a member who leaves; their number. Refused above one's own rank."""
    leaving = membership(membership_id)
    act = Act("habilitation:right:refused", "person", str(leaving.person_id), leaving.person.name)
    may_depart(actor_holder(actor, at), holder_of(leaving, at)).or_raise(act)
    lasting = Q(period__endswith=None) | Q(period__endswith__gt=at)
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    ended = list(rows.filter(lasting, membership_id=membership_id, withdrawn_at=None))
    for right in ended:
        end_right(right, actor=actor, at=at, cause=cause)
    return len(ended) + _end_roles(membership_id, leaving.person_id, leaving.person.name, actor, at, cause)


def refuse_change_above(membership_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Refuse to change who a superior or a peer is, or where their links go: the caisse keeps it (MCP-20, MCP-27)."""
    member = membership(membership_id)
    act = Act("organisme:person:updated", "person", str(member.person_id), member.person.name)
    may_identify(actor_holder(actor, at), holder_of(member, at)).or_raise(act)


def _end_roles(membership_id: UUID, person_id: UUID, name: str, actor: Actor, at: datetime, cause: str) -> int:
    roles = list(
        Delegation.objects.select_for_update(of=("self",)).filter(membership_id=membership_id, period__contains=at)
    )
    for role in roles:
        role.period = (role.period.lower, at)
        role.withdrawn_at, role.withdrawn_by_id, role.cause = at, actor.person_id, cause
        role.save(update_fields=["period", "withdrawn_at", "withdrawn_by_id", "cause"])
        traces.record(
            "habilitation:delegation:withdrawn",
            actor=actor,
            at=at,
            subject_kind="person",
            subject_id=str(person_id),
            subject_label=name,
            clause=str(LEAST_ASSIGNMENT),
            payload={"role": role.role, "reason": cause},
        )
    return len(roles)
