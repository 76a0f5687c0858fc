"""The administrators of partners, as their caisse names them, and its own people's roles (MCP-20, MCP-24, MCP-27)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params
from pydantic import AfterValidator

from socle.database.transactions import run, transaction
from socle.habilitations.actions.appointing import Naming, appoint, remove
from socle.habilitations.domain.access import may
from socle.habilitations.domain.appointing import Sheet
from socle.habilitations.domain.roles import ADMINISTRATORS
from socle.habilitations.queries import administrators as queries
from socle.habilitations.queries.administrators import AdministratorsLine, Delegation
from socle.habilitations.web.acting import tried
from socle.habilitations.web.verdicts import Verdict, verdict
from socle.habilitations.web.views.appointing import own_partner
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of, text
from socle.theme.moments import check

router = Router(tags=["administrateurs"])
AdministratorRole = StrEnum("AdministratorRole", {one.name: one.value for one in sorted(ADMINISTRATORS)})  # type: ignore[misc]


def _email(address: str) -> str:
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValueError("cette adresse électronique n'a pas la forme attendue") from error
    return address


def _day(day: date) -> date:
    check(day)
    return day


Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
Day = Annotated[date, AfterValidator(_day)]


class Administrator(Schema):
    id: UUID
    person: UUID
    person_name: str
    role: str
    valid_from: datetime


class PartnerAdministrators(Schema):
    """A partner in one convention, with who administers it; an empty list says that nobody does."""

    convention: UUID
    organisation: UUID
    organisation_name: str
    principal: list[Administrator]
    suppleant: list[Administrator]


class Administrators(Schema):
    items: list[PartnerAdministrators]
    next: str | None


class Role(Schema):
    convention: UUID
    organisation: UUID
    role: AdministratorRole


class NewAdministrator(Role):
    """The signed form, as it was received: what it leaves blank stays blank, and the refusal says what is missing."""

    first_name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    last_name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    function: str = Field(default="", max_length=120)
    email: Email = ""
    phones: list[Annotated[str, Field(max_length=30)]] = Field(default=[], max_length=2)
    replaced_person: str = Field(default="", max_length=160)
    replaced_email: Email = ""
    signed_by_partner_on: Day | None = None
    signed_by_administrator_on: Day | None = None
    is_confirmed: bool = False


class Removal(Role):
    """The partner's signed request to end a role, without a successor."""

    replaced_person: str = Field(min_length=1, max_length=160, pattern=r"\S")
    replaced_email: Email
    signed_by_partner_on: Day | None = None
    cause: str = Field(min_length=1, max_length=200, pattern=r"\S")


class AppointmentPreview(Verdict):
    """Whether the form would be recorded, and who would leave the role."""

    in_place: list[Administrator]


def _administrator(row: Delegation) -> Administrator:
    person = row.membership.person
    return Administrator(
        id=row.id, person=person.id, person_name=person.name, role=row.role, valid_from=row.period.lower
    )


def _partner(line: AdministratorsLine) -> PartnerAdministrators:
    return PartnerAdministrators(
        convention=line.partnership.convention_id,
        organisation=line.partnership.organisation_id,
        organisation_name=line.partnership.partner,
        principal=[_administrator(row) for row in line.principal],
        suppleant=[_administrator(row) for row in line.suppleant],
    )


def _check_partner(actor: Actor, role: Role) -> None:
    with transaction(actor) as at:
        own_partner(actor, role.convention, role.organisation, at)


def _naming(payload: NewAdministrator) -> Naming:
    first, last = payload.first_name.strip(), payload.last_name.strip()
    sheet = Sheet(
        name=f"{first} {last}",
        function=payload.function,
        replaced_person=payload.replaced_person,
        replaced_email=payload.replaced_email,
        phones=tuple(phone for phone in payload.phones if phone.strip()),
        individual_email=payload.email,
        signed_by_partner_on=payload.signed_by_partner_on,
        signed_by_administrator_on=payload.signed_by_administrator_on,
    )
    return Naming(
        payload.convention, payload.organisation, payload.role.value, sheet, first, last, payload.is_confirmed
    )


@router.get("/administrators", response=Administrators, summary="Les administrateurs de mes partenaires")
def list_administrators(
    request: HttpRequest,
    search: str = params.Query("", max_length=80),
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Administrators:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    after = decode(cursor, text, UUID) if cursor else None
    with transaction(actor) as at:
        found = queries.list_page(actor, at, words=search.strip(), after=after, limit=limit)  # type: ignore[arg-type]
    page = page_of(found, limit, lambda line: line.partnership.key)
    return Administrators(items=[_partner(line) for line in page.items], next=page.next)


@router.post("/administrators/preview", response=AppointmentPreview, summary="Ce que ferait une nomination")
def preview_administrator(request: HttpRequest, payload: NewAdministrator) -> AppointmentPreview:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        own_partner(actor, payload.convention, payload.organisation, at)
        current = queries.holders_of_role(payload.convention, payload.organisation, payload.role.value, at)
    found = tried(actor, lambda ready, at: appoint(_naming(payload), actor=ready, at=at))
    return AppointmentPreview(**verdict(found.decision).dict(), in_place=[_administrator(row) for row in current])


@router.post("/administrators", response={201: Administrator}, summary="Nommer un administrateur d'un partenaire")
def create_administrator(request: HttpRequest, payload: NewAdministrator) -> Status[Administrator]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_partner(actor, payload)
    return Status(201, run(actor, lambda at: _administrator(appoint(_naming(payload), actor=actor, at=at))))


@router.post("/administrators/removal", response=Administrator, summary="Mettre fin au rôle d'un administrateur")
def remove_administrator(request: HttpRequest, payload: Removal) -> Administrator:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _check_partner(actor, payload)
    sheet = Sheet(
        replaced_person=payload.replaced_person,
        replaced_email=payload.replaced_email,
        signed_by_partner_on=payload.signed_by_partner_on,
    )
    naming = Naming(payload.convention, payload.organisation, payload.role.value, sheet)
    return run(actor, lambda at: _administrator(remove(naming, actor=actor, at=at, cause=payload.cause)))
