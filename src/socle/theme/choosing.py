"""Choose one among thousands without JavaScript: words look for it, a short list offers what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

MOST = 20
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list offers, as (value, label), among `total` that the words keep; `is_long` when words are needed."""

    shown: tuple[tuple[str, str], ...] = ()
    total: int = 0
    is_long: bool = False

    def __bool__(self) -> bool:
        return bool(self.shown)

    @property
    def hint(self) -> str:
        """Says what the list leaves out, and how to reach it."""
        if not self.is_long:
            return ""
        if self.total == 0:
            return "Aucun ne correspond à ces mots : corrigez-les, puis filtrez."
        if self.total > MOST:
            return f"Les {MOST} premiers sur {self.total} : cherchez par nom ou par SIRET, puis filtrez."
        return f"Trouvés : {self.total}."


NO_CHOICE = Choice()


def add_choice(form: forms.Form, name: str, label: str, choice: Choice, *, search: str, hint: str = "") -> None:
    """Add the list to a form and, above it when it is long, the field of words."""
    if not choice:
        return
    if choice.is_long:
        form.fields[search] = forms.CharField(
            label=f"Chercher : {label.lower()}",
            required=False,
            max_length=LONGEST,
            widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        )
    form.fields[name] = forms.ChoiceField(
        label=label, required=False, choices=choice.shown, help_text=choice.hint or hint
    )
