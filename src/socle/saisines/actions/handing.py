"""Hand a case on: to a colleague, to the right door, or up the ladder (DRT-04, MCP-41; CRPA L114-2)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.domain.kinds.rung import Trigger
from socle.conventions.queries.contacts import contacts_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, allow, first_refusal, refuse
from socle.organismes.queries import members_by_id
from socle.saisines.actions.keeping import keep, locked, trace
from socle.saisines.domain.access import CLAUSE
from socle.saisines.domain.doors import CaseKind, Door
from socle.saisines.domain.ladders import ClimbCase, Step, ladder_of, may_climb, next_step
from socle.saisines.domain.life import HOLDER, CaseState, may_move
from socle.saisines.domain.sharing import Duty, lightest
from socle.saisines.models import Post, Saisine
from socle.saisines.queries.cases import setting_of, sides_of
from socle.saisines.queries.doors import all_doors
from socle.saisines.queries.hands import called, hands_of

ENTRUSTED, LED, CLIMBED = "saisine:case:entrusted", "saisine:case:led", "saisine:case:climbed"
LEAD = "select socle_saisine_led(%s, %s, %s, %s, %s)"


def entrust(case_id: UUID, membership_id: UUID, why: str, *, actor: Actor, at: datetime) -> Saisine:
    """Give a case to a colleague of the same door."""
    case = locked(case_id)
    act = _act(ENTRUSTED, case, holder="")
    first_refusal((_movable(case, "transfer", actor, at), _posted(case, membership_id, at))).or_raise(act)
    (member,) = members_by_id([membership_id])
    case.assigned_id, case.assigned_at = membership_id, at
    keep(case, "transfer", why, actor=actor, at=at, detail={"to": str(membership_id)}, is_internal=True)
    trace(ENTRUSTED, case, actor=actor, at=at, holder=member.person.name)
    case.save()
    return case


def lead(case_id: UUID, door: str, why: str, *, actor: Actor, at: datetime) -> Saisine:
    """To the door that answers: who asked is told, and the clock keeps the first receipt."""
    case = locked(case_id)
    act = _act(LED, case, to=door[:80])
    known = {one.door.id: one.door for one in all_doors(actor, at, only=[case.convention_id])}
    target = known.get(door)
    first_refusal((_movable(case, "forward", actor, at), _other(case, target))).or_raise(act)
    assert target is not None
    detail = {"from": case.route, "to": target.route, "name": target.name}
    keep(case, "forward", why, actor=actor, at=at, detail=detail)
    trace(LED, case, actor=actor, at=at, to=target.term_id)
    hand = lightest(hands_of(target.id))
    with connection.cursor() as cursor:
        cursor.execute(LEAD, (case.id, target.id, target.term_id, target.route, target.held_by))
    if hand is not None:
        Saisine.objects.filter(id=case.id).update(assigned_id=hand, assigned_at=at)
    case.door, case.term_key, case.route, case.holder_id = target.id, target.term_id, target.route, target.held_by
    return case


def climb(case_id: UUID, trigger: Trigger | None, why: str, *, actor: Actor, at: datetime) -> tuple[Saisine, Step]:
    """Up one step: whoever is called sees the case from now on, and its clock goes on."""
    case = locked(case_id)
    act = _act(CLIMBED, case, rank=case.rank + 1, called="")
    held = climb_case(case, trigger, actor, at)
    first_refusal((may_move(CaseState(case.state), "escalate", _concerned(case, actor, at)), may_climb(held))).or_raise(
        act
    )
    step = next_step(held)
    assert step is not None
    people = called(case.door, duty_of(step))
    case.rank = step.rank
    case.followers = list(dict.fromkeys((*case.followers, *people)))
    detail = {"rank": step.rank, "who": step.label, "trigger": trigger.value if trigger else ""}
    keep(case, "escalate", why, actor=actor, at=at, detail=detail)
    trace(CLIMBED, case, actor=actor, at=at, clause=str(step.clause), rank=step.rank, called=step.label)
    case.save()
    return case, step


def climb_case(case: Saisine, trigger: Trigger | None, actor: Actor, at: datetime) -> ClimbCase:
    """The ladder of a case, and where it stands on it."""
    convention, _ = setting_of(case, actor, at)
    contacts = contacts_of(case.convention_id)
    role = (
        next((party.role for party in convention.parties if party.party_id == case.holder_id), "") if convention else ""
    )
    ladder = ladder_of(
        "referral" if case.kind == CaseKind.REFERRAL else case.kind,
        convention.terms if convention else (),
        role,
        contacts,
        is_ticket=case.kind == CaseKind.TICKET,
    )
    concerned = {row.email for row in members_by_id([*case.followers, *filter(None, [case.assigned_id])])}
    return ClimbCase(ladder, case.rank, at, case.due_at, case.is_urgent, concerned, trigger)


def duty_of(step: Step) -> str:
    """The post that a step calls, by the role of the clause."""
    return {"mediator": "mediator", "direction": "direction"}.get(step.role, "agent")


def _act(tag: str, case: Saisine, **payload: object) -> Act:
    return Act(tag, "saisine", str(case.id), case.number, payload={"door": case.term_key, **payload})


def _concerned(case: Saisine, actor: Actor, at: datetime) -> Decision:
    if sides_of(case, actor, at):
        return allow(CLAUSE)
    return refuse("not_concerned", "Cette saisine n'est pas la vôtre.", clause=CLAUSE)


def _movable(case: Saisine, what: str, actor: Actor, at: datetime) -> Decision:
    holds = HOLDER in sides_of(case, actor, at)
    decision = allow(CLAUSE) if holds else refuse("not_holder", "Seul qui répond peut la confier.", clause=CLAUSE)
    return may_move(CaseState(case.state), what, decision)


def _posted(case: Saisine, membership_id: UUID, at: datetime) -> Decision:
    rows = Post.objects.filter(door=case.door, membership_id=membership_id, duty=Duty.AGENT, given_at__lte=at)
    if rows.exclude(ended_at__lte=at).exists():
        return allow(CLAUSE)
    return refuse(
        "not_posted",
        "Cette personne ne répond pas à cette voie : la lui confier lui montrerait ce qui ne la regarde pas.",
        clause=CLAUSE,
        fix="Choisissez quelqu'un de la file, ou faites-lui d'abord confier la voie.",
    )


def _other(case: Saisine, target: Door | None) -> Decision:
    if target is not None and target.id != case.door:
        return allow(CLAUSE)
    return refuse(
        "door_unknown", "Choisissez une autre voie de la même convention.", clause=CLAUSE, fix="Elles sont listées."
    )
