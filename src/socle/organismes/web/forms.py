from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from socle.organismes.actions import PersonCard
from socle.organismes.choosing import FIELD, SEARCH
from socle.organismes.domain.address import check_individual
from socle.organismes.domain.funding import TRAITS
from socle.organismes.models import Membership
from socle.theme.asof import AsOfForm
from socle.theme.choosing import Choice, add_choice

TEXT = forms.TextInput


class PeopleFilterForm(AsOfForm):
    q = forms.CharField(label="Nom ou prénom", required=False, max_length=80)

    def __init__(self, data: Mapping[str, str], *, bodies: Choice, services: Sequence[str]) -> None:
        super().__init__(data)
        if bodies.is_long or len(bodies.shown) > 1:
            add_choice(self, FIELD, "Organisme", bodies, search=SEARCH)
        if services:
            choices = [("", "Tous"), *((name, name) for name in services)]
            self.fields["service"] = forms.ChoiceField(label="Service", required=False, choices=choices)
        self.order_fields(["q", SEARCH, FIELD, "service", "as_of"])


class PersonForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80, widget=TEXT(attrs={"autocomplete": "off"}))
    last_name = forms.CharField(label="Nom", max_length=80, widget=TEXT(attrs={"autocomplete": "off"}))
    function = forms.CharField(label="Fonction", max_length=120, help_text="Par exemple : assistante sociale.")
    service = forms.CharField(
        label="Service", max_length=120, required=False, help_text="Le service de votre organisme où elle travaille."
    )
    email = forms.EmailField(
        max_length=254,
        label="Adresse électronique individuelle",
        help_text="Celle que cette personne est seule à lire : son lien d'activation y sera envoyé. "
        "Une adresse de service (contact@, mairie@) est refusée.",
    )
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    diploma = forms.CharField(
        label="Diplôme de travail social",
        max_length=80,
        required=False,
        help_text="Certains profils, comme T1, le demandent.",
    )
    service_traits = forms.MultipleChoiceField(
        label="Financement du service",
        required=False,
        choices=tuple(TRAITS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Le profil T2 n'est ouvert qu'à ces services (bulletin CDAP, 2).",
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip()
        decision = check_individual(email)
        if not decision:
            raise forms.ValidationError(f"{decision.reason} {decision.fix} ({decision.clause})")
        return email

    def card(self) -> PersonCard:
        said: dict[str, Any] = {}
        for name in PersonForm.base_fields:
            value = self.cleaned_data[name]
            said[name] = value.strip() if isinstance(value, str) else value
        return PersonCard(**said)


class NewPersonForm(PersonForm):
    is_confirmed = forms.BooleanField(
        label="C'est bien quelqu'un d'autre : inscrire cette personne", required=False, widget=forms.HiddenInput
    )

    def ask_confirmation(self) -> None:
        """Show the box to tick, after a likeness was found."""
        self.fields["is_confirmed"].widget = forms.CheckboxInput()


def initial_of(membership: Membership) -> dict[str, object]:
    names = PersonForm.base_fields
    return {name: getattr(membership if hasattr(membership, name) else membership.person, name) for name in names}
