from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.conventions.actions.viewing import record_paper
from socle.conventions.panels import Subject, additions
from socle.conventions.queries.pages import act_label
from socle.conventions.queries.papers import seal_of_papers
from socle.conventions.queries.yearly import Yearly, yearly_of
from socle.conventions.web.moment import moment_of
from socle.conventions.web.obligations.labels import STANDINGS
from socle.conventions.web.obligations.pages import url_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.papers.views import PDF
from socle.conventions.web.sheet import trail
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.papers.printing import pdf_of
from socle.theme.attachments import attachment
from socle.theme.templatetags.theme import french_date

TITLE = "Bilan annuel"
RATE_COLUMNS = ("Partie", "Dues", "Tenues à temps", "Tenues en retard", "Non tenues", "Part tenue à temps")
LINE_COLUMNS = ("Obligation", "Échéance", "Qui la devait", "État", "Tenue le", "Clause")


def _wanted(request: HttpRequest) -> int | None:
    text = request.GET.get("annee", "")
    return int(text) if text.isdecimal() and len(text) <= 3 else None  # noqa: PLR2004 - a rank, not a year


@require_GET
def report(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """One year of a convention: what was owed and kept, what changed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        found = yearly_of(convention, _wanted(request), moment.at)
        partners = tuple(one.party_id for one in found.parties if one.role == "partner") if found else ()
        subject = Subject(convention.id, convention.organisation_id, partners, convention.title)
        panels = [panel for give in additions().sheets if (panel := give(actor, subject, moment.at))]
    context = {
        "convention": convention,
        "found": found,
        "moment": moment,
        "panels": panels,
        "years": _years(found, moment.query) if found else [],
        **(figures(found) if found else {}),
        "breadcrumb": trail(convention, TITLE),
    }
    return render(request, "conventions/yearly.html", context)


@require_GET
def paper(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The same figures, to sign or to file: a tagged PDF with the checkpoint of the journal."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        found = yearly_of(convention, _wanted(request), moment.at)
        if found is None:
            raise Http404
        seal = seal_of_papers()
        record_paper(convention, f"bilan de l'année {found.rank}", actor=actor, at=at, as_of=moment.day)
    context = {"convention": convention, "found": found, "at": moment.at, **figures(found)}
    content = pdf_of("conventions/yearly_paper.html", context, title=f"{TITLE} : {convention.title}", seal=seal)
    return attachment(content, PDF, f"{convention.number}-bilan-{found.rank}.pdf")


def _years(found: Yearly, query: str) -> list[dict[str, Any]]:
    """The years that may be read, the one shown marked."""
    joined = f"&{query.lstrip('?')}" if query else ""
    return [
        {"label": f"Année {rank}", "url": f"?annee={rank}{joined}", "current": rank == found.rank}
        for rank in found.ranks
    ]


def figures(found: Yearly) -> dict[str, object]:
    """The tables of the report, for the page and for the paper."""
    return {
        "rate_columns": RATE_COLUMNS,
        "rate_rows": [_rate(found, party.party_id, party.party.legal_name) for party in found.parties],
        "line_columns": LINE_COLUMNS,
        "line_rows": [
            [
                {"text": headline(line.occurrence.what), "url": url_of(line)},
                french_date(line.occurrence.due_on),
                found.names[line.occurrence.bearer],
                STANDINGS[line.standing][0],
                french_date(line.entry.done_on) if line.entry and line.entry.done_on else "—",
                {"clause": line.occurrence.clause},
            ]
            for line in found.lines
        ],
        "acts": [
            f"{act_label(act.number, act.nature).capitalize()}, en vigueur le {french_date(act.effective_at)}"
            + (f" : {act.title}" if act.title else "")
            for act in found.acts
        ],
    }


def _rate(found: Yearly, party: UUID, name: str) -> list[object]:
    rate = found.rates.get(party)
    if rate is None or not rate.due:
        return [name, "0", "0", "0", "0", "rien n'était dû"]
    missed = rate.due - rate.on_time - rate.late
    return [name, str(rate.due), str(rate.on_time), str(rate.late), str(missed), f"{rate.percent} %"]
