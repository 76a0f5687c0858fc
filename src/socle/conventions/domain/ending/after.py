"""What the end leaves to do, what goes on after it, and what falls with it, in order (MCP-02, MCP-04, MCP-13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from socle.conventions.domain.convention import Document
from socle.conventions.domain.ending.facts import Setting
from socle.conventions.domain.ending.outcome import Duty, Fallen, Owed
from socle.conventions.domain.kinds import DataCopy, Lapse, Retention, Secrecy, Service, Termination
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.life import after as later
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.rules.ending import fallen
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import DocumentKind, Side, Start
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Delay

TREE = Clause.house("MCP-02")
CLOSING = Clause.house("MCP-04")
HAND_BACK = "rendre aux autres parties leurs documents et leur matériel"


def closing_actions(
    terms: Iterable[AnyTerm], term: Written[Termination] | None, last_day: date | None
) -> tuple[Duty, ...]:
    """What the parties do before the last day: their list when the text asks for one, and what is always due."""
    found = []
    if term and term.body.closing_actions:
        listing = Owed("liste", "convenir par écrit de la liste des actions de clôture", Side.ALL, term.id, "la liste")
        found.append(_to_do(listing, term.clause, last_day))
    if term and term.body.form is None:
        found.append(Duty("Signer l’accord de toutes les parties, qui dit le dernier jour", term.clause, last_day))
    services = listed([service.body.name for service in of_kind(terms, Service) if service.body.opened])
    if services != "aucun":
        told = Owed("utilisateurs", f"prévenir les utilisateurs de la fermeture de : {services}", Side.ALL)
        closed = Owed("comptes", f"fermer les comptes de ses utilisateurs : {services}", Side.PARTNER)
        found += [_to_do(told, CLOSING, last_day), _to_do(closed, CLOSING, last_day)]
    found.append(_to_do(Owed("documents", HAND_BACK, Side.ALL), CLOSING, last_day))
    return tuple(found)


def _to_do(owed: Owed, clause: Clause, last_day: date | None) -> Duty:
    return Duty(owed.what[0].upper() + owed.what[1:], clause, last_day, owed)


def data_duties(terms: Iterable[AnyTerm], last_day: date | None) -> tuple[Duty, ...]:
    """What becomes of the data: copies listed and erased, retentions that run from the end, secrecy that goes on."""
    return tuple(_data(tuple(terms), last_day))


def _data(terms: tuple[AnyTerm, ...], last_day: date | None) -> Iterator[Duty]:
    owners = set()
    for copy in of_kind(terms, DataCopy):
        what, wanted = (
            "rendre ou effacer les copies de données de sa liste",
            "le bordereau ou l’attestation d’effacement",
        )
        is_first = copy.body.owner not in owners
        owners.add(copy.body.owner)
        owed = Owed("copies", what, copy.body.owner, copy.id, wanted) if is_first else None
        yield Duty(f"{copy.body.owner.headline} rend ou efface les copies de sa liste", copy.clause, last_day, owed)
    for kept in of_kind(terms, Retention):
        yield Duty(*_retention(kept, last_day))
    for secret in of_kind(terms, Secrecy):
        until = "continue après la fin" if secret.body.survives else "cesse avec la convention"
        yield Duty(f"Le secret {until} : {secret.body.binds.label}", secret.clause)


def _retention(kept: Written[Retention], last_day: date | None) -> tuple[str, Clause, date | None]:
    body = kept.body
    what = f"{body.of.headline} : effacer {Delay.parse(body.keep)} après {body.starts.label}"
    runs_from_the_end = body.starts is Start.DEVALIDATION or body.of is Kept.DOCUMENTS
    if not (last_day and (runs_from_the_end or body.starts is Start.ACTION)):
        return what, kept.clause, None
    note = ", le dernier jour au plus tard" if body.starts is Start.ACTION else ", qui est la fin de la convention"
    return what + note, kept.clause, later(last_day, Delay.parse(body.keep))


def cascade(setting: Setting) -> tuple[Fallen, ...]:
    """What the end of the convention takes with it: papers its clause names, papers under them, services."""
    papers = setting.documents
    named = {str(paper.id) for paper in fallen(setting.terms, Cause.CONVENTION_ENDED, papers)}
    clause = next(
        (one.clause for one in of_kind(setting.terms, Lapse) if one.body.when is Cause.CONVENTION_ENDED), TREE
    )
    found = [_paper(paper, named, clause, papers) for paper in _in_order(papers, None) if paper.parent is not None]
    closed = [
        Fallen(service.body.code, service.body.name, "le service n’a plus de convention", service.clause)
        for service in of_kind(setting.terms, Service)
        if service.body.opened
    ]
    return (*found, *closed)


def _in_order(papers: tuple[Document, ...], parent: str | None) -> Iterator[Document]:
    for paper in papers:
        if paper.parent == parent:
            yield paper
            yield from _in_order(papers, paper.id)


def _paper(paper: Document, named: set[str], clause: Clause, papers: tuple[Document, ...]) -> Fallen:
    if paper.id in named:
        why = "tombe avec son bulletin" if paper.kind is DocumentKind.PIECE else "tombe avec la convention"
        return Fallen(paper.id, paper.title, why, clause)
    parent = next((one.title for one in papers if one.id == paper.parent), "la convention")
    return Fallen(paper.id, paper.title, f"n’a plus d’objet sans « {parent} »", TREE)
