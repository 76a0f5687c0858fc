from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from socle.conventions.domain.entry import answer_of, table_of
from socle.conventions.domain.readings import LONGEST, Proposal, precisable
from socle.conventions.domain.terms import body_json
from socle.conventions.queries.readings import Point
from socle.conventions.web.drafting.forms import AnsweredForm, control
from socle.kernel.french import headline


class ProposalForm(AnsweredForm):
    """How a point is read: in words, by one of its meanings, and what it precises in one term."""

    lecture = forms.CharField(
        label="Lecture proposée",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase que chaque partie pourra relire dans deux ans.",
        error_messages={"required": "Écrivez la lecture proposée."},
    )

    def __init__(self, data: QueryDict | None, point: Point) -> None:
        self.point = point
        asked = {term.id: precisable(term.kind) for term in point.targets}
        initial: dict[str, Any] = {"lecture": point.point.meanwhile}
        for term in point.targets:
            written = body_json(term.body)
            initial |= {f"{term.id}--{one.name}": answer_of(one, written.get(one.name)) for one in asked[term.id]}
        super().__init__(data, initial=initial)
        if point.meanings:
            self.fields["sens"] = forms.ChoiceField(
                label="Sens retenu",
                choices=point.meanings,
                widget=forms.RadioSelect,
                help_text="Un calcul en dépend.",
                error_messages={"required": "Choisissez un sens."},
            )
        if point.targets:
            choices = [("", "Aucun terme : la lecture s'écrit seulement")]
            choices += [(term.id, f"{term.clause} : {term.says}") for term in point.targets]
            self.fields["terme"] = forms.ChoiceField(
                label="Terme que la lecture précise", choices=choices, required=False, widget=forms.RadioSelect
            )
        for term in point.targets:
            for one in asked[term.id]:
                label = f"{headline(one.says)} ({term.clause})"
                self.fields[f"{term.id}--{one.name}"] = control(one, label=label)

    def proposal(self) -> Proposal:
        """What was answered, for the rules to judge."""
        kept = self.cleaned_data
        target = kept.get("terme") or ""
        term = next((one for one in self.point.targets if one.id == target), None)
        fields: Mapping[str, object] = {}
        if term:
            asked = precisable(term.kind)
            fields = table_of(asked, self.answers((one.name for one in asked), f"{term.id}--"))
        return Proposal(self.point.point.term_id, kept["lecture"], kept.get("sens") or "", target, fields)


class VoiceForm(forms.Form):
    """Why a proposed reading is refused; the step is the button pressed."""

    motif = forms.CharField(
        label="Motif d'un refus",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Seulement pour refuser : les autres parties le liront.",
    )
