"""An avenant read against the convention it changes: alone in its file, checked with the whole text (MCP-05).

Source: convention, 17.3; docs/format-convention.md, « Un avenant ». The terms at rest are the text: a model that
changed since the signature changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from socle.conventions.domain import consistency
from socle.conventions.domain.check import Reading
from socle.conventions.domain.convention import Avenant, Convention, Term
from socle.conventions.domain.finding import Finding, Severity
from socle.conventions.domain.kinds import Amendment
from socle.conventions.domain.lines import Lines
from socle.conventions.domain.reading import of_kind
from socle.conventions.domain.signed_text import signed_papers
from socle.conventions.domain.source import Source, parse
from socle.conventions.domain.tree import with_papers
from socle.conventions.domain.words import DocumentKind
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

UNWRITTEN = Clause.house("MCP-05")


@dataclass(frozen=True, slots=True)
class ReadAvenant:
    """An avenant when nothing refuses it; `after` is the convention that it would make, with its remarks."""

    avenant: Avenant | None
    after: Convention | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def read_avenant(
    text: str | Mapping[str, object], convention: Convention, unsigned_on: date | None = None
) -> ReadAvenant:
    """The one avenant of a TOML text, or of a table already read, over a convention.

    `unsigned_on` lets a draft leave its number, signature and effect out: it is read as signed that day.
    """
    source = parse("convention", text) if isinstance(text, str) else _as_source(text)
    if isinstance(source, Finding):
        return ReadAvenant(None, None, (source,))
    misplaced = list(_misplaced(source))
    if misplaced:
        return ReadAvenant(None, None, tuple(misplaced))
    reading = Reading(_completed(source, convention, unsigned_on), None)
    avenants = tuple(reading.avenants(known_before(convention), convention.documents))
    if not avenants or any(finding.severity is Severity.ERROR for finding in reading.findings):
        return ReadAvenant(None, None, tuple(reading.findings))
    return _checked(avenants[0], convention, reading)


def _as_source(table: Mapping[str, object]) -> Source:
    return Source("convention", {"avenants": [dict(table)]}, Lines(""))


def known_before(convention: Convention) -> tuple[Term, ...]:
    """Every term that the acts signed so far wrote, the last one of each identifier, in the order of the text."""
    known = {term.id: term for term in consistency.every_term(convention)}
    return tuple(known.values())


def _checked(avenant: Avenant, convention: Convention, reading: Reading) -> ReadAvenant:
    tree = with_papers(convention.documents, avenant.documents)
    after = replace(convention, documents=tree, avenants=(*convention.avenants, avenant), places=reading.places)
    before = {_said(finding) for finding in consistency.findings(convention)}
    brought = [finding for finding in consistency.findings(after) if _said(finding) not in before]
    findings = (*reading.findings, *brought, *_same_nature(avenant, convention, reading))
    is_sound = all(finding.severity is not Severity.ERROR for finding in findings)
    return ReadAvenant(avenant if is_sound else None, after if is_sound else None, findings)


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.severity, finding.what, finding.term


def _misplaced(source: Source) -> Iterator[Finding]:
    for key in source.tables:
        if key != "avenants":
            line = max(source.lines.of((key,)), source.lines.of((key, 0)), source.lines.of((), key))
            what = f"la section « {key} » n’a pas sa place dans un avenant"
            yield Finding(Severity.ERROR, line, what, "N’écrivez qu’une table « [[avenants]] » et ses termes")
    count = len(_tables(source))
    if count != 1:
        what = f"le fichier contient {count} avenant(s) au lieu d’un"
        yield Finding(Severity.ERROR, 1, what, "Écrivez une seule table « [[avenants]] »")


def _completed(source: Source, convention: Convention, unsigned_on: date | None) -> Source:
    """What a draft may leave out: its number follows, its signature has not come yet, its effect neither."""
    if unsigned_on is None:
        return source
    raw = dict(_tables(source)[0])
    raw.setdefault("number", next_number(convention))
    raw.setdefault("title", f"Avenant n° {raw['number']}")
    raw.setdefault("signed_on", unsigned_on)
    if isinstance(raw["signed_on"], date):
        raw.setdefault("effective_on", max(raw["signed_on"], unsigned_on))
        raw |= signed_papers(raw, raw["signed_on"])
    return replace(source, tables={**source.tables, "avenants": [raw]})


def _tables(source: Source) -> Sequence[Mapping[str, object]]:
    tables = source.tables.get("avenants")
    return [item for item in tables if isinstance(item, dict)] if isinstance(tables, list) else []


def next_number(convention: Convention) -> int:
    """The number of the next avenant: one more than the last."""
    return max((avenant.number for avenant in convention.avenants), default=0) + 1


def _same_nature(avenant: Avenant, convention: Convention, reading: Reading) -> Iterator[Finding]:
    """A term is replaced by one of the same kind about the same thing; anything else ends it and adds another."""
    known = {term.id: term for term in known_before(convention)}
    for term in avenant.terms:
        old = known.get(term.id)
        if old and (old.kind != term.kind or (old.body.subject() or ()) != (term.body.subject() or ())):
            what = f"« {term.id} » remplace un terme qui ne règle pas la même chose"
            remedy = "Terminez l’ancien dans « ends » et ajoutez un terme d’un autre identifiant"
            place = reading.places.get(f"avenants/{avenant.number}/{term.id}")
            yield consistency.at(place, Severity.ERROR, what, remedy, term.id)


def amend_decision(avenant: Avenant, convention: Convention, today: date) -> Decision:
    """Numbers follow, everybody has signed, and nothing takes effect before it was signed."""
    wanted, clause = next_number(convention), change_clause(convention)
    if avenant.number != wanted:
        reason = f"Cet avenant porte le numéro {avenant.number} ; le prochain est le {wanted}."
        return refuse("avenant_number", reason, clause=clause, fix=f"Donnez-lui le numéro {wanted}.")
    if avenant.signed_on > today:
        reason = f"La dernière signature est datée du {avenant.signed_on:%d/%m/%Y}, un jour à venir."
        return refuse("avenant_unsigned", reason, clause=clause, fix="Enregistrez-le une fois signé par tous.")
    if avenant.effective_on < avenant.signed_on:
        reason = (
            f"L’avenant prendrait effet le {avenant.effective_on:%d/%m/%Y}, "
            f"avant sa signature du {avenant.signed_on:%d/%m/%Y}."
        )
        return refuse(
            "avenant_back_dated", reason, clause=clause, fix="Donnez un effet au jour de la signature, ou après."
        )
    return allow(clause)


def change_clause(convention: Convention) -> Clause:
    """The clause by which the convention changes; a rule of the house when the text says nothing."""
    written = (term for term in of_kind(known_before(convention), Amendment) if DocumentKind.CONVENTION in term.body.of)
    return next((term.clause for term in written), UNWRITTEN)
