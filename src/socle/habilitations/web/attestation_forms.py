from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from socle.theme.days import DayField


class PledgeForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)
    lu = forms.BooleanField(label="J'ai lu ce texte et je le signe", required=False)


class TrainingForm(forms.Form):
    quoi = forms.ChoiceField(
        label="Quelle formation ?", error_messages={"required": "Choisissez la formation que la convention demande."}
    )
    le = DayField(label="Suivie le")
    preuve = forms.CharField(
        label="Ce qui le prouve",
        max_length=300,
        help_text="Par exemple : feuille d'émargement du 3 mars, attestation n° 12.",
        error_messages={"required": "Dites ce qui prouve la formation : la convention demande de garder la preuve."},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, duties: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["quoi"].choices = [("", "Choisir…"), *duties]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[UUID, str]:
        convention, _, code = self.cleaned_data["quoi"].partition(":")
        return UUID(convention), code
