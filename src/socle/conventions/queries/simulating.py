"""An avenant tried on a signed convention: what the text says, then what the rooms above count; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from socle.conventions.domain.avenant import ReadAvenant, read_avenant
from socle.conventions.domain.convention import Avenant, Document, Term
from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.difference import change_json
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Finding
from socle.conventions.domain.force import midnight, terms_in_force
from socle.conventions.domain.opening import OpeningCase
from socle.conventions.domain.simulation import MovedClock, MovedDate, Simulation, simulate
from socle.conventions.models import Convention, ConventionParty
from socle.conventions.panels import Foreseen, Impact, Subject, additions
from socle.conventions.queries.whole import whole
from socle.kernel.deadlines import Calendar, Deadline
from socle.kernel.deadlines.proof import ProofStep


@dataclass(frozen=True, slots=True)
class Tried:
    """An avenant that can be read, what it changes, and what that does to people."""

    avenant: Avenant
    findings: tuple[Finding, ...]
    simulation: Simulation
    impacts: tuple[Impact, ...]


def try_avenant(convention: Convention, text: str | Mapping[str, object], at: datetime) -> Tried | ReadAvenant:
    """The simulation of a draft; what was read, with its errors, when it is not sound."""
    before = whole(convention)
    today = Calendar(before.territory or "FR").day_of(at)
    read = read_avenant(text, before, unsigned_on=today)
    if read.avenant is None or read.after is None:
        return read
    simulation = simulate(before, read.after, read.avenant)
    foreseen = _foreseen(before, read.after, simulation, at)
    subject = subject_of(convention)
    impacts = tuple(impact for ask in additions().impacts for impact in ask(subject, foreseen))
    return Tried(read.avenant, read.findings, simulation, impacts)


def subject_of(convention: Convention) -> Subject:
    """The convention as the rooms above know it."""
    partners = ConventionParty.objects.filter(convention=convention, role="partner").order_by("position")
    partner_ids = tuple(partners.values_list("party_id", flat=True))
    return Subject(convention.id, convention.organisation_id, partner_ids, convention.title)


def _foreseen(before: Whole, after: Whole, simulation: Simulation, now: datetime) -> Foreseen:
    """People are counted on the day of effect, or now when that day has begun."""
    day = simulation.effective_on
    case = OpeningCase(before.parties, before.documents, simulation.before, day)
    first = midnight(day, Calendar(before.territory or "FR"))
    return Foreseen(case, replace(case, documents=after.documents, terms=simulation.after), max(first, now))


def tried_json(tried: Tried | ReadAvenant) -> dict[str, object]:
    """What `socle convention simulate … --json` and the API answer."""
    if isinstance(tried, ReadAvenant):
        return {"ok": False, "findings": [_finding(finding) for finding in tried.findings]}
    found = tried.simulation
    return {
        "ok": True,
        "number": tried.avenant.number,
        "title": tried.avenant.title,
        "effective_on": found.effective_on.isoformat(),
        "findings": [_finding(finding) for finding in tried.findings],
        "documents": [_paper(paper) for paper in found.papers],
        "changes": [change_json(change) for change in found.changes],
        "access_lost": [_impact(impact) for impact in tried.impacts if impact.kind == "access_lost"],
        "seats_over": [_impact(impact) for impact in tried.impacts if impact.kind == "seats_over"],
        "dates": [_date(moved) for moved in found.dates],
        "clocks": [_clock(moved) for moved in found.clocks],
        "duties": [
            {
                "term": moved.term_id,
                "clause": str(moved.clause),
                "before": _duty(moved.before),
                "after": _duty(moved.after),
            }
            for moved in found.duties
        ],
        "orphans": [{"term": orphan.term.id, "names": orphan.names, "says": orphan.says} for orphan in found.orphans],
        "euros": [
            {
                "term": effect.term_id,
                "clause": str(effect.clause),
                "before": str(effect.before.euros) if effect.before else None,
                "after": str(effect.after.euros) if effect.after else None,
                "by_year": str(effect.by_year.euros),
            }
            for effect in found.effects
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "line": finding.line,
        "term": finding.term or None,
        "what": finding.what,
        "remedy": finding.remedy,
    }


def _paper(paper: Document) -> dict[str, object]:
    return {"id": paper.id, "kind": paper.kind.value, "title": paper.title, "service": paper.service}


def _impact(impact: Impact) -> dict[str, object]:
    return {
        "title": impact.title,
        "says": impact.says,
        "clause": str(impact.clause) if impact.clause else None,
        "count": impact.count,
        "people": [{"name": one.name, "organisation": one.organisation, "detail": one.detail} for one in impact.people],
        "fix": impact.fix,
    }


def _date(moved: MovedDate) -> Mapping[str, object]:
    one, other = moved.before, moved.after
    return {
        "kind": moved.kind.value,
        "says": moved.says,
        "before": one.day.isoformat() if one else None,
        "after": other.day.isoformat() if other else None,
        "days": moved.days,
        "clause": str(other.clause if other else one.clause if one else ""),
        "proof_before": _steps(one.proof if one else ()),
        "proof_after": _steps(other.proof if other else ()),
    }


def _clock(moved: MovedClock) -> Mapping[str, object]:
    return {
        "term": moved.term_id,
        "says": f"{moved.title} : {moved.says}",
        "clause": str(moved.clause),
        "before": moved.before,
        "after": moved.after,
        "counted_from": moved.from_day.isoformat(),
        "due_before": _due(moved.due_before),
        "due_after": _due(moved.due_after),
        "proof_after": _steps(moved.due_after.proof if moved.due_after else ()),
    }


def _due(deadline: Deadline | None) -> str | None:
    return deadline.day.isoformat() if deadline else None


def _steps(proof: tuple[ProofStep, ...]) -> list[str]:
    return [str(step) for step in proof]


def _duty(duty: Duty | None) -> str | None:
    return duty.what if duty else None


def terms_before(convention: Convention) -> tuple[Term, ...]:
    """Every term that the acts signed so far leave written, those of a future avenant included."""
    signed = whole(convention)
    last = max((avenant.effective_on for avenant in signed.avenants), default=None)
    start = signed.starts_on
    days = [day for day in (start, last) if day is not None]
    return terms_in_force(signed, max(days)) if days else signed.terms
