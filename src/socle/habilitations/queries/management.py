"""Who manages rights: the partner, or the caisse in its place (MCP-20, MCP-25; contrat de service 2.2 and 2.2.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.kinds import Management, Review
from socle.conventions.queries.adhesions import starts_of
from socle.conventions.queries.portfolio import terms_of_many
from socle.conventions.queries.reading import Terms
from socle.habilitations.domain.granting import Holder, partner_manages
from socle.habilitations.domain.reviewing.lateness import has_effects
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.models import Takeover
from socle.habilitations.queries.facts import MemberInConvention
from socle.habilitations.queries.reviewing.standings import effects_standing, last_closed
from socle.habilitations.queries.roles import actor_holder
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision


def taken_over(convention_ids: Iterable[UUID], at: datetime) -> frozenset[tuple[UUID, UUID]]:
    """The conventions and partners whose management the caisse has taken back, in one statement."""
    rows = Takeover.objects.filter(convention_id__in=list(convention_ids), period__contains=at)
    return frozenset(rows.values_list("convention_id", "organisation_id"))


def managing_of(pairs: Collection[tuple[UUID, UUID]], at: datetime) -> Mapping[tuple[UUID, UUID], Decision]:
    """Whether each partner manages its own rights under each convention; as many statements whatever their number."""
    keys = {convention for convention, _ in pairs}
    terms, taken = terms_of_many(list(keys), ("management", "review"), at), taken_over(keys, at)
    timed = [one for one, read in terms.items() if (term := read.first(Review)) and has_effects(term.body)]
    starts, done = (starts_of(timed), last_closed(timed)) if timed else ({}, {})
    found = {}
    for pair in pairs:
        read, (start, territory) = terms.get(pair[0], Terms()), starts.get(pair[0], (None, ""))
        mode = read.first(Management)
        review = effects_standing(read, done.get(pair) or start, territory, at)
        found[pair] = partner_manages(mode.body.mode if mode else None, review, is_taken_over=pair in taken)
    return found


def running_takeover(convention_id: UUID, organisation_id: UUID, at: datetime) -> Takeover | None:
    """The takeover in force, None while the partner manages."""
    rows = Takeover.objects.filter(convention_id=convention_id, organisation_id=organisation_id)
    return rows.filter(period__contains=at).first()


def acting_holder(actor: Actor, member: MemberInConvention | None, at: datetime) -> Holder:
    """The actor as the rules of delegation see them; an administrator of the caisse, in the partner's place."""
    holder = actor_holder(actor, at)
    if member is None:
        return holder
    return in_place_of(holder, actor, member.caisse_id, member.organisation_id, member.managing)


def in_place_of(
    holder: Holder, actor: Actor, caisse_id: UUID | None, organisation_id: UUID, managing: Decision
) -> Holder:
    """Where the caisse manages, its administrators stand in the partner whose rights they change."""
    if managing or actor.organisation_id != caisse_id or RoleCode.CAISSE_ADMIN not in holder.roles:
        return holder
    return replace(holder, organisation_id=organisation_id)
