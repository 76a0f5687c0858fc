"""One prepared statement collects the facts of a right; `domain.rights.decide` is the only judge (house.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from socle.conventions.domain.kinds import Management
from socle.conventions.domain.kinds import Profile as ProfileTerm
from socle.conventions.domain.kinds import Purpose as PurposeTerm
from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.queries.opening import opening_of
from socle.conventions.queries.reading import Terms, read_terms
from socle.habilitations.domain.attesting import Attested, duties_of, standing
from socle.habilitations.domain.granting import partner_manages
from socle.habilitations.domain.requirements import Requirement
from socle.habilitations.domain.rights import Grant, RightFacts
from socle.habilitations.domain.suspensions import Suspended, SuspensionKind
from socle.habilitations.queries.reviewing.standings import effects_standing
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision
from socle.kernel.period import Period

MEMBER_IN_CONVENTION = """
with member as materialized (
  select m.id, m.organisation_id, m.person_id, m.service, m.service_traits,
         m.joined_at <= %(at)s and (m.left_at is null or m.left_at > %(at)s) as is_member,
         p.first_name || ' ' || p.last_name as person, p.diploma,
         o.legal_name as organisation, o.nature, coalesce(a.state, 'none') as account_state
  from organismes_membership m
  join organismes_person p on p.id = m.person_id
  join organismes_organisation o on o.id = m.organisation_id
  left join accounts_account a on a.person_id = p.id
  where m.id = %(membership)s
), adhesion as materialized (
  select c.id, c.organisation_id as caisse_id, c.title, c.number, c.slug, c.effective_at,
         least(c.ends_at, party.leaves_at) as ends_at,
         case when party.leaves_at < coalesce(c.ends_at, 'infinity') then party.leaves_clause else c.ends_clause end
           as ends_clause,
         caisse.legal_name as caisse, caisse.territory,
         coalesce(c.effective_at <= %(at)s and coalesce(least(c.ends_at, party.leaves_at), 'infinity') > %(at)s, false)
           as is_in_force
  from member
  join conventions_conventionparty party on party.party_id = member.organisation_id and party.role = 'partner'
  join conventions_convention c on c.id = party.convention_id
  join organismes_organisation caisse on caisse.id = c.organisation_id
  where exists (
    select from conventions_term t
    where t.convention_id = c.id and t.kind = 'service' and t.body ->> 'code' = %(service)s
  )
  order by is_in_force desc, c.effective_at desc nulls last
  limit 1
), term as (
  select distinct on (t.term_key) t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end
  from adhesion
  join conventions_term t on t.convention_id = adhesion.id and t.validity @> %(at)s
  where not exists (
    select from conventions_term later
    where later.convention_id = t.convention_id and later.kind = t.kind and later.term_key = t.term_key
      and later.act_number > t.act_number and later.validity @> %(at)s
  ) and (
     t.kind in ('opening', 'effect', 'authority', 'deliberation', 'management', 'mission', 'gap', 'prerequisite',
                'review')
     or (t.kind = 'service' and t.body ->> 'code' = %(service)s)
     or (t.kind = 'search' and t.body ->> 'service' = %(service)s)
     or (t.kind = 'profile' and t.body ->> 'service' = %(service)s and t.body ->> 'code' = %(profile)s)
     or (t.kind in ('seats', 'withheld') and t.body ->> 'service' = %(service)s
         and t.body ->> 'profile' in (%(profile)s, '*'))
     or (t.kind = 'purpose' and t.body ->> 'service' = %(service)s and t.body -> 'profiles' ? %(profile)s)
  )
  order by t.term_key, t.act_number desc
)
select
  (select to_jsonb(member) from member) as member,
  (select to_jsonb(adhesion) from adhesion) as adhesion,
  (select coalesce(jsonb_agg(to_jsonb(term) order by term.position) filter (where not is_end), '[]')
   from term) as terms,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'kind', d.kind, 'key', d.key, 'title', d.title, 'service', d.service,
      'signed_on', d.signed_on, 'received_on', d.received_on, 'ended_on', d.ended_on,
      'parent_key', d.parent_key) order by d.position), '[]')
   from conventions_conventiondocument d join adhesion on adhesion.id = d.convention_id) as documents,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'role', y.role, 'name', o.legal_name, 'formalities_done_on', y.formalities_done_on) order by y.position), '[]')
   from conventions_conventionparty y join adhesion on adhesion.id = y.convention_id
   join organismes_organisation o on o.id = y.party_id) as parties,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'start', lower(h.period), 'end', upper(h.period), 'is_empty', isempty(h.period), 'granted_at', h.granted_at,
      'granted_by', (select g.first_name || ' ' || g.last_name from organismes_person g where g.id = h.granted_by_id),
      'withdrawn_by', (select g.first_name || ' ' || g.last_name from organismes_person g
                       where g.id = h.withdrawn_by_id),
      'withdrawn_at', h.withdrawn_at, 'purpose', h.purpose, 'cause', h.cause, 'scope_id', h.scope_id,
      'last_active_at', greatest(h.last_used_at, h.reactivated_at),
      'group', (select t.name from habilitations_group t where t.id = h.group_id),
      'stands_in_for', (select g.first_name || ' ' || g.last_name from habilitations_habilitation o
                        join organismes_membership m on m.id = o.membership_id
                        join organismes_person g on g.id = m.person_id where o.id = h.stands_in_for_id),
      'suspensions', (select coalesce(jsonb_agg(jsonb_build_object(
          'kind', s.kind, 'start', lower(s.period), 'end', upper(s.period), 'cause', s.cause) order by s.suspended_at),
          '[]')
        from habilitations_suspension s where s.habilitation_id = h.id and s.period @> %(at)s))), '[]')
   from habilitations_habilitation h join adhesion on adhesion.id = h.convention_id
   where h.membership_id = %(membership)s and h.service = %(service)s and h.profile = %(profile)s
     and h.granted_at <= %(at)s) as grants,
  (select coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'version', s.version, 'done_at', s.done_at)), '[]')
   from habilitations_attestation s join adhesion on adhesion.id = s.convention_id
   where s.membership_id = %(membership)s and s.recorded_at <= %(at)s) as attestations,
  (select to_jsonb(max(r.closed_at)) from habilitations_reviewcampaign r
   join adhesion on adhesion.id = r.convention_id join member on member.organisation_id = r.organisation_id
   where r.closed_at <= %(at)s) as last_review,
  (select exists (
     select from habilitations_takeover t join adhesion on adhesion.id = t.convention_id
     join member on member.organisation_id = t.organisation_id where t.period @> %(at)s)) as is_taken_over,
  (select g.first_name || ' ' || g.last_name
   from habilitations_delegation d
   join member on member.organisation_id = d.organisation_id
   join organismes_membership gm on gm.id = d.membership_id
   join organismes_person g on g.id = gm.person_id
   where d.role in ('principal', 'suppleant') and d.period @> %(at)s
   order by d.role limit 1) as manager
