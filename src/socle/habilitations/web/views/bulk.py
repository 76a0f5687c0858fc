"""The same act on several rights of the list: choose, check line by line, do, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.habilitations.actions.bulk import MANAGE, carry_out, prepare, rehearse, undo
from socle.habilitations.domain.access import may
from socle.habilitations.domain.bulk import verb_named
from socle.habilitations.domain.granting import GrantCode
from socle.habilitations.models import BulkAct
from socle.habilitations.queries import bulk as queries
from socle.habilitations.web import pages
from socle.habilitations.web.bulk_forms import BulkForm, chosen_rights
from socle.habilitations.web.pages.bulk import checking, said_of, showing, undoing
from socle.habilitations.web.stopping_forms import ConfirmForm
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused
from socle.traces.actions import record_refusal

Page = Callable[[BulkAct, Actor, datetime], dict[str, object]]


@require_POST
def prepare_bulk(request: HttpRequest) -> HttpResponse:
    """Note what was ticked, then show what would happen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    verb, chosen = verb_named(request.POST.get("acte", "")), chosen_rights(request.POST.getlist("droits"))
    try:
        found = run(actor, lambda at: prepare(verb, chosen, actor=actor, at=at))
    except Refused as error:
        record_refusal(error, actor=actor)
        messages.error(request, f"{error.decision.reason} {error.decision.fix}")
        return redirect("habilitations:rights")
    return redirect("habilitations:bulk", found.id)


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Before: what would become of each right. After: what became of it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    form = BulkForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return _show(request, bulk_id, form, _check_or_result)
    cause = form.cleaned_data["motif"]
    return _do(request, bulk_id, form, lambda at: carry_out(bulk_id, cause, actor=actor, at=at), _check_or_result)


@require_http_methods(["GET", "POST"])
def undo_bulk(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """What taking the act back would do to each right, then do it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _show(request, bulk_id, form, _undo)
    return _do(request, bulk_id, form, lambda at: undo(bulk_id, actor=actor, at=at), _undo)


def _check_or_result(found: BulkAct, actor: Actor, at: datetime) -> dict[str, object]:
    if found.done_at is None:
        return checking(found, rehearse(found, actor=actor, at=at), actor, at)
    return showing(found, queries.undoing_of(found), at)


def _undo(found: BulkAct, actor: Actor, at: datetime) -> dict[str, object]:
    undone_by = queries.undoing_of(found)
    if not queries.may_undo(found, undone_by, at):
        return showing(found, undone_by, at)
    return undoing(found, rehearse(found, actor=actor, at=at), actor, at)


def _show(request: HttpRequest, bulk_id: UUID, form: Form, page: Page, refusal: Decision | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        context = page(queries.bulk_act(bulk_id), actor, at)
    around = {"form": form, "refusal": refusal, "here": request.get_full_path()}
    status = pages.status_of(refusal) if refusal is not None else 200
    return render(request, "habilitations/bulk.html", {**context, **around}, status=status)


def _do(
    request: HttpRequest, bulk_id: UUID, form: Form, act: Callable[[datetime], BulkAct], page: Page
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        done = run(actor, act)
    except (Refused, Conflict) as error:
        if error.decision.code == GrantCode.STEP_UP:
            raise
        if isinstance(error, Refused):
            record_refusal(error, actor=actor)
        return _show(request, bulk_id, form, page, error.decision)
    with transaction(actor):
        messages.success(request, said_of(done))
    return redirect("habilitations:bulk", done.id)
