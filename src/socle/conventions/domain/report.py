"""A text and its findings as the command line shows them: JSON-ready values, and plain lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from socle.conventions.domain.check import Checked
from socle.conventions.domain.convention import Convention, Document, Term
from socle.conventions.domain.fields import write
from socle.conventions.domain.finding import Finding
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.life import life
from socle.conventions.domain.terms import body_json


def findings_json(checked: Checked) -> dict[str, object]:
    """What `socle convention check FILE --json` prints; `ok` is false when an error refuses the text."""
    return {
        "ok": checked.is_sound,
        "errors": len(checked.errors),
        "findings": [_finding(finding) for finding in checked.findings],
    }


def findings_lines(checked: Checked) -> list[str]:
    """The findings in plain French, then one line of result."""
    lines = [str(finding) for finding in checked.findings]
    errors, others = len(checked.errors), len(checked.findings) - len(checked.errors)
    if checked.is_sound:
        return [*lines, f"Texte recevable : {others} point(s) à regarder."]
    return [*lines, f"Texte refusé : {errors} erreur(s)."]


def convention_json(convention: Convention, day: date | None = None) -> dict[str, object]:
    """What `socle convention show FILE --json` prints; with `day`, only the terms in force then."""
    current = life(convention, day) if day else None
    return {
        "family": convention.family.value,
        "title": convention.title,
        "number": convention.reference,
        "territory": convention.territory,
        "starts_on": _iso(convention.starts_on),
        "as_of": _iso(day),
        "state": current.state.value if current else None,
        "life": current.sentence() if current else None,
        "parties": [write(party) for party in convention.parties],
        "documents": [_document(paper) for paper in convention.documents],
        "contacts": [write(contact) for contact in convention.contacts],
        "terms": [term_json(term) for term in _shown(convention, day)],
        "avenants": [
            {
                "number": avenant.number,
                "title": avenant.title,
                "signed_on": avenant.signed_on.isoformat(),
                "effective_on": avenant.effective_on.isoformat(),
                "terms": [term_json(term) for term in avenant.terms],
                "ends": list(avenant.ends),
            }
            for avenant in convention.avenants
        ],
    }


def term_json(term: Term) -> dict[str, object]:
    """One term: what it says, how its fields read, and its fields."""
    return {
        "id": term.id,
        "kind": term.kind,
        "title": KINDS[term.kind].title,
        "clause": str(term.clause),
        "is_house": term.clause.is_house,
        "says": term.says,
        "reads": term.body.sentence(),
        "until": _iso(term.until),
        "body": body_json(term.body),
    }


def convention_lines(convention: Convention, day: date | None = None) -> list[str]:
    """Parties, tree of documents, then every term with its clause, to read aloud."""
    lines = [convention.title, f"N° {convention.reference}" if convention.number else "Modèle"]
    if day:
        lines.append(life(convention, day).sentence())
    lines += ["", "Parties"]
    lines += [
        f"  {party.name}, {party.seat} : {party.representative}, {party.capacity}" for party in convention.parties
    ]
    lines += ["", "Documents", *_tree(convention, None, 1)]
    lines += ["", "Termes"]
    lines += [f"  [{term.clause}] {term.says}  ({term.id})" for term in _shown(convention, day)]
    for avenant in convention.avenants:
        lines += ["", f"Avenant {avenant.number} du {avenant.signed_on:%d/%m/%Y} : {avenant.title}"]
        lines += [f"  effet le {avenant.effective_on:%d/%m/%Y}"]
        lines += [f"  [{term.clause}] {term.says}  ({term.id})" for term in avenant.terms]
        lines += [f"  finit : {ended}" for ended in avenant.ends]
    return lines


def _shown(convention: Convention, day: date | None) -> tuple[Term, ...]:
    return terms_in_force(convention, day) if day else convention.terms


def _tree(convention: Convention, parent: str | None, depth: int) -> Iterator[str]:
    for paper in convention.children(parent):
        yield f"{'  ' * depth}{paper.title}{_dates(paper)}"
        yield from _tree(convention, paper.id, depth + 1)


def _dates(paper: Document) -> str:
    dates = (("signé le", paper.signed_on), ("reçu le", paper.received_on), ("imprimé le", paper.printed_on))
    known = [f"{label} {day:%d/%m/%Y}" for label, day in dates if day]
    return f" ({', '.join(known)})" if known else ""


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "source": finding.source,
        "line": finding.line,
        "term": finding.term or None,
        "what": finding.what,
        "remedy": finding.remedy,
    }


def _document(paper: Document) -> dict[str, object]:
    return {**write(paper), "parent": paper.parent, "signed_on": _iso(paper.signed_on)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
