from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.ending import Announcement, announce, move, present
from socle.conventions.domain.access import may_end
from socle.conventions.domain.ending import Facts, calculate
from socle.conventions.domain.ending.lifecycle import LIVE
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules.ending import termination_terms
from socle.conventions.models import Convention
from socle.conventions.queries.ending import setting_of
from socle.conventions.queries.endings import (
    GROUNDS,
    ReadTermination,
    running_suspension,
    terminations_of,
    text_applied,
)
from socle.conventions.web.endings import forms, pages
from socle.conventions.web.endings.closing import closing_of
from socle.conventions.web.endings.losses import losses_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.traces.actions import record_refusal

DONE = {
    "date": "La fin est datée d'après ses preuves.",
    "agree": "L'accord de votre organisme est donné.",
    "mend": "La réparation est constatée : la convention continue.",
    "withdraw": "Votre organisme renonce à cette fin : la convention continue.",
}


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Pick a ground, give the dates, look at what it gives, announce."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else request.GET
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        may_end(actor).or_raise()
        context = _simulated(convention, data, actor, at)
    cause = forms.AnnounceForm(request.POST or None)
    if request.method == "POST" and context.get("dates") and cause.is_valid():
        try:
            return _announced(request, convention, context, cause)
        except Refused as error:
            record_refusal(error, actor=actor)
            context["refused"] = error.decision
    context |= {"convention": convention, "cause": cause, "breadcrumb": trail(convention, "Mettre fin")}
    return render(request, "conventions/ending_new.html", context)


def _simulated(convention: Convention, data: Mapping[str, str], actor: Actor, at: datetime) -> dict[str, object]:
    """The grounds, and the outcome of the one that is chosen."""
    setting = setting_of(convention, Facts(), at)
    author = present(setting, actor)
    lines = pages.grounds(setting, author)
    ground = GROUNDS.get(data.get("motif", ""))
    form = forms.GroundForm(data if "motif" in data else None, grounds=pages.choices(lines))
    context: dict[str, object] = {"form": form, "closed": [line for line in lines if not line.decision]}
    term = termination_terms(setting.terms, ground) if ground else None
    if term is None or ground is None or not form.is_valid():
        over = calculate(setting, Ground.WILL, author, Facts()).decision
        return context | {"over": over if over.code == "already_over" else None}
    dates = forms.DatesForm(data, term=term.body)
    facts = _facts(dates, convention, ground)
    found = calculate(setting_of(convention, facts, at), ground, author, facts)
    panels = losses_of(convention, actor, at)
    return (
        context
        | pages.outcome(found)
        | {
            "dates": dates,
            "chosen": [(name, data.get(name, "")) for name in dates.fields],
            "ground": ground,
            "panels": panels,
        }
    )


def _facts(dates: forms.DatesForm, convention: Convention, ground: Ground) -> Facts:
    given = dates.cleaned_data if dates.is_valid() else {}
    prevented = running_suspension(convention) if ground is Ground.FORCE_MAJEURE else None
    return Facts(
        sent=given.get("envoi"),
        received=given.get("reception"),
        suspended=prevented.began_on if prevented else None,
        agreed=given.get("accord"),
        wished=given.get("souhait"),
    )


def _announced(
    request: HttpRequest, convention: Convention, context: Mapping[str, object], cause: forms.AnnounceForm
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    dates, ground = context["dates"], context["ground"]
    assert isinstance(dates, forms.DatesForm)
    assert isinstance(ground, Ground)
    given = dates.cleaned_data if dates.is_valid() else {}
    wanted = Announcement(ground, cause.cleaned_data["raison"], given.get("souhait"), given.get("accord"))
    row = run(actor, lambda at: announce(convention.id, wanted, actor=actor, at=at))
    messages.success(request, "La fin est annoncée. Elle n'a pas de date tant que ses lettres ne sont pas prouvées.")
    return redirect("conventions:ending", convention.id, row.id)


@require_http_methods(["GET", "POST"])
def ending(request: HttpRequest, convention_id: UUID, termination_id: UUID) -> HttpResponse:
    """One announced end: where it stands, its letters, the steps each party may take."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = forms.StepForm(request.POST or None)
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        read = _read(convention, termination_id, at)
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(request, convention, termination_id, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("raison", f"{error.decision.reason} {error.decision.fix}")
    with transaction(actor) as at:
        context = _ending_page(read, convention, actor, at)
    return render(request, "conventions/ending.html", context | {"form": form})


def _read(convention: Convention, termination_id: UUID, at: datetime) -> ReadTermination:
    found = next((one for one in terminations_of(convention, at) if one.row.id == termination_id), None)
    if found is None:
        raise Http404
    return found


def _moved(request: HttpRequest, convention: Convention, termination_id: UUID, form: forms.StepForm) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    step, reason = request.POST.get("etape", ""), form.cleaned_data["raison"]
    run(actor, lambda at: move(termination_id, step, reason, actor=actor, at=at))
    messages.success(request, DONE[step])
    return redirect("conventions:ending", convention.id, termination_id)


def _ending_page(read: ReadTermination, convention: Convention, actor: Actor, at: datetime) -> dict[str, object]:
    is_author = read.row.author_organisation_id == actor.organisation_id
    is_live = read.state in LIVE
    outcome = pages.outcome(read.ending, text_applied(read, convention, at))
    return {**outcome, **closing_of(read, actor, at)} | {
        "convention": convention,
        "read": read,
        "status": pages.badge(read),
        "facts": pages.facts(read),
        "steps": pages.steps(read, actor, at),
        "rows": pages.letter_rows(read.letters, convention.id),
        "columns": pages.LETTER_COLUMNS,
        "is_live": is_live,
        "may_write": bool(is_author and is_live and read.ending.letters and may_end(actor)),
        "panels": losses_of(convention, actor, at),
        "breadcrumb": trail(convention, "Fin annoncée"),
    }
