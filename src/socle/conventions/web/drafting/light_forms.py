"""The letter that changes a paper, and the law that voids a clause."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from socle.conventions.domain.convention import Contact
from socle.conventions.domain.fields import read
from socle.conventions.domain.light import PaperChange
from socle.conventions.domain.words import ContactRole, DocumentKind, Form
from socle.conventions.queries.light import ChangingPaper
from socle.theme.days import DayField

FORMS = {form.value: form for form in Form}
ROLES = {role.label.lower(): role.value for role in ContactRole} | {role.value: role.value for role in ContactRole}
COLUMNS = ("role", "name", "email", "phone")


class PaperForm(forms.Form):
    forme = forms.ChoiceField(label="Forme", choices=[(one.value, one.headline) for one in Form])
    datee = DayField(label="Jour écrit sur la lettre", error_messages={"required": "Donnez le jour de la lettre."})
    recue = DayField(label="Jour de sa réception", error_messages={"required": "Donnez le jour de la réception."})
    renvoye = forms.BooleanField(label="Le papier changé est joint à la lettre", required=False)
    preuve = forms.CharField(label="Ce qui prouve la réception", max_length=300)
    interlocuteurs = forms.CharField(
        label="Vos interlocuteurs, tous",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Un par ligne : rôle ; nom ; courriel ; téléphone. Ceux des autres parties ne changent pas.",
    )

    def __init__(self, data: QueryDict | None, *, found: ChangingPaper) -> None:
        own = "\n".join(_line(one) for one in found.contacts if one.side == found.side)
        written = found.way.body.form.value if found.way else Form.SIMPLE_LETTER.value
        super().__init__(data, initial={"interlocuteurs": own, "forme": written, "renvoye": bool(found.way)})
        self.side = found.side
        if found.paper.kind is not DocumentKind.ANNEXE and "interlocuteurs" not in found.paper.title.lower():
            del self.fields["interlocuteurs"]

    def clean_interlocuteurs(self) -> str:
        text: str = self.cleaned_data["interlocuteurs"]
        for rank, line in enumerate(text.splitlines(), 1):
            if line.strip() and not isinstance(_contact(line, rank, self.side), Contact):
                raise forms.ValidationError(f"Ligne {rank} : écrivez « rôle ; nom ; courriel ; téléphone ».")
        return text

    def change(self) -> PaperChange:
        """The letter, as the rule reads it."""
        data = self.cleaned_data
        return PaperChange(FORMS[data["forme"]], data["datee"], data["recue"], data["renvoye"], data["preuve"])

    def people(self) -> list[Contact]:
        """The people of one's own side, as the annexe names them."""
        lines = enumerate(self.cleaned_data.get("interlocuteurs", "").splitlines(), 1)
        found = (_contact(line, rank, self.side) for rank, line in lines if line.strip())
        return [one for one in found if one is not None]


def _contact(line: str, rank: int, side: str) -> Contact | None:
    cells = [cell.strip() for cell in line.split(";")]
    table = {name: cell for name, cell in zip(COLUMNS, cells, strict=False) if cell}
    table["role"] = ROLES.get(table.get("role", "").lower(), "")
    return read(Contact, {"id": f"{side}-{rank}", "side": side, **table})[0]


def _line(one: Contact) -> str:
    return " ; ".join((one.role.label, one.name, one.email or "", one.phone or "")).rstrip(" ;")


class LawForm(forms.Form):
    loi = forms.CharField(
        label="Loi et article", max_length=300, help_text="Par exemple : loi n° 2026-123 du 4 mars 2026, article 7."
    )
    jour = DayField(label="Entrée en vigueur", error_messages={"required": "Donnez le jour d'entrée en vigueur."})
