from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms

from socle.habilitations.actions.granting import Wish
from socle.supervision.domain.findings import SEVERITY_LABELS
from socle.supervision.domain.measures import KIND_LABELS, REACH_LABELS, Reach
from socle.supervision.domain.questions import LONGEST
from socle.supervision.domain.sampling import LARGEST
from socle.supervision.queries.measures import Target
from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]

AREA = forms.Textarea(attrs={"rows": 5})
FIELD_OF: Mapping[str, str] = {Reach.RIGHT: "droit", Reach.PERSON: "personne", Reach.SERVICE: "service"}
QUESTION = "Pourquoi ce droit existe-t-il, et comment est-il utilisé ?"


class QuestionForm(forms.Form):
    question = forms.CharField(
        label="Question",
        max_length=LONGEST,
        widget=AREA,
        initial=QUESTION,
        help_text="Le partenaire la lira ; elle ne part pas par message électronique.",
        error_messages={"required": "Écrivez la question."},
    )


class StatementForm(forms.Form):
    """What a party says at a step; the step is the button pressed."""

    texte = forms.CharField(
        label="Votre texte", max_length=LONGEST, widget=AREA, required=False, help_text="L'autre partie le lira."
    )


class DelayForm(forms.Form):
    delai = forms.CharField(
        label="Délai de réponse",
        max_length=60,
        initial="10 jours ouvrés",
        help_text="Par exemple « 10 jours ouvrés » ou « 1 mois ». Il vaut pour les questions posées ensuite.",
        error_messages={"required": "Écrivez le délai."},
    )


class FailureForm(forms.Form):
    convention = forms.ChoiceField(label="Convention")
    manquement = forms.ChoiceField(label="Manquement", widget=forms.RadioSelect)
    faits = forms.CharField(
        label="Faits",
        widget=AREA,
        help_text="Ce qui s'est passé, quand, sur quels droits. Le partenaire le lira.",
        error_messages={"required": "Écrivez les faits."},
    )
    preuve = forms.CharField(
        label="Preuve",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La trace, la pièce ou la réponse qui le montre.",
        error_messages={"required": "Indiquez la preuve : sans elle, rien ne s'établit."},
    )

    def __init__(self, data: Mapping[str, str] | None, *, conventions: Choices, grounds: Choices) -> None:
        super().__init__(data)
        self.fields["convention"].choices = list(conventions)  # type: ignore[attr-defined]
        self.fields["manquement"].choices = list(grounds)  # type: ignore[attr-defined]


class HearingForm(forms.Form):
    """What is said at a step of a failure; the step is the button pressed."""

    texte = forms.CharField(label="Votre texte", max_length=LONGEST, widget=AREA, required=False)
    urgence = forms.CharField(
        label="Pourquoi cela ne peut attendre",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Seulement pour établir le manquement avant la réponse du partenaire.",
    )


class MeasureForm(forms.Form):
    mesure = forms.ChoiceField(
        label="Mesure",
        widget=forms.RadioSelect,
        choices=[(kind.value, label.capitalize()) for kind, label in KIND_LABELS.items()],
        error_messages={"required": "Choisissez la mesure."},
    )
    etendue = forms.ChoiceField(
        label="Étendue",
        widget=forms.RadioSelect,
        choices=[(reach.value, label.capitalize()) for reach, label in REACH_LABELS.items()],
        error_messages={"required": "Choisissez l'étendue : la plus petite qui suffit."},
    )
    droit = forms.ChoiceField(label="Si un seul droit : lequel", required=False)
    personne = forms.ChoiceField(label="Si une personne : laquelle", required=False)
    service = forms.ChoiceField(label="Si un service : lequel", required=False)

    def __init__(self, data: Mapping[str, str] | None, *, rights: Choices, people: Choices, services: Choices) -> None:
        super().__init__(data)
        for name, choices in (("droit", rights), ("personne", people), ("service", services)):
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def target(self) -> Target:
        """Whom the measure is limited to."""
        reach = Reach(self.cleaned_data["etendue"])
        return Target(reach, self.cleaned_data.get(FIELD_OF[reach], "") if reach in FIELD_OF else "")

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        asked = FIELD_OF.get(str(data.get("etendue", "")))
        if asked and not data.get(asked):
            self.add_error(asked, "Choisissez dans cette liste ce que la mesure touche.")
        return data


