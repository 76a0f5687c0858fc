"""One page for one act: what it will do, the identity confirmed, then the act, or why not and who can."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.habilitations.actions.trial import Trial, trial
from socle.habilitations.domain.granting import GrantCode, confirmed_recently
from socle.habilitations.web import pages
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, Refused
from socle.traces.actions import record_refusal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page of an act shows; `asks` confirms the identity before the form."""

    overline: str
    title: str
    lead: str
    heading: str
    effects: Sequence[str]
    clause: str
    confirm: str
    cancel_url: str
    icon: str = "user-check"
    tone: str = "warning"
    kind: str = "primary"
    asks: bool = True
    trail: Sequence[tuple[str, str]] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


def _shown(request: HttpRequest, page: ActPage, form: Form, at: datetime, decision: Decision) -> HttpResponse:
    """The page before the act, or with its refusal; what was typed stays."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "page": page,
        "form": form,
        "refusal": None if decision else decision,
        "confirmed": confirmed_recently(actor.step_up_at, at) if page.asks else True,
        "here": request.get_full_path(),
        "breadcrumb": pages.trail(*page.trail),
        **page.extra,
    }
    return render(request, "habilitations/act.html", context, status=pages.status_of(decision))


def act(
    request: HttpRequest,
    page: ActPage,
    form: Form,
    do: Callable[[datetime], str],
    *,
    at: datetime,
    expected: Decision = ALLOWED,
    done_url: Callable[[], str] | None = None,
) -> HttpResponse:
    """Ask, `expected` saying what a trial answered; then do it and say so, or show why not with the form as it was."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "GET" or not form.is_valid():
        return _shown(request, page, form, at, expected)
    try:
        said = run(actor, do)
    except (Refused, Conflict) as error:
        if error.decision.code == GrantCode.STEP_UP:
            raise
        if isinstance(error, Refused):
            record_refusal(error, actor=actor)
        return _shown(request, page, form, at, error.decision)
    messages.success(request, said)
    return redirect(done_url() if done_url else page.cancel_url)


def tried(actor: Actor, act: Callable[[Actor, datetime], T]) -> Trial[T]:
    """Do the act as somebody who has just confirmed their identity, then take it all back; a refusal is traced."""
    with transaction(actor) as at:
        found = trial(actor, at, lambda ready: act(ready, at))
    if found.refusal:
        record_refusal(found.refusal, actor=actor)
    return found
