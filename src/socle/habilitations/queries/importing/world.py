"""Everything the rows of a file may be about, read in a constant number of statements (5,000 rows in five seconds).

The world also remembers what the rows already read would do, so that the next ones are judged after them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from socle.habilitations.domain.granting import Holder, default_roles
from socle.habilitations.domain.importing.columns import Field
from socle.habilitations.domain.importing.lines import Line
from socle.habilitations.domain.importing.plan import SeatPlan
from socle.habilitations.domain.seats import Hold
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import MemberInConvention, member_in_convention
from socle.habilitations.queries.offers import Offer, offers_of
from socle.habilitations.queries.roles import actor_holder, holders_of
from socle.kernel.actor import Actor
from socle.kernel.period import Period
from socle.organismes.actions import PersonCard
from socle.organismes.queries import Membership, members_named, scopes_of

HOLDS = """
select b.convention_id, b.term_key, b.scope_id, h.slot, h.membership_id, lower(h.period), upper(h.period)
from habilitations_seathold h
join habilitations_seatbucket b on b.id = h.bucket_id
where b.organisation_id = %s and not isempty(h.period) and (upper(h.period) is null or upper(h.period) > %s)
"""

Bucket = tuple[UUID, str, UUID | None]
RightKey = tuple[UUID, str, str, UUID | None]


@dataclass(frozen=True, slots=True)
class Known:
    """A member of the body, or somebody that an earlier row would enrol."""

    membership_id: UUID
    person_id: UUID
    card: PersonCard
    line: int | None = None

    @property
    def name(self) -> str:
        return self.card.name


@dataclass(frozen=True, slots=True)
class Held:
    """A right in force or to come, or that an earlier row would open."""

    purpose: str
    period: Period


@dataclass(slots=True)
class World:
    """The facts of the file; `plans` is None when the ledger itself counts the seats."""

    actor: Actor
    at: datetime
    grantor: Holder
    offers: Sequence[Offer]
    scopes: Mapping[str, tuple[tuple[UUID, str], ...]]
    by_email: dict[str, Known] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[UUID, Holder] = field(default_factory=dict)
    held: dict[RightKey, list[Held]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[Bucket, list[Hold]] = field(default_factory=lambda: defaultdict(list))
    plans: dict[Bucket, SeatPlan] = field(default_factory=dict)
    counts_seats: bool = True
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    said: dict[str, Line] = field(default_factory=dict)
    _members: dict[tuple[str, str], MemberInConvention | None] = field(default_factory=dict)

    def member(self, service: str, profile: str) -> MemberInConvention | None:
        """The convention that opens a profile to the body; its rules do not depend on the person."""
        key = (service, profile)
        if key not in self._members:
            self._members[key] = member_in_convention(self.actor.membership_id, service, profile, self.at)
        return self._members[key]

    def level(self, scope_id: UUID | None) -> str | None:
        """What `scope_level` would answer."""
        if scope_id is None:
            return "convention"
        return next((level for level, known in self.scopes.items() if scope_id in {one for one, _ in known}), None)

    def holder(self, known: Known) -> Holder:
        """The person as the rules of delegation see them; somebody new has no role."""
        found = self.holders.get(known.membership_id)
        return found or Holder(known.membership_id, self.actor.organisation_id, known.name, default_roles(()))

    def alike(self, card: PersonCard) -> list[Known]:
        """Who is perhaps the same person: the same address or the same name, as `likenesses` has it."""
        same = self.by_email.get(card.email.lower())
        return [same] if same else self.by_name[card.last_name.lower(), card.first_name.lower()]

    def add(self, known: Known) -> None:
        """A person that the next rows will find."""
        self.by_email.setdefault(known.card.email.lower(), known)
        self.by_name[known.card.last_name.lower(), known.card.first_name.lower()].append(known)

    def change(self, known: Known, card: PersonCard) -> Known:
        """A person whose sheet a row would change."""
        self.by_name[known.card.last_name.lower(), known.card.first_name.lower()].remove(known)
        changed = replace(known, card=card)
        self.by_email[card.email.lower()] = changed
        self.by_name[card.last_name.lower(), card.first_name.lower()].append(changed)
        return changed

    def settle(self, planned: Known, known: Known) -> None:
        """Somebody planned is enrolled: the next rows find the true identifiers."""
        card = known.card
        self.by_email[card.email.lower()] = known
        same = self.by_name[card.last_name.lower(), card.first_name.lower()]
        same[same.index(planned)] = known
        for key in [key for key in self.held if key[0] == planned.membership_id]:
            self.held[known.membership_id, *key[1:]] = self.held.pop(key)

    def plan(self, bucket: Bucket, maximum: int, *, counts_people: bool) -> SeatPlan:
        """The seats of one ceiling, as the rows already read would leave them."""
        if bucket not in self.plans:
            self.plans[bucket] = SeatPlan(maximum, self.holds[bucket], counts_people=counts_people)
        return self.plans[bucket]


def load_world(lines: Sequence[Line], actor: Actor, at: datetime, *, counts_seats: bool = True) -> World:
    """The facts that these rows need, and no more."""
    world = World(
        actor,
        at,
        grantor=actor_holder(actor, at),
        offers=offers_of(actor.organisation_id, at),
        scopes=scopes_of(actor.organisation_id),
        counts_seats=counts_seats,
    )
    members = members_named(
        actor.organisation_id,
        at,
        emails={line.get(Field.EMAIL).lower() for line in lines} - {""},
        last_names={line.get(Field.LAST_NAME).lower() for line in lines} - {""},
    )
    for one in members:
        world.add(Known(one.id, one.person_id, card_of(one)))
    world.holders.update(holders_of(members, at))
    _load_rights(world, [one.id for one in members])
    if counts_seats:
        _load_holds(world)
    return world


def card_of(membership: Membership) -> PersonCard:
    """The sheet of a member as it stands."""
    person = membership.person
    return PersonCard(
        first_name=person.first_name,
        last_name=person.last_name,
        function=membership.function,
        email=membership.email,
        service=membership.service,
        phone=membership.phone,
        diploma=person.diploma,
        service_traits=list(membership.service_traits),
    )


def newcomer(card: PersonCard, line: int) -> Known:
    """Somebody that a row would enrol."""
    return Known(uuid4(), uuid4(), card, line)


def _load_rights(world: World, membership_ids: Sequence[UUID]) -> None:
    rows = Habilitation.objects.filter(
        Q(period__endswith=None) | Q(period__endswith__gt=world.at), membership_id__in=membership_ids, withdrawn_at=None
    )
    for membership_id, service, profile, scope_id, purpose, period in rows.values_list(
        "membership_id", "service", "profile", "scope_id", "purpose", "period"
    ):
        if not period.isempty:
            held = Held(purpose, Period(period.lower, period.upper))
            world.held[membership_id, service, profile, scope_id].append(held)


def _load_holds(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, (world.actor.organisation_id, world.at))
        for convention_id, term, scope_id, slot, member, start, end in cursor.fetchall():
            world.holds[convention_id, term, scope_id].append(Hold(slot, member, Period(start, end)))
