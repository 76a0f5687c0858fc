from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms

from socle.privacy.actions import Wanted
from socle.privacy.web.words import ACTIONS, OUTCOMES

Choices = Sequence[tuple[str, object]]


def _instant(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget)


class TracesFilterForm(forms.Form):
    depuis = _instant("Depuis")
    avant = _instant("Avant")
    personne = forms.ChoiceField(label="Personne", required=False)
    action = forms.ChoiceField(label="Action", required=False, choices=[("", "Toutes"), *ACTIONS])
    issue = forms.ChoiceField(
        label="Issue", required=False, choices=[("", "Toutes"), *((code, said[0]) for code, said in OUTCOMES.items())]
    )

    def __init__(self, data: Mapping[str, str], *, people: Choices) -> None:
        super().__init__(data)
        self.fields["personne"].choices = [("", "Toutes"), *people]  # type: ignore[attr-defined]

    def wanted(self, cursor: str) -> Wanted:
        """The filters that could be read; the others are shown as errors and left out."""
        data = self.cleaned_data
        return Wanted(
            since=data.get("depuis"),
            until=data.get("avant"),
            person=UUID(data["personne"]) if data.get("personne") else None,
            action=data.get("action", ""),
            outcome=data.get("issue", ""),
            cursor=cursor,
        )
