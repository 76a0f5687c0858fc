from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone

from socle.exchange.tables import Format
from socle.exchange.writing import formats
from socle.habilitations.domain.exporting import PAPER
from socle.habilitations.domain.matrix import CellState
from socle.habilitations.domain.states import RightState
from socle.habilitations.queries.listing import EVERY, LASTING
from socle.habilitations.queries.matrix.people import NOTHING
from socle.habilitations.queries.matrix.reading import Frame
from socle.habilitations.queries.offers import Offer
from socle.organismes.choosing import FIELD, SEARCH
from socle.theme.asof import AsOfForm
from socle.theme.choosing import NO_CHOICE, Choice, add_choice
from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]
MATRIX_STATES = (
    ("", "Tous"),
    (CellState.HELD.value, "en cours"),
    (CellState.ENDING.value, "fin proche"),
    (CellState.COMING.value, "à venir"),
    (CellState.SUSPENDED.value, "suspendu"),
    (CellState.STAND_IN.value, "remplaçant"),
    (NOTHING, "aucun droit"),
)
RIGHT_STATES = (
    (LASTING, "Non terminées"),
    (RightState.IN_FORCE.value, "En cours"),
    (RightState.SUSPENDED.value, "Suspendues"),
    (RightState.COMING.value, "À venir"),
    (RightState.ENDED.value, "Terminées ou retirées"),
    (EVERY, "Toutes"),
)
MOST_SEATS = 100_000


class BodyForm(forms.Form):
    """The partner whose rights a caisse reads."""

    def __init__(self, data: Mapping[str, str] | None, *, bodies: Choice = NO_CHOICE) -> None:
        super().__init__(data)
        add_choice(self, FIELD, "Partenaire", bodies, search=SEARCH)


class DayForm(AsOfForm, BodyForm):
    """The same, on another day: reading only."""

    field_order = ("organisme", "as_of")


class WhatIfForm(BodyForm):
    """Another number of seats for one ceiling, tried without writing anything."""

    siege = forms.ChoiceField(
        label="Sièges de",
        error_messages={
            "required": "Choisissez le plafond à changer.",
            "invalid_choice": "Choisissez un plafond de la liste : celui-là n'est pas de cet organisme.",
        },
    )
    nombre = forms.IntegerField(
        label="Nombre essayé",
        min_value=0,
        max_value=MOST_SEATS,
        error_messages={
            "required": "Écrivez le nombre de sièges à essayer.",
            "invalid": "Écrivez un nombre entier, sans virgule.",
            "min_value": "Un nombre de sièges est au moins zéro.",
            "max_value": f"Essayez un nombre d'au plus {MOST_SEATS}.",
        },
    )

    def __init__(self, data: Mapping[str, str], *, lines: Mapping[str, str], bodies: Choice = NO_CHOICE) -> None:
        self.is_asked = bool(data.get("nombre"))
        super().__init__(data if self.is_asked else None, bodies=bodies)
        self.initial = dict(data)
        self.fields["siege"].choices = [("", "Choisir…"), *lines.items()]  # type: ignore[attr-defined]
        self.order_fields([SEARCH, FIELD, "siege", "nombre"])


class RightsFilterForm(DayForm):
    service = forms.ChoiceField(label="Service", required=False)
    profil = forms.ChoiceField(label="Profil", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=RIGHT_STATES)
    q = forms.CharField(label="Personne", required=False, max_length=80)

    def __init__(self, data: Mapping[str, str], *, offers: Sequence[Offer], bodies: Choice = NO_CHOICE) -> None:
        super().__init__(data, bodies=bodies)
        services = dict.fromkeys((offer.service, offer.service_name) for offer in offers)
        profiles = dict.fromkeys((offer.profile, f"{offer.profile}, {offer.name}") for offer in offers)
        self.fields["service"].choices = [("", "Tous"), *services]  # type: ignore[attr-defined]
        self.fields["profil"].choices = [("", "Tous"), *profiles]  # type: ignore[attr-defined]
        self.order_fields([SEARCH, FIELD, "service", "profil", "etat", "q", "as_of"])


