from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import forms

from socle.organismes.choosing import FIELD, SEARCH
from socle.privacy.actions import Wanted
from socle.privacy.queries import People
from socle.privacy.web.words import ACTIONS, OUTCOMES
from socle.theme.choosing import add_choice
from socle.theme.moments import within_reach


def _instant(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, validators=[within_reach])


class TracesFilterForm(forms.Form):
    depuis = _instant("Depuis")
    avant = _instant("Avant")
    personne = forms.ChoiceField(label="Personne", required=False)
    action = forms.ChoiceField(label="Action", required=False, choices=[("", "Toutes"), *ACTIONS])
    issue = forms.ChoiceField(
        label="Issue", required=False, choices=[("", "Toutes"), *((code, said[0]) for code, said in OUTCOMES.items())]
    )

    def __init__(self, data: Mapping[str, str], *, found: People) -> None:
        super().__init__(data)
        self.fields["personne"].choices = [("", "Toutes"), *found.people]  # type: ignore[attr-defined]
        add_choice(self, FIELD, "Organisme de la personne", found.body.choices, search=SEARCH)
        self.order_fields(["depuis", "avant", SEARCH, FIELD, "personne"])

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
