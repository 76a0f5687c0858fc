from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from socle.conventions.domain.kinds import Termination
from socle.conventions.domain.letters import About, Happened
from socle.conventions.domain.words import Start
from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]
LONGEST = 300
EVIDENCE = "Numéro de dépôt, avis de réception, copie : sans preuve, aucun délai ne court."


class GroundForm(forms.Form):
    motif = forms.ChoiceField(
        label="Motif",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif.", "invalid_choice": "Ce motif n'est pas écrit."},
    )

    def __init__(self, data: Mapping[str, str] | None, *, grounds: Choices) -> None:
        super().__init__(data, auto_id="motif_%s")
        self.fields["motif"].choices = list(grounds)  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """The dates that the ground asks, known or foreseen."""

    motif = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, term: Termination) -> None:
        super().__init__(data, auto_id="date_%s")
        if term.form:
            self.fields["envoi"] = DayField(label="Lettre envoyée le", required=False, help_text="Faite ou prévue.")
        if term.starts in {Start.RECEIPT, Start.NOTIFICATION, Start.SUSPENSION}:
            label = "Lettre reçue le" if term.starts is not Start.NOTIFICATION else "Lettre reçue, donc notifiée, le"
            self.fields["reception"] = DayField(
                label=label,
                required=False,
                help_text="Réelle ou prévue. Avec plusieurs destinataires, la dernière.",
            )
        if term.form is None:
            self.fields["accord"] = DayField(label="Accord signé de toutes les parties le", required=False)
        if term.date_chosen or term.form is None:
            self.fields["souhait"] = DayField(
                label="Dernier jour souhaité", required=False, help_text="La convention vaut encore ce jour-là."
            )


class AnnounceForm(forms.Form):
    raison = forms.CharField(
        label="Pourquoi",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Les autres parties le liront. Pour un manquement : les faits, et ce qui les répare.",
        error_messages={"required": "Dites pourquoi : la lettre le dira aussi."},
    )


class StepForm(forms.Form):
    raison = forms.CharField(
        label="Ce que vous constatez, ou pourquoi vous renoncez",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LetterForm(forms.Form):
    """A letter and, when it is already known, the day it was sent."""

    destinataire = forms.ChoiceField(label="À")
    objet = forms.ChoiceField(label="Objet", choices=[(about.value, about.label.capitalize()) for about in About])
    numero = forms.CharField(
        label="Numéro de la lettre recommandée",
        max_length=40,
        help_text="Celui du récépissé de dépôt.",
        error_messages={"required": "Recopiez le numéro du récépissé."},
    )
    envoi = DayField(label="Envoyée le", required=False)
    preuve = forms.CharField(label="Preuve de l'envoi", required=False, max_length=LONGEST, help_text=EVIDENCE)

    def __init__(self, data: Mapping[str, str] | None, *, recipients: Choices, about: str = "") -> None:
        super().__init__(data, initial={"objet": about} if about else None)
        self.fields["destinataire"].choices = list(recipients)  # type: ignore[attr-defined]


class DateForm(forms.Form):
    fait = forms.ChoiceField(label="La lettre a été", choices=[(what.value, what.label) for what in Happened])
    jour = DayField(label="Le", error_messages={"required": "Donnez le jour, tel que la preuve le montre."})
    preuve = forms.CharField(
        label="Preuve",
        max_length=LONGEST,
        help_text=EVIDENCE,
        error_messages={"required": "Notez la preuve : sans elle, aucun délai ne court."},
    )
    raison = forms.CharField(
        label="Pourquoi cette correction",
        required=False,
        max_length=LONGEST,
        help_text="Seulement pour corriger une date déjà enregistrée : l'ancienne reste lisible.",
    )


class SuspensionForm(forms.Form):
    evenement = forms.CharField(
        label="L'événement qui vous empêche",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites ce qui vous empêche."},
    )
    mesures = forms.CharField(
        label="Ce que vous faites pour en limiter les effets",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites ce que vous faites."},
    )
    termes = forms.MultipleChoiceField(
        label="Engagements que vous ne pouvez pas tenir",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un engagement."},
    )
    debut = DayField(label="Depuis le", error_messages={"required": "Donnez le premier jour."})
    information = DayField(
        label="Autres parties informées le",
        help_text="Aussitôt, par tout moyen.",
        error_messages={"required": "Donnez le jour où vous les avez informées."},
    )

    def __init__(self, data: Mapping[str, str] | None, *, terms: Choices) -> None:
        super().__init__(data)
        self.fields["termes"].choices = list(terms)  # type: ignore[attr-defined]


class ResumeForm(forms.Form):
    reprise = DayField(label="Engagements repris le", error_messages={"required": "Donnez le jour de la reprise."})
