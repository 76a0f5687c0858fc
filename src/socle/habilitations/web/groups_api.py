"""Groups and their members, as the API says them: the same actions as the pages (MCP-22)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params

from socle.database.transactions import run, transaction
from socle.habilitations.actions.groups import add_member, close_group, create_group, give_profile, remove_member
from socle.habilitations.domain.access import may
from socle.habilitations.models import Group, GroupMember
from socle.habilitations.queries import groups as queries
from socle.habilitations.queries.groups import GroupCard
from socle.habilitations.web.views.groups import own_group
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of, text
from socle.theme.moments import Moment
from socle.theme.moments import as_of as looked_at

router = Router(tags=["groupes"])


class GroupLine(Schema):
    """A group: its members hold the rights of `local_profile`; none when it is null."""

    id: UUID
    name: str
    purpose: str
    local_profile: UUID | None
    local_profile_name: str
    members: int


class Groups(Schema):
    items: list[GroupLine]
    next: str | None


class Member(Schema):
    person: UUID
    person_name: str
    since: datetime


class WholeGroup(GroupLine):
    people: list[Member]


class NewGroup(Schema):
    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    purpose: str = Field(default="", max_length=300)
    local_profile: UUID | None = None


class NewMember(Schema):
    person: UUID


class Bundle(Schema):
    """The local profile that the members receive; null gives them none."""

    local_profile: UUID | None


def _line(card: GroupCard) -> GroupLine:
    return GroupLine(
        id=card.id,
        name=card.name,
        purpose=card.purpose,
        local_profile=card.local_profile_id,
        local_profile_name=card.local_profile,
        members=card.members,
    )


def _member(row: GroupMember) -> Member:
    return Member(person=row.membership.person_id, person_name=row.membership.person.name, since=row.period.lower)


def _whole(group: Group, at: datetime) -> WholeGroup:
    people = [_member(row) for row in queries.members_of(group.id, at)]
    return WholeGroup(
        id=group.id,
        name=group.name,
        purpose=group.purpose,
        local_profile=group.local_profile_id,
        local_profile_name=group.local_profile.name if group.local_profile else "",
        members=len(people),
        people=people,
    )


def _check_own(actor: Actor, group_id: UUID) -> None:
    with transaction(actor) as at:
        own_group(actor, group_id, at)


@router.get("/groups", response=Groups, summary="Groupes de mon organisme")
def list_groups(
    request: HttpRequest,
    as_of: Moment | None = None,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Groups:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    after = decode(cursor, text, UUID) if cursor else None
    with transaction(actor) as now:
        cards = queries.groups_of(actor.organisation_id, looked_at(as_of, now), after=after, limit=limit)
    page = page_of(cards, limit, lambda card: (card.name, str(card.id)))
    return Groups(items=[_line(card) for card in page.items], next=page.next)


@router.get("/groups/{group_id}", response=WholeGroup, summary="Un groupe et ses membres")
def get_group(request: HttpRequest, group_id: UUID, as_of: Moment | None = None) -> WholeGroup:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as now:
        at = looked_at(as_of, now)
        return _whole(own_group(actor, group_id, at), at)


@router.post("/groups", response={201: WholeGroup}, summary="Créer un groupe")
def post_group(request: HttpRequest, payload: NewGroup) -> Status[WholeGroup]:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def act(at: datetime) -> WholeGroup:
        opened = create_group(
            payload.name, actor=actor, at=at, purpose=payload.purpose, local_profile_id=payload.local_profile
        )
        return _whole(opened, at)

    return Status(201, run(actor, act))


@router.post("/groups/{group_id}/members", response={201: Member}, summary="Ajouter une personne à un groupe")
def post_member(request: HttpRequest, group_id: UUID, payload: NewMember) -> Status[Member]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, group_id)

    def act(at: datetime) -> Member:
        joined = add_member(group_id, payload.person, actor=actor, at=at)
        return Member(person=payload.person, person_name=joined.membership.person.name, since=at)

    return Status(201, run(actor, act))


@router.delete(
    "/groups/{group_id}/members/{person_id}", response={204: None}, summary="Sortir une personne d'un groupe"
)
def delete_member(request: HttpRequest, group_id: UUID, person_id: UUID, cause: str = "") -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, group_id)
    run(actor, lambda at: remove_member(group_id, person_id, actor=actor, at=at, cause=cause[:300]))
    return HttpResponse(status=204)


@router.put("/groups/{group_id}/local-profile", response=WholeGroup, summary="Changer le profil local d'un groupe")
def put_bundle(request: HttpRequest, group_id: UUID, payload: Bundle) -> WholeGroup:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, group_id)
    return run(actor, lambda at: _whole(give_profile(group_id, payload.local_profile, actor=actor, at=at), at))


@router.delete("/groups/{group_id}", response={204: None}, summary="Fermer un groupe")
def delete_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, group_id)
    run(actor, lambda at: close_group(group_id, actor=actor, at=at))
    return HttpResponse(status=204)
