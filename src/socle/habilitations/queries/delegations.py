"""The lattice of delegations of an organisation at an instant: who named whom, how far, what hangs below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from socle.conventions.domain.kinds import Management, Profile, Service
from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.habilitations.domain.delegating import Held
from socle.habilitations.domain.perimeter import profile_key
from socle.habilitations.domain.powers import Known, Managed
from socle.habilitations.domain.roles import ADMINISTRATORS, MANAGERS, RoleCode
from socle.habilitations.models import Delegation, Group, Habilitation
from socle.habilitations.queries.groups import open_at
from socle.habilitations.queries.management import managing_of
from socle.habilitations.queries.roles import perimeter_of
from socle.kernel.decision import Decision
from socle.kernel.period import Period
from socle.organismes.queries import scopes_of

ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 3))"

__all__ = ["Delegation", "Lattice", "lattice_of"]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The roles in force or to come of one organisation, the administrators first; read once, then walked.

    `above` says what a role hung on when it is not its parent of today, None when it is not kept.
    """

    rows: tuple[Delegation, ...]
    at: datetime
    above: Mapping[UUID, UUID | None] = field(default_factory=dict)

    def row(self, delegation_id: UUID) -> Delegation | None:
        return next((row for row in self.rows if row.id == delegation_id), None)

    @property
    def administrators(self) -> tuple[Delegation, ...]:
        return tuple(row for row in self.rows if row.role in ADMINISTRATORS and self.at in row.period)

    def parent_of(self, row: Delegation) -> UUID | None:
        """The delegation it hangs on, None when an administrator gave it or it is not kept."""
        return self.above.get(row.id, row.parent_id)

    def is_lost(self, row: Delegation) -> bool:
        """Whether a responsable passed it on, and which one is not kept."""
        return row.parent_id is not None and self.parent_of(row) is None

    def children(self, parent_id: UUID | None) -> tuple[Delegation, ...]:
        """What was passed on from a delegation; None gives those that administrators named."""
        return tuple(row for row in self.rows if row.role == RoleCode.DELEGATE and self.parent_of(row) == parent_id)

    def below(self, delegation_id: UUID) -> tuple[Delegation, ...]:
        """Everything that hangs under a delegation, at any depth: it falls with it."""
        found: list[Delegation] = []
        for child in self.children(delegation_id):
            found += [child, *self.below(child.id)]
        return tuple(found)

    def ancestors(self, row: Delegation) -> tuple[UUID, ...]:
        """The delegations it was passed on from, the nearest first."""
        parent = self.row(row.parent_id) if row.parent_id else None
        return (parent.id, *self.ancestors(parent)) if parent else ()

    def held(self, row: Delegation) -> Held:
        """The row as the rules read it."""
        period = Period(row.period.lower, row.period.upper)
        return Held(row.id, row.membership_id, perimeter_of(row), row.may_pass_on, period, self.ancestors(row))

    def held_by(self, membership_id: UUID) -> tuple[Held, ...]:
        """The delegations of a responsable that nobody has just taken back."""
        own = (
            row
            for row in self.rows
            if row.membership_id == membership_id and row.role == RoleCode.DELEGATE and row.withdrawn_at is None
        )
        return tuple(self.held(row) for row in own if row.period.lower <= self.at)

    def heirs(self, row: Delegation) -> tuple[Delegation, ...]:
        """Who manages what was given under a delegation that ends: who passed it on, else the administrators."""
        parent = self.row(row.parent_id) if row.parent_id else None
        return (parent,) if parent else self.administrators


def lattice_of(organisation_id: UUID, at: datetime) -> Lattice:
    """The roles of the organisation at that instant or later, in one statement."""
    lasting = Q(period__contains=at) | Q(period__startswith__gt=at)
    rows = Delegation.objects.filter(lasting, organisation_id=organisation_id, role__in=list(MANAGERS))
    return Lattice(by_rank(rows.select_related("membership__person").order_by("granted_at", "id")), at)


def by_rank(rows: Iterable[Delegation]) -> tuple[Delegation, ...]:
    """The principal, the suppléant, then the responsables."""
    order = {RoleCode.PRINCIPAL.value: 0, RoleCode.SUPPLEANT.value: 1}
    return tuple(sorted(rows, key=lambda row: order.get(row.role, len(order))))


def hold_still(organisation_id: UUID) -> None:
    """Wait for whoever changes the lattice of this organisation: nothing is passed on while what it hangs on falls."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"delegations:{organisation_id}"])


def roles_of(membership_id: UUID, at: datetime) -> list[Delegation]:
    """Every role of a member, in force or to come."""
    lasting = Q(period__contains=at) | Q(period__startswith__gt=at)
    rows = Delegation.objects.filter(lasting, membership_id=membership_id).select_related("membership__person")
    return list(rows.order_by("granted_at", "id"))


def rights_under(delegation_ids: Iterable[UUID], at: datetime) -> Mapping[UUID, int]:
    """How many rights in force were given under each delegation, in one statement."""
    rows = Habilitation.objects.filter(delegation_id__in=list(delegation_ids), period__contains=at)
    return Counter(rows.values_list("delegation_id", flat=True))


def open_groups(organisation_id: UUID, at: datetime) -> list[tuple[UUID, str]]:
    """The groups of the organisation open at an instant, by name."""
    rows = Group.objects.filter(open_at(at), organisation_id=organisation_id).order_by("name")
    return [(row.id, row.name) for row in rows]


def ended_delegations(organisation_id: UUID, at: datetime, *, limit: int = 20) -> Sequence[Delegation]:
    """The delegations that ended last."""
    over = Q(period__endswith__lte=at) | Q(withdrawn_at__lte=at)
    rows = Delegation.objects.filter(over, organisation_id=organisation_id, role=RoleCode.DELEGATE)
    return list(rows.select_related("membership__person").order_by("-granted_at", "id")[:limit])


def known_of(organisation_id: UUID, at: datetime) -> Known:
    """What a perimeter of this organisation may name, and what each of its conventions lets pass on."""
    places = scopes_of(organisation_id)
    adhesions = [one for one in adhesions_of(organisation_id, at) if one.terms.first(Management)]
    managing = managing_of({(one.id, organisation_id) for one in adhesions}, at)
    return Known(
        conventions=tuple(_managed(one, managing[one.id, organisation_id]) for one in adhesions),
        scopes=frozenset(identifier for level in places.values() for identifier, _ in level),
        groups=frozenset(identifier for identifier, _ in open_groups(organisation_id, at)),
    )


def _managed(adhesion: Adhesion, managing: Decision) -> Managed:
    return Managed(
        services=frozenset(term.body.code for term in adhesion.terms.of(Service)),
        profiles=frozenset(profile_key(term.body.service, term.body.code) for term in adhesion.terms.of(Profile)),
        terms=adhesion.terms.as_domain(),
        is_delegated_mode=bool(managing),
    )
