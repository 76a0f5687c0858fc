"""What the steps of a grant show: colleagues who lack the right, the profile, each purpose with its decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from socle.habilitations.actions.wishes import Wish, judge
from socle.habilitations.domain.granting import Holder, Target, may_manage
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.lists import PersonLine, people
from socle.habilitations.queries.offers import Offer, PurposeChoice, offers_of, places_of
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import Membership, membership_of, scope_level

SHOWN = 20
TWICE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The profile and the person chosen, with what may be answered about them."""

    offer: Offer
    person: Membership
    purposes: tuple[tuple[PurposeChoice, Decision], ...]
    places: tuple[tuple[UUID, str], ...]

    @property
    def usable(self) -> tuple[PurposeChoice, ...]:
        return tuple(purpose for purpose, decision in self.purposes if decision)

    @property
    def refused(self) -> tuple[tuple[PurposeChoice, Decision], ...]:
        return tuple((purpose, decision) for purpose, decision in self.purposes if not decision)

    @property
    def first_refusal(self) -> Decision:
        return self.refused[0][1]

    def purpose(self, code: str) -> PurposeChoice | None:
        return next((purpose for purpose, _ in self.purposes if purpose.code == code), None)

    def place(self, scope_id: UUID | None) -> str:
        return next((name for identifier, name in self.places if identifier == scope_id), "")


def colleagues(organisation_id: UUID, offer_key: str, words: str, at: datetime) -> tuple[list[PersonLine], bool]:
    """Colleagues who do not hold the profile, and whether there are more than those shown."""
    service, _, profile = offer_key.partition(":")
    without = (service, profile) if profile else None
    found = people(organisation_id, at, without=without, search=words, limit=SHOWN)
    return found[:SHOWN], len(found) > SHOWN


def colleague(organisation_id: UUID, person_id: UUID | None, at: datetime) -> Membership | None:
    return membership_of(person_id, organisation_id, at) if person_id else None


def offer_named(organisation_id: UUID, key: str, at: datetime) -> Offer | None:
    """The offer that a form names `cdap:T2`."""
    service, _, profile = key.partition(":")
    found = offers_of(organisation_id, at, service=service, profile=profile) if profile else []
    return next(iter(found), None)


def prepare(offer: Offer, person: Membership, actor: Actor, at: datetime) -> Preparation:
    """Each purpose of the profile with its decision, and the places of the actor's perimeter when it asks for one."""
    grantor, holder = actor_holder(actor, at), holder_of(person, at)
    known = places_of(offer, person.organisation_id) if offer.asks_scope else []
    places = [place for place in known if may_manage(grantor, holder, Target(offer.service, offer.profile, place[0]))]
    wish = Wish(person.person_id, offer.service, offer.profile, "", (places or known)[0][0] if known else None)
    purposes = _purposes(offer, wish, grantor, holder, person, at)
    return Preparation(offer, person, tuple(purposes), tuple(places))


def _purposes(
    offer: Offer, wish: Wish, grantor: Holder, holder: Holder, person: Membership, at: datetime
) -> list[tuple[PurposeChoice, Decision]]:
    """What the act would answer for each purpose, to somebody who has just confirmed their identity."""
    member = member_in_convention(person.id, wish.service, wish.profile, at)
    level = scope_level(person.organisation_id, wish.scope_id)
    if member is None:
        return []

    def decided(purpose: str) -> Decision:
        asked = replace(wish, purpose=purpose)
        return judge(asked, grantor=grantor, holder=holder, member=member, level=level, step_up_at=at, at=at)

    return [(purpose, decided(purpose.code)) for purpose in offer.purposes]


def just_granted(wish: Wish, actor: Actor, at: datetime) -> Habilitation | None:
    """The right that this very form opened a moment ago: sending it twice opens one right."""
    rows = Habilitation.objects.select_related("membership__person").filter(
        membership__person_id=wish.person_id,
        service=wish.service,
        profile=wish.profile,
        purpose=wish.purpose,
        scope_id=wish.scope_id,
        granted_by_id=actor.person_id,
        granted_at__gt=at - TWICE_WITHIN,
        withdrawn_at=None,
    )
    return rows.first()
