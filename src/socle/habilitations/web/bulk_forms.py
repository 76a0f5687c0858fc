from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms

from socle.kernel.identifiers import uuid_of


class BulkForm(forms.Form):
    motif = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Le même pour tous ces droits. Il est écrit au journal ; chaque personne le lit.",
        error_messages={"required": "Dites pourquoi ces droits changent : chaque personne le lira."},
    )


def chosen_rights(texts: Sequence[str]) -> set[UUID]:
    """The rights ticked; what is not an identifier is left out."""
    return {found for text in texts if (found := uuid_of(text))}
