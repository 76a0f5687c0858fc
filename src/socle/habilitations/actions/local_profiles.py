"""Local profiles: bundles of rights made by the administrators of a partner, and followed by their groups (MCP-22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from socle.database.constraints import register
from socle.habilitations.actions.groups import follow
from socle.habilitations.domain.granting import MANAGERS_CLAUSE, confirmed_recently
from socle.habilitations.domain.groups import GroupCode, Line, decide_lines, may_design
from socle.habilitations.models import Group, LocalProfile, LocalProfileLine
from socle.habilitations.queries.groups import lines_of
from socle.habilitations.queries.offers import offered_lines
from socle.habilitations.queries.roles import actor_holder
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Act, Decision, first_refusal, refuse
from socle.traces import actions as traces

NAME_TAKEN = refuse(
    GroupCode.NAME_TAKEN,
    "Un profil local porte déjà ce nom.",
    clause=MANAGERS_CLAUSE,
    fix="Choisissez un autre nom, ou modifiez ce profil.",
)
USED = refuse(
    GroupCode.STILL_USED,
    "Un groupe se sert encore de ce profil local.",
    clause=MANAGERS_CLAUSE,
    fix="Donnez un autre profil à ce groupe, ou fermez-le.",
)
register("local_profile_once", NAME_TAKEN)


def create_local_profile(
    name: str, lines: Sequence[Line], *, actor: Actor, at: datetime, description: str = ""
) -> LocalProfile:
    """Make a bundle; nothing is opened to anybody until a group takes it."""
    _judge(actor, at, name, _lines(lines, actor, at))
    local = LocalProfile(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        name=name,
        description=description,
        created_by_id=actor.person_id,
        created_at=at,
    )
    _trace("habilitation:local_profile:created", local, lines, actor, at)
    local.save(force_insert=True)
    _write(local, lines)
    return local


def change_local_profile(local_profile_id: UUID, lines: Sequence[Line], *, actor: Actor, at: datetime) -> LocalProfile:
    """Change the rights of a bundle: the members of its groups lose and gain the difference, all or nothing."""
    local = LocalProfile.objects.select_for_update(of=("self",)).get(id=local_profile_id, closed_at=None)
    _judge(actor, at, local.name, _lines(lines, actor, at), confirmed_recently(actor.step_up_at, at))
    before = lines_of(local.id)
    _trace("habilitation:local_profile:changed", local, lines, actor, at)
    LocalProfileLine.objects.filter(local_profile=local, removed_at=None).update(
        removed_at=at, removed_by_id=actor.person_id
    )
    _write(local, lines)
    for group in Group.objects.select_for_update(of=("self",)).filter(local_profile=local, closed_at=None):
        follow(group, before, lines, actor=actor, at=at)
    return local


def close_local_profile(local_profile_id: UUID, *, actor: Actor, at: datetime) -> LocalProfile:
    """Close a bundle that no group uses any more."""
    local = LocalProfile.objects.select_for_update(of=("self",)).get(id=local_profile_id, closed_at=None)
    used = Group.objects.filter(local_profile=local, closed_at=None).exists()
    _judge(actor, at, local.name, USED if used else ALLOWED)
    local.closed_at, local.closed_by_id = at, actor.person_id
    _trace("habilitation:local_profile:closed", local, (), actor, at)
    local.save(update_fields=["closed_at", "closed_by_id"])
    return local


def _judge(actor: Actor, at: datetime, name: str, *others: Decision) -> None:
    act = Act("habilitation:local_profile:changed", "local_profile", subject_label=name)
    first_refusal((may_design(actor_holder(actor, at)), *others)).or_raise(act)


def _lines(lines: Sequence[Line], actor: Actor, at: datetime) -> Decision:
    offered = {one.line for one in offered_lines(actor.organisation_id, at)}
    return decide_lines(lines, offered)


def _write(local: LocalProfile, lines: Sequence[Line]) -> None:
    LocalProfileLine.objects.bulk_create(
        LocalProfileLine(
            organisation_id=local.organisation_id,
            local_profile=local,
            service=line.service,
            profile=line.profile,
            purpose=line.purpose,
            scope_id=line.scope_id,
        )
        for line in lines
    )


def _trace(tag: str, local: LocalProfile, lines: Sequence[Line], actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="local_profile",
        subject_id=str(local.id),
        subject_label=local.name,
        clause=str(MANAGERS_CLAUSE),
        payload={"rights": [f"{line.service.upper()} {line.profile}" for line in lines]} if lines else {},
    )
