"""The field of a form where a page asks for a day."""

from __future__ import annotations

from django import forms

from socle.theme.moments import within_reach


class DayField(forms.DateField):
    """A day chosen in the browser's own calendar, within reach."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [within_reach]
