"""Cases as queues and pages show them: what is due first comes first; the database hides the others' routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from socle.conventions.queries.in_force import InForce, in_force
from socle.kernel.actor import Actor
from socle.organismes.queries import members_by_id, names_of_people
from socle.saisines.domain.access import side_of
from socle.saisines.domain.doors import Door, doors
from socle.saisines.domain.life import HOLDER, OPEN, CaseState
from socle.saisines.domain.sharing import Duty
from socle.saisines.models import Draft, Entry, Paper, Post, Saisine, Seen
from socle.saisines.queries.doors import KINDS
from socle.saisines.queries.searching import found

PAGE = 50
FEW = 5
WATCHING_FOR = 120


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a queue is limited to; `mine` is what the actor has in hand or asked."""

    state: str = ""
    door: str = ""
    mine: bool = False
    late: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the thread, with who speaks as the reader may know it."""

    entry: Entry
    who: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A case, its door as it is written today, what was said, its papers, and as whom the reader acts."""

    case: Saisine
    convention: InForce | None
    door: Door | None
    said: tuple[Said, ...]
    papers: tuple[Paper, ...]
    sides: frozenset[str]
    writing: tuple[str, ...]
    draft: str
    unseen: int

    @property
    def is_holder(self) -> bool:
        return HOLDER in self.sides


def visible(actor: Actor) -> QuerySet[Saisine]:
    """What the database lets the actor see, with both bodies."""
    del actor
    return Saisine.objects.select_related("organisation", "holder")


def case_of(case_id: UUID, actor: Actor) -> Saisine | None:
    return visible(actor).filter(id=case_id).first()


def queue(actor: Actor, at: datetime, wanted: CaseFilter) -> QuerySet[Saisine]:
    """The cases of a filter, the nearest date first; those whose clock is stopped come last."""
    rows = visible(actor)
    if wanted.state == "open":
        rows = rows.filter(state__in=list(OPEN), closed_at=None)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.door:
        rows = rows.filter(door=wanted.door)
    if wanted.mine:
        rows = rows.filter(assigned_id=actor.membership_id)
    if wanted.late:
        rows = rows.filter(due_at__lte=at, state__in=list(OPEN), closed_at=None)
    if wanted.words:
        rows = rows.filter(id__in=found(wanted.words, is_open=_is_open(wanted)))
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def _is_open(wanted: CaseFilter) -> bool | None:
    """Closed or not, when the filter says it: the search then goes to these alone."""
    if wanted.state == CaseState.CLOSED:
        return False
    return True if wanted.state or wanted.late else None


def after(rows: QuerySet[Saisine], key: Sequence[str]) -> QuerySet[Saisine]:
    """What follows a line of the queue: its date (empty when its clock is stopped) and its identifier."""
    due, last = key
    if not due:
        return rows.filter(due_at=None, id__gt=last)
    return rows.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=last) | Q(due_at=None))


def numbered(actor: Actor, words: str) -> Sequence[Saisine]:
    """A few cases that say the words being typed, the last ones first."""
    ids = found(words, most=FEW) if words.strip() else []
    return list(visible(actor).filter(id__in=ids).order_by("-received_at")) if ids else []


def counts(actor: Actor, at: datetime) -> Mapping[str, int]:
    """How many cases are open, in hand, late: what the tabs say; one statement."""
    return (
        visible(actor)
        .filter(closed_at=None)
        .aggregate(
            open=Count("id", filter=Q(state__in=list(OPEN))),
            mine=Count("id", filter=Q(state__in=list(OPEN), assigned_id=actor.membership_id)),
            late=Count("id", filter=Q(state__in=list(OPEN), due_at__lte=at)),
        )
    )


def doors_posted(actor: Actor, at: datetime) -> frozenset[str]:
    """The doors where the actor answers now: a mediator or a directorate sees only what climbs to them."""
    rows = Post.objects.filter(membership_id=actor.membership_id, duty=Duty.AGENT, given_at__lte=at)
    return frozenset(rows.exclude(ended_at__lte=at).values_list("door", flat=True))


def sides_of(case: Saisine, actor: Actor, at: datetime) -> frozenset[str]:
    posted = case.door in doors_posted(actor, at) or (
        case.holder_id == actor.organisation_id and actor.membership_id in case.followers
    )
    return side_of(
        actor.organisation_id,
        case.organisation_id,
        case.holder_id,
        posted=posted,
        follows=actor.membership_id in case.followers,
    )


def setting_of(case: Saisine, actor: Actor, at: datetime) -> tuple[InForce | None, Door | None]:
    """The convention of a case and its door as the terms in force write it; None once they are gone."""
    convention = next(iter(in_force(actor, KINDS, at, only=[case.convention_id])), None)
    if convention is None:
        return None, None
    known = doors(convention.id, convention.parties, convention.terms)
    return convention, next((door for door in known if door.id == case.door), None)


def thread(case: Saisine, actor: Actor, at: datetime) -> Thread:
    """The whole exchange, in its order, as the actor may read it."""
    convention, door = setting_of(case, actor, at)
    entries = list(Entry.objects.filter(saisine=case).select_related("side").order_by("position"))
    names = names_of_people({entry.said_by_id for entry in entries})
    seen = Seen.objects.filter(saisine=case, membership_id=actor.membership_id).values_list("position", flat=True)
    last = next(iter(seen), -1)
    return Thread(
        case,
        convention,
        door,
        tuple(_said(entry, names, actor) for entry in entries),
        tuple(Paper.objects.filter(saisine=case).order_by("given_at", "id")),
        sides_of(case, actor, at),
        tuple(watching(case, actor, at)),
        Draft.objects.filter(saisine=case, membership_id=actor.membership_id).values_list("text", flat=True).first()
        or "",
        sum(entry.position > last and entry.side_id != actor.organisation_id for entry in entries),
    )


def _said(entry: Entry, names: Mapping[UUID, str], actor: Actor) -> Said:
    name = names.get(entry.said_by_id, "")
    who = f"{name} ({entry.side.legal_name})" if name else entry.side.legal_name
    return Said(entry, who, entry.side_id == actor.organisation_id)


def watching(case: Saisine, actor: Actor, at: datetime) -> Sequence[str]:
    """Colleagues of the actor who are writing an answer at this moment."""
    rows = Draft.objects.filter(saisine=case).exclude(membership_id=actor.membership_id)
    recent = [row.membership_id for row in rows if (at - row.saved_at).total_seconds() < WATCHING_FOR]
    return names_of_members(recent)


def names_of_members(ids: Sequence[UUID]) -> Sequence[str]:
    """Their names, for those the actor may know."""
    return [row.person.name for row in members_by_id(ids)] if ids else []
