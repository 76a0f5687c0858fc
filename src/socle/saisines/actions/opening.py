"""Bring something to a door: judged, led to the right one, dated, entrusted, traced (DRT-03, MCP-40, URS-07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, first_refusal, refuse
from socle.saisines.actions.keeping import keep, trace
from socle.saisines.domain.access import CLAUSE, Asked, complete, may_knock, may_open_any
from socle.saisines.domain.answering import Addressee, Given, addressee
from socle.saisines.domain.competence import Competence, competent, departement
from socle.saisines.domain.doors import OTHER, CaseKind, door_for, subject_label
from socle.saisines.domain.life import CaseState
from socle.saisines.domain.sharing import lightest
from socle.saisines.models import Paper, Saisine
from socle.saisines.queries.clocks import set_clock
from socle.saisines.queries.doors import OpenDoor, all_doors, door_named, roles_at
from socle.saisines.queries.hands import hands_of, next_number

OPENED = "saisine:case:opened"


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings to a door, as they filled it in."""

    door: str
    subject: str = ""
    text: str = ""
    commune: str = ""
    is_urgent: bool = False
    person: Mapping[str, str] = field(default_factory=dict)
    papers: Sequence[Given] = ()
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """The case, where its answer goes and whether another door was the right one."""

    case: Saisine
    addressee: Addressee
    led_from: str = ""


def bring(brought: Brought, *, actor: Actor, at: datetime) -> Opened:
    """Open a case at the door that answers its subject; refused with every missing item named."""
    act = Act(OPENED, "saisine", payload={"door": brought.door[:80], "kind": ""})
    may_open_any(actor).or_raise(act)
    wanted = door_named(actor, brought.door, at)
    if wanted is None:
        _unknown().or_raise(act)
        raise AssertionError("unreachable")
    found = _right_door(wanted, brought, actor, at)
    roles = roles_at(actor, {found.convention.id}) if found.door.callers else {}
    asked = Asked(_given(brought, found), brought.is_urgent)
    first_refusal(
        (
            may_knock(found.door, actor.organisation_id, roles.get(found.convention.id, frozenset())),
            complete(found.door, asked),
        )
    ).or_raise(act)
    to = addressee(found.door.mandate, brought.papers, found.convention.calendar.day_of(at))
    case = _create(brought, found, to, actor, at)
    led = wanted.door.name if found.door.id != wanted.door.id else ""
    detail = {"led_from": led} if led else {}
    keep(case, "open", brought.text, actor=actor, at=at, detail=detail)
    _keep_papers(case, brought.papers, actor, at)
    said = {"kind": case.kind, **({"due": case.due_at.isoformat()} if case.due_at else {}), **_forwarded(led)}
    trace(OPENED, case, actor=actor, at=at, **said)
    return Opened(case, to, led)


def _forwarded(led: str) -> Mapping[str, str]:
    return {"forwarded": led} if led else {}


def _unknown() -> Decision:
    return refuse(
        "door_unknown",
        "Cette voie n'existe pas dans vos conventions en vigueur.",
        clause=CLAUSE,
        fix="Choisissez-la dans la liste des voies ouvertes à votre organisme.",
    )


def _right_door(wanted: OpenDoor, brought: Brought, actor: Actor, at: datetime) -> OpenDoor:
    """The door of the subject in the convention; elsewhere, when the law makes another fund competent."""
    law = competent(brought.subject, brought.commune, wanted.convention.calendar.day_of(at))
    if law is not None and departement(wanted.convention.territory) not in law.departements:
        return _competent_door(law, wanted, actor, at)
    known = all_doors(actor, at, only=[wanted.convention.id])
    right = door_for(brought.subject, wanted.door, [one.door for one in known])
    return next(one for one in known if one.door.id == right.id)


def _competent_door(law: Competence, wanted: OpenDoor, actor: Actor, at: datetime) -> OpenDoor:
    alike = (
        one
        for one in all_doors(actor, at)
        if one.door.of == wanted.door.of
        and actor.organisation_id in one.door.asks
        and departement(one.convention.territory) in law.departements
    )
    found = next(alike, None)
    if found is None:
        _elsewhere(law).or_raise()
        raise AssertionError("unreachable")
    return found


def _elsewhere(law: Competence) -> Decision:
    return refuse(
        "not_competent",
        f"Pour ce sujet et cette commune, seule la {law.fund} est compétente ; aucune convention ne vous lie à elle.",
        clause=law.clause,
        fix="Adressez-vous directement à cette caisse. Rien n'a été enregistré ici.",
    )


def _given(brought: Brought, found: OpenDoor) -> Mapping[str, str]:
    """The items as the clause names them: who asks and by which convention is known, whatever was typed."""
    return {
        "subject": brought.subject,
        "text": brought.text,
        "description": brought.text,
        "person": str(brought.person.get("name", "")),
        "commune": brought.commune,
        "legal_name": "connue",
        "convention_number": found.convention.number,
    }


def _create(brought: Brought, found: OpenDoor, to: Addressee, actor: Actor, at: datetime) -> Saisine:
    door, calendar = found.door, found.convention.calendar
    hand = lightest(hands_of(door.id))
    case = Saisine(
        organisation_id=actor.organisation_id,
        number=next_number(calendar.day_of(at).year),
        convention_id=found.convention.id,
        holder_id=door.held_by,
        door=door.id,
        term_key=door.term_id,
        kind=door.kind.value,
        subject=brought.subject or (OTHER if door.kind is CaseKind.TICKET else door.of),
        route=door.route,
        state=CaseState.RECEIVED,
        is_urgent=brought.is_urgent,
        person={key: value for key, value in brought.person.items() if value},
        commune=brought.commune,
        context=dict(brought.context),
        followers=[actor.membership_id],
        opener_id=actor.membership_id,
        received_at=at,
        first_received_at=at,
        answer_to=to.to.value,
        clause=str(door.clause),
        assigned_id=hand,
        assigned_at=at if hand else None,
    )
    case.label = subject_label(case.subject)
    set_clock(case, found.clock(at), door.promise.within)
    case.save(force_insert=True)
    return case


def _keep_papers(case: Saisine, papers: Sequence[Given], actor: Actor, at: datetime) -> None:
    for paper in papers:
        Paper.objects.create(
            organisation_id=case.organisation_id,
            saisine=case,
            code=paper.code,
            form=paper.form.value,
            signed_on=paper.signed_on,
            ends_on=paper.ends_on,
            given_at=at,
            given_by_id=actor.membership_id,
        )
        trace("saisine:paper:given", case, actor=actor, at=at, code=paper.code, form=paper.form.value)