"""

UNNAMED_MANAGER = "l'administrateur principal"
JSON_COLUMNS = ("member", "adhesion", "terms", "documents", "parties", "grants", "attestations", "last_review")


@dataclass(frozen=True, slots=True)
class MemberInConvention:
    """A member, the convention that opens the service to their organisation, and its terms at that instant."""

    membership_id: UUID
    organisation_id: UUID
    person_id: UUID
    person: str
    diploma: str
    organisation: str
    nature: str
    service_traits: tuple[str, ...]
    manager: str
    caisse_id: UUID | None
    caisse: str
    territory: str
    convention_id: UUID | None
    convention_label: str
    terms: Terms
    facts: RightFacts
    is_taken_over: bool = False

    @property
    def managing(self) -> Decision:
        """Whether the partner manages its own rights to the service."""
        mode = self.terms.first(Management)
        return partner_manages(mode.body.mode if mode else None, self.facts.review, is_taken_over=self.is_taken_over)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _period(start: str | None, end: str | None) -> Period | None:
    return Period(datetime.fromisoformat(start), _instant(end)) if start else None


def _grant(row: Mapping[str, Any], purposes: Mapping[str, str]) -> Grant:
    return Grant(
        period=None if row["is_empty"] else _period(row["start"], row["end"]),
        granted_at=datetime.fromisoformat(row["granted_at"]),
        granted_by=row["granted_by"] or "un gestionnaire",
        purpose=purposes.get(row["purpose"], row["purpose"]),
        is_withdrawn=row["withdrawn_at"] is not None,
        withdrawn_by=row["withdrawn_by"] or "",
        cause=row["cause"],
        group=row["group"] or "",
        stands_in_for=row["stands_in_for"] or "",
        last_active_at=_instant(row["last_active_at"]),
        suspensions=tuple(_suspended(one) for one in row["suspensions"]),
    )


def _suspended(row: Mapping[str, Any]) -> Suspended:
    return Suspended(
        SuspensionKind(row["kind"]), Period(datetime.fromisoformat(row["start"]), _instant(row["end"])), row["cause"]
    )


def _seats(terms: Terms, profile: str) -> tuple[SeatsTerm, Any] | None:
    return next(((term.body, term.clause) for term in terms.of(SeatsTerm) if term.body.profile == profile), None)


def member_in_convention(membership_id: UUID, service: str, profile: str, at: datetime) -> MemberInConvention | None:
    """Everything a decision needs about a member, or None when the actor cannot see them."""
    with connection.cursor() as cursor:
        cursor.execute(
            MEMBER_IN_CONVENTION, {"membership": membership_id, "service": service, "profile": profile, "at": at}
        )
        names = [column.name for column in cursor.description or ()]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    for name in JSON_COLUMNS:
        row[name] = json.loads(row[name]) if row[name] else None
    return _read(row, service, profile, at) if row["member"] else None


def _label(adhesion: Mapping[str, Any]) -> str:
    return f"{adhesion['title']} (n° {adhesion['number']})" if adhesion else ""


def _facts(row: Mapping[str, Any], terms: Terms, service: str, profile: str, at: datetime) -> RightFacts:
    member, adhesion = row["member"], row["adhesion"] or {}
    opened = next((t for t in terms.of(ProfileTerm) if t.body.code == profile), None)
    seats = _seats(terms, profile)
    purposes = {str(term.body.code): term.body.label for term in terms.of(PurposeTerm)}
    return RightFacts(
        person=member["person"],
        service=service,
        profile=profile,
        organisation=member["organisation"],
        ask=row["manager"] or UNNAMED_MANAGER,
        is_member=member["is_member"],
        account_state=member["account_state"],
        convention=_label(adhesion),
        convention_period=_period(adhesion.get("effective_at"), adhesion.get("ends_at")),
        convention_end=Clause.parse(adhesion["ends_clause"]) if adhesion.get("ends_clause") else None,
        opening=opening_of(terms, row["documents"], row["parties"], service, at, adhesion.get("territory", "")),
        review=effects_standing(
            terms,
            _instant(row["last_review"]) or _instant(adhesion.get("effective_at")),
            adhesion.get("territory") or "",
            at,
        ),
        profile_clause=opened.clause if opened else None,
        seats_clause=seats[1] if seats else None,
        seats=seats[0].max if seats and seats[0].opened else None,
        grants=tuple(_grant(grant, purposes) for grant in row["grants"]),
        requirements=tuple(_requirements(row, terms, service, profile)),
    )


def _requirements(row: Mapping[str, Any], terms: Terms, service: str, profile: str) -> Iterator[Requirement]:
    """What the convention asks of the person before this right serves, and what they have done."""
    attested = [
        Attested(one["code"], datetime.fromisoformat(one["done_at"]), one["version"]) for one in row["attestations"]
    ]
    calendar = Calendar((row["adhesion"] or {}).get("territory") or "FR")
    ask = row["manager"] or UNNAMED_MANAGER
    for duty in duties_of(terms.as_domain()):
        if duty.is_condition and duty.concerns(service, profile):
            yield standing(duty, attested, calendar, ask)


def _read(row: Mapping[str, Any], service: str, profile: str, at: datetime) -> MemberInConvention:
    member, adhesion = row["member"], row["adhesion"] or {}
    terms = read_terms(row["terms"])
    facts = _facts(row, terms, service, profile, at)
    return MemberInConvention(
        membership_id=UUID(member["id"]),
        organisation_id=UUID(member["organisation_id"]),
        person_id=UUID(member["person_id"]),
        person=member["person"],
        diploma=member["diploma"],
        organisation=member["organisation"],
        nature=member["nature"],
        service_traits=tuple(member["service_traits"]),
        manager=facts.ask,
        caisse_id=UUID(adhesion["caisse_id"]) if adhesion else None,
        caisse=adhesion.get("caisse", "la caisse"),
        territory=adhesion.get("territory", ""),
        convention_id=UUID(adhesion["id"]) if adhesion else None,
        convention_label=facts.convention,
        terms=terms,
        facts=facts,
        is_taken_over=row["is_taken_over"],
    )
