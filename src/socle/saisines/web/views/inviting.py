from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from socle.accounts.domain.client import network_of
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.inviting import invite, open_link, reply, revoke
from socle.saisines.domain.inviting import DAYS, LONGEST, LONGEST_EMAIL, MOST_DAYS
from socle.saisines.domain.life import LONGEST as LONGEST_REPLY
from socle.saisines.queries.cases import case_of
from socle.saisines.queries.inviting import invitations_of
from socle.saisines.web.pages import doors as door_pages
from socle.theme.public import public
from socle.traces.actions import record_refusal

GONE = 410
AREA = forms.Textarea(attrs={"rows": 6})


class InviteForm(forms.Form):
    """Whom to ask, what, for how long."""

    courriel = forms.EmailField(
        label="Son courriel",
        max_length=LONGEST_EMAIL,
        error_messages={"required": "Donnez un courriel.", "invalid": "Écrivez un courriel, par exemple a@b.example."},
    )
    question = forms.CharField(
        label="Votre question",
        max_length=LONGEST,
        widget=AREA,
        help_text="C'est tout ce que cette personne lira de la saisine.",
        error_messages={"required": "Écrivez la question."},
    )
    jours = forms.IntegerField(label="Le lien vaut (jours)", min_value=1, max_value=MOST_DAYS, initial=DAYS)


class ReplyForm(forms.Form):
    texte = forms.CharField(
        label="Votre réponse",
        max_length=LONGEST_REPLY,
        widget=AREA,
        error_messages={"required": "Écrivez votre réponse."},
    )


@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who was asked without an account, what they were asked, and whether the link still opens."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        case = case_of(case_id, actor)
    if case is None or case.holder_id != actor.organisation_id:
        raise Http404
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if _act(request, actor, case_id, form):
                return redirect("saisines:invitations", case_id)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
    with transaction(actor) as at:
        rows = [(row, not (row.answered_at or row.revoked_at) and row.expires_at > at) for row in invitations_of(case)]
    trail = door_pages.trail((case.number, reverse("saisines:case", args=[case_id])), ("Invitations", ""))
    context = {"row": case, "rows": rows, "form": form, "breadcrumb": trail}
    return render(request, "saisines/invitations.html", context, status=403 if form.errors else 200)


def _act(request: HttpRequest, actor: Actor, case_id: UUID, form: InviteForm) -> bool:
    if taken := uuid_of(request.POST.get("reprendre", "")):
        run(actor, lambda at: revoke(taken, case_id, actor=actor, at=at))
        messages.success(request, "Le lien ne vaut plus.")
        return True
    if not form.is_valid():
        return False
    data = form.cleaned_data
    run(actor, lambda at: invite(case_id, data["courriel"], data["question"], data["jours"], actor=actor, at=at))
    messages.success(request, "Le lien est parti par courriel.")
    return True


@public
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One question, one answer, by a link: nothing else of the case."""
    network = network_of(request.META.get("REMOTE_ADDR", ""))
    form = ReplyForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            reply(token, network, form.cleaned_data["texte"])
            return render(request, "saisines/replied.html", {})
        found = open_link(token, network)
    except Refused as error:
        return render(request, "saisines/link_over.html", {"decision": error.decision}, status=GONE)
    return render(request, "saisines/reply.html", {"found": found, "form": form}, status=422 if form.errors else 200)
