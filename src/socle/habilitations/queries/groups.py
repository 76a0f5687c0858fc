"""Reading groups, their members and the rights that their local profile opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from socle.habilitations.domain.groups import Line
from socle.habilitations.models import Group, GroupMember, Habilitation, LocalProfile, LocalProfileLine

FEW = 8


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as a list shows it."""

    id: UUID
    name: str
    purpose: str
    local_profile: str
    members: int
    local_profile_id: UUID | None = None


def lines_of(local_profile_id: UUID | None) -> tuple[Line, ...]:
    """The rights of a local profile, in a stable order; none without a profile."""
    if local_profile_id is None:
        return ()
    rows = LocalProfileLine.objects.filter(local_profile_id=local_profile_id, removed_at=None)
    ordered = rows.order_by("service", "profile", "scope_id", "id")
    return tuple(Line(row.service, row.profile, row.purpose, row.scope_id) for row in ordered)


def lines_of_all(local_profile_ids: Sequence[UUID]) -> Mapping[UUID, tuple[Line, ...]]:
    """The rights of several local profiles, in one statement."""
    rows = LocalProfileLine.objects.filter(local_profile_id__in=local_profile_ids, removed_at=None)
    found: dict[UUID, list[Line]] = {one: [] for one in local_profile_ids}
    for row in rows.order_by("service", "profile", "scope_id", "id"):
        found[row.local_profile_id].append(Line(row.service, row.profile, row.purpose, row.scope_id))
    return {one: tuple(lines) for one, lines in found.items()}


def open_at(at: datetime) -> Q:
    """The groups that existed at an instant."""
    return Q(created_at__lte=at) & (Q(closed_at=None) | Q(closed_at__gt=at))


def members_of(group_id: UUID, at: datetime) -> list[GroupMember]:
    """Who is in the group at an instant, by name."""
    rows = GroupMember.objects.filter(group_id=group_id, period__contains=at).select_related("membership__person")
    return list(rows.order_by("membership__person__last_name", "membership__person__first_name", "id"))


def groups_of(
    organisation_id: UUID, at: datetime, *, after: tuple[str, ...] | None = None, limit: int | None = None
) -> list[GroupCard]:
    """The groups of an organisation open at an instant, by name, with how many are in each; one more than `limit`."""
    rows = Group.objects.filter(open_at(at), organisation_id=organisation_id).select_related("local_profile")
    if after:
        name, identifier = after
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=identifier))
    counted = rows.annotate(size=Count("members", filter=Q(members__period__contains=at)))
    return [
        GroupCard(
            row.id,
            row.name,
            row.purpose,
            row.local_profile.name if row.local_profile else "",
            row.size,
            row.local_profile_id,
        )
        for row in counted.order_by("name", "id")[: limit + 1 if limit else None]
    ]


def groups_named(organisation_id: UUID, words: str, at: datetime) -> list[Group]:
    """The first open groups of an organisation whose name holds these words."""
    rows = Group.objects.filter(open_at(at), organisation_id=organisation_id)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name", "id")[:FEW])


def group(group_id: UUID, at: datetime | None = None) -> Group | None:
    """One group that the actor's organisation sees; with `at`, only when it was open then."""
    rows = Group.objects.select_related("local_profile").filter(id=group_id)
    return (rows.filter(open_at(at)) if at else rows).first()


def local_profiles_of(organisation_id: UUID, *, after: str = "", limit: int | None = None) -> list[LocalProfile]:
    """The local profiles an organisation may give, by name; one more than `limit`."""
    rows = LocalProfile.objects.filter(organisation_id=organisation_id, closed_at=None)
    if after:
        rows = rows.filter(name__gt=after)
    return list(rows.order_by("name")[: limit + 1 if limit else None])


def local_profile(local_profile_id: UUID, organisation_id: UUID) -> LocalProfile | None:
    """One local profile that the organisation may give."""
    return LocalProfile.objects.filter(id=local_profile_id, organisation_id=organisation_id, closed_at=None).first()


def rights_from(group_id: UUID, membership_id: UUID, at: datetime) -> list[Habilitation]:
    """The rights that a group opened to a member and that still last."""
    rows = Habilitation.objects.filter(group_id=group_id, membership_id=membership_id, withdrawn_at=None)
    return list(rows.filter(Q(period__contains=at) | Q(period__startswith__gt=at)).order_by("service", "profile", "id"))


def rights_opened(group_id: UUID, at: datetime) -> list[tuple[Line, int]]:
    """What the group had opened and that lasted at an instant, each with how many of its members held it."""
    rows = Habilitation.objects.filter(group_id=group_id, period__contains=at, granted_at__lte=at)
    counted = rows.values_list("service", "profile", "purpose", "scope_id").annotate(Count("membership", distinct=True))
    return [(Line(*line), size) for *line, size in counted.order_by("service", "profile", "purpose", "scope_id")]


def followers_of(local_profile_id: UUID, at: datetime) -> int:
    """How many members the groups of a local profile have."""
    rows = GroupMember.objects.filter(group__local_profile_id=local_profile_id, group__closed_at=None)
    return rows.filter(period__contains=at).count()
