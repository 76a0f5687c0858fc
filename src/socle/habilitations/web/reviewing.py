"""Forms of a review, and the time a line took: signed by the server when the line is shown, read back when answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.core import signing

from socle.habilitations.domain.reviewing.judging import LONGEST_REASON, Judgement
from socle.habilitations.reviews import ReviewLine
from socle.theme.days import DayField

SALT = "socle.review.shown"


def shown_mark(line: ReviewLine, at: datetime) -> str:
    """What a form carries so that the time of an answer is the server's."""
    return signing.dumps([str(line.id), int(at.timestamp())], salt=SALT, compress=False)


def seconds_since(mark: str, line_id: UUID, at: datetime) -> int | None:
    """How long ago the line was shown; None when the mark is not ours or is another line's."""
    try:
        shown, since = signing.loads(mark, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return max(int(at.timestamp()) - int(since), 0) if shown == str(line_id) else None


class JudgingForm(forms.Form):
    """What may go with an answer; which of it is needed is a rule of the domain."""

    raison = forms.CharField(
        label="Pourquoi ?",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Écrite au certificat ; pour un retrait, la personne la lit aussi.",
    )
    profil = forms.ChoiceField(label="Profil plus étroit", required=False)
    fin = DayField(label="Dernier jour du droit", required=False, help_text="Jour compris.")
    collegue = forms.ChoiceField(label="Demander à", required=False)

    def offer(self, narrower: Mapping[str, str], colleagues: Sequence[tuple[str, str]]) -> None:
        """The profiles and the colleagues to choose among: read for the page, or to check a choice, not otherwise."""
        profiles = [("", "Le profil actuel"), *((code, f"{code}, {name}") for code, name in narrower.items())]
        self.fields["profil"].choices = profiles  # type: ignore[attr-defined]
        self.fields["collegue"].choices = [("", "Choisir…"), *colleagues]  # type: ignore[attr-defined]

    def judgement(self, verdict: str) -> Judgement:
        """The answer asked for, once the form is valid."""
        data = self.cleaned_data
        day: date | None = data.get("fin")
        return Judgement(verdict, " ".join(data.get("raison", "").split()), day, data.get("profil", ""))


class AdviceForm(forms.Form):
    avis = forms.ChoiceField(
        label="Cette personne a-t-elle encore besoin de ce droit ?",
        widget=forms.RadioSelect,
        choices=(("oui", "Oui, sa mission le demande"), ("non", "Non, il ne sert plus")),
        error_messages={"required": "Répondez oui ou non ; si vous ne savez pas, dites-le à qui vous a demandé."},
    )
    raison = forms.CharField(label="Pourquoi ?", required=False, max_length=LONGEST_REASON)
