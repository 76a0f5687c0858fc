"""What conventions ask of the administrators today: formalities, papers, the last day to object, points to settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from socle.conventions.domain.access import follows_life
from socle.conventions.domain.agenda import DateKind, NextDate
from socle.conventions.domain.open_points import open_points
from socle.conventions.domain.radar import Horizon, horizon
from socle.conventions.models import Convention
from socle.conventions.queries.portfolio import LIFE_KINDS, dates_of
from socle.conventions.queries.reading import Terms
from socle.conventions.queries.written import conventions_alike
from socle.kernel.actor import Actor
from socle.theme.moments import end_of

NOTICE_WINDOW = timedelta(days=Horizon.QUARTER)
ASKED = {
    DateKind.LAST_NOTICE: "Décider : laisser la convention se reconduire, ou la dénoncer",
    DateKind.END: "Préparer la suite : la convention finit sans reconduction",
}
KINDS = (*LIFE_KINDS, "conflict", "gap", "interpretation")
MANY = 5
# What is waited for counts only while the term that asks for it is in force; the conventions over are left out.
WAITING = """
with waiting as (
  select 'formality' as kind, '' as paper, '' as service, p.convention_id, 0 as position
  from conventions_conventionparty p
  where p.party_id = %(organisation)s and p.formalities_done_on is null
  union all
  select 'opening', d.title, d.service, d.convention_id, d.position
  from conventions_conventiondocument d
  where d.kind = 'piece' and d.received_on is null
), ranked as (
  select w.kind, w.paper, w.service, w.position, c.id, c.title, asked.clause,
         count(*) over (partition by w.kind, w.paper) as total,
         row_number() over (partition by w.kind, w.paper order by w.position, c.title, c.id) as rank
  from waiting w
  join conventions_conventionparty p on p.convention_id = w.convention_id and p.party_id = %(organisation)s
  join conventions_convention c on c.id = w.convention_id
  cross join lateral (
    select t.clause
    from (
      select distinct on (t.term_key) t.clause, t.position, t.is_end
      from conventions_term t
      where t.convention_id = w.convention_id and t.kind = w.kind and t.validity @> %(at)s
      order by t.term_key, t.act_number desc
    ) t
    where not t.is_end
    order by t.position
    limit 1
  ) asked
  where not coalesce(c.effective_at <= %(at)s and c.ends_at <= %(at)s, false)
)
select kind, paper, service, id, title, clause, total
from ranked
where rank = 1 or total <= %(many)s
order by kind, position, paper, rank
"""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do about a convention; `anchor` is the place of its page."""

    convention_id: UUID
    title: str
    detail: str
    anchor: str
    icon: str
    clause: str = ""
    due: datetime | None = None
    conventions: int = 1
    ending_id: UUID | None = None


def duties_of(actor: Actor, at: datetime) -> list[Duty]:
    """What the actor has to do about the conventions of its organisation; four statements whatever their number.

    Texts that say the same are read once, and the same duty in many conventions is one line that says how many.
    """
    if not follows_life(actor):
        return []
    duties = list(_waiting(actor, at))
    for alike in conventions_alike(actor.organisation_id, KINDS, at, most=MANY):
        shown = alike.first if alike.total <= MANY else alike.first[:1]
        others = alike.total - len(shown)
        duties += [replace(duty, conventions=1 + others) for row in shown for duty in _of_terms(row, alike.terms, at)]
    return _gathered(duties)


def _of_terms(convention: Convention, terms: Terms, at: datetime) -> Iterator[Duty]:
    yield from (_notice(convention, coming, at) for coming in dates_of(convention, terms, at) if _is_near(coming, at))
    points = open_points(terms)
    if points:
        count = f"{len(points)} point{'s' if len(points) > 1 else ''} à trancher entre les parties"
        detail = f"{convention.title} : {points[0].question}"
        yield Duty(convention.id, count, detail, "points", "scale", clause=str(points[0].clause))


def _gathered(duties: Sequence[Duty]) -> list[Duty]:
    """The same duty beyond a few conventions becomes one, at the nearest of its dates."""
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        found.setdefault((duty.title, duty.anchor), []).append(duty)
    return [one for same in found.values() for one in _shown(same)]


def _shown(same: Sequence[Duty]) -> Sequence[Duty]:
    total = sum(duty.conventions for duty in same)
    if total <= MANY:
        return same
    first = min(same, key=lambda duty: duty.due.timestamp() if duty.due else 0)
    return [replace(first, detail=f"{total} conventions, dont : {first.detail}", conventions=total)]


def _waiting(actor: Actor, at: datetime) -> Iterator[Duty]:
    """Formalities to end and papers to send or receive: beyond a few conventions, the first and how many wait."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"organisation": actor.organisation_id, "at": at, "many": MANY})
        rows = cursor.fetchall()
    verb = "Enregistrer la réception" if actor.is_caisse else "Envoyer à la caisse"
    for kind, paper, service, convention_id, convention, clause, total in rows:
        conventions = total if total > MANY else 1
        if kind == "formality":
            title = "Terminer les formalités de protection des données"
            detail = f"{convention} : aucun service n'ouvre avant leur fin."
            yield Duty(convention_id, title, detail, "services", "shield-check", clause, conventions=conventions)
        else:
            title = f"{verb} : {paper}"
            detail = f"{convention} : le service {service.upper()} attend cette pièce."
            yield Duty(convention_id, title, detail, "documents", "file-plus", clause, conventions=conventions)


def _is_near(coming: NextDate, at: datetime) -> bool:
    """The last day to object; the last day itself, for a convention that nothing renews."""
    due = _due(coming)
    return coming.kind in ASKED and due is not None and due - at <= NOTICE_WINDOW


def _due(coming: NextDate) -> datetime | None:
    return coming.due or (end_of(coming.day) if coming.kind is DateKind.END else None)


def _notice(convention: Convention, coming: NextDate, at: datetime) -> Duty:
    due = _due(coming)
    reached = horizon((due - at).days) if due else None
    return Duty(
        convention.id,
        ASKED[coming.kind] + (f" : {reached.value} jours au plus" if reached in {Horizon.WEEK, Horizon.MONTH} else ""),
        f"{convention.title}. {coming.says}",
        "dates",
        "calendar",
        clause=str(coming.clause or ""),
        due=due,
    )
