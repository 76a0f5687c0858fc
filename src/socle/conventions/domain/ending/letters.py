"""The letters that a termination takes: one for every other party, in the written form (MCP-04, DRT-13, URS-13)."""

from __future__ import annotations

from collections.abc import Iterator

from socle.conventions.domain.ending.facts import Setting, Signatory
from socle.conventions.domain.ending.outcome import LetterToSend
from socle.conventions.domain.kinds import Termination
from socle.conventions.domain.reading import Written


def to_send(setting: Setting, term: Written[Termination], author: Signatory) -> tuple[LetterToSend, ...]:
    """One letter to each other party; none when the text asks for no letter (an agreement is signed by all)."""
    form = term.body.form
    if form is None:
        return ()
    about, says = _about(term), tuple(_must_say(term))
    others = [party for party in setting.signatories if party.id != author.id]
    return tuple(LetterToSend(form, about, author, party, says, term.clause) for party in others)


def _about(term: Written[Termination]) -> str:
    if term.body.unless_mended:
        return "Mise en demeure : manquement à réparer, à défaut fin de la convention"
    return f"Résiliation de la convention : {term.body.ground.label}"


def _must_say(term: Written[Termination]) -> Iterator[str]:
    yield f"la clause invoquée ({term.clause})"
    if term.body.unless_mended:
        yield "le manquement, et ce qui le répare"
        yield "le jour jusqu’auquel le réparer arrête la fin"
    if term.body.reasoned:
        yield "les motifs d’intérêt général"
    if term.body.date_chosen:
        yield "la date de fin souhaitée"
