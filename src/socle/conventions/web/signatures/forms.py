from __future__ import annotations

from collections.abc import Sequence

from django import forms

from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]
LONGEST = 1000
ORDERS = (("libre", "Chaque partie quand elle veut"), ("fixe", "Dans l'ordre des parties de la convention"))
NO_FILE = {"empty": "Ce fichier est vide.", "max_length": "Le nom de ce fichier est trop long."}
SCAN = "PDF, JPG ou PNG, 20 Mo au plus."


class OpeningForm(forms.Form):
    """Which paper goes round, and in which order."""

    papier = forms.ChoiceField(label="Papier", error_messages={"required": "Choisissez un papier."})
    ordre = forms.ChoiceField(label="Ordre des signatures", choices=ORDERS, widget=forms.RadioSelect, initial="libre")

    def __init__(self, data: object, *, papers: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["papier"].choices = papers  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """In which order the parties sign."""

    ordre = forms.ChoiceField(label="Ordre des signatures", choices=ORDERS, widget=forms.RadioSelect, initial="libre")


class SignForm(forms.Form):
    """The will to sign, said in words."""

    lu = forms.BooleanField(
        label="J'ai lu ce papier en entier et je le signe pour mon organisme",
        error_messages={"required": "Cochez la case pour signer."},
    )


class ReasonForm(forms.Form):
    """Why one refuses, or takes the paper back."""

    raison = forms.CharField(
        label="Raison",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Toutes les parties la liront.",
        error_messages={"required": "Écrivez la raison."},
    )


class ByHandForm(forms.Form):
    """A signature made by hand: whose, when, and its scan."""

    partie = forms.ChoiceField(label="Partie qui a signé", error_messages={"required": "Choisissez la partie."})
    signe_le = DayField(
        label="Signé le",
        help_text="Le jour écrit sur le papier.",
        error_messages={"required": "Recopiez le jour écrit sur le papier."},
    )
    scan = forms.FileField(
        label="Scan du papier signé",
        max_length=200,
        help_text=SCAN,
        error_messages=NO_FILE | {"required": "Joignez le scan."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, data: object = None, files: object = None, *, parties: Choices) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]
        self.fields["partie"].choices = parties  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """Who may sign for one's body, by which act."""

    personne = forms.ChoiceField(label="Personne", error_messages={"required": "Choisissez une personne."})
    qualite = forms.CharField(
        label="Qualité", max_length=120, help_text="Imprimée à côté de la signature : « première adjointe »."
    )
    acte = forms.CharField(label="Acte de délégation", max_length=120, help_text="« arrêté n° 2026-12 »")
    du = DayField(label="Premier jour")
    au = DayField(label="Dernier jour")

    def __init__(self, data: object, *, people: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["personne"].choices = people  # type: ignore[attr-defined]


class VerifyForm(forms.Form):
    """A PDF to verify."""

    fichier = forms.FileField(
        label="PDF signé",
        max_length=200,
        help_text="20 Mo au plus. Le fichier est lu, puis oublié.",
        error_messages=NO_FILE | {"required": "Choisissez un PDF."},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )
