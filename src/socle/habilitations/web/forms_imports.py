from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from socle.exchange.refusals import MOST_BYTES, MOST_ROWS
from socle.habilitations.domain.importing.columns import LABELS, Field
from socle.habilitations.domain.importing.launch import Mode
from socle.habilitations.models import Import

LARGEST = f"{MOST_BYTES // 1_000_000} Mo et {MOST_ROWS // 1000} 000 lignes au plus"
NOT_READ = ("", "Ne pas lire")


class UploadForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier",
        max_length=200,
        help_text=f"CSV, XLSX ou ODS, {LARGEST} ; la première ligne nomme les colonnes.",
        error_messages={
            "required": "Choisissez un fichier CSV, XLSX ou ODS.",
            "empty": "Ce fichier est vide : choisissez celui qui contient les personnes.",
            "max_length": "Le nom de ce fichier est trop long : raccourcissez-le.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods"}),
    )


class ColumnsForm(forms.Form):
    """One choice per column of the file, with its first values."""

    def __init__(self, data: Mapping[str, str] | None, *, batch: Import, samples: Sequence[Sequence[str]]) -> None:
        super().__init__(data)
        self._names = [f"colonne_{index}" for index in range(len(batch.headers))]
        choices = [NOT_READ, *((field.value, LABELS[field]) for field in Field)]
        for name, header, guessed, values in zip(self._names, batch.headers, batch.fields, samples, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"« {header or 'sans titre'} »",
                required=False,
                choices=choices,
                initial=guessed,
                help_text=f"Par exemple : {', '.join(values)}" if values else "Colonne vide",
            )

    def clean(self) -> dict[str, str]:
        said = [value for name in self._names if (value := self.cleaned_data.get(name))]
        for value in {value for value in said if said.count(value) > 1}:
            last = [name for name in self._names if self.cleaned_data.get(name) == value][-1]
            self.add_error(
                last, f"« {LABELS[Field(value)]} » est déjà donné à une autre colonne : choisissez l'une des deux."
            )
        return self.cleaned_data

    @property
    def fields_chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in self._names]


class LaunchForm(forms.Form):
    mode = forms.ChoiceField(
        label="Et si une ligne est refusée au moment de l'appliquer ?",
        widget=forms.RadioSelect,
        initial=Mode.PARTIAL.value,
        choices=[
            (Mode.PARTIAL.value, "Appliquer les autres lignes"),
            (Mode.ALL_OR_NOTHING.value, "Tout ou rien : une seule ligne refusée, et rien n'est écrit"),
        ],
    )
