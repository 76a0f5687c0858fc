from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms

from socle.conventions.domain.convention import Family
from socle.conventions.domain.kinds import KINDS
from socle.conventions.queries.pages import ConventionSheet
from socle.conventions.web.labels import STATES
from socle.conventions.web.terms import TermFilter
from socle.theme.moments import within_reach


class ConventionFilterForm(forms.Form):
    q = forms.CharField(label="Partenaire, titre, numéro", required=False, max_length=80)
    famille = forms.ChoiceField(label="Famille", required=False)
    etat = forms.ChoiceField(label="État", required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["famille"] = _choice("Famille", [(family.value, family.label) for family in Family], "Toutes")
        self.fields["etat"] = _choice("État", [(state.value, label) for state, (label, _) in STATES.items()], "Tous")


class TermFilterForm(forms.Form):
    q = forms.CharField(label="Mot ou article", required=False, max_length=80)

    def __init__(self, data: Mapping[str, str], *, services: Sequence[tuple[str, str]], kinds: Sequence[str]) -> None:
        super().__init__(data, auto_id="terme_%s")
        natures = sorted(((kind, KINDS[kind].title) for kind in kinds), key=lambda choice: choice[1])
        self.fields["nature"] = _choice("Nature", natures, "Toutes")
        self.fields["service"] = _choice("Service", services, "Tous")
        self.fields["as_of"] = forms.CharField(required=False, widget=forms.HiddenInput)


def term_filter(query: Mapping[str, str], wanted: TermFilter, sheet: ConventionSheet) -> TermFilterForm:
    """The filter of a convention's text, with what was asked; only kinds and services that the text has."""
    day = AsOfForm(query).day
    data = {
        "q": wanted.words,
        "nature": wanted.kind,
        "service": wanted.service,
        "as_of": day.isoformat() if day else "",
    }
    services = [(state.service.code, state.service.name) for state in sheet.services]
    return TermFilterForm(data, services=services, kinds=sorted({item.term.kind for item in sheet.terms}))


class AsOfForm(forms.Form):
    as_of = forms.DateField(
        label="Relire la convention telle qu'elle était, ou sera, le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[within_reach],
    )

    @property
    def day(self) -> date | None:
        """The day asked for; None when there is none or when it cannot be read."""
        return self.cleaned_data.get("as_of") if self.is_valid() else None


def _choice(label: str, choices: Sequence[tuple[str, str]], every: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])
