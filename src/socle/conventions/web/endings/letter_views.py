from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.domain.access import may_end
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.models import Convention
from socle.conventions.queries.endings import letters_of
from socle.conventions.queries.portfolio import parties_of
from socle.conventions.web.endings import forms, pages
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused
from socle.traces.actions import record_refusal


def _says(decision: Decision) -> str:
    return f"{decision.reason} {decision.fix}"


@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The registered letters of a convention; an administrator of a party adds one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        convention = own_convention(convention_id, actor)
        found = letters_of(convention)
        form = _form(request, convention, actor)
    if request.method == "POST" and form.is_valid():
        try:
            return _recorded(request, convention, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("numero", _says(error.decision))
    context = {
        "convention": convention,
        "columns": pages.LETTER_COLUMNS,
        "rows": pages.letter_rows(found, convention.id),
        "form": form if may_end(actor) else None,
        "ending": request.GET.get("fin", ""),
        "breadcrumb": trail(convention, "Lettres recommandées"),
    }
    return render(request, "conventions/letters.html", context)


def _form(request: HttpRequest, convention: Convention, actor: Actor) -> forms.LetterForm:
    rows = parties_of([convention.id]).get(convention.id, ())
    others = [(str(row.party_id), row.party.legal_name) for row in rows if row.party_id != actor.organisation_id]
    about = About.FORMAL_NOTICE if request.GET.get("motif") == Ground.BREACH else About.TERMINATION
    return forms.LetterForm(request.POST or None, recipients=others, about=about.value)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _recorded(request: HttpRequest, convention: Convention, form: forms.LetterForm) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given, ending = form.cleaned_data, _uuid(request.GET.get("fin", ""))
    wanted = NewLetter(UUID(given["destinataire"]), About[given["objet"].upper()], given["numero"], ending)

    def record(at: datetime) -> UUID:
        row = record_letter(convention.id, wanted, actor=actor, at=at)
        if given["envoi"]:
            date_letter(row.id, NewDate(Happened.SENT, given["envoi"], given["preuve"]), actor=actor, at=at)
        return row.id

    letter_id = run(actor, record)
    messages.success(request, "La lettre est enregistrée. Complétez ses dates dès que leurs preuves arrivent.")
    return redirect("conventions:letter", convention.id, letter_id)


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, convention_id: UUID, letter_id: UUID) -> HttpResponse:
    """One letter, every date recorded of it, and a form for the next."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = forms.DateForm(request.POST or None)
    with transaction(actor):
        convention = own_convention(convention_id, actor)
        found = next((one for one in letters_of(convention) if one.row.id == letter_id), None)
    if found is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            return _dated(request, convention, letter_id, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("jour", _says(error.decision))
    concerned = actor.organisation_id in {found.row.sender_id, found.row.recipient_id}
    context = {
        "convention": convention,
        "letter": found.row,
        "about": pages.ABOUT[found.row.about],
        "events": pages.letter_events(found),
        "form": form if concerned and may_end(actor) else None,
        "breadcrumb": trail(convention, f"Lettre n° {found.row.number}"),
    }
    return render(request, "conventions/letter.html", context)


def _dated(request: HttpRequest, convention: Convention, letter_id: UUID, form: forms.DateForm) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = form.cleaned_data
    wanted = NewDate(Happened[given["fait"].upper()], given["jour"], given["preuve"], given["raison"])
    run(actor, lambda at: date_letter(letter_id, wanted, actor=actor, at=at))
    messages.success(request, "La date est enregistrée, avec sa preuve.")
    return redirect("conventions:letter", convention.id, letter_id)
