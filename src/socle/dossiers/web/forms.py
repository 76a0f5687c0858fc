from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import forms

from socle.dossiers.actions.consulting import Request
from socle.dossiers.actions.explaining import Question
from socle.dossiers.domain.groups import Group
from socle.dossiers.domain.reasons import LONGEST
from socle.dossiers.domain.search import FullIdentity, Key, Search
from socle.dossiers.queries.profiles import ReaderProfile
from socle.dossiers.queries.questions import Askable
from socle.kernel.decision import Refused
from socle.organismes.choosing import FIELD, SEARCH
from socle.theme.choosing import add_choice
from socle.theme.moments import within_reach

OFF = {"autocomplete": "off"}


def _text(label: str, length: int, hint: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=False, help_text=hint, widget=forms.TextInput({**OFF, **attrs})
    )


class ConsultationForm(forms.Form):
    """Why, with which number, and one exact key; a personal key travels in the body, never in an address.

    A purpose or a number left out is not the form's affair: the judge refuses, with the clause and a trace.
    """

    finalite = forms.ChoiceField(
        label="Pour quelle finalité ouvrez-vous ce dossier ?",
        widget=forms.RadioSelect,
        required=False,
    )
    instructeur = forms.CharField(
        label="Votre numéro instructeur",
        max_length=40,
        widget=forms.TextInput(OFF),
        required=False,
    )
    saisine = _text("Numéro de la saisine, si c'est elle qui vous fait ouvrir ce dossier", LONGEST)
    caisse = _text("Code de la caisse", 10, "Trois chiffres.", inputmode="numeric")
    numero = _text("Numéro d'allocataire", 20, "Sept chiffres au plus.", inputmode="numeric")
    nom = _text("Nom", 100, "Nom de naissance ou d'usage.")
    prenom = _text("Prénom", 100)
    naissance = forms.CharField(
        label="Date de naissance", required=False, widget=forms.DateInput({**OFF, "type": "date"}), max_length=10
    )
    commune = _text("Commune de naissance", 100, "Elle sépare les homonymes.")

    def __init__(self, data: Mapping[str, str] | None, *, reader: ReaderProfile) -> None:
        super().__init__(data, initial=_initial(reader))
        self.reader = reader
        self.search: Search | None = None
        self.fields["finalite"].choices = [(one.code, one.label) for one in reader.usable]  # type: ignore[attr-defined]
        if reader.number is None:
            del self.fields["instructeur"]
        else:
            self.fields["instructeur"].help_text = f"Forme attendue : {reader.number.text('format_says')}."

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        try:
            self.search = self._identity() if self.is_identity else self._key()
        except Refused as error:
            self.add_error("nom" if self.is_identity else "numero", f"{error.decision.reason} {error.decision.fix}")
        return data

    @property
    def is_identity(self) -> bool:
        """Whether the person searches by identity rather than by number."""
        return self.data.get("cle") == FullIdentity.kind

    def _key(self) -> Key:
        return Key.parse(self.data.get("caisse", ""), self.data.get("numero", ""))

    def _identity(self) -> FullIdentity:
        names = {"last_name": "nom", "first_name": "prenom", "birth_date": "naissance", "birth_commune": "commune"}
        return FullIdentity.parse({name: self.data.get(field, "")[:100] for name, field in names.items()})

    def request(self) -> Request:
        data = self.cleaned_data
        number, case = data.get("instructeur", ""), data["saisine"].strip()
        return Request(self.reader.code, data["finalite"], self.search, number, case)


def _initial(reader: ReaderProfile) -> dict[str, str]:
    codes = [purpose.code for purpose in reader.usable]
    chosen = reader.given_for if reader.given_for in codes else (codes[0] if len(codes) == 1 else "")
    return {"finalite": chosen, "caisse": reader.caisse_code}


class WhyForm(forms.Form):
    """Who, which service and profile, which group of data, at which instant."""

    personne = forms.ChoiceField(label="Personne", required=False)
    profil = forms.ChoiceField(label="Service et profil", error_messages={"required": "Choisissez un profil."})
    groupe = forms.ChoiceField(
        label="Groupe de données",
        required=False,
        choices=[("", "Aucun en particulier"), *((g, g.label) for g in Group)],
    )
    au = forms.DateTimeField(
        label="À quel instant ?",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Sans réponse : maintenant.",
        validators=[within_reach],
    )

    def __init__(self, data: Mapping[str, str] | None, *, askable: Askable, own: UUID) -> None:
        super().__init__(data, initial={"personne": str(own), "organisme": str(askable.body)})
        self.own = own
        self.fields["profil"].choices = [("", "Choisir…"), *askable.profiles]  # type: ignore[attr-defined]
        if askable.people:
            self.fields["personne"].choices = list(askable.people)  # type: ignore[attr-defined]
        else:
            del self.fields["personne"]
        hint = "Changez de partenaire, puis affichez ses personnes et ses profils."
        add_choice(self, FIELD, "Partenaire", askable.bodies, search=SEARCH, hint=hint)
        self.order_fields([SEARCH, FIELD, "personne", "profil", "groupe", "au"])

    def question(self) -> Question:
        data = self.cleaned_data
        service, _, profile = data["profil"].partition(":")
        return Question(UUID(data.get("personne") or str(self.own)), service, profile, data["groupe"])
