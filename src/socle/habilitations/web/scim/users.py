"""Users: the people of the body whose manager's token is used; another body's do not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from ninja import Router

from socle.database.transactions import run, transaction
from socle.habilitations.actions import provisioning
from socle.habilitations.domain.scim import filters, users
from socle.habilitations.domain.scim.filters import Filter
from socle.habilitations.domain.scim.users import Said
from socle.habilitations.web.scim import answers
from socle.habilitations.web.scim.answers import Resource
from socle.kernel.actor import Actor
from socle.organismes import annuaire
from socle.organismes.annuaire import Known, Sought
from socle.organismes.domain.access import may_list_people

router = Router(tags=["scim"])
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
SOUGHT = frozenset({"username", "externalid"})


def user_of(known: Known) -> Resource:
    """Somebody as a SCIM user."""
    content = {
        "externalId": known.external_id,
        "userName": known.user_name,
        "name": {"givenName": known.first_name, "familyName": known.last_name, "formatted": known.name},
        "displayName": known.name,
        "title": known.function,
        "active": known.is_present,
        "emails": [{"value": known.email, "type": "work", "primary": True}],
        "phoneNumbers": [{"value": known.phone, "type": "work"}] if known.phone else None,
        ENTERPRISE: {"department": known.service} if known.service else None,
    }
    created = {"created": known.joined_at.isoformat()} if known.joined_at else {}
    schemas = (CORE, ENTERPRISE) if known.service else (CORE,)
    return answers.resource("User", known.person_id, schemas, content, **created)


def _sought(asked: Filter | None) -> Sought:
    if asked is None:
        return Sought()
    return Sought(user_name=asked.value) if asked.attribute == "username" else Sought(external_id=asked.value)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def one(person_id: UUID, *, actor: Actor, at: datetime) -> Known:
    found, _ = annuaire.known(Sought(person_id), actor=actor, at=at)
    if not found:
        raise ObjectDoesNotExist(str(person_id))
    return found[0]


@router.get("/Users", summary="Personnes de l'organisme")
def list_users(request: HttpRequest, filter: str = "", startIndex: str = "", count: str = "") -> HttpResponse:  # noqa: A002, N803
    actor = actor_of(request)
    may_list_people(actor).or_raise()
    asked, page = filters.parse(filter, SOUGHT), filters.page(startIndex, count)
    sought = _sought(asked)
    if asked and not asked.value:
        return answers.listing(request, [], 0, page)
    with transaction(actor) as at:
        found, total = annuaire.known(sought, actor=actor, at=at, limit=page.count, offset=page.start - 1)
    return answers.listing(request, [user_of(known) for known in found], total, page)


@router.post("/Users", summary="Inscrire une personne")
def create_user(request: HttpRequest) -> HttpResponse:
    actor, said = actor_of(request), users.new_user(answers.document(request))

    def create(at: datetime) -> Resource:
        return user_of(one(provisioning.enrol(said, actor=actor, at=at), actor=actor, at=at))

    return answers.answer(request, run(actor, create), answers.CREATED)


@router.get("/Users/{user_id}", summary="Une personne")
def read_user(request: HttpRequest, user_id: str) -> HttpResponse:
    actor = actor_of(request)
    may_list_people(actor).or_raise()
    with transaction(actor) as at:
        found = user_of(one(answers.identifier(user_id), actor=actor, at=at))
    return answers.answer(request, found)


@router.put("/Users/{user_id}", summary="Remplacer la fiche d'une personne")
def replace_user(request: HttpRequest, user_id: str) -> HttpResponse:
    given = answers.document(request)
    return _changed(request, user_id, lambda before: users.replaced(given, before))


@router.patch("/Users/{user_id}", summary="Modifier la fiche d'une personne, ou enregistrer son départ")
def patch_user(request: HttpRequest, user_id: str) -> HttpResponse:
    given = answers.document(request)
    return _changed(request, user_id, lambda before: users.patched(given, before))


@router.delete("/Users/{user_id}", summary="Enregistrer un départ et oublier le nom donné par l'annuaire")
def delete_user(request: HttpRequest, user_id: str) -> HttpResponse:
    actor, person_id = actor_of(request), answers.identifier(user_id)
    may_list_people(actor).or_raise()

    def delete(at: datetime) -> None:
        annuaire.hold(person_id, actor=actor)
        found = one(person_id, actor=actor, at=at)
        answers.check_version(request, user_of(found))
        provisioning.remove(found, actor=actor, at=at)

    run(actor, delete)
    return answers.empty()


def _changed(request: HttpRequest, user_id: str, after: Callable[[Said], Said]) -> HttpResponse:
    actor, person_id = actor_of(request), answers.identifier(user_id)
    may_list_people(actor).or_raise()

    def change(at: datetime) -> Resource:
        annuaire.hold(person_id, actor=actor)
        found = one(person_id, actor=actor, at=at)
        answers.check_version(request, user_of(found))
        provisioning.change(found, after(provisioning.said_of(found)), actor=actor, at=at)
        return user_of(one(person_id, actor=actor, at=at))

    return answers.answer(request, run(actor, change))
