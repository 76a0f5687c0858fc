"""Stop a right for a while: suspend, lift, reactivate, entrust to a stand-in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from socle.database.transactions import transaction
from socle.habilitations.actions.standing_in import Absence, stand_in
from socle.habilitations.actions.suspending import lift, reactivate, suspend
from socle.habilitations.domain.access import may
from socle.habilitations.domain.standing_in import LONGEST
from socle.habilitations.models import Habilitation
from socle.habilitations.queries import sheets
from socle.habilitations.queries.abilities import withdrawals
from socle.habilitations.queries.stopping import running_suspension, stand_ins_for
from socle.habilitations.web.acting import ActPage, act
from socle.habilitations.web.forms import after, midnight
from socle.habilitations.web.stopping_forms import ConfirmForm, StandInForm, SuspensionForm
from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of

CLAUSE = "contrat de service, 2.2.1"


def _managed(actor: Actor, habilitation_id: UUID, at: datetime) -> Habilitation:
    """The right, when the actor sees it and may change it."""
    may(actor, "habilitation:withdraw").or_raise()
    row = sheets.right(habilitation_id)
    if row is None:
        raise Http404
    withdrawals([row], actor, at)[row.id].or_raise()
    return row


def _page(row: Habilitation, title: str, heading: str, effects: list[str], confirm: str, icon: str) -> ActPage:
    sheet = reverse("habilitations:right", args=[row.id])
    return ActPage(
        overline=title,
        title=row.membership.person.name,
        lead=f"{row.service.upper()} {row.profile}",
        heading=heading,
        effects=effects,
        clause=CLAUSE,
        confirm=confirm,
        cancel_url=sheet,
        icon=icon,
        trail=((row.membership.person.name, sheet), (title, "")),
    )


@require_http_methods(["GET", "POST"])
def suspend_right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = SuspensionForm(request.POST if request.method == "POST" else None)
    with transaction(actor) as at:
        row = _managed(actor, habilitation_id, at)
    effects = [
        f"La prochaine demande de {row.membership.person.name} avec ce profil est refusée, même page déjà ouverte.",
        "Son siège reste pris : le droit revient tel quel quand la suspension est levée.",
        "Le motif et les dates sont inscrits au journal.",
    ]
    page = _page(row, "Suspendre un droit", "Ce droit ne donne plus rien", effects, "Suspendre ce droit", "lock")

    def do(at: datetime) -> str:
        said = form.cleaned_data
        suspend(row.id, actor=actor, at=at, cause=said["motif"], until=after(said["au"]))
        return f"Le droit de {row.membership.person.name} est suspendu."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def lift_suspension(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    with transaction(actor) as at:
        row = _managed(actor, habilitation_id, at)
        stopped = running_suspension(row.id, at)
    if stopped is None:
        raise Http404
    effects = ["Le droit donne de nouveau accès, tout de suite.", f"Il avait été suspendu : {stopped.cause}."]
    page = _page(row, "Lever la suspension", "Ce droit reprend", effects, "Lever la suspension", "check")

    def do(at: datetime) -> str:
        lift(stopped.id, actor=actor, at=at)
        return f"Le droit de {row.membership.person.name} sert de nouveau."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def reactivate_right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    with transaction(actor) as at:
        row = _managed(actor, habilitation_id, at)
    effects = [
        "Le compte des jours sans usage repart d'aujourd'hui.",
        "Si la mission est finie, retirez plutôt le droit : son siège servira à quelqu'un d'autre.",
    ]
    page = _page(row, "Réactiver un droit", "Ce droit sert de nouveau", effects, "Réactiver ce droit", "refresh")

    def do(at: datetime) -> str:
        reactivate(row.id, actor=actor, at=at)
        return f"Le droit de {row.membership.person.name} est réactivé."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def entrust_right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        row = _managed(actor, habilitation_id, at)
        colleagues = stand_ins_for(row, actor, at)
    form = StandInForm(request.POST.dict() if request.method == "POST" else None, colleagues=colleagues)
    effects = [
        f"Le siège de {row.membership.person.name} passe à la personne choisie ; aucun siège de plus n'est pris.",
        f"Pendant ce temps, {row.membership.person.name} ne s'en sert pas ; le droit revient seul à la fin.",
        f"Un remplacement dure {LONGEST.days} jours au plus et se termine aussi plus tôt.",
        "Qui remplace ne valide pas ce qu'il a saisi lui-même.",
    ]
    page = _page(row, "Confier à un remplaçant", "Ce droit change de mains pour un temps", effects, "Confier ce droit",
                 "switch-horizontal")  # fmt: skip

    def do(at: datetime) -> str:
        said, person = form.cleaned_data, uuid_of(form.cleaned_data["personne"])
        assert person is not None
        absence = Absence(person, midnight(said["du"]), after(said["au"]), said["motif"])
        opened = stand_in(row.id, absence, actor=actor, at=at)
        return f"{opened.membership.person.name} remplace {row.membership.person.name} pour ce profil."

    return act(request, page, form, do, at=at)
