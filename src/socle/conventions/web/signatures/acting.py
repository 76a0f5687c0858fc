"""The four acts on a paper that goes round: the form of each, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django import forms as django_forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from socle.conventions.actions import signatures as actions
from socle.conventions.actions.signatures.drafts import conclude_round
from socle.conventions.queries.signatures import Round
from socle.conventions.web.signatures import forms
from socle.database.transactions import run
from socle.files.actions import Handed
from socle.files.domain.kinds import MOST_BYTES, too_big
from socle.files.examining import examine
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """The paper, the day, and who acts."""

    found: Round
    today: date
    actor: Actor
    at: datetime

    @property
    def key(self) -> tuple[UUID, UUID]:
        return self.found.row.home_id, self.found.row.id


FormOf = Callable[[HttpRequest, Step], django_forms.Form]
Does = Callable[[HttpRequest, Step, django_forms.Form], str]


def _data(request: HttpRequest, step: str) -> object:
    return request.POST if request.POST.get("etape") == step else None


def _sign(request: HttpRequest, step: Step, form: django_forms.Form) -> str:
    del request, form
    run(step.actor, lambda at: actions.sign(*step.key, actor=step.actor, at=at))
    return "Vous avez signé. Le papier signé est à télécharger ci-dessous."


def _refuse(request: HttpRequest, step: Step, form: django_forms.Form) -> str:
    del request
    reason = form.cleaned_data["raison"]
    run(step.actor, lambda at: actions.refuse_to_sign(*step.key, reason, actor=step.actor, at=at))
    return "Votre refus est enregistré ; toutes les parties sont prévenues."


def _cancel(request: HttpRequest, step: Step, form: django_forms.Form) -> str:
    del request
    reason = form.cleaned_data["raison"]
    run(step.actor, lambda at: actions.cancel(*step.key, reason, actor=step.actor, at=at))
    return "Le papier est retiré de la signature."


def _conclude(request: HttpRequest, step: Step, form: django_forms.Form) -> str:
    del request, form
    run(step.actor, lambda at: conclude_round(*step.key, actor=step.actor, at=at))
    return "L'acte signé est enregistré."


def _by_hand(request: HttpRequest, step: Step, form: django_forms.Form) -> str:
    """The scan is read before the transaction; a refused one leaves its reason, and nothing is recorded."""
    del request
    given = form.cleaned_data
    scan = Handed(*_upload(given["scan"]), "signing_round", step.key[1], [one.party for one in step.found.expected])
    examined = examine(scan.name, scan.content)
    if not examined.verdict.decision and not examined.kept:
        run(step.actor, lambda at: actions.refuse_scan(scan, examined, actor=step.actor, at=at))
        raise Refused(examined.verdict.decision)
    made = actions.ByHand(UUID(given["partie"]), given["signe_le"], scan, examined)
    run(step.actor, lambda at: actions.record_paper(*step.key, made, actor=step.actor, at=at))
    return "La signature manuscrite est enregistrée avec son scan."


def _upload(sent: UploadedFile[bytes]) -> tuple[str, bytes]:
    """The name and the content of an upload; refused before it is read when it is too big."""
    if (sent.size or 0) > MOST_BYTES:
        raise Refused(too_big())
    return sent.name or "", sent.read()


def _hand_form(request: HttpRequest, step: Step) -> django_forms.Form:
    names = {one.party_id: one.body_name for one in step.found.signatories}
    parties = [(str(one.party), names[one.party]) for one in step.found.turns]
    return forms.ByHandForm(_data(request, "record_paper"), request.FILES, parties=parties)


ACTS: Mapping[str, tuple[FormOf, Does]] = {
    "sign": (lambda request, _: forms.SignForm(_data(request, "sign")), _sign),  # type: ignore[arg-type]
    "refuse": (lambda request, _: forms.ReasonForm(_data(request, "refuse"), auto_id="refus_%s"), _refuse),  # type: ignore[arg-type]
    "cancel": (lambda request, _: forms.ReasonForm(_data(request, "cancel"), auto_id="retrait_%s"), _cancel),  # type: ignore[arg-type]
    "record_paper": (_hand_form, _by_hand),
    "conclude": (lambda request, _: django_forms.Form(_data(request, "conclude")), _conclude),  # type: ignore[arg-type]
}
