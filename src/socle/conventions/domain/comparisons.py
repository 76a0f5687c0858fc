"""What two terms of one text say of the same thing: amounts, hours, successive conventions (FSV-02, 03, 04, 05, 08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from socle.conventions.domain.amounts import compared
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.finding import Finding, Place, Severity
from socle.conventions.domain.kinds import Succession
from socle.conventions.domain.reading import of_kind
from socle.conventions.domain.weekly import outside, written_twice

_ONE_DAY = timedelta(days=1)


def findings(convention: Convention) -> Iterator[Finding]:
    """Warnings where terms disagree; a model states no amount."""
    for item in compared(convention.terms):
        if item.gap:
            remedy = "Le montant écrit reste dû ; faites trancher l’écart par les parties"
            yield _warning(convention, item.term_id, f"écart de {item.gap} : {item.says}", remedy)
    for slot in outside(convention.terms):
        if not slot.allowed:
            what = f"permanence hors des heures du lieu : {slot.day.label}, {', '.join(slot.ranges)}"
            yield _warning(convention, slot.term_id, what, "Écrivez « outside_hours_allowed = true », ou les heures")
    for place, day in written_twice(convention.terms):
        what = f"les heures de « {place} » sont écrites deux fois pour le {day.label}"
        yield _warning(convention, "[head]", what, "Gardez un seul terme par jour")
    yield from _successions(convention)


def _successions(convention: Convention) -> Iterator[Finding]:
    for term in of_kind(convention.terms, Succession):
        ended, starts = term.body.former_ended_on, term.body.on
        if ended and ended + _ONE_DAY != starts:
            word = "un vide" if ended + _ONE_DAY < starts else "un recouvrement"
            what = f"{word} sépare {term.body.replaces}, finie le {ended:%d/%m/%Y}, et celle-ci, du {starts:%d/%m/%Y}"
            yield _warning(convention, term.id, what, "Datez la fin de l’ancienne de la veille de la nouvelle")


def _warning(convention: Convention, key: str, what: str, remedy: str) -> Finding:
    source, line = convention.places.get(key, Place("convention", 1))
    return Finding(Severity.WARNING, line, what, remedy, key if key != "[head]" else "", source)
