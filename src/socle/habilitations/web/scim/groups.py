"""Groups: who is in them is the directory's to say, what they open is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from ninja import Router

from socle.database.transactions import run, transaction
from socle.habilitations.actions import composing
from socle.habilitations.domain.access import may
from socle.habilitations.domain.scim import filters, groups
from socle.habilitations.domain.scim.groups import Said
from socle.habilitations.models import Group
from socle.habilitations.queries import directory
from socle.habilitations.queries.directory import KnownGroup
from socle.habilitations.web.scim import answers
from socle.habilitations.web.scim.answers import Resource
from socle.kernel.actor import Actor

router = Router(tags=["scim"])
CORE = "urn:ietf:params:scim:schemas:core:2.0:Group"
SOUGHT = {"displayname": "name", "externalid": "external_id"}


def group_of(known: KnownGroup) -> Resource:
    members = [
        {"value": str(person), "display": name, "type": "User", "$ref": answers.location("User", person)}
        for person, name in known.members
    ]
    content = {"displayName": known.name, "externalId": known.external_id, "members": members}
    return answers.resource("Group", known.id, (CORE,), content, created=known.created_at.isoformat())


def one(group_id: UUID, *, actor: Actor, at: datetime, is_held: bool = False) -> KnownGroup:
    """An open group of the actor's body; held, nobody else composes it until the transaction ends."""
    if is_held:
        list(Group.objects.select_for_update().filter(id=group_id, organisation_id=actor.organisation_id))
    found = directory.known_groups(directory.groups(actor=actor, at=at, group_id=group_id), at)
    if not found:
        raise ObjectDoesNotExist(str(group_id))
    return found[0]


def actor_of(request: HttpRequest) -> Actor:
    """Whoever lists the rights of a body sees its groups."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "person:list").or_raise()
    return actor


@router.get("/Groups", summary="Groupes de l'organisme")
def list_groups(request: HttpRequest, filter: str = "", startIndex: str = "", count: str = "") -> HttpResponse:  # noqa: A002, N803
    actor = actor_of(request)
    asked, page = filters.parse(filter, SOUGHT), filters.page(startIndex, count)
    if asked and not asked.value:
        return answers.listing(request, [], 0, page)
    with transaction(actor) as at:
        narrowed = {SOUGHT[asked.attribute]: asked.value} if asked else {}
        rows = directory.groups(actor=actor, at=at, **narrowed)  # type: ignore[arg-type]
        kept = rows[page.start - 1 : page.start - 1 + page.count] if page.count else rows.none()
        total = rows.count()
        found = directory.known_groups(kept, at, with_members=answers.wants(request, "members"))
    return answers.listing(request, [group_of(known) for known in found], total, page)


@router.post("/Groups", summary="Ouvrir un groupe")
def create(request: HttpRequest) -> HttpResponse:
    actor, said = actor_of(request), groups.new_group(answers.document(request))

    def opened(at: datetime) -> Resource:
        return group_of(one(composing.open_group(said, actor=actor, at=at), actor=actor, at=at))

    return answers.answer(request, run(actor, opened), answers.CREATED)


@router.get("/Groups/{group_id}", summary="Un groupe")
def read(request: HttpRequest, group_id: str) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        found = group_of(one(answers.identifier(group_id), actor=actor, at=at))
    return answers.answer(request, found)


@router.put("/Groups/{group_id}", summary="Remplacer un groupe")
def put(request: HttpRequest, group_id: str) -> HttpResponse:
    said = groups.replaced(answers.document(request))
    return _composed(request, group_id, lambda _before: said)


@router.patch("/Groups/{group_id}", summary="Modifier un groupe")
def patch(request: HttpRequest, group_id: str) -> HttpResponse:
    given = answers.document(request)
    return _composed(request, group_id, lambda before: groups.patched(given, before))


@router.delete("/Groups/{group_id}", summary="Fermer un groupe")
def delete(request: HttpRequest, group_id: str) -> HttpResponse:
    actor, identifier = actor_of(request), answers.identifier(group_id)

    def shut(at: datetime) -> None:
        known = one(identifier, actor=actor, at=at, is_held=True)
        answers.check_version(request, group_of(known))
        composing.shut(known, actor=actor, at=at)

    run(actor, shut)
    return answers.empty()


def _composed(request: HttpRequest, group_id: str, after: Callable[[Said], Said]) -> HttpResponse:
    actor, identifier = actor_of(request), answers.identifier(group_id)

    def compose(at: datetime) -> Resource:
        known = one(identifier, actor=actor, at=at, is_held=True)
        answers.check_version(request, group_of(known))
        composing.compose(known, after(known.said), actor=actor, at=at)
        return group_of(one(identifier, actor=actor, at=at))

    return answers.answer(request, run(actor, compose))
