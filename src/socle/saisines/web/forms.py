from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from socle.conventions.domain.kinds.rung import Trigger
from socle.saisines.domain.answering import PaperForm
from socle.saisines.domain.doors import OTHER, subject_label
from socle.saisines.domain.life import LONGEST
from socle.saisines.domain.notices import LONGEST_TITLE, NoticeKind
from socle.saisines.domain.sharing import Duty
from socle.saisines.queries.doors import OpenDoor
from socle.saisines.web.directory_forms import CommuneField
from socle.saisines.web.papers_forms import JoinedField
from socle.theme.days import DayField
from socle.theme.moments import within_reach

Choices = Sequence[tuple[str, str]]
AREA = forms.Textarea(attrs={"rows": 7})
MESSAGE = forms.Textarea(attrs={"rows": 7, "data-key": "r", "data-key-says": "Répondre"})
COMMON_SUBJECTS = ("survivor_pension",)


class NewForm(forms.Form):
    """Only what the door asks: its subjects, the person where it is about one, the papers where a mandate is asked."""

    sujet = forms.ChoiceField(label="Sujet")
    texte = forms.CharField(
        label="Ce que vous demandez",
        max_length=LONGEST,
        widget=AREA,
        required=False,
        help_text="Dites les faits utiles, rien de plus sur la personne que ce que la réponse demande.",
    )
    personne = forms.CharField(label="Nom et prénom de la personne", max_length=160, required=False)
    naissance = DayField(label="Date de naissance", required=False)
    reference = forms.CharField(label="Numéro de dossier", max_length=40, required=False)
    commune = CommuneField(
        label="Commune de la personne",
        required=False,
        help_text="Son nom ou son code postal. Elle mène la saisine à la bonne caisse et à son interlocuteur.",
    )
    urgence = forms.BooleanField(label="Le cas est urgent", required=False)
    mandat = forms.ChoiceField(
        label="Mandat de la personne",
        choices=[("", "Aucun"), *((form.value, form.label) for form in PaperForm)],
        required=False,
    )
    mandat_du = DayField(label="Mandat donné le", required=False)
    identite = forms.BooleanField(label="J'ai la copie de sa pièce d'identité", required=False)

    def __init__(self, data: Mapping[str, str] | None, found: OpenDoor, *, subjects: Sequence[str]) -> None:
        super().__init__(data)
        choices = [(one, subject_label(one)) for one in dict.fromkeys((*subjects, OTHER))]
        self.fields["sujet"].choices = choices  # type: ignore[attr-defined]
        door = found.door
        for name in self._left_out(door.takes_persons, asks_mandate=door.mandate is not None):
            del self.fields[name]
        if "subject" not in door.required:
            del self.fields["sujet"]
        for item, name in (("text", "texte"), ("description", "texte"), ("person", "personne")):
            if item in door.required:
                self.fields[name].required = True

    @staticmethod
    def _left_out(takes_persons: bool, *, asks_mandate: bool) -> tuple[str, ...]:
        person = () if takes_persons else ("personne", "naissance", "reference", "commune")
        return (*person, *(() if asks_mandate else ("mandat", "mandat_du", "identite")))


class WordsForm(forms.Form):
    """What is written on a case; the step is the button pressed."""

    texte = forms.CharField(label="Votre message", max_length=LONGEST, widget=MESSAGE, required=False)
    modele = forms.ChoiceField(label="Modèle de réponse", required=False)
    fichier = JoinedField("Fichier joint", "Qui lit votre message le lit, et personne d'autre.")

    def offer(self, choices: Choices, draft: str) -> None:
        """The templates that may be put in, and what was being written."""
        self.initial.setdefault("texte", draft)
        self.fields["modele"].choices = [("", "Choisir…"), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["modele"]


class EscalateForm(forms.Form):
    motif = forms.ChoiceField(
        label="Pourquoi",
        choices=[("", "Sans réponse, ou urgent"), *((one.value, one.label) for one in Trigger)],
        required=False,
    )
    raison = forms.CharField(
        label="Ce que l'échelon doit savoir", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class TransferForm(forms.Form):
    """To somebody of the queue, or to another door of the convention."""

    vers = forms.ChoiceField(label="À qui")
    motif = forms.CharField(label="Pourquoi", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, data: Mapping[str, str] | None, *, choices: Choices) -> None:
        super().__init__(data)
        self.fields["vers"].choices = list(choices)  # type: ignore[attr-defined]


class PostForm(forms.Form):
    voie = forms.ChoiceField(label="Voie")
    personne = forms.ChoiceField(label="Personne")
    fonction = forms.ChoiceField(label="Fonction", choices=[(one.value, one.label) for one in Duty])
    part = forms.IntegerField(
        label="Part de la file (%)", min_value=0, max_value=100, initial=100, help_text="0 : ne reçoit rien de nouveau."
    )

    def __init__(self, data: Mapping[str, str] | None, *, doors: Choices, people: Choices) -> None:
        super().__init__(data)
        self.fields["voie"].choices = list(doors)  # type: ignore[attr-defined]
        self.fields["personne"].choices = list(people)  # type: ignore[attr-defined]


def _instant(label: str, *, required: bool, hint: str = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, validators=[within_reach], help_text=hint)


class AbsenceForm(forms.Form):
    """Somebody of the queue, or oneself, until a day included."""

    personne = forms.ChoiceField(label="Qui s'absente")
    jusqu_au = DayField(label="Jusqu'au (compris)", help_text="Rien de nouveau ne lui est confié d'ici là.")

    def __init__(self, data: Mapping[str, str] | None, *, people: Choices) -> None:
        super().__init__(data)
        self.fields["personne"].choices = list(people)  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    nature = forms.ChoiceField(label="Nature", choices=[(one.value, one.headline) for one in NoticeKind])
    titre = forms.CharField(label="En une ligne", max_length=LONGEST_TITLE)
    texte = forms.CharField(
        label="Ce qu'il faut savoir", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    debut = _instant("Début", required=True)
    fin = _instant("Fin", required=False, hint="Obligatoire pour un arrêt prévu.")
