from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.conventions.actions.obligations import Happening, Word, entrust, may_entrust, record_fact
from socle.conventions.domain.access import may_keep, may_list
from socle.conventions.domain.duty import Duty, Rhythm
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.models import Convention
from socle.conventions.queries import board as boards
from socle.conventions.queries import obligations as queries
from socle.conventions.queries.feeds import feed_of
from socle.conventions.queries.pieces import pieces_of
from socle.conventions.queries.portfolio import parties_of
from socle.conventions.web.obligations import forms, labels, pages, pieces
from socle.conventions.web.obligations.pieces import said_with
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Refused
from socle.kernel.french import headline
from socle.organismes.queries import members, names_of_people
from socle.theme.asof import moment_of
from socle.traces.actions import record_refusal

Owed = tuple[AnyTerm, Duty]


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What every convention of the body makes each party owe."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    with transaction(actor) as at:
        form = _board_form(request, actor, at)
        moment = moment_of(request.GET, at)
        found = boards.board(actor, form.wanted, moment.at)
        feed = feed_of(actor)
    context = {
        "form": form,
        "moment": moment,
        "feed": feed,
        "columns": pages.COLUMNS,
        "rows": pages.rows(found, actor),
        "gauges": pages.gauges(found, actor),
        "total": found.total,
        "is_filtered": form.wanted != boards.Wanted(),
        "signed": found.signed,
        "most": boards.MOST,
    }
    return render(request, "conventions/obligations.html", context)


def _board_form(request: HttpRequest, actor: Actor, at: datetime) -> forms.BoardForm:
    people = [(str(one.person_id), one.person.name) for one in members(actor.organisation_id, at)]
    return forms.BoardForm(request.GET, people=people)


@require_GET
def duties(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The two sides of one convention: what you owe, what you are owed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request.GET, at)
        found = queries.duties_of(convention, moment.at)
        parties = parties_of([convention_id]).get(convention_id, [])
        shown = boards.board(actor, boards.Wanted(convention=str(convention_id)), moment.at)
    context = {
        "moment": moment,
        "convention": convention,
        "sides": pages.sides(found, parties, actor, convention),
        "columns": pages.COLUMNS,
        "rows": pages.rows(shown, actor),
        "gauges": pages.gauges(shown, actor),
        "may_keep": may_keep(actor) and not moment.day,
        "breadcrumb": trail(convention, "Obligations"),
    }
    return render(request, "conventions/duties.html", context)


@require_http_methods(["GET", "POST"])
def occurrence(
    request: HttpRequest, convention_id: UUID, term_key: str, code: str, occasion: str, bearer: UUID
) -> HttpResponse:
    """One obligation: its date and proof, what was said, what this side may say."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key: queries.Key = (term_key, code, occasion, bearer)
    form = forms.WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("etape", "")
        word = Word(step, form.cleaned_data["texte"], form.cleaned_data["fait_le"])
        try:
            said_with(convention_id, key, word, form.cleaned_data["piece"], actor=actor)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(_field_of(error), error.decision.line)
        else:
            messages.success(request, labels.DONE[step])
            return redirect(request.path)
    return _occurrence_page(request, actor, convention_id, key, form)


def _field_of(error: Refused) -> str:
    """Where a refusal is shown: the day, the file, else the words."""
    code = error.decision.code or ""
    return "fait_le" if code == "done_on_to_come" else "piece" if code.startswith("file_") else "texte"


def _occurrence_page(
    request: HttpRequest, actor: Actor, convention_id: UUID, key: queries.Key, form: forms.WordForm
) -> HttpResponse:
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        line = queries.occurrence_of(convention, key, at)
        if line is None:
            raise Http404
        history = queries.history_of(convention_id, key)
        files = pieces_of(convention_id, key)
        parties = parties_of([convention_id]).get(convention_id, [])
        people = names_of_people({row.author_id for row in history} | boards.held_by_someone([line]))
    names = {party.party_id: party.party.legal_name for party in parties}
    today = Calendar(convention.organisation.territory or "FR").day_of(at)
    title = headline(line.occurrence.what)
    context = {
        "convention": convention,
        "line": line,
        "title": title,
        "items": pages.detail(line, names, people.get(line.holder_id, "") if line.holder_id else ""),
        "events": pages.events(history, people, names),
        "steps": pages.steps(line, actor, today),
        "form": form,
        "pieces": pieces.lines(convention_id, key, files),
        "breadcrumb": trail(convention, title),
    }
    return render(request, "conventions/obligation.html", context, status=403 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, convention_id: UUID, term_key: str, code: str) -> HttpResponse:
    """Note the fact that makes a duty owed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_keep(actor).or_raise()
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        found = _duty(convention, term_key, code, at)
    if found[1].rhythm is not Rhythm.ON_EVENT:
        raise Http404
    form = forms.FactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        happening = Happening(term_key, code, form.cleaned_data["survenu_le"], form.cleaned_data["note"])
        try:
            run(actor, lambda at: record_fact(convention_id, happening, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("survenu_le" if error.decision.code == "fact_to_come" else "note", error.decision.line)
        else:
            messages.success(request, "Le fait est noté : l'échéance est calculée.")
            return redirect("conventions:duties", convention_id)
    return _duty_page(request, convention, found, form, "Noter un fait", "Noter le fait")


@require_http_methods(["GET", "POST"])
def holder(request: HttpRequest, convention_id: UUID, term_key: str, code: str) -> HttpResponse:
    """Who is in charge of a duty for one's own body."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_keep(actor).or_raise()
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        found = _duty(convention, term_key, code, at)
        may_entrust(found[1], convention, actor).or_raise()
        people = [(str(one.person_id), one.person.name) for one in members(actor.organisation_id, at)]
    form = forms.HolderForm(request.POST or None, people=people, initial="")
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["personne"]
        person = UUID(chosen) if chosen else None
        try:
            run(actor, lambda at: entrust(convention_id, (term_key, code), person, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("personne", error.decision.line)
        else:
            messages.success(request, "C'est noté : cette personne retrouve l'obligation dans le tableau.")
            return redirect("conventions:duties", convention_id)
    return _duty_page(request, convention, found, form, "Désigner un chargé", "Enregistrer")


def _duty_page(
    request: HttpRequest, convention: Convention, found: Owed, form: object, title: str, act: str
) -> HttpResponse:
    """The page of an act on one duty: `act` is what its button says."""
    term, duty = found
    context = {
        "convention": convention,
        "term": term,
        "what": headline(duty.what),
        "when": pages.when(duty),
        "form": form,
        "title": title,
        "act": act,
        "breadcrumb": trail(convention, title),
    }
    return render(request, "conventions/obligation_act.html", context, status=403 if form.errors else 200)  # type: ignore[attr-defined]


def _duty(convention: Convention, term_key: str, code: str, at: datetime) -> Owed:
    found = next(
        (one for one in queries.duties_of(convention, at) if (one[0].id, one[1].code) == (term_key, code)), None
    )
    if found is None:
        raise Http404
    return found
