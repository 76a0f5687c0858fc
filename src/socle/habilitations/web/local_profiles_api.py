"""Local profiles, as the API says them: the same actions as the pages (MCP-22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params

from socle.database.transactions import run, transaction
from socle.habilitations.actions.local_profiles import change_local_profile, close_local_profile, create_local_profile
from socle.habilitations.domain.access import may
from socle.habilitations.domain.groups import Line
from socle.habilitations.models import LocalProfile
from socle.habilitations.queries import groups as queries
from socle.habilitations.web.views.local_profiles import own_local_profile
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of, text

router = Router(tags=["profils locaux"])


class BundledRight(Schema):
    """One right of the bundle, as the conventions open it; `scope` when the profile asks for a place."""

    service: str = Field(min_length=1, max_length=20)
    profile: str = Field(min_length=1, max_length=20)
    purpose: str = Field(default="", max_length=80)
    scope: UUID | None = None


class LocalProfileOut(Schema):
    id: UUID
    name: str
    description: str
    rights: list[BundledRight]


class LocalProfiles(Schema):
    items: list[LocalProfileOut]
    next: str | None


Rights = Annotated[list[BundledRight], Field(min_length=1, max_length=200)]


class NewLocalProfile(Schema):
    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    description: str = Field(default="", max_length=300)
    rights: Rights


class ChangedLocalProfile(Schema):
    """The rights that replace the former ones: members of its groups lose and gain the difference."""

    rights: Rights


def _out(row: LocalProfile, lines: Sequence[Line]) -> LocalProfileOut:
    rights = [
        BundledRight(service=line.service, profile=line.profile, purpose=line.purpose, scope=line.scope_id)
        for line in lines
    ]
    return LocalProfileOut(id=row.id, name=row.name, description=row.description, rights=rights)


def _lines(rights: Rights) -> list[Line]:
    return list(dict.fromkeys(Line(one.service, one.profile, one.purpose, one.scope) for one in rights))


def _check_own(actor: Actor, local_profile_id: UUID) -> None:
    with transaction(actor):
        own_local_profile(actor, local_profile_id)


@router.get("/local-profiles", response=LocalProfiles, summary="Profils locaux de mon organisme")
def list_local_profiles(
    request: HttpRequest, cursor: str = "", limit: int = params.Query(DEFAULT, ge=1, le=LARGEST)
) -> LocalProfiles:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    after = decode(cursor, text)[0] if cursor else ""
    with transaction(actor):
        rows = queries.local_profiles_of(actor.organisation_id, after=after, limit=limit)
        page = page_of(rows, limit, lambda row: (row.name,))
        lines = queries.lines_of_all([row.id for row in page.items])
    return LocalProfiles(items=[_out(row, lines[row.id]) for row in page.items], next=page.next)


@router.post("/local-profiles", response={201: LocalProfileOut}, summary="Créer un profil local")
def post_local_profile(request: HttpRequest, payload: NewLocalProfile) -> Status[LocalProfileOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    lines, said = _lines(payload.rights), payload.description
    made = run(actor, lambda at: create_local_profile(payload.name, lines, actor=actor, at=at, description=said))
    return Status(201, _out(made, lines))


@router.put("/local-profiles/{local_profile_id}", response=LocalProfileOut, summary="Modifier un profil local")
def put_local_profile(request: HttpRequest, local_profile_id: UUID, payload: ChangedLocalProfile) -> LocalProfileOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, local_profile_id)
    lines = _lines(payload.rights)
    return _out(run(actor, lambda at: change_local_profile(local_profile_id, lines, actor=actor, at=at)), lines)


@router.delete("/local-profiles/{local_profile_id}", response={204: None}, summary="Fermer un profil local")
def delete_local_profile(request: HttpRequest, local_profile_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_own(actor, local_profile_id)
    run(actor, lambda at: close_local_profile(local_profile_id, actor=actor, at=at))
    return HttpResponse(status=204)