class MatrixForm(DayForm):
    """The filters of the matrix; its columns are chosen apart."""

    service = forms.ChoiceField(label="Service", required=False)
    profil = forms.ChoiceField(label="Profil", required=False)
    lieu = forms.ChoiceField(label="Lieu ou équipement", required=False)
    groupe = forms.ChoiceField(label="Groupe", required=False)
    etat = forms.ChoiceField(label="État du droit", required=False, choices=MATRIX_STATES)
    q = forms.CharField(label="Personne", required=False, max_length=80)
    tri = forms.CharField(required=False, widget=forms.HiddenInput)
    colonnes = forms.MultipleChoiceField(
        label="Colonnes à montrer", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict, *, frame: Frame, body_id: UUID, bodies: Choice = NO_CHOICE) -> None:
        asked = data.copy()
        asked["organisme"] = str(body_id)
        super().__init__(asked, bodies=bodies)
        every = frame.all
        choices: dict[str, dict[str, str]] = {
            "service": {column.service: column.service.upper() for column in every},
            "profil": {column.profile: f"{column.profile}, {column.name}" for column in every},
            "lieu": {str(column.scope_id): column.scope for column in every if column.scope_id},
            "groupe": dict(frame.groups),
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", "Tous"), *found.items()]  # type: ignore[attr-defined]
        self.fields["colonnes"].choices = [(column.key, column.title) for column in every]  # type: ignore[attr-defined]
        for name in ("lieu", "groupe"):
            if not choices[name]:
                del self.fields[name]
        self.order_fields([SEARCH, FIELD, "service", "profil", "lieu", "groupe", "etat", "q", "as_of"])


class ExportForm(forms.Form):
    """As which file a list leaves."""

    format = forms.ChoiceField(
        label="Quel fichier ?",
        widget=forms.RadioSelect,
        initial=Format.CSV.value,
        choices=[*formats(), (PAPER, "PDF balisé, à lire ou à imprimer")],
        error_messages={
            "required": "Choisissez le fichier à produire.",
            "invalid_choice": "Ce fichier n'est pas de ceux que le portail produit : choisissez-en un de la liste.",
        },
    )


class ViewForm(forms.Form):
    """A name for the filters of a list."""

    nom = forms.CharField(
        label="Nom de la vue",
        max_length=60,
        help_text="Par exemple : droits qui finissent, crèches, équipe du CCAS.",
        error_messages={"required": "Donnez un nom : c'est lui que vous retrouverez au-dessus de la liste."},
    )
    partagee = forms.BooleanField(
        label="La partager avec les gestionnaires de mon organisme",
        required=False,
        help_text="Ils la verront au-dessus de la même liste. Elle n'ouvre aucun droit.",
    )


class RightForm(forms.Form):
    """Second step of a grant: why, where, from when to when."""

    finalite = forms.ChoiceField(
        label="Pour quelle finalité ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la finalité : une habilitation s'ouvre toujours pour une finalité."},
    )
    lieu = forms.ChoiceField(
        label="Pour quel lieu ou quel équipement ?",
        error_messages={"required": "Choisissez le lieu ou l'équipement : ce profil se donne pour l'un d'eux."},
    )
    du = DayField(
        label="À partir du",
        required=False,
        help_text="Sans date, le droit commence tout de suite.",
    )
    au = DayField(
        label="Jusqu'au",
        required=False,
        help_text="Dernier jour compris. Sans date, le droit dure jusqu'à ce que quelqu'un le retire.",
    )

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        initial: Mapping[str, str],
        purposes: Choices,
        places: Choices,
        is_temporary: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["finalite"].choices = list(purposes)  # type: ignore[attr-defined]
        if places:
            self.fields["lieu"].choices = [("", "Choisir…"), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["lieu"]
        if is_temporary:
            self.fields["au"].required = True

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        start, end = data.get("du"), data.get("au")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("au", "La date de fin est avant la date de début : avancez le début ou reculez la fin.")
        return data


class WithdrawalForm(forms.Form):
    motif = forms.CharField(
        label="Motif du retrait",
        max_length=300,
        widget=forms.TextInput,
        help_text="Par exemple : changement de poste. Il est écrit au journal et dans le message à la personne.",
        error_messages={"required": "Dites pourquoi ce droit est retiré : la personne le lira."},
    )


def midnight(day: date | None) -> datetime | None:
    """The first instant of a day, where the organisation is."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def after(day: date | None) -> datetime | None:
    """The instant a day is over."""
    return midnight(day + timedelta(days=1)) if day else None
