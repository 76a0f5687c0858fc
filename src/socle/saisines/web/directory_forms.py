from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django import forms

from socle.organismes.communes import pick
from socle.theme.days import DayField

MOST_LINES = 20000
FIELDS = {"ligne": "line", "permanence": "permanence", "courriel": "email"}


class CommuneField(forms.CharField):
    """A commune by its name or its postcode; when several answer, the field becomes the list of them."""

    def __init__(self, **more: object) -> None:
        super().__init__(max_length=120, **more)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        found = pick(text)
        if len(found) == 1:
            return found[0].commune.code
        if not found:
            raise forms.ValidationError("Aucune commune ne porte ce nom, ce code postal ou ce code Insee.")
        choices = [("", "Choisissez"), *((one.commune.label, one.label) for one in found)]
        self.widget = forms.Select(choices=choices)
        raise forms.ValidationError(f"{len(found)} communes répondent à « {text} » : choisissez dans la liste.")


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Commune ou code postal",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text="Par exemple Haguenau, 67500 ou st-louis.",
    )


class SectorForm(forms.Form):
    """A sector: its communes, one a line, and whom to call there."""

    nom = forms.CharField(label="Nom du secteur", max_length=80)
    unite = forms.CharField(label="Unité", max_length=120, required=False)
    ligne = forms.CharField(
        label="Ligne directe", max_length=20, required=False, help_text="De l'assistante de service social."
    )
    permanence = forms.CharField(label="Lieu de la permanence, sur rendez-vous", max_length=200, required=False)
    courriel = forms.CharField(label="Courriel de l'unité", max_length=120, required=False)
    depuis = DayField(label="À compter du")
    communes = forms.CharField(
        label="Communes",
        required=False,
        max_length=MOST_LINES,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Une par ligne : nom, code Insee ou code postal d'une seule commune.",
    )
    intercommunalite = forms.ChoiceField(label="Ajouter toute une intercommunalité", required=False)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        districts: Sequence[str],
        initial: Mapping[str, object],
        required: Collection[str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        for name, field in FIELDS.items():
            self.fields[name].required = field in required
        self.fields["intercommunalite"].choices = [("", "Aucune"), *((one, one) for one in districts)]  # type: ignore[attr-defined]
