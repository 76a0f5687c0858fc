"""Administrators of partners as their caisse sees them: who is in place, on which form, with which people below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from socle.conventions.domain.kinds import Appointment
from socle.conventions.queries.adhesions import Adhesion, Partnership, adhesions_of, partnerships_of
from socle.habilitations.domain.appointing import InPlace
from socle.habilitations.domain.roles import ADMINISTRATORS, RoleCode
from socle.habilitations.models import AppointmentForm, Delegation
from socle.kernel.actor import Actor
from socle.organismes.queries import Membership, Organisation, members, organisation

# « not in » is hashed whatever the planner expects of the periods; « not exists » compared every partner with every
# principal.
WITHOUT_PRINCIPAL = """
with orphan as materialized (
  select party.convention_id, party.party_id
  from conventions_conventionparty party
  where party.organisation_id = %(caisse)s and party.role = 'partner'
    and party.party_id not in (
      select d.organisation_id from habilitations_delegation d
      where d.role = 'principal' and d.period @> %(at)s and d.convention_id is null
    )
    and (party.party_id, party.convention_id) not in (
      select d.organisation_id, d.convention_id from habilitations_delegation d
      where d.role = 'principal' and d.period @> %(at)s and d.convention_id is not null
    )
)
select orphan.convention_id, orphan.party_id, body.legal_name
from orphan join organismes_organisation body on body.id = orphan.party_id
where exists (select from conventions_term t where t.convention_id = orphan.convention_id and t.kind = 'appointment')
order by body.legal_name, orphan.convention_id limit %(most)s
"""
MOST = 5
PAGE = 50

__all__ = ["AppointmentForm", "Delegation", "Membership", "Partnership"]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner in one convention, with the terms that rule its administrators."""

    organisation: Organisation
    adhesion: Adhesion


@dataclass(frozen=True, slots=True)
class AdministratorsLine:
    """A partner of the list, with its principal and its suppléant."""

    partnership: Partnership
    principal: tuple[Delegation, ...]
    suppleant: tuple[Delegation, ...]


def partner_of(convention_id: UUID, organisation_id: UUID, at: datetime) -> Partner | None:
    """The partner in that convention, when the actor sees it."""
    found = next((one for one in adhesions_of(organisation_id, at) if one.id == convention_id), None)
    return Partner(organisation(organisation_id), found) if found else None


def holders_of_role(convention_id: UUID, organisation_id: UUID, role: str, at: datetime) -> list[Delegation]:
    """Who holds the role now in that convention; a role given without a convention counts in each."""
    return list(_roles([organisation_id], at).filter(_counts_in([convention_id]), role=role))


def standing(convention_id: UUID, organisation_id: UUID, role: str, at: datetime) -> list[Delegation]:
    """Who holds the role, whoever wrote it a moment ago: what an act that waited for another must read again."""
    lasting = Q(period__endswith=None) | Q(period__endswith__gt=at)
    rows = Delegation.objects.filter(lasting, organisation_id=organisation_id, role=role, withdrawn_at=None)
    return list(rows.filter(_counts_in([convention_id])).select_related("membership__person").order_by("granted_at"))


def in_place(rows: Sequence[Delegation]) -> tuple[InPlace, ...]:
    """The same people as the rules read them."""
    return tuple(InPlace(row.membership.person_id, row.membership.person.name, row.membership.email) for row in rows)


def known_member(organisation_id: UUID, email: str, at: datetime) -> Membership | None:
    """The member of the partner whose individual address this is."""
    return members(organisation_id, at).filter(email__iexact=email.strip()).first()


def list_page(
    actor: Actor, at: datetime, *, words: str, after: tuple[str, str] | None, limit: int = PAGE
) -> list[AdministratorsLine]:
    """The partners whose administrators the caisse names, by name; two statements whatever their number."""
    found = partnerships_of(actor.organisation_id, Appointment.kind, words=words, after=after, limit=limit)
    rows = _roles([one.organisation_id for one in found], at).filter(_counts_in([one.convention_id for one in found]))
    held = _by_role(rows)
    return [AdministratorsLine(one, held(one, RoleCode.PRINCIPAL), held(one, RoleCode.SUPPLEANT)) for one in found]


def _by_role(rows: QuerySet[Delegation]) -> _Held:
    return _Held(list(rows))


@dataclass(frozen=True, slots=True)
class _Held:
    rows: list[Delegation]

    def __call__(self, one: Partnership, role: str) -> tuple[Delegation, ...]:
        return tuple(
            row
            for row in self.rows
            if (row.organisation_id, row.role) == (one.organisation_id, role)
            and row.convention_id in {None, one.convention_id}
        )


def _roles(organisation_ids: Sequence[UUID], at: datetime) -> QuerySet[Delegation]:
    rows = Delegation.objects.filter(organisation_id__in=organisation_ids, period__contains=at)
    return rows.filter(role__in=list(ADMINISTRATORS)).select_related("membership__person").order_by("granted_at", "id")


def _counts_in(convention_ids: Sequence[UUID]) -> Q:
    return Q(convention_id__in=convention_ids) | Q(convention=None)


def forms_of(convention_id: UUID, organisation_id: UUID) -> list[AppointmentForm]:
    """The forms recorded for the partner, the latest first."""
    rows = AppointmentForm.objects.filter(convention_id=convention_id, organisation_id=organisation_id)
    return list(rows.order_by("-recorded_at", "-id"))


def named_by(rows: Sequence[Delegation], at: datetime) -> Mapping[UUID, tuple[Delegation, ...]]:
    """The responsables whom each administrator named, still in place: they stay when the administrator leaves."""
    people = {row.membership.person_id for row in rows}
    found = Delegation.objects.filter(
        organisation_id__in={row.organisation_id for row in rows},
        role=RoleCode.DELEGATE,
        granted_by_id__in=people,
        period__contains=at,
    ).select_related("membership__person")
    below = list(found.order_by("granted_at", "id"))
    return {one: tuple(row for row in below if row.granted_by_id == one) for one in people}


@dataclass(frozen=True, slots=True)
class Orphan:
    """A partner that nobody administers in one convention."""

    convention_id: UUID
    organisation_id: UUID
    name: str


def without_principal(caisse_id: UUID, at: datetime) -> list[Orphan]:
    """The first partners that wait for their principal: without one, nobody manages their rights."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_PRINCIPAL, {"caisse": caisse_id, "at": at, "most": MOST})
        return [Orphan(*row) for row in cursor.fetchall()]
