"""« Pourquoi ? »: the same judges, without the file: whether somebody may read a service, a group, a given file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from socle.dossiers.actions.consulting import SERVICE, Request, contacts_of, judge
from socle.dossiers.domain import disclosure
from socle.dossiers.domain.groups import Cell, Group, Level
from socle.dossiers.domain.search import Key
from socle.dossiers.queries.matrix import bound_profile
from socle.habilitations.domain import rights
from socle.habilitations.domain.access import may_explain
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Link, refuse
from socle.organismes.queries import Membership, first_membership, membership_of
from socle.traces import actions as traces


@dataclass(frozen=True, slots=True)
class Question:
    """Who, which service and profile, and perhaps which group of data or which file."""

    person_id: UUID
    service: str
    profile: str
    group: str = ""
    key: Key | None = None
    instructor_number: str = ""


NOT_VISIBLE = refuse(
    "unknown_person",
    "Cette personne n'existe pas, ou ne vous est pas visible.",
    fix="Choisissez une personne de la liste de votre organisme.",
)


def explain(question: Question, *, actor: Actor, at: datetime, as_of: datetime | None = None) -> Decision:
    """Decide for somebody else or for oneself, now or at another instant.

    Asking about another person is traced, and so is asking about a file: the answer says something of the beneficiary.
    """
    may_explain(actor, question.person_id).or_raise()
    membership = _membership(question.person_id, actor, at)
    if membership is None:
        return NOT_VISIBLE
    decision = _decide(question, membership.id, actor, at, as_of)
    if question.key:
        _trace_file(question.key, question, membership.id, decision, actor, at)
    if question.person_id != actor.person_id:
        _trace(question, membership, decision, actor, at)
    return decision


def _decide(question: Question, membership_id: UUID, actor: Actor, at: datetime, as_of: datetime | None) -> Decision:
    """Whoever no longer holds the right learns nothing of a file by asking as of the day they held it (R09)."""
    if question.key and question.person_id == actor.person_id:
        today = decide_for(replace(question, key=None, group=""), membership_id, at)
        if not today:
            return today
    return decide_for(question, membership_id, as_of or at)


def _membership(person_id: UUID, actor: Actor, at: datetime) -> Membership | None:
    """The person in the actor's organisation; for a caisse, in one of its partners."""
    own = membership_of(person_id, actor.organisation_id, at)
    if own or not actor.is_caisse:
        return own
    return first_membership(person_id)


def decide_for(question: Question, membership_id: UUID, at: datetime) -> Decision:
    if question.service != SERVICE:
        member = member_in_convention(membership_id, question.service, question.profile, at)
        return rights.decide(member.facts, at) if member else NOT_VISIBLE
    if question.key is None:
        return _profile_decision(question, membership_id, at)
    request = Request(question.profile, None, question.key, question.instructor_number)
    judged = judge(request, membership_id, at)
    if judged is None:
        return NOT_VISIBLE
    return _group_decision(question, membership_id, at, judged.decision)


def _profile_decision(question: Question, membership_id: UUID, at: datetime) -> Decision:
    member = member_in_convention(membership_id, SERVICE, question.profile, at)
    if member is None:
        return NOT_VISIBLE
    return _group_decision(question, membership_id, at, rights.decide(member.facts, at))


def _group_decision(question: Question, membership_id: UUID, at: datetime, decision: Decision) -> Decision:
    """Add the matrix's answer for one group of data to a decision that allows."""
    if not decision or not question.group:
        return decision
    member = member_in_convention(membership_id, SERVICE, question.profile, at)
    bound = bound_profile(member.terms, question.profile) if member else None
    if member is None or bound is None or question.group not in set(Group):
        return refuse(
            "unknown_group",
            f"Le groupe de données « {question.group} » n'existe pas.",
            fix=f"Choisissez : {', '.join(Group)}.",
        )
    group = Group(question.group)
    profile = bound.profile
    cell = bound.cells.get(group, Cell(Level.HIDDEN, profile.clause))
    answer = disclosure.judge(group, cell, profile, contacts_of(member))
    says = f"Le profil {profile.code} lit « {group.label} »" if answer else answer.reason
    return answer.with_chain((*decision.chain, Link("group", says, bool(answer), answer.clause)))


def _trace(question: Question, membership: Membership, decision: Decision, actor: Actor, at: datetime) -> None:
    traces.record(
        "habilitation:decision:explained",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(question.person_id),
        subject_label=membership.person.name,
        clause=str(decision.clause or ""),
        payload={"service": question.service, "profile": question.profile, "allowed": decision.allowed},
    )


def _trace_file(
    key: Key, question: Question, membership_id: UUID, decision: Decision, actor: Actor, at: datetime
) -> None:
    member = member_in_convention(membership_id, question.service, question.profile, at)
    traces.record(
        "dossier:file:questioned",
        actor=actor,
        at=at,
        subject_kind="beneficiary",
        subject_id=f"{key.caisse}:{key.numero}",
        clause=str(decision.clause or ""),
        caisse_id=member.caisse_id if member else None,
        payload={
            "service": question.service,
            "profile": question.profile,
            "caisse": key.caisse,
            "allowed": decision.allowed,
        },
    )
