"""The people of a body as its own directory knows them: who they are, what it calls them, whether they are present."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal, refuse
from socle.organismes.actions import PersonCard
from socle.organismes.domain.access import MANAGEMENT, may_register_people
from socle.organismes.domain.address import check_individual
from socle.organismes.models import DirectoryEntry, Membership, Person
from socle.traces import actions as traces

NAME_TAKEN = refuse(
    "directory_name_taken",
    "L'annuaire donne déjà ce nom à une autre personne de votre organisme.",
    clause=MANAGEMENT,
    fix="Retrouvez-la par son userName ou son externalId, et modifiez-la.",
)
ALREADY_HERE = refuse(
    "already_member", "Cette personne fait déjà partie de votre organisme.", clause=MANAGEMENT, fix="Rien à faire."
)
register("directory_user_name_once", NAME_TAKEN)
register("directory_external_id_once", NAME_TAKEN)
register("directory_entry_once", NAME_TAKEN)

PEOPLE = """
with latest as (
  select distinct on (m.person_id) m.*, (m.left_at is null or m.left_at > %(at)s) as is_present
  from organismes_membership m
  where m.organisation_id = %(organisation)s and m.joined_at <= %(at)s
  order by m.person_id, is_present desc, m.joined_at desc
)
select {columns}
from latest m
join organismes_person p on p.id = m.person_id
left join organismes_directoryentry e on e.organisation_id = m.organisation_id and e.person_id = m.person_id
where (m.is_present or e.id is not null)
  and (%(person)s::uuid is null or p.id = %(person)s)
  and (%(user_name)s = '' or lower(coalesce(e.user_name, m.email)) = lower(%(user_name)s))
  and (%(external_id)s = '' or e.external_id = %(external_id)s)
"""
COLUMNS = """
p.id, m.id, m.is_present, e.id is not null, coalesce(e.user_name, m.email), coalesce(e.external_id, ''),
p.first_name, p.last_name, m.function, m.email, m.service, m.phone, p.diploma, m.service_traits, m.joined_at
"""
SORTED = " order by m.is_present desc, p.last_name, p.first_name, p.id limit %(limit)s offset %(offset)s"
HOLD = "select id from organismes_membership where person_id = %s and organisation_id = %s for update"


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is looked for among the people of the actor's body; nothing given means everybody."""

    person_id: UUID | None = None
    user_name: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the body, present or gone, with the names its directory gives them."""

    person_id: UUID
    membership_id: UUID
    is_present: bool
    is_linked: bool
    user_name: str
    external_id: str
    first_name: str
    last_name: str
    function: str
    email: str
    service: str
    phone: str
    diploma: str
    service_traits: list[str] = field(default_factory=list)
    joined_at: datetime | None = None

    @property
    def card(self) -> PersonCard:
        kept = asdict(self)
        return PersonCard(**{name: kept[name] for name in PersonCard.__dataclass_fields__})

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def known(sought: Sought, *, actor: Actor, at: datetime, limit: int = 1, offset: int = 0) -> tuple[list[Known], int]:
    """The people sought in the actor's body, those present first, and how many there are in all; two statements."""
    values: dict[str, datetime | UUID | str | int | None] = {
        "at": at,
        "organisation": actor.organisation_id,
        "person": sought.person_id,
        "user_name": sought.user_name,
        "external_id": sought.external_id,
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE.format(columns="count(*)"), values)
        total: int = cursor.fetchone()[0]
        cursor.execute(PEOPLE.format(columns=COLUMNS) + SORTED, values)
        return [Known(*row) for row in cursor.fetchall()], total


def hold(person_id: UUID, *, actor: Actor) -> None:
    """Nobody else changes this person's membership of the actor's body until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [person_id, actor.organisation_id])


def call(person_id: UUID, name: str, user_name: str, external_id: str, *, actor: Actor, at: datetime) -> None:
    """Keep what the body's directory calls somebody; who is gone gives their names back to who is present."""
    may_register_people(actor).or_raise()
    _free(person_id, user_name, external_id, actor, at)
    _trace("organisme:person:linked", person_id, name, actor=actor, at=at)
    DirectoryEntry.objects.update_or_create(
        organisation_id=actor.organisation_id,
        person_id=person_id,
        defaults={"user_name": user_name, "external_id": external_id},
        create_defaults={"user_name": user_name, "external_id": external_id, "linked_at": at},
    )


def forget(person_id: UUID, name: str, *, actor: Actor, at: datetime) -> bool:
    """Forget what the directory called somebody; False when it called them nothing."""
    may_register_people(actor).or_raise()
    mine = DirectoryEntry.objects.filter(organisation_id=actor.organisation_id, person_id=person_id)
    if not mine.exists():
        return False
    _trace("organisme:person:unlinked", person_id, name, actor=actor, at=at)
    mine.delete()
    return True


def come_back(person_id: UUID, card: PersonCard, *, actor: Actor, at: datetime) -> Membership:
    """Somebody who left is a member again, as on the first day: none of their rights comes back."""
    act = Act("organisme:person:created", subject_kind="person", subject_label=card.name)
    first_refusal((may_register_people(actor), check_individual(card.email))).or_raise(act)
    here = Membership.objects.filter(organisation_id=actor.organisation_id, person_id=person_id)
    if here.filter(left_at=None).exists():
        ALREADY_HERE.or_raise(act)
    person = Person.objects.get(id=here.values("person_id")[:1])
    _trace("organisme:person:created", person_id, person.name, actor=actor, at=at, job=card.function, fields="retour")
    return Membership.objects.create(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        person=person,
        function=card.function,
        service=card.service,
        email=card.email,
        phone=card.phone,
        service_traits=list(card.service_traits),
        joined_at=at,
    )


def _free(person_id: UUID, user_name: str, external_id: str, actor: Actor, at: datetime) -> None:
    for sought in (Sought(user_name=user_name), Sought(external_id=external_id)):
        if sought == Sought():
            continue
        found, _ = known(sought, actor=actor, at=at, limit=2)
        for one in found:
            if one.person_id != person_id and one.is_present:
                NAME_TAKEN.or_raise()
            if one.person_id != person_id:
                forget(one.person_id, one.name, actor=actor, at=at)


def _trace(tag: str, person_id: UUID, name: str, *, actor: Actor, at: datetime, **payload: object) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(person_id),
        subject_label=name,
        clause=str(MANAGEMENT),
        payload=payload,
    )
