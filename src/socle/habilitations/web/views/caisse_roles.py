from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.caisse_roles import end_caisse_role, give_caisse_role
from socle.habilitations.domain.access import may
from socle.habilitations.domain.caisse_roles import CAISSE_ROLES
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.queries.caisse_roles import Delegation, holders
from socle.habilitations.queries.preparing import colleagues
from socle.habilitations.web.forms import WithdrawalForm
from socle.kernel.actor import Actor


class CaisseRoleForm(forms.Form):
    personne = forms.UUIDField(error_messages={"required": "Choisissez la personne."})
    role = forms.ChoiceField(
        label="Rôle",
        choices=[(role.value, f"{ROLES[role].label} : {ROLES[role].description}") for role in CAISSE_ROLES],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez le rôle."},
    )


@require_http_methods(["GET", "POST"])
def caisse_roles(request: HttpRequest) -> HttpResponse:
    """The roles of the caisse's own people, and one more to give."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    form = CaisseRoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        opened = run(actor, lambda at: give_caisse_role(said["personne"], said["role"], actor=actor, at=at))
        messages.success(request, f"{opened.membership.person.name} tient désormais ce rôle.")
        return redirect("habilitations:caisse_roles")
    words = request.GET.get("q", "").strip()[:80]
    with transaction(actor) as at:
        rows = holders(actor.organisation_id, at)
        found, has_more = colleagues(actor.organisation_id, "", words, at)
    context = {
        "rows": [(row, ROLES[RoleCode(row.role)].label, row.membership.person_id == actor.person_id) for row in rows],
        "form": form,
        "words": words,
        "found": [line for line in found if line.person_id != actor.person_id],
        "has_more": has_more,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
    }
    return render(request, "habilitations/caisse_roles.html", context)


@require_http_methods(["GET", "POST"])
def caisse_role_end(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """End a role of the caisse, with its reason."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cause = form.cleaned_data["motif"]
        gone = run(actor, lambda at: end_caisse_role(delegation_id, actor=actor, at=at, cause=cause))
        messages.success(request, f"Le rôle de {gone.membership.person.name} a pris fin.")
        return redirect("habilitations:caisse_roles")
    with transaction(actor) as at:
        row = _row(delegation_id, actor, holders(actor.organisation_id, at))
    context = {
        "row": row,
        "label": ROLES[RoleCode(row.role)].label,
        "form": form,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
    }
    return render(request, "habilitations/caisse_role_end.html", context)


def _row(delegation_id: UUID, actor: Actor, rows: list[Delegation]) -> Delegation:
    found = next(
        (row for row in rows if row.id == delegation_id and row.organisation_id == actor.organisation_id), None
    )
    if found is None:
        raise Http404
    return found
