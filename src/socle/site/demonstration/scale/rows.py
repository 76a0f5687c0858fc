"""What was drawn, as the columns of each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.domain.identifier import SPACE, identifier_of
from socle.accounts.domain.states import AccountState
from socle.kernel.actor import OrganisationKind
from socle.site.demonstration.scale import texts
from socle.site.demonstration.scale.bodies import Member, Partner, drawn_id
from socle.site.demonstration.scale.rights import Bucket, Desk, Right

CAISSE_CODE = "998"
CAISSE_ROLES = ("caisse_admin", "caisse_supervisor", "dpo")
CAISSE_SINCE = timedelta(days=3000)
ACTIVE, INVITED = 0.85, 0.95
Row = Mapping[str, Any]


def caisse(identifier: UUID) -> Row:
    return {
        "id": identifier,
        "kind": OrganisationKind.CAISSE.value,
        "legal_name": texts.CAISSE_NAME,
        "nature": "caf",
        "siret": texts.CAISSE_SIRET,
        "seat": texts.CAISSE_SEAT,
        "territory": "34",
        "caisse_code": CAISSE_CODE,
        "is_demonstration": True,
    }


def agents(draw: Random) -> tuple[Member, ...]:
    """Those who act for the caisse, one for each role."""
    return tuple(
        Member(drawn_id(draw), drawn_id(draw), "Agent", f"Fictif {role}", "agent", f"{role}@caf-grandval.example", role)
        for role in CAISSE_ROLES
    )


def organisation(partner: Partner) -> Row:
    return {
        "id": partner.id,
        "kind": OrganisationKind.PARTNER.value,
        "legal_name": partner.name,
        "nature": partner.nature.code,
        "siret": partner.siret,
        "seat": "1 place de la Fontaine, 34993 Grandval",
        "territory": "34",
        "is_public_body": partner.nature.is_public,
        "is_demonstration": True,
    }


def person(member: Member, diploma: str = "") -> Row:
    return {
        "id": member.person_id,
        "first_name": member.first_name,
        "last_name": member.last_name,
        "diploma": diploma,
    }


def membership(organisation_id: UUID, member: Member, joined_at: datetime, traits: tuple[str, ...] = ()) -> Row:
    return {
        "id": member.id,
        "organisation_id": organisation_id,
        "person_id": member.person_id,
        "function": member.function,
        "email": member.email,
        "service_traits": list(traits),
        "joined_at": joined_at,
    }


def scopes(partner: Partner, level: str) -> Iterator[Row]:
    """The équipements of a partner, or their places."""
    for scope in partner.scopes:
        if scope.level == level:
            said = {"id": scope.id, "organisation_id": partner.id, "name": scope.name}
            yield said | ({"equipment_id": scope.equipment_id} if scope.equipment_id else {"kind": "EAJE"})


def delegation(organisation_id: UUID, member: Member, at: datetime, partner: Partner | None, caisse_id: UUID) -> Row:
    """The role of a member; that of a partner holds in the convention its caisse signed."""
    return {
        "id": member.id,
        "organisation_id": organisation_id,
        "membership_id": member.id,
        "role": member.role,
        "caisse_id": caisse_id if partner else None,
        "convention_id": partner.convention_id if partner else None,
        "services": [member.perimeter] if member.perimeter else [],
        "period": DateTimeTZRange(at, None),
        "granted_at": at,
    }


def accounts(members: list[Member], draw: Random, at: datetime) -> Iterator[Row]:
    """An account for most people, without any secret: nobody signs in with it."""
    for member, number in zip(members, draw.sample(range(SPACE), len(members)), strict=True):
        said = draw.random()
        if said < INVITED or member.role:
            state = AccountState.ACTIVE if said < ACTIVE or member.role else AccountState.INVITED
            yield {
                "id": drawn_id(draw),
                "person_id": member.person_id,
                "identifier": identifier_of(number),
                "state": state.value,
                "created_at": at,
                "activated_at": at if state is AccountState.ACTIVE else None,
            }


def habilitation(partner: Partner, right: Right, caisse_id: UUID) -> Row:
    end = right.period.end
    withdrawn = {"withdrawn_at": end, "withdrawn_by_id": partner.principal.person_id, "cause": right.cause}
    return {
        "id": right.id,
        "organisation_id": partner.id,
        "membership_id": right.member.id,
        "caisse_id": caisse_id,
        "convention_id": partner.convention_id,
        "service": right.option.service,
        "profile": right.option.profile,
        "scope_id": right.option.scope_id,
        "purpose": right.option.purpose,
        "period": DateTimeTZRange(right.period.start, end),
        "granted_by_id": partner.principal.person_id,
        "granted_at": right.granted_at,
        "last_used_at": right.used_at,
        **(withdrawn if right.cause else {}),
    }


def bucket(partner: Partner, one: Bucket, caisse_id: UUID) -> Row:
    return {
        "id": one.id,
        "organisation_id": partner.id,
        "caisse_id": caisse_id,
        "convention_id": partner.convention_id,
        "term_key": one.term_key,
        "scope_id": one.scope_id,
        "max_seats": one.maximum,
    }


def holds(desk: Desk, draw: Random) -> Iterator[Row]:
    for right in desk.rights:
        for seat in right.seats:
            yield {
                "id": drawn_id(draw),
                "organisation_id": desk.partner.id,
                "bucket_id": seat.bucket.id,
                "habilitation_id": right.id,
                "membership_id": right.member.id,
                "slot": seat.slot,
                "period": DateTimeTZRange(right.period.start, right.period.end),
            }
