from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from socle.conventions.queries.board import Wanted
from socle.theme.asof import DayInput
from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]
SIDES = (("", "Les deux"), ("owe", "Vous devez"), ("owed", "On vous doit"))
STATES = (
    ("", "Toutes"),
    ("open", "À tenir ou en retard"),
    ("late", "En retard"),
    ("coming", "À venir"),
    ("kept", "Tenues ou dispensées"),
)


class BoardForm(forms.Form):
    """What the board is limited to."""

    q = forms.CharField(label="Partenaire, titre, numéro", required=False, max_length=80)
    cote = forms.ChoiceField(label="Côté", choices=SIDES, required=False)
    etat = forms.ChoiceField(label="État", choices=STATES, required=False)
    charge = forms.ChoiceField(label="Chargé", required=False)
    as_of = forms.DateField(label="Au jour du", required=False, widget=DayInput)

    def __init__(self, data: Mapping[str, str], *, people: Choices) -> None:
        super().__init__(data)
        self.fields["charge"].choices = [("", "Tout le monde"), *people]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """The filter asked for; what cannot be read filters nothing, and its field says why."""
        self.is_valid()
        kept = self.cleaned_data
        side, state = kept.get("cote") or "", kept.get("etat") or ""
        return Wanted(side, state, holder=kept.get("charge") or "", words=kept.get("q") or "")


class WordForm(forms.Form):
    """What is said of an occurrence; the step is the button pressed."""

    fait_le = DayField(
        label="Tenue le",
        required=False,
        help_text="Le jour réel ; il ne peut pas être à venir. Seulement pour déclarer.",
    )
    texte = forms.CharField(
        label="Preuve ou raison",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce que l'autre partie pourra vérifier : numéro du courrier, nom du document, date.",
        error_messages={"required": "Écrivez la preuve ou la raison."},
    )
    piece = forms.FileField(
        label="Pièce jointe",
        required=False,
        max_length=200,
        help_text="PDF, JPG ou PNG, 20 Mo au plus. Seules les parties de cette obligation la lisent.",
        error_messages={"empty": "Ce fichier est vide.", "max_length": "Le nom de ce fichier est trop long."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class FactForm(forms.Form):
    """A fact that opens an obligation."""

    survenu_le = forms.DateTimeField(
        label="Survenu le",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"],
        help_text="Jour et heure : le délai part de là.",
        error_messages={
            "required": "Donnez le jour et l'heure du fait.",
            "invalid": "Écrivez la date comme 2026-03-12T14:30.",
        },
    )
    note = forms.CharField(
        label="Ce qui s'est passé",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en quelques mots ce qui s'est passé."},
    )


class HolderForm(forms.Form):
    """Who is in charge, among colleagues."""

    personne = forms.ChoiceField(label="Chargé de cette obligation", required=False)

    def __init__(self, data: Mapping[str, str] | None, *, people: Choices, initial: str) -> None:
        super().__init__(data, initial={"personne": initial})
        self.fields["personne"].choices = [("", "Personne en particulier"), *people]  # type: ignore[attr-defined]
