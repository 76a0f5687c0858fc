from __future__ import annotations

from django import forms

from socle.saisines.domain.wording import LONGEST, LONGEST_NAME


class WordingForm(forms.Form):
    """A template of answer."""

    nom = forms.CharField(
        label="Nom du modèle", max_length=LONGEST_NAME, error_messages={"required": "Donnez un nom au modèle."}
    )
    texte = forms.CharField(
        label="Texte",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Les variables entre accolades sont remplies par la saisine. N'écrivez rien d'une personne ici.",
        error_messages={"required": "Écrivez le texte du modèle."},
    )
