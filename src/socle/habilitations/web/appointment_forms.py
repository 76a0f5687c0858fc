from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from socle.habilitations.actions.appointing import Naming
from socle.habilitations.domain.appointing import Sheet
from socle.theme.days import DayField

LIKENESS = "likely_duplicate"
LONGEST_EMAIL = 254


def _date(label: str, help_text: str = "") -> forms.DateField:
    return DayField(label=label, required=False, help_text=help_text)


def _text(label: str, longest: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class PartnersForm(forms.Form):
    q = forms.CharField(label="Partenaire ou numéro de convention", required=False, max_length=80)


class AppointmentFormSheet(forms.Form):
    """Annexe 2 as it was received: what the paper leaves blank stays blank, and the rule says what is missing."""

    first_name = _text("Prénom", 80, required=True)
    last_name = _text("Nom", 80, required=True)
    function = _text("Fonction", 120)
    individual_email = forms.EmailField(
        label="Adresse électronique individuelle",
        max_length=LONGEST_EMAIL,
        required=False,
        help_text="Celle que cette personne est seule à lire : son lien d'activation y va, sans passer par vous.",
    )
    phone = _text("Téléphone", 30, "Au moins un numéro. Il ne sert qu'à ce formulaire.")
    other_phone = _text("Autre téléphone", 30)
    replaced_person = _text("Personne remplacée (prénom et nom)", 160)
    replaced_email = forms.EmailField(
        label="Adresse électronique de la personne remplacée", max_length=LONGEST_EMAIL, required=False
    )
    signed_by_partner_on = _date("Signé par le partenaire le")
    signed_by_administrator_on = _date("Signé par le nouvel administrateur le")
    is_confirmed = forms.BooleanField(
        label="C'est bien quelqu'un d'autre : inscrire cette personne", required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Mapping[str, Any] | None, *, replaces: bool) -> None:
        super().__init__(data)
        if not replaces:
            del self.fields["replaced_person"], self.fields["replaced_email"]

    def offer_confirmation(self, code: str) -> None:
        """Show the box to tick, when somebody of that name is already there."""
        if code == LIKENESS:
            self.fields["is_confirmed"].widget = forms.CheckboxInput()

    @property
    def is_alike(self) -> bool:
        return isinstance(self.fields["is_confirmed"].widget, forms.CheckboxInput)

    @property
    def answers(self) -> dict[str, str]:
        """What the confirmation sends again."""
        return {name: str(self.data.get(name, "")) for name in self.fields if name != "is_confirmed"}

    def naming(self, convention_id: UUID, organisation_id: UUID, role: str) -> Naming:
        said = self.cleaned_data
        return Naming(
            convention_id=convention_id,
            organisation_id=organisation_id,
            role=role,
            first_name=said["first_name"].strip(),
            last_name=said["last_name"].strip(),
            is_confirmed=said["is_confirmed"],
            sheet=Sheet(
                name=f"{said['first_name'].strip()} {said['last_name'].strip()}",
                function=said["function"],
                replaced_person=said.get("replaced_person", ""),
                replaced_email=said.get("replaced_email", ""),
                phones=tuple(filter(None, (said["phone"], said["other_phone"]))),
                individual_email=said["individual_email"],
                signed_by_partner_on=said["signed_by_partner_on"],
                signed_by_administrator_on=said["signed_by_administrator_on"],
            ),
        )


class RemovalForm(forms.Form):
    """The partner's request to end a role."""

    replaced_person = _text("Personne qui part (prénom et nom)", 160, required=True)
    replaced_email = forms.EmailField(label="Son adresse électronique", max_length=LONGEST_EMAIL)
    signed_by_partner_on = _date("Demande signée par le partenaire le")
    cause = _text("Motif", 200, "Il est inscrit au journal.", required=True)

    def naming(self, convention_id: UUID, organisation_id: UUID, role: str) -> Naming:
        signed: date | None = self.cleaned_data["signed_by_partner_on"]
        return Naming(
            convention_id=convention_id,
            organisation_id=organisation_id,
            role=role,
            sheet=Sheet(
                replaced_person=self.cleaned_data["replaced_person"],
                replaced_email=self.cleaned_data["replaced_email"],
                signed_by_partner_on=signed,
            ),
        )
