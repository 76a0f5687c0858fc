"""What the list of a review freezes: every right in force and its surroundings, in one statement for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.domain.kinds import Profile as ProfileTerm
from socle.conventions.domain.kinds import Purpose as PurposeTerm
from socle.conventions.domain.kinds import Service as ServiceTerm
from socle.conventions.queries.adhesions import Adhesion
from socle.habilitations.domain.reviewing.judging import Breadth, is_wide
from socle.habilitations.domain.reviewing.risk import LineFacts
from socle.habilitations.domain.roles import ADMINISTRATORS, MANAGERS
from socle.habilitations.queries.offers import Names, names_in

UNKNOWN_GRANTOR = "un gestionnaire"
HELD = """
with held as materialized (
  select h.id, h.membership_id, h.service, h.profile, h.scope_id, h.purpose, h.granted_at, h.granted_by_id,
         upper(h.period) as valid_to, h.last_used_at, m.service as team, m.function,
         p.first_name || ' ' || p.last_name as person, p.last_name, p.first_name,
         coalesce(a.state, 'none') = 'active' as is_account_active, not h.period @> %(at)s as is_departed
  from habilitations_habilitation h
  join organismes_membership m on m.id = h.membership_id
  join organismes_person p on p.id = m.person_id
  left join accounts_account a on a.person_id = p.id
  where h.organisation_id = %(organisation)s and h.convention_id = %(convention)s
    and (h.period @> %(at)s or (
      m.left_at between %(at)s - interval '1 year' and %(at)s and not isempty(h.period) and upper(h.period) >= m.left_at
    ))
), team as (
  select service as team, count(*) as size from organismes_membership
  where organisation_id = %(organisation)s and joined_at <= %(at)s and (left_at is null or left_at > %(at)s)
  group by service
), mate as (
  select team, service, profile, count(distinct membership_id) as holders from held where not is_departed
  group by team, service, profile
), load as (
  select membership_id, team, count(*) as rights from held where not is_departed group by membership_id, team
), usual as (
  select team, percentile_disc(0.5) within group (order by rights) as rights from load group by team
), role as (
  select membership_id, array_agg(distinct role) as roles from habilitations_delegation
  where organisation_id = %(organisation)s and period @> %(at)s group by membership_id
), grantor as (
  select person_id, bool_or(joined_at <= %(at)s and (left_at is null or left_at > %(at)s)) as stays
  from organismes_membership where organisation_id = %(organisation)s group by person_id
), stopped as (
  select habilitation_id from habilitations_suspension
  where organisation_id = %(organisation)s and period @> %(at)s group by habilitation_id
)
select held.id, held.membership_id, held.service, held.profile, held.scope_id, held.purpose, held.granted_at,
       held.valid_to, held.last_used_at, held.team, held.function, held.person, held.is_account_active,
       held.is_departed, g.first_name || ' ' || g.last_name, coalesce(not grantor.stays, false),
       coalesce(mate.holders, 0), coalesce(team.size, 0), coalesce(load.rights, 1), coalesce(usual.rights, 1),
       coalesce(role.roles, '{}'), stopped.habilitation_id is not null
from held
left join organismes_person g on g.id = held.granted_by_id
left join grantor on grantor.person_id = held.granted_by_id
left join team on team.team = held.team
left join mate on (mate.team, mate.service, mate.profile) = (held.team, held.service, held.profile)
left join load on load.membership_id = held.membership_id
left join usual on usual.team = held.team
left join role on role.membership_id = held.membership_id
left join stopped on stopped.habilitation_id = held.id
order by held.last_name, held.first_name, held.service, held.profile, held.id
"""


@dataclass(frozen=True, slots=True)
class Frozen:
    """One right as the review shows it."""

    habilitation_id: UUID
    membership_id: UUID
    person: str
    function: str
    service: str
    profile: str
    purpose: str
    scope_id: UUID | None
    granted_by: str
    facts: LineFacts
    is_for_caisse: bool
    is_departed: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """What codes are called, and how wide each profile is."""

    services: Mapping[str, str]
    names: Names
    breadths: Mapping[str, Mapping[str, Breadth]]


def labels_of(adhesion: Adhesion, organisation_id: UUID) -> Labels:
    """The labels of one convention and of the places of its partner."""
    terms = adhesion.terms
    return Labels(
        services={str(term.body.code): term.body.name for term in terms.of(ServiceTerm)},
        names=names_in(terms, organisation_id),
        breadths={
            service: breadths_of(adhesion, service)
            for service in {str(term.body.service) for term in terms.of(ProfileTerm)}
        },
    )


def breadths_of(adhesion: Adhesion, service: str) -> dict[str, Breadth]:
    """How wide each profile of a service is."""
    purposes = [term.body for term in adhesion.terms.of(PurposeTerm) if term.body.service == service]
    return {
        str(one.body.code): Breadth(
            str(one.body.code),
            frozenset(one.body.predicates),
            frozenset(one.body.may),
            frozenset(str(purpose.code) for purpose in purposes if one.body.code in purpose.profiles),
        )
        for one in adhesion.terms.of(ProfileTerm)
        if one.body.service == service
    }


def frozen(organisation_id: UUID, convention_id: UUID, labels: Labels, at: datetime) -> list[Frozen]:
    """Every right in force by name, and those ended when their holder left within the year."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"organisation": organisation_id, "convention": convention_id, "at": at})
        return [_frozen(row, labels) for row in cursor.fetchall()]


def _frozen(row: tuple, labels: Labels) -> Frozen:  # type: ignore[type-arg]
    key, membership, service, profile, scope, purpose, granted_at, valid_to, used_at, team, function, person = row[:12]
    is_active, is_departed, grantor, is_gone, holders, size, rights, usual, roles, is_stopped = row[12:]
    breadths = labels.breadths.get(service, {})
    facts = LineFacts(
        granted_at=granted_at,
        valid_to=None if is_departed else valid_to,
        last_used_at=used_at,
        team=team,
        peers_with=holders + is_departed,
        peers_of=size + is_departed,
        rights_of_holder=rights,
        usual_rights=usual,
        is_wide=profile in breadths and is_wide(breadths[profile], breadths),
        is_manager=bool(MANAGERS & set(roles)),
        is_grantor_gone=is_gone,
        is_suspended=is_stopped,
        is_account_active=is_active or is_departed,
    )
    return Frozen(
        habilitation_id=key,
        membership_id=membership,
        person=person,
        function=function,
        service=service,
        profile=profile,
        purpose=labels.names.purpose(service, purpose),
        scope_id=scope,
        granted_by=grantor or UNKNOWN_GRANTOR,
        facts=facts,
        is_for_caisse=bool(ADMINISTRATORS & set(roles)),
        is_departed=is_departed,
    )
