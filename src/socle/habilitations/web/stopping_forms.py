from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from socle.habilitations.web.forms import Choices
from socle.theme.days import DayField

CAUSE = "Il est écrit au journal ; la personne le lit sur sa fiche."


class SuspensionForm(forms.Form):
    motif = forms.CharField(
        label="Motif de la suspension",
        max_length=300,
        help_text=CAUSE,
        error_messages={"required": "Dites pourquoi ce droit est suspendu : la personne le lira."},
    )
    au = DayField(
        label="Jusqu'au",
        required=False,
        help_text="Dernier jour compris. Sans date, la suspension dure jusqu'à ce que quelqu'un la lève.",
    )


class StandInForm(forms.Form):
    personne = forms.ChoiceField(
        label="Qui remplace ?",
        error_messages={"required": "Choisissez la personne qui remplace."},
    )
    du = DayField(
        label="À partir du",
        required=False,
        help_text="Sans date, le remplacement commence tout de suite.",
    )
    au = DayField(
        label="Jusqu'au",
        help_text="Dernier jour compris : le droit revient seul le lendemain.",
        error_messages={"required": "Indiquez le dernier jour : un remplacement a toujours une fin."},
    )
    motif = forms.CharField(
        label="Motif de l'absence",
        max_length=200,
        help_text="Par exemple : congés. Sans détail médical.",
        error_messages={"required": "Dites pourquoi ce droit est confié : le titulaire le lira."},
    )

    def __init__(self, data: dict[str, str] | None, *, colleagues: Choices) -> None:
        super().__init__(data)
        self.fields["personne"].choices = [("", "Choisir…"), *colleagues]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Nothing is asked: only the confirmation is."""


class GroupForm(forms.Form):
    nom = forms.CharField(
        label="Nom du groupe", max_length=80, error_messages={"required": "Donnez un nom à ce groupe."}
    )
    objet = forms.CharField(label="À quoi il sert", max_length=300, required=False)
    profil = forms.ChoiceField(
        label="Profil local que ses membres reçoivent",
        required=False,
        help_text="Sans profil, le groupe ne donne aucun droit : il sert à s'y retrouver.",
    )

    def __init__(self, data: dict[str, str] | None, *, profiles: Choices) -> None:
        super().__init__(data)
        self.fields["profil"].choices = [("", "Aucun"), *profiles]  # type: ignore[attr-defined]


class GroupProfileForm(forms.Form):
    profil = forms.ChoiceField(label="Profil local que les membres reçoivent", required=False)

    def __init__(self, data: dict[str, str] | None, *, profiles: Choices, current: str) -> None:
        super().__init__(data, initial={"profil": current})
        self.fields["profil"].choices = [("", "Aucun"), *profiles]  # type: ignore[attr-defined]


class LocalProfileForm(forms.Form):
    nom = forms.CharField(
        label="Nom du profil local", max_length=80, error_messages={"required": "Donnez un nom à ce profil local."}
    )
    description = forms.CharField(label="À qui il convient", max_length=300, required=False)
    droits = forms.MultipleChoiceField(
        label="Droits qu'il réunit",
        widget=forms.CheckboxSelectMultiple,
        help_text="Chaque droit est jugé et compté comme s'il était donné seul.",
        error_messages={"required": "Cochez au moins un droit."},
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        rights: Choices,
        name: str = "",
        description: str = "",
        held: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial={"nom": name, "description": description, "droits": list(held)})
        self.fields["droits"].choices = list(rights)  # type: ignore[attr-defined]
        if name:
            self.fields["nom"].disabled = True
            self.fields["description"].disabled = True
