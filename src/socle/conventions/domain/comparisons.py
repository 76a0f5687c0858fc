"""What two terms of one text say of the same thing: amounts, hours, sitting, succession (FSV-01 to 05, 08).

Nothing is corrected: a gap is shown beside what the text writes, and what is written stays due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from socle.conventions.domain.amounts import compared
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.finding import Finding, Place, Severity
from socle.conventions.domain.kinds import Deliberation, Succession
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.types import listed
from socle.conventions.domain.weekly import outside, written_twice
from socle.kernel.clause import Clause

_ONE_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """Whether two writings agree, differ with the parties' agreement, or differ."""

    AGREED = "agreed"
    ALLOWED = "allowed"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Remark:
    """One comparison: the term that makes it, what it says, what to do when it differs."""

    term_id: str
    clause: Clause
    verdict: Verdict
    says: str
    remedy: str = ""


def remarks(terms: Iterable[AnyTerm]) -> tuple[Remark, ...]:
    """Every comparison of a text, agreed or not."""
    found = tuple(terms)
    return (*_amounts(found), *_slots(found), *_successions(found), *_sittings(found))


def findings(convention: Convention) -> Iterator[Finding]:
    """Warnings where terms disagree; a sitting tells its own flaws when its term is read."""
    for remark in (*_amounts(convention.terms), *_slots(convention.terms), *_successions(convention.terms)):
        if remark.verdict is Verdict.DIFFERS:
            yield _warning(convention, remark.term_id, remark.says, remark.remedy)
    for place, day in written_twice(convention.terms):
        what = f"les heures de « {place} » sont écrites deux fois pour le {day.label}"
        yield _warning(convention, "[head]", what, "Gardez un seul terme par jour")


def _amounts(terms: tuple[AnyTerm, ...]) -> Iterator[Remark]:
    remedy = "Le montant écrit reste dû ; faites trancher l’écart par les parties"
    for item in compared(terms):
        if item.gap:
            yield Remark(item.term_id, item.clause, Verdict.DIFFERS, f"écart de {item.gap} : {item.says}", remedy)
        else:
            yield Remark(item.term_id, item.clause, Verdict.AGREED, item.says)


def _slots(terms: tuple[AnyTerm, ...]) -> Iterator[Remark]:
    remedy = "Faites permettre cette permanence par le texte, ou changez ses heures"
    for slot in outside(terms):
        verdict = Verdict.ALLOWED if slot.allowed else Verdict.DIFFERS
        says = f"permanence hors des heures du lieu : {slot.day.label}, {listed(slot.ranges)}"
        yield Remark(slot.term_id, slot.clause, verdict, says, remedy)


def _successions(terms: tuple[AnyTerm, ...]) -> Iterator[Remark]:
    for term in of_kind(terms, Succession):
        ended, starts = term.body.former_ended_on, term.body.on
        if ended is None:
            continue
        if ended + _ONE_DAY == starts:
            says = f"{term.body.replaces} finit le {ended:%d/%m/%Y}, celle-ci commence le lendemain"
            yield Remark(term.id, term.clause, Verdict.AGREED, says)
            continue
        word = "un vide" if ended + _ONE_DAY < starts else "un recouvrement"
        says = f"{word} sépare {term.body.replaces}, finie le {ended:%d/%m/%Y}, et celle-ci, du {starts:%d/%m/%Y}"
        remedy = "Datez la fin de l’ancienne de la veille de la nouvelle"
        yield Remark(term.id, term.clause, Verdict.DIFFERS, says, remedy)


def _sittings(terms: tuple[AnyTerm, ...]) -> Iterator[Remark]:
    for term in of_kind(terms, Deliberation):
        wrong = tuple(term.body.flaws())
        for flaw in wrong:
            yield Remark(term.id, term.clause, Verdict.DIFFERS, flaw.what, flaw.remedy)
        if term.body.present and not wrong:
            sitting = term.body.sitting
            says = f"séance : {len(sitting.attending)} présents, {sitting.voices} voix, quorum atteint"
            yield Remark(term.id, term.clause, Verdict.AGREED, says)


def _warning(convention: Convention, key: str, what: str, remedy: str) -> Finding:
    source, line = convention.places.get(key, Place("convention", 1))
    return Finding(Severity.WARNING, line, what, remedy, key if key != "[head]" else "", source)