class CauseForm(forms.Form):
    motif = forms.CharField(
        label="Motif de la mesure",
        max_length=300,
        widget=forms.TextInput,
        help_text="Il sera lu par le partenaire et par les personnes touchées.",
        error_messages={"required": "Écrivez le motif."},
    )


class SampleForm(forms.Form):
    partenaire = forms.ChoiceField(label="Partenaire", required=False)
    service = forms.CharField(label="Service", required=False, max_length=20, help_text="Par exemple : cdap.")
    profil = forms.CharField(label="Profil", required=False, max_length=20, help_text="Par exemple : T2.")
    taille = forms.IntegerField(label="Nombre de droits", min_value=1, max_value=LARGEST, initial=10)
    risque = forms.IntegerField(
        label="Part choisie par risque, en %",
        min_value=0,
        max_value=100,
        initial=50,
        help_text="Le reste est tiré au sort.",
    )
    graine = forms.CharField(
        label="Graine du tirage",
        required=False,
        max_length=64,
        help_text="Laissez vide : une graine est tirée et gardée. La même graine redonne le même tirage.",
    )

    def __init__(self, data: Mapping[str, str] | None, *, partners: Choices, initial: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["partenaire"].choices = [("", "Tous les partenaires"), *partners]  # type: ignore[attr-defined]


class AuditForm(forms.Form):
    convention = forms.ChoiceField(label="Convention")
    perimetre = forms.CharField(
        label="Périmètre",
        widget=AREA,
        help_text="Ce qui est contrôlé : attributions, suspensions, retraits, contrôles.",
        error_messages={"required": "Écrivez ce qui est contrôlé."},
    )
    du = DayField(label="Période, du")
    au = DayField(label="Période, au")
    echantillon = forms.ChoiceField(label="Échantillon", required=False)

    def __init__(self, data: Mapping[str, str] | None, *, conventions: Choices, samples: Choices) -> None:
        super().__init__(data)
        self.fields["convention"].choices = list(conventions)  # type: ignore[attr-defined]
        self.fields["echantillon"].choices = [("", "Aucun"), *samples]  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    gravite = forms.ChoiceField(
        label="Gravité", choices=[(one.value, label.capitalize()) for one, label in SEVERITY_LABELS.items()]
    )
    constat = forms.CharField(label="Constat", widget=forms.Textarea(attrs={"rows": 3}))
    preuve = forms.CharField(label="Preuve", widget=forms.Textarea(attrs={"rows": 2}))
    clause = forms.CharField(label="Clause", max_length=120, initial="contrat de service, 2.2.1")
    correction = forms.CharField(label="Correction demandée", widget=forms.Textarea(attrs={"rows": 2}))
    pour_le = DayField(label="À corriger pour le")


class AnswerForm(forms.Form):
    """An answer to a finding, a reason to keep it, or the conclusion of the audit."""

    texte = forms.CharField(label="Votre texte", max_length=LONGEST, widget=AREA, required=False)


class InPlaceForm(forms.Form):
    """A right that the caisse opens in the place of a partner."""

    personne = forms.ChoiceField(label="Personne")
    profil = forms.ChoiceField(label="Profil")
    finalite = forms.ChoiceField(label="Finalité")
    lieu = forms.ChoiceField(label="Lieu ou équipement, si le profil le demande", required=False)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        people: Choices,
        profiles: Choices,
        purposes: Choices,
        places: Choices,
    ) -> None:
        super().__init__(data)
        listed = {"personne": people, "profil": profiles, "finalite": purposes, "lieu": [("", "—"), *places]}
        for name, choices in listed.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def wish(self, organisation_id: UUID) -> Wish:
        """The right asked for, in that partner."""
        given = self.cleaned_data
        service, _, profile = given["profil"].partition(":")
        return Wish(
            person_id=UUID(given["personne"]),
            service=service,
            profile=profile,
            purpose=given["finalite"],
            scope_id=UUID(given["lieu"]) if given["lieu"] else None,
            organisation_id=organisation_id,
        )
