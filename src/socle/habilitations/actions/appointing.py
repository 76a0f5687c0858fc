"""Name, replace and remove a partner's administrators on the signed form (MCP-20, MCP-24, MCP-27; annexe 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.actions.invitations import invite
from socle.accounts.queries.members import states_of
from socle.conventions.domain.words import Role
from socle.habilitations import emails
from socle.habilitations.actions.ending import end_delegation
from socle.habilitations.domain.access import may
from socle.habilitations.domain.appointing import (
    Appointment,
    Sheet,
    decide_appointment,
    decide_removal,
    form_of,
    same_person,
)
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.models import AppointmentForm, Delegation
from socle.habilitations.queries.administrators import (
    Partner,
    in_place,
    known_member,
    partner_of,
    standing,
)
from socle.habilitations.queries.roles import holder_of
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Act
from socle.notifications.actions import enqueue
from socle.organismes.actions import PersonCard, enrol_administrator, refuse_likeness
from socle.organismes.queries import Membership, staying
from socle.traces import actions as traces

WAITING = frozenset({None, "invited"})
ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 3))"


@dataclass(frozen=True, slots=True)
class Naming:
    """What the caisse asks: the role of a partner in a convention, the form, and how the new person is called."""

    convention_id: UUID
    organisation_id: UUID
    role: str
    sheet: Sheet
    first_name: str = ""
    last_name: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The naming with everything its rule reads, in the transaction that holds the role still."""

    naming: Naming
    partner: Partner
    current: tuple[Delegation, ...]
    known: Membership | None
    case: Appointment

    @property
    def leaving(self) -> Delegation | None:
        """The row of who is replaced."""
        person = self.case.replaced
        return next((row for row in self.current if person and row.membership.person_id == person.person_id), None)


def appoint(naming: Naming, *, actor: Actor, at: datetime) -> Delegation:
    """Name an administrator: the one replaced leaves at the instant the new one begins, the link reaches the person."""
    may(actor, "delegation:appoint").or_raise()
    judged = _judge(naming, actor, at)
    act = _act(naming, judged.partner)
    if judged.known:
        same_person(naming.sheet, judged.known.person.name, judged.known.email).or_raise(act)
    decide_appointment(judged.case).or_raise(act)
    membership = judged.known or _enrol(naming, actor, at)
    if judged.leaving:
        end_delegation(judged.leaving, actor=actor, at=at, cause=f"remplacement par {membership.person.name}")
    role = _open(judged, membership, actor, at)
    _record(judged, role, actor, at)
    _tell(membership, role, actor, at)
    return role


def remove(naming: Naming, *, actor: Actor, at: datetime, cause: str) -> Delegation:
    """End the role of an administrator on the partner's signed request; nobody takes it yet."""
    may(actor, "delegation:appoint").or_raise()
    judged = _judge(naming, actor, at)
    decide_removal(judged.case).or_raise(_act(naming, judged.partner))
    leaving = judged.leaving
    assert leaving is not None
    end_delegation(leaving, actor=actor, at=at, cause=cause)
    _record(judged, None, actor, at)
    return leaving


