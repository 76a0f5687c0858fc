"""What the page of a convention shows beside its terms: parties, papers, openings, seats, dates, points to settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from socle.conventions.domain.agenda import NextDate
from socle.conventions.domain.convention import Family
from socle.conventions.domain.kinds import KINDS, Seats
from socle.conventions.domain.links import dependents_of, foundations_of
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.types import EVERY
from socle.conventions.domain.words import DocumentKind, Level
from socle.conventions.models import Convention, ConventionDocument, ConventionParty, Term
from socle.conventions.panels import Subject
from socle.conventions.queries.pages import ConventionSheet, SheetTerm, act_label
from socle.conventions.queries.portfolio import ConventionLine, ListPage
from socle.conventions.queries.reading import ReadTerm
from socle.conventions.web.labels import POINTS, SIDES, SIGNED_KINDS, state_badge
from socle.conventions.web.terms import fields
from socle.kernel.siret import Siret
from socle.theme.french import NBSP
from socle.theme.links import page_url
from socle.theme.templatetags.theme import french_date, french_moment


def list_row(line: ConventionLine) -> list[object]:
    """One line of the list of conventions."""
    convention, badge = line.convention, state_badge(line.state)
    coming = line.next
    return [
        {"text": convention.title, "url": reverse("conventions:detail", args=[convention.id])},
        ", ".join(line.others),
        FAMILIES.get(convention.family, convention.family),
        convention.number,
        {"badge": badge["label"], "tone": badge["tone"]},
        french_date(convention.effective_at) or "—",
        f"{french_date(coming.day)} : {DATES[coming.kind]}" if coming else "—",
    ]


FAMILIES = {family.value: family.label for family in Family}
DATES = {
    "period_end": "fin de la période",
    "renewal": "reconduction tacite",
    "last_notice": "dernier jour pour dénoncer",
    "end": "fin de la convention",
}


def page_links(page: ListPage, query: QueryDict) -> dict[str, str]:
    """Addresses of the neighbouring pages, with the filter kept."""
    return {"previous_url": page_url(query, "page", page.previous), "next_url": page_url(query, "page", page.next)}


def summary(page: ListPage, shown: int) -> str:
    """How many conventions the filter keeps, and how many are shown."""
    if page.total <= shown:
        return f"{page.total} convention{'s' if page.total > 1 else ''}"
    return f"{shown} conventions affichées sur {page.total}"


def page(sheet: ConventionSheet) -> dict[str, object]:
    """All that the page of a convention shows above its terms."""
    convention = sheet.convention
    return {
        "sheet": sheet,
        "convention": convention,
        "family": FAMILIES.get(convention.family, convention.family),
        "status": state_badge(sheet.state),
        "breadcrumb": trail(convention),
        "tabs": tabs(sheet),
        "party_columns": ("Partie", "Côté", "SIRET", "Siège", "Représentant", "Formalités de protection des données"),
        "parties": [party_row(party) for party in sheet.parties],
        "tree": document_tree(sheet),
        "seats": seat_rows(sheet.seats),
        "seat_columns": ("Profil", "Maximum", "Compté", "Clause"),
        "closed": closed_profiles(sheet.seats),
        "dates": date_events(sheet.dates),
        "points": point_rows(sheet),
    }


def term_page(sheet: ConventionSheet, item: SheetTerm | None, versions: Sequence[Term]) -> dict[str, object]:
    """One term: what it says, its fields, its versions, the terms it names and those that name it."""
    convention, latest = sheet.convention, versions[0]
    key = item.term.id if item else latest.term_key
    return {
        "convention": convention,
        "item": item,
        "key": key,
        "latest": latest,
        "title": KINDS[latest.kind].title,
        "obliges": KINDS[latest.kind].obliges,
        "breadcrumb": trail(convention, key),
        "fields": fields(item.term.body) if item else [],
        "versions": [version_event(version) for version in versions],
        "foundations": _named(foundations_of(item.term, sheet.read.all), convention) if item else [],
        "dependents": _named(dependents_of(item.term, sheet.read.all), convention) if item else [],
        "point": next((row for row in point_rows(sheet) if row["term_id"] == key), None),
    }


def trail(convention: Convention, *steps: str) -> list[dict[str, str]]:
    """The breadcrumb; the last step is the page itself."""
    own = {"label": convention.title, "url": reverse("conventions:detail", args=[convention.id]) if steps else ""}
    above = {"label": "Conventions", "url": reverse("conventions:list")}
    return [above, own, *({"label": step, "url": ""} for step in steps)]


def _named(found: Iterable[AnyTerm], convention: Convention) -> list[dict[str, object]]:
    """Terms as lines that lead to their page."""
    return [
        {
            "term": str(term.clause),
            "text": term.says,
            "url": reverse("conventions:term", args=[convention.id, term.id]),
        }
        for term in found
    ]


def subject_of(sheet: ConventionSheet) -> Subject:
    """The convention as the rooms above see it."""
    partners = tuple(party.party_id for party in sheet.parties if party.role == "partner")
    return Subject(sheet.convention.id, sheet.convention.organisation_id, partners, sheet.convention.title)


def party_row(party: ConventionParty) -> list[object]:
    """One signatory: seat, number, who signs for it, formalities (MCP-01, MCP-03)."""
    done = party.formalities_done_on
    return [
        f"{party.party.legal_name}{_leaving(party)}",
        SIDES.get(party.role, party.role),
        str(Siret(party.party.siret)).replace(" ", NBSP),
        party.party.seat,
        f"{party.representative}, {party.capacity}",
        f"terminées le {french_date(done)}" if done else {"badge": "non terminées", "tone": "warning"},
    ]


def _leaving(party: ConventionParty) -> str:
    """When a party leaves alone the others, and by which clause (URS-13)."""
    if party.leaves_at is None:
        return ""
    return f" : quitte la convention le {french_moment(party.leaves_at)} ({party.leaves_clause})"


def document_tree(sheet: ConventionSheet) -> list[dict[str, object]]:
    """Papers by parent, each signed, received or missing; the avenants hang on the root (MCP-02)."""
    key = sheet.convention.id
    tree = _children("", sheet.documents, key)
    avenants = [
        {
            "label": act_label(act.number, act.nature).capitalize(),
            "hint": f"en vigueur le {french_date(act.effective_at)}",
            "icon": "file-plus",
            "badge": f"signé le {act.signed_on:%d/%m/%Y}",
            "tone": "success",
            "file": reverse("conventions:avenant_paper", args=[key, act.number]),
        }
        for act in sheet.acts
        if act.number > 0
    ]
    if tree and avenants:
        tree[0]["children"] = [*_nodes(tree[0]), *avenants]
    return tree


def _nodes(node: dict[str, object]) -> list[object]:
    children = node.get("children")
    return list(children) if isinstance(children, list) else []


def _children(parent: str, documents: Sequence[ConventionDocument], convention_id: UUID) -> list[dict[str, object]]:
    return [
        {
            "label": paper.title,
            **_paper_state(paper),
            "file": reverse("conventions:paper", args=[convention_id, paper.key]),
            "children": _children(paper.key, documents, convention_id),
        }
        for paper in documents
        if paper.parent_key == parent
    ]


def _paper_state(paper: ConventionDocument) -> dict[str, object]:
    if paper.signed_on:
        return {"badge": f"signé le {paper.signed_on:%d/%m/%Y}", "tone": "success"}
    if paper.received_on:
        return {"badge": f"reçu le {paper.received_on:%d/%m/%Y}", "tone": "success"}
    if paper.kind in SIGNED_KINDS:
        return {"badge": "à signer", "tone": "warning", "icon": "file-plus"}
    if paper.kind == DocumentKind.PIECE:
        return {"badge": "manque", "tone": "warning", "icon": "file-plus"}
    return {"badge": "non reçu", "tone": "neutral"}


def seat_rows(seats: Iterable[ReadTerm[Seats]]) -> list[list[object]]:
    """The ceiling of each opened profile (MCP-21)."""
    return [
        [
            f"{term.body.service.upper()} {'tous profils' if term.body.profile == EVERY else term.body.profile}",
            term.body.amount,
            "toute la convention" if term.body.per is Level.CONVENTION else f"par {term.body.per.label}",
            {"clause": term.clause},
        ]
        for term in seats
        if term.body.opened
    ]


def closed_profiles(seats: Iterable[ReadTerm[Seats]]) -> str:
    """The profiles whose cell is blank: not opened (MCP-61)."""
    return ", ".join(f"{term.body.service.upper()} {term.body.profile}" for term in seats if not term.body.opened)


def date_events(dates: Iterable[NextDate]) -> list[dict[str, object]]:
    """The next dates, the soonest first, with the steps of the computation when there is one."""
    return [
        {"day": item.day, "title": DATES[item.kind], "text": item.says, "clause": item.clause, "proof": item.proof}
        for item in dates
    ]


def point_rows(sheet: ConventionSheet) -> list[dict[str, object]]:
    """What the parties still have to settle."""
    return [
        {
            "term_id": point.term_id,
            "label": POINTS[point.kind][0],
            "tone": POINTS[point.kind][1],
            "point": point,
            "url": reverse("conventions:term", args=[sheet.convention.id, point.term_id]),
        }
        for point in sheet.points
    ]


def tabs(sheet: ConventionSheet) -> list[dict[str, object]]:
    """The parts of the page, each with its count."""
    opened = sum(1 for service in sheet.services if service.opening)
    return [
        {
            "label": "Ouvert",
            "url": "#services",
            "count": f"{opened} sur {len(sheet.services)}" if sheet.services else "",
        },
        {"label": "À trancher", "url": "#points", "count": len(sheet.points)},
        {"label": "Dates", "url": "#dates", "count": len(sheet.dates)},
        {"label": "Documents", "url": "#documents", "count": len(sheet.documents)},
        {"label": "Parties", "url": "#parties", "count": len(sheet.parties)},
        {"label": "Sièges", "url": "#sieges"},
        {"label": "Termes", "url": "#termes", "count": len(sheet.terms)},
    ]


def version_event(version: Term) -> dict[str, object]:
    """One version of a term through the acts."""
    last = version.validity.upper
    until = f" Jusqu'au {french_date(last)} exclu." if last else ""
    label = act_label(version.act_number, version.act.nature).capitalize()
    signed = "signé" if label.startswith("Avenant") else "signée"
    return {
        "title": f"{label}, {signed} le {version.act.signed_on:%d/%m/%Y}",
        "at": localtime(version.validity.lower).date(),
        "text": ("Le terme prend fin." if version.is_end else version.says) + until,
        "icon": "circle-x" if version.is_end else "file-check",
        "tone": "danger" if version.is_end else "success",
    }
