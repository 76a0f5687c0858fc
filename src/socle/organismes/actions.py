"""Writing people: one function per business verb, one transaction, with its trace (MCP-22, MCP-23, MCP-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal, refuse
from socle.organismes.directory import likenesses
from socle.organismes.domain.access import MANAGEMENT, may_enrol_administrators, may_register_people
from socle.organismes.domain.address import check_individual
from socle.organismes.domain.departure import DEPARTURE, may_end
from socle.organismes.models import Membership, Person
from socle.organismes.panels import Subject, additions
from socle.traces import actions as traces

PERSON_FIELDS = ("first_name", "last_name", "diploma")
IDENTIFYING = frozenset({"first_name", "last_name", "email"})
LABELS = {
    "first_name": "prénom",
    "last_name": "nom",
    "diploma": "diplôme",
    "function": "fonction",
    "service": "service",
    "email": "adresse électronique",
    "phone": "téléphone",
    "service_traits": "financement du service",
}


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What a body says of one of its people."""

    first_name: str
    last_name: str
    function: str
    email: str
    service: str = ""
    phone: str = ""
    diploma: str = ""
    service_traits: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def create_person(card: PersonCard, *, actor: Actor, at: datetime, is_confirmed: bool = False) -> Membership:
    """Enrol a person in the actor's body; a likely duplicate must be confirmed. No account is opened here."""
    first_refusal((may_register_people(actor), check_individual(card.email))).or_raise(_act("created", card.name))
    if not is_confirmed:
        refuse_likeness(card, actor.organisation_id, at)
    return _register(card, actor.organisation_id, actor=actor, at=at)


def enrol_administrator(card: PersonCard, organisation_id: UUID, *, actor: Actor, at: datetime) -> Membership:
    """Enrol in a partner somebody whom its caisse appoints: how a new partner gets its first people (MCP-20)."""
    first_refusal((may_enrol_administrators(actor), check_individual(card.email))).or_raise(_act("created", card.name))
    return _register(card, organisation_id, actor=actor, at=at)


def _register(card: PersonCard, organisation_id: UUID, *, actor: Actor, at: datetime) -> Membership:
    person = Person(id=uuid4(), first_name=card.first_name, last_name=card.last_name, diploma=card.diploma)
    membership = Membership(
        id=uuid4(),
        organisation_id=organisation_id,
        person=person,
        function=card.function,
        service=card.service,
        email=card.email,
        phone=card.phone,
        service_traits=list(card.service_traits),
        joined_at=at,
    )
    _trace("organisme:person:created", membership, actor=actor, at=at, payload={"job": card.function})
    person.save(force_insert=True)
    membership.save(force_insert=True)
    return membership


def update_person(membership_id: UUID, card: PersonCard, *, actor: Actor, at: datetime) -> Membership:
    """Change the sheet of a member of the actor's body; the trace names the fields, not their content."""
    membership = _locked(membership_id, actor)
    first_refusal((may_register_people(actor), check_individual(card.email))).or_raise(_act("updated", card.name))
    changed = [name for name, value in asdict(card).items() if value != _held(membership, name)]
    if changed:
        _judge(changed, membership, actor, at)
        for name in changed:
            setattr(membership.person if name in PERSON_FIELDS else membership, name, getattr(card, name))
        payload = {"fields": ", ".join(LABELS[name] for name in changed)}
        _trace("organisme:person:updated", membership, actor=actor, at=at, payload=payload)
        membership.person.save(update_fields=PERSON_FIELDS)
        membership.save(update_fields=[name for name in LABELS if name not in PERSON_FIELDS])
    return membership


def _judge(changed: Sequence[str], membership: Membership, actor: Actor, at: datetime) -> None:
    """Who somebody is, and where their links go, is judged apart from the rest of the sheet (R02)."""
    if membership.id == actor.membership_id or not IDENTIFYING.intersection(changed):
        return
    for change in additions().changes:
        change(actor, subject_of(membership), at)


def end_membership(membership_id: UUID, *, actor: Actor, at: datetime, reason: str = "") -> Membership:
    """Record a departure: what hangs on the membership falls first, in the same transaction, then it ends now."""
    membership = _locked(membership_id, actor)
    act = Act("organisme:membership:ended", "person", str(membership.person_id), membership.person.name)
    may_end(actor, membership.id, is_gone=membership.left_at is not None).or_raise(act)
    subject = subject_of(membership)
    for departure in additions().departures:
        departure(actor, subject, at, reason or "départ de l'organisme")
    membership.left_at = at
    payload = {"reason": reason or "départ de l'organisme"}
    _trace("organisme:membership:ended", membership, actor=actor, at=at, payload=payload, clause=str(DEPARTURE))
    membership.save(update_fields=["left_at"])
    return membership


def alike(card: PersonCard, organisation_id: UUID, at: datetime) -> Sequence[Membership]:
    """Members of the body who are perhaps the same person."""
    return likenesses(organisation_id, at, email=card.email, first_name=card.first_name, last_name=card.last_name)


def refuse_likeness(card: PersonCard, organisation_id: UUID, at: datetime) -> None:
    """Refuse to enrol somebody who is perhaps there already, by name or by address."""
    if found := alike(card, organisation_id, at):
        names = ", ".join(f"{row.person.name} ({row.function})" for row in found)
        refuse(
            "likely_duplicate",
            f"Une personne semblable est déjà inscrite : {names}.",
            clause=MANAGEMENT,
            fix="Ouvrez sa fiche, ou confirmez qu'il s'agit de quelqu'un d'autre.",
        ).or_raise(_act("created", card.name))


def subject_of(membership: Membership) -> Subject:
    """The member as the rooms above see them."""
    return Subject(membership.id, membership.person_id, membership.organisation_id, membership.person.name)


def _locked(membership_id: UUID, actor: Actor) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(id=membership_id, organisation_id=actor.organisation_id)


def _held(membership: Membership, name: str) -> object:
    return getattr(membership.person if name in PERSON_FIELDS else membership, name)


def _act(verb: str, name: str) -> Act:
    return Act(f"organisme:person:{verb}", subject_kind="person", subject_label=name)


def _trace(
    tag: str, membership: Membership, *, actor: Actor, at: datetime, payload: Mapping[str, object], clause: str = ""
) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(membership.person_id),
        subject_label=membership.person.name,
        clause=clause or str(MANAGEMENT),
        payload=payload,
    )
