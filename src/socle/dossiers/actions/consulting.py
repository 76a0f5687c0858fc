"""Consult a beneficiary's file: judge, search, judge the file, disclose, trace (facts.md §1.4; MCP-60 to MCP-63).

The trace of the reading is committed with the answer, so no personal datum leaves without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from socle.dossiers.domain import reasons
from socle.dossiers.domain.bound import BoundProfile
from socle.dossiers.domain.consultation import Code, decide
from socle.dossiers.domain.disclosure import Disclosure, disclose
from socle.dossiers.domain.facts import ConsultationFacts, Contacts, FileFacts, Reader, ReaderService
from socle.dossiers.domain.file import File
from socle.dossiers.domain.profile import Profile
from socle.dossiers.domain.search import FullIdentity, Key, Search
from socle.dossiers.queries.matrix import bound_profile
from socle.dossiers.queries.providers import provider
from socle.dossiers.queries.reasons import stated
from socle.habilitations.actions.using import mark_used
from socle.habilitations.domain import rights
from socle.habilitations.queries.facts import MemberInConvention, member_in_convention
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Act, Decision, Refused, refuse
from socle.traces import actions as traces

SERVICE = "cdap"
BULLETIN = Clause("bulletin CDAP", "2")


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader asks: a profile, a purpose, one exact key, and an instructor number when the profile wants it."""

    profile: str
    purpose: str | None
    search: Search | None = None
    instructor_number: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """What was disclosed, and the trace of its reading."""

    disclosure: Disclosure
    trace_id: UUID
    profile: Profile
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with what it was judged on."""

    decision: Decision
    member: MemberInConvention
    bound: BoundProfile | None
    file: File | None
    today: date


def judge(request: Request, membership_id: UUID, at: datetime) -> Judgement | None:
    """Judge without disclosing nor tracing; None when the member is not visible."""
    member = member_in_convention(membership_id, SERVICE, request.profile, at)
    if member is None:
        return None
    today = Calendar(member.territory or "FR").day_of(at)
    right = rights.decide(member.facts, at)
    bound = bound_profile(member.terms, request.profile)
    if bound is None or not right:
        return Judgement(right if not right else _unknown_profile(request), member, bound, None, today)
    facts = _facts(request, member, bound, right)
    decision = decide(facts, at)
    if not decision or request.search is None:
        return Judgement(decision, member, bound, None, today)
    file = provider(today).find(request.search)
    decision = decide(replace(facts, searched=True, file=FileFacts.of(file) if file else None), at)
    return Judgement(decision, member, bound, file if decision else None, today)


def _unknown_profile(request: Request) -> Decision:
    return refuse(
        "unknown_profile",
        f"Le profil {request.profile} n'existe pas dans le service CDAP.",
        clause=BULLETIN,
        fix="Choisissez l'un des profils qui vous sont ouverts.",
    )


def _facts(request: Request, member: MemberInConvention, bound: BoundProfile, right: Decision) -> ConsultationFacts:
    return ConsultationFacts(
        profile=bound.profile,
        rights=right,
        purpose=request.purpose,
        missions=bound.missions,
        missions_clause=bound.missions_clause,
        mission_labels=bound.mission_labels,
        keys=bound.keys,
        keys_clause=bound.keys_clause,
        key=request.search.kind if request.search else "",
        reader=Reader(frozenset({member.diploma} - {""})),
        service=ReaderService(category=member.nature, traits=frozenset(member.service_traits)),
        instructor_number=request.instructor_number,
        contacts=contacts_of(member),
    )


def contacts_of(member: MemberInConvention) -> Contacts:
    """Whom to ask, by name: « la Caisse d'allocations… », « l'Urssaf… »."""
    article = "" if member.caisse.startswith("la ") else "l'" if member.caisse[:1] in "AEIOUÉ" else "la "
    return Contacts(principal=member.manager, caisse=f"{article}{member.caisse}")


def consult(request: Request, *, actor: Actor, at: datetime) -> Consultation:
    """Disclose one file to its reader, or refuse with the clause; either way a trace is left."""
    judged = judge(request, actor.membership_id, at)
    assert judged is not None
    judged = _by_case(request, judged, actor, at)
    if not judged.decision:
        raise Refused(judged.decision, _refused_act(request, judged))
    assert judged.file is not None
    assert judged.bound is not None
    disclosure = disclose(
        judged.file,
        judged.bound.cells,
        profile=judged.bound.profile,
        today=judged.today,
        contacts=contacts_of(judged.member),
    )
    trace_id = traces.record(
        "dossier:file:consulted",
        actor=actor,
        at=at,
        subject_kind="beneficiary",
        subject_id=_subject(judged.file),
        subject_label=str(disclosure.beneficiary["name"]),
        clause=str(judged.bound.profile.clause),
        caisse_id=judged.member.caisse_id,
        payload={
            "profile": request.profile,
            "purpose": request.purpose or "",
            "groups": list(disclosure.shown),
            "withheld": [line["group"] for line in disclosure.withheld],
            "service": SERVICE,
            "caisse": judged.file.identity.caisse,
            **({"case": request.case} if request.case else {}),
        },
    )
    mark_used(actor.membership_id, SERVICE, request.profile, at)
    return Consultation(disclosure, trace_id, judged.bound.profile, at)


def _by_case(request: Request, judged: Judgement, actor: Actor, at: datetime) -> Judgement:
    """A stated case is one more condition, judged on the file that was found and never before."""
    if not request.case or judged.file is None:
        return judged
    decision = reasons.decide(stated(request.case, judged.file, actor, at))
    return judged if decision else replace(judged, decision=decision, file=None)


def _subject(file: File) -> str:
    return f"{file.identity.caisse}:{file.identity.numero}"


def _refused_act(request: Request, judged: Judgement) -> Act:
    """What the refused consultation attempted; a search that found nobody is a failed search."""
    is_failed_search = judged.decision.code == Code.REFINE_SEARCH
    search = request.search
    known_key = f"{search.caisse}:{search.numero}" if isinstance(search, Key) else ""
    payload: dict[str, object] = {"profile": request.profile, "purpose": request.purpose or "", "service": SERVICE}
    payload |= {"case": request.case} if request.case else {}
    if isinstance(search, Key):
        payload |= {"caisse": search.caisse, "key": search.kind}
    elif isinstance(search, FullIdentity):
        payload |= {"key": search.kind}
    return Act(
        "dossier:search:failed" if is_failed_search else "dossier:file:refused",
        subject_kind="beneficiary",
        subject_id=known_key,
        caisse_id=judged.member.caisse_id,
        payload=payload,
    )
