from __future__ import annotations

from django import forms

from socle.supervision.domain.questions import LONGEST

AREA = forms.Textarea(attrs={"rows": 5})
QUESTION = "Pourquoi ce droit existe-t-il, et comment est-il utilisé ?"


class QuestionForm(forms.Form):
    question = forms.CharField(
        label="Question",
        max_length=LONGEST,
        widget=AREA,
        initial=QUESTION,
        help_text="Le partenaire la lira ; elle ne part pas par message électronique.",
        error_messages={"required": "Écrivez la question."},
    )


class StatementForm(forms.Form):
    """What a party says at a step; the step is the button pressed."""

    texte = forms.CharField(
        label="Votre texte", max_length=LONGEST, widget=AREA, required=False, help_text="L'autre partie le lira."
    )


class DelayForm(forms.Form):
    delai = forms.CharField(
        label="Délai de réponse",
        max_length=60,
        initial="10 jours ouvrés",
        help_text="Par exemple « 10 jours ouvrés » ou « 1 mois ». Il vaut pour les questions posées ensuite.",
        error_messages={"required": "Écrivez le délai."},
    )
