"""What an avenant would do to rights and seats, on what is known today: reading only (MCP-05, MCP-21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import connection

from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.domain.reading import Written, of_kind
from socle.conventions.domain.types import EVERY
from socle.conventions.panels import Foreseen, Impact, Subject, Touched
from socle.habilitations.domain.impacts import still_opened
from socle.habilitations.domain.lowering import TURN_SAYS, Change, Seated, change_to
from socle.organismes.queries import scopes_of

HELD = """
select r.service, r.profile, r.purpose, p.first_name || ' ' || p.last_name, o.legal_name, m.function
from habilitations_habilitation r
join organismes_membership m on m.id = r.membership_id
join organismes_person p on p.id = m.person_id
join organismes_organisation o on o.id = r.organisation_id
where r.convention_id = %(convention)s and r.period @> %(at)s and r.withdrawn_at is null
order by r.service, r.profile, r.purpose, o.legal_name, p.last_name, p.first_name
"""
SEATED = """
select b.term_key, b.organisation_id, b.scope_id, o.legal_name, first.*
from habilitations_seatbucket b
join organismes_organisation o on o.id = b.organisation_id
cross join lateral (
  select distinct on (h.slot) lower(h.period) as since, upper(h.period) as until,
         coalesce(a.state, 'none') = 'active',
         exists (select from habilitations_suspension s where s.habilitation_id = h.habilitation_id
                 and s.period @> %(at)s),
         p.first_name || ' ' || p.last_name
  from habilitations_seathold h
  join organismes_membership m on m.id = h.membership_id
  join organismes_person p on p.id = m.person_id
  left join accounts_account a on a.person_id = p.id
  where h.bucket_id = b.id and h.period @> %(at)s
  order by h.slot, lower(h.period)
) first
where b.convention_id = %(convention)s
order by b.term_key, o.legal_name, b.organisation_id, b.scope_id
"""
MANY = 200


@dataclass(frozen=True, slots=True)
class _Taken:
    term: str
    organisation_id: UUID
    scope_id: UUID | None
    organisation: str
    seated: Seated[str]

    @property
    def bucket(self) -> tuple[str, UUID, UUID | None, str]:
        return self.term, self.organisation_id, self.scope_id, self.organisation


def lost_access(subject: Subject, foreseen: Foreseen) -> Sequence[Impact]:
    """The rights in force on that day that serve under today's terms and would serve no more."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"convention": subject.convention_id, "at": foreseen.at})
        rows = cursor.fetchall()
    found = []
    for (service, profile, purpose), held in groupby(rows, key=lambda row: row[:3]):
        after = still_opened(foreseen.after, service, profile, purpose)
        if not after and still_opened(foreseen.before, service, profile, purpose):
            people = tuple(Touched(row[3], row[4], row[5]) for row in held)
            title = f"{service.upper()} {profile}, « {purpose} »"
            many = "droits ne serviraient" if len(people) > 1 else "droit ne servirait"
            says = f"{len(people)} {many} plus : {after.reason}"
            found.append(Impact("access_lost", title, says, after.clause, len(people), people[:MANY], after.fix))
    return found


def seats_over(subject: Subject, foreseen: Foreseen) -> Sequence[Impact]:
    """The ceilings that would stand below the seats taken on that day, with whom to look at first."""
    terms = {term.id: term for term in of_kind(foreseen.after.terms, SeatsTerm)}
    before = {term.id: term.body for term in of_kind(foreseen.before.terms, SeatsTerm)}
    lowered = {key: term for key, term in terms.items() if term.body.opened and before.get(key) != term.body}
    if not lowered:
        return []
    found = []
    for (key, organisation_id, scope_id, organisation), taken in groupby(
        _taken(subject.convention_id, foreseen.at), key=lambda one: one.bucket
    ):
        change = change_to(lowered[key].body.max or 0, [one.seated for one in taken]) if key in lowered else None
        if change and change.surplus:
            where = f"{organisation}{_place(organisation_id, scope_id)}"
            found.append(_over(lowered[key], change, where, organisation))
    return found


def _taken(convention_id: UUID, at: datetime) -> list[_Taken]:
    with connection.cursor() as cursor:
        cursor.execute(SEATED, {"convention": convention_id, "at": at})
        rows = cursor.fetchall()
    return [
        _Taken(term, body, scope, name, Seated(who, since, until, is_activated, is_suspended))
        for term, body, scope, name, since, until, is_activated, is_suspended, who in rows
    ]


def _place(organisation_id: UUID, scope_id: UUID | None) -> str:
    if scope_id is None:
        return ""
    names = {key: name for places in scopes_of(organisation_id).values() for key, name in places}
    return f", {names.get(scope_id, 'lieu inconnu')}"


def _over(term: Written[SeatsTerm], change: Change[str], where: str, organisation: str) -> Impact:
    seats = term.body
    profile = "tous profils ensemble" if seats.profile == EVERY else seats.profile
    people = tuple(Touched(one.who, organisation, TURN_SAYS[one.turn]) for one in change.concerned[:MANY])
    return Impact(
        "seats_over",
        f"{seats.service.upper()} {profile}, {where}",
        f"{change.used} sièges occupés pour {seats.amount} : {change.surplus} de trop ; personne ne perd le sien, "
        "aucun nouveau ne s'ouvre.",
        term.clause,
        change.surplus,
        people,
        "Retirez les habilitations devenues inutiles avant cette date, ou gardez un plafond plus haut.",
    )
