from __future__ import annotations

from django import forms

from socle.conventions.domain.vocabulary import word
from socle.kernel.french import headline
from socle.saisines.domain import answering
from socle.saisines.domain.papers import CODES, LONGEST_SCOPE
from socle.theme.days import DayField


class JoinedField(forms.FileField):
    """A file joined to a case."""

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=200,
            help_text=f"PDF, JPG ou PNG, 20 Mo au plus. {help_text}",
            error_messages={"empty": "Ce fichier est vide.", "max_length": "Le nom de ce fichier est trop long."},
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )


class PaperForm(forms.Form):
    """A mandate or a copy of an identity card, as who asked brings it."""

    piece = forms.ChoiceField(label="Pièce", choices=[(code, headline(word(code))) for code in CODES])
    forme = forms.ChoiceField(
        label="Comment elle est donnée", choices=[(one.value, one.label) for one in answering.PaperForm]
    )
    donnee_le = DayField(label="Donnée le", error_messages={"required": "Donnez la date de la pièce."})
    vaut_jusquau = DayField(label="Vaut jusqu'au", required=False, help_text="Rien : jusqu'à la clôture.")
    portee = forms.CharField(
        label="Portée",
        required=False,
        max_length=LONGEST_SCOPE,
        help_text="Ce que le mandat couvre, par exemple : cotisations de 2026.",
    )
    fichier = JoinedField("Fichier", "Seule la personne chargée d'y répondre le lit ; il est détruit à la clôture.")