def _judge(naming: Naming, actor: Actor, at: datetime) -> Judged:
    """Collect what the rule reads, one naming of that role at a time."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"{naming.convention_id}:{naming.role}"])
    partner = partner_of(naming.convention_id, naming.organisation_id, at)
    if partner is None:
        raise Delegation.DoesNotExist(str(naming.organisation_id))
    current = tuple(standing(naming.convention_id, naming.organisation_id, naming.role, at))
    known = known_member(naming.organisation_id, naming.sheet.individual_email, at)
    known = staying(known.person_id, naming.organisation_id, at) if known else None
    return Judged(naming, partner, current, known, _case(naming, partner, current, known, actor, at))


def _case(
    naming: Naming,
    partner: Partner,
    current: Sequence[Delegation],
    known: Membership | None,
    actor: Actor,
    at: datetime,
) -> Appointment:
    return Appointment(
        terms=partner.adhesion.terms.as_domain(),
        role=next(role for role in Role if role.value == naming.role),
        by=Role.CAISSE_ADMIN if RoleCode.CAISSE_ADMIN in actor.roles else Role.USER,
        actor_person_id=actor.person_id,
        is_own_caisse=partner.adhesion.caisse_id == actor.organisation_id,
        sheet=naming.sheet,
        in_place=in_place(current),
        today=Calendar(partner.organisation.territory or "FR").day_of(at),
        step_up_at=actor.step_up_at,
        at=at,
        person_id=known.person_id if known else None,
        person_roles=holder_of(known, at).roles if known else frozenset(),
    )


def _enrol(naming: Naming, actor: Actor, at: datetime) -> Membership:
    card = PersonCard(
        first_name=naming.first_name,
        last_name=naming.last_name,
        function=naming.sheet.function,
        email=naming.sheet.individual_email,
    )
    if not naming.is_confirmed:
        refuse_likeness(card, naming.organisation_id, at)
    return enrol_administrator(card, naming.organisation_id, actor=actor, at=at)


def _open(judged: Judged, membership: Membership, actor: Actor, at: datetime) -> Delegation:
    return Delegation.objects.create(
        id=uuid4(),
        organisation_id=judged.naming.organisation_id,
        membership=membership,
        role=judged.naming.role,
        caisse_id=judged.partner.adhesion.caisse_id,
        convention_id=judged.naming.convention_id,
        period=DateTimeTZRange(at, None),
        granted_by_id=actor.person_id,
        granted_at=at,
    )


def _record(judged: Judged, opened: Delegation | None, actor: Actor, at: datetime) -> None:
    """Keep the form as it was received, with what it opened and what it ended."""
    sheet, leaving = judged.naming.sheet, judged.leaving
    assert sheet.signed_by_partner_on
    clause = form_of(judged.case.terms)[2]
    form = AppointmentForm.objects.create(
        id=uuid4(),
        organisation_id=judged.naming.organisation_id,
        caisse_id=judged.partner.adhesion.caisse_id,
        convention_id=judged.naming.convention_id,
        role=judged.naming.role,
        delegation_id=opened.id if opened else None,
        replaced_delegation_id=leaving.id if leaving else None,
        name=sheet.name if opened else "",
        function=sheet.function if opened else "",
        phones=[phone for phone in sheet.phones if phone.strip()],
        email=sheet.individual_email,
        replaced_name=sheet.replaced_person,
        replaced_email=sheet.replaced_email,
        signed_by_partner_on=sheet.signed_by_partner_on,
        signed_by_administrator_on=sheet.signed_by_administrator_on,
        clause=str(clause),
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )
    _trace(judged, form, opened, actor, at)


def _trace(judged: Judged, form: AppointmentForm, opened: Delegation | None, actor: Actor, at: datetime) -> None:
    row = opened or judged.leaving
    assert row is not None
    traces.record(
        "habilitation:administrator:appointed" if opened else "habilitation:administrator:removed",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(row.membership.person_id),
        subject_label=row.membership.person.name,
        clause=form.clause,
        caisse_id=form.caisse_id,
        payload={
            "role": ROLES[RoleCode(form.role)].label,
            "partner": judged.partner.organisation.legal_name,
            "form": str(form.id),
            "signed_on": str(form.signed_by_partner_on),
            **({"replaced": form.replaced_name} if opened and form.replaced_name else {}),
        },
    )


def _tell(membership: Membership, role: Delegation, actor: Actor, at: datetime) -> None:
    """The person is told directly, and receives the activation link when their account waits for one (MCP-24)."""
    if states_of([membership.person_id]).get(membership.person_id) in WAITING:
        invite(membership.id, actor=actor, at=at)
    enqueue(emails.administrator_appointed(membership, ROLES[RoleCode(role.role)].label), at)


def _act(naming: Naming, partner: Partner) -> Act:
    return Act(
        "habilitation:administrator:refused",
        subject_kind="organisation",
        subject_id=str(naming.organisation_id),
        subject_label=naming.sheet.name or naming.sheet.replaced_person,
        caisse_id=partner.adhesion.caisse_id,
        payload={"role": ROLES[RoleCode(naming.role)].label, "partner": partner.organisation.legal_name},
    )
