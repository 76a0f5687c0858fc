"""Consultations and decisions, as the API says them. A personal key travels in a body, never in an address."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run
from socle.dossiers.actions.consulting import Consultation, Request, consult
from socle.dossiers.actions.explaining import Question, explain
from socle.dossiers.domain.reasons import LONGEST
from socle.dossiers.domain.search import FullIdentity, Key, Search
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, Refused, refuse
from socle.theme.moments import as_of as looked_at

router = Router(tags=["dossiers"])


class FileKey(Schema):
    """The beneficiary number, unique inside one caisse."""

    caisse: str = Field(max_length=10)
    numero: str = Field(max_length=20)


class Identity(Schema):
    """A full identity; the commune of birth parts homonyms."""

    last_name: str = Field(max_length=100)
    first_name: str = Field(max_length=100)
    birth_date: str = Field(max_length=10)
    birth_commune: str = Field(default="", max_length=100)


class ConsultationRequest(Schema):
    profile: str = Field(min_length=1, max_length=20)
    purpose: str = Field(default="", max_length=80)
    key: FileKey | None = None
    identity: Identity | None = None
    instructor_number: str = Field(default="", max_length=40)
    case: str = Field(default="", max_length=LONGEST)


class Withheld(Schema):
    """A group that is absent from the answer: by which clause, why, whom to ask."""

    group: str
    label: str
    clause: str
    reason: str
    fix: str


class ConsultationAnswer(Schema):
    beneficiary: dict[str, Any]
    groups: dict[str, dict[str, Any]]
    withheld: list[Withheld]
    trace: UUID


class DecisionRequest(Schema):
    person: UUID
    service: str = Field(min_length=1, max_length=20)
    profile: str = Field(min_length=1, max_length=20)
    group: str = Field(default="", max_length=40)
    key: FileKey | None = None
    instructor_number: str = Field(default="", max_length=40)
    as_of: date | datetime | None = None


class ChainLink(Schema):
    kind: str
    says: str
    holds: bool
    clause: str | None


class DecisionAnswer(Schema):
    allowed: bool
    code: str
    reason: str
    clause: str | None
    fix: str
    until: datetime | None
    chain: list[ChainLink]


NO_KEY = refuse(
    "search_incomplete",
    "La recherche n'a pas de clé.",
    clause=Clause.house("MCP-63"),
    fix="Donnez « key » (caisse et numéro) ou « identity » (nom, prénom, date de naissance).",
)


def _search(payload: ConsultationRequest) -> Search:
    if payload.key:
        return Key.parse(payload.key.caisse, payload.key.numero)
    if payload.identity:
        return FullIdentity.parse(payload.identity.dict())
    raise Refused(NO_KEY)


def _answer(consultation: Consultation) -> ConsultationAnswer:
    found = consultation.disclosure
    return ConsultationAnswer(
        beneficiary=dict(found.beneficiary),
        groups={name: dict(group) for name, group in found.groups.items()},
        withheld=[Withheld(**line) for line in found.withheld],
        trace=consultation.trace_id,
    )


@router.post("/consultations", response={201: ConsultationAnswer}, summary="Consulter un dossier")
def create_consultation(request: HttpRequest, payload: ConsultationRequest) -> Status[ConsultationAnswer]:
    actor = request.actor  # type: ignore[attr-defined]
    wanted = Request(
        payload.profile, payload.purpose, _search(payload), payload.instructor_number, payload.case.strip()
    )
    return Status(201, run(actor, lambda at: _answer(consult(wanted, actor=actor, at=at))))


@router.post("/decisions", response=DecisionAnswer, summary="Pourquoi oui, pourquoi non")
def create_decision(request: HttpRequest, payload: DecisionRequest) -> DecisionAnswer:
    actor = request.actor  # type: ignore[attr-defined]
    question = Question(
        person_id=payload.person,
        service=payload.service,
        profile=payload.profile,
        group=payload.group,
        key=Key.parse(payload.key.caisse, payload.key.numero) if payload.key else None,
        instructor_number=payload.instructor_number,
    )
    return run(
        actor, lambda at: decision_answer(explain(question, actor=actor, at=at, as_of=looked_at(payload.as_of, at)))
    )


def decision_answer(decision: Decision) -> DecisionAnswer:
    """A decision as JSON."""
    return DecisionAnswer(
        allowed=decision.allowed,
        code=decision.code,
        reason=decision.reason,
        clause=str(decision.clause) if decision.clause else None,
        fix=decision.fix,
        until=decision.until,
        chain=[
            ChainLink(
                kind=link.kind, says=link.says, holds=link.holds, clause=str(link.clause) if link.clause else None
            )
            for link in decision.chain
        ],
    )
