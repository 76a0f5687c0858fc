from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import grant
from socle.habilitations.actions.rehearsal import Rehearsal, rehearse
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import GrantCode, confirmed_recently
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.abilities import may_open, out_of_reach
from socle.habilitations.queries.offers import offers_of
from socle.habilitations.queries.preparing import Preparation, colleague, colleagues, just_granted, offer_named, prepare
from socle.habilitations.web import pages
from socle.habilitations.web.draft import Draft
from socle.habilitations.web.forms import RightForm
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused, refuse
from socle.traces.actions import record_refusal

NOBODY = refuse(
    GrantCode.NOT_IN_ORGANISATION,
    "Aucune personne n'est choisie.",
    fix="Revenez à la première étape et choisissez la personne.",
)


@require_http_methods(["GET", "POST"])
def grant_right(request: HttpRequest) -> HttpResponse:
    """Three steps whose answers stay in the address; only the confirmation is a POST."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    draft = Draft.of((request.POST if request.method == "POST" else request.GET).dict())
    if request.method == "POST":
        return _confirm(request, actor, draft)
    step = {"droit": _choose, "details": _details, "verifier": _check}[draft.etape]
    return step(request, actor, draft)


def _choose(request: HttpRequest, actor: Actor, draft: Draft, errors: tuple[str, ...] = ()) -> HttpResponse:
    draft = replace(draft, etape="droit")
    with transaction(actor) as at:
        offers = offers_of(actor.organisation_id, at)
        opening = {service: may_open(actor, service, at) for service in {offer.service for offer in offers}}
        found, has_more = colleagues(actor.organisation_id, draft.profil, draft.words, at)
        chosen = colleague(actor.organisation_id, draft.person_id, at)
        hidden = out_of_reach([line.membership_id for line in found], actor, at) | {chosen and chosen.id}
    context = {
        "errors": errors,
        "opened": [offer for offer in offers if offer.opening and opening[offer.service]],
        "closed": pages.closed_lines(offers, opening),
        "found": [line for line in found if line.membership_id not in hidden],
        "has_more": has_more,
        "chosen": chosen,
    }
    return _page(request, "habilitations/grant_choose.html", draft, context)


def _page(
    request: HttpRequest, template: str, draft: Draft, context: dict[str, object], status: int = 200
) -> HttpResponse:
    shown = {"draft": draft, "steps": draft.steps(), "breadcrumb": pages.trail(("Ouvrir un droit", ""))}
    return render(request, template, {**shown, **context}, status=status)


def _prepared(actor: Actor, draft: Draft) -> tuple[Preparation | None, tuple[str, ...]]:
    """The profile and the person chosen, or what is missing."""
    with transaction(actor) as at:
        offer = offer_named(actor.organisation_id, draft.profil, at)
        person = colleague(actor.organisation_id, draft.person_id, at)
        if offer and person:
            return prepare(offer, person, actor, at), ()
    missing = ("" if offer else "Choisissez un service et un profil.", "" if person else "Choisissez une personne.")
    return None, tuple(filter(None, missing))


def _form(prepared: Preparation, draft: Draft, *, is_bound: bool) -> RightForm:
    purpose = prepared.purpose(draft.finalite)
    usable = [(one.code, one.label) for one in prepared.usable]
    return RightForm(
        draft.answers if is_bound else None,
        initial=draft.answers or ({"finalite": usable[0][0]} if len(usable) == 1 else {}),
        purposes=usable,
        places=pages.place_choices(prepared),
        is_temporary=bool(purpose and purpose.is_temporary),
    )


def _details(request: HttpRequest, actor: Actor, draft: Draft) -> HttpResponse:
    prepared, missing = _prepared(actor, draft)
    if prepared is None:
        return _choose(request, actor, draft, missing)
    return _ask(request, draft, prepared, _form(prepared, draft, is_bound=False))


def _ask(request: HttpRequest, draft: Draft, prepared: Preparation, form: RightForm) -> HttpResponse:
    draft = replace(draft, etape="details")
    return _page(
        request,
        "habilitations/grant_details.html",
        draft,
        {"prepared": prepared, "form": form, "back_url": draft.first_address},
    )


def _check(request: HttpRequest, actor: Actor, draft: Draft) -> HttpResponse:
    prepared, missing = _prepared(actor, draft)
    if prepared is None:
        return _choose(request, actor, draft, missing)
    form = _form(prepared, draft, is_bound=True)
    if not form.is_valid():
        return _ask(request, draft, prepared, form)
    with transaction(actor) as at:
        wish = draft.wish(at)
        assert wish is not None
        outcome = rehearse(wish, actor=actor, at=at)
    if outcome.refusal:
        record_refusal(outcome.refusal, actor=actor)
    return _checked(request, actor, draft, prepared, outcome, at)


def _checked(
    request: HttpRequest, actor: Actor, draft: Draft, prepared: Preparation, outcome: Rehearsal, at: datetime
) -> HttpResponse:
    """The answers, then what would happen: the confirmation, or the refusal and the way out of it."""
    draft = replace(draft, etape="verifier")
    wish, decision = draft.wish(at), outcome.decision
    assert wish is not None
    seats = ", ".join(f"n° {slot}" for slot in sorted(set(outcome.seats)))
    context = {
        "lines": pages.answer_lines(prepared, wish, draft, seats),
        "decision": replace(decision, until=None),
        "exhausted": pages.exhausted(decision, prepared.offer),
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": f"{request.path}{draft.address('verifier')}",
    }
    return _page(request, "habilitations/grant_check.html", draft, context, status=pages.status_of(decision))


def _confirm(request: HttpRequest, actor: Actor, draft: Draft) -> HttpResponse:
    """Open the right; the same form sent twice opens one right and shows it."""
    try:
        opened = run(actor, lambda at: _grant_once(draft, actor, at))
    except Refused as error:
        if error.decision.code == GrantCode.STEP_UP:
            raise
        record_refusal(error, actor=actor)
        return _refused(request, actor, draft, error.decision)
    messages.success(request, f"Le droit est ouvert pour {opened.membership.person.name}.")
    return redirect("habilitations:right", opened.id)


def _grant_once(draft: Draft, actor: Actor, at: datetime) -> Habilitation:
    wish = draft.wish(at)
    if wish is None:
        raise Refused(NOBODY)
    return just_granted(wish, actor, at) or grant(wish, actor=actor, at=at)


def _refused(request: HttpRequest, actor: Actor, draft: Draft, decision: Decision) -> HttpResponse:
    """The refusal on the check page: the answers are kept, each step can be opened again."""
    prepared, missing = _prepared(actor, draft)
    if prepared is None:
        return _choose(request, actor, draft, missing)
    with transaction(actor) as at:
        return _checked(request, actor, draft, prepared, Rehearsal(decision), at)
