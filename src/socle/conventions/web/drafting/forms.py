"""Forms made from the kinds themselves: one field of the page by field of the term, its grammar beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from socle.conventions.domain.convention import Family
from socle.conventions.domain.entry import Blank, Entry, answer_of, choices_of, entry_of, table_of
from socle.conventions.domain.fields import Field, fields_of, read
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.terms import Common, read_term
from socle.kernel.french import headline
from socle.theme.days import DayField

COMMON = {field.name: field for field in fields_of(Common)}
ALWAYS = ("clause", "says", "until")
YES_NO = (("", "—"), ("oui", "Oui"), ("non", "Non"))
AREA = forms.Textarea(attrs={"rows": 3})


def control(field: Field, *, label: str = "", hint: str = "") -> forms.Field:
    """The control that asks for a field; the grammar alone judges the answer."""
    kind = entry_of(field)
    says = headline(field.says)
    shown: dict[str, Any] = {"label": label or says, "required": False, "help_text": hint or _hint(field)}
    if kind is Entry.YES_NO:
        return forms.ChoiceField(choices=YES_NO, **shown)
    if kind is Entry.ONE_OF:
        return forms.ChoiceField(choices=[("", "—"), *choices_of(field)], **shown)
    if kind is Entry.SOME_OF:
        return forms.MultipleChoiceField(choices=choices_of(field), widget=forms.CheckboxSelectMultiple, **shown)
    widgets: dict[Entry, forms.Widget] = {
        Entry.DAY: forms.DateInput(attrs={"type": "date"}),
        Entry.NUMBER: forms.TextInput(attrs={"inputmode": "numeric"}),
        Entry.LINES: forms.Textarea(attrs={"rows": 3}),
    }
    return forms.CharField(widget=widgets.get(kind, forms.TextInput()), max_length=2000, **shown)


def _hint(field: Field) -> str:
    example = field.grammar.schema.get("examples")
    if entry_of(field) is Entry.LINES:
        return "Un élément par ligne."
    return f"Par exemple : {example[0]}." if isinstance(example, list) and example else ""


class AnsweredForm(forms.Form):
    """A form whose answers are read as tables; `prefix` keeps apart the fields of several terms."""

    def answers(self, names: Iterable[str], prefix: str = "") -> dict[str, object]:
        """What was answered, field by field; a list for several boxes."""
        found: dict[str, object] = {}
        for name in names:
            key = f"{prefix}{name}"
            many = isinstance(self.fields[key], forms.MultipleChoiceField)
            data = self.data
            found[name] = data.getlist(key) if many and isinstance(data, QueryDict) else data.get(key, "")
        return found

    def tell(self, flaws: Iterable[Flaw], prefix: str = "") -> bool:
        """Put each remark next to its field; True when nothing refuses the answers."""
        sound = True
        for flaw in flaws:
            if flaw.severity is Severity.ERROR:
                sound = False
                key = f"{prefix}{flaw.field}"
                self.add_error(key if key in self.fields else None, f"{flaw.what}. {flaw.remedy}.")
        return sound


class TermForm(AnsweredForm):
    """One term: the fields of its kind, its clause, what it says in plain French."""

    def __init__(
        self, data: QueryDict | None, *, key: str, kind: str, table: Mapping[str, object], version: int
    ) -> None:
        self.key, self.kind = key, kind
        self.asked = (*fields_of(KINDS[kind]), *(COMMON[name] for name in ALWAYS))
        initial: dict[str, Any] = {field.name: answer_of(field, table.get(field.name)) for field in self.asked}
        super().__init__(data, initial=initial | {"version": version})
        for field in self.asked:
            self.fields[field.name] = control(field)
        self.fields["says"].widget = AREA
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def table(self) -> dict[str, object] | None:
        """The table of the term, or None when its own grammar refuses it: the form then says where and how."""
        self.full_clean()
        written = table_of(self.asked, self.answers(field.name for field in self.asked))
        table = {"id": self.key, "kind": self.kind, **written}
        _, flaws = read_term(table, 0, is_model=False)
        return table if self.tell(flaws) and self.is_valid() else None


class BlanksForm(AnsweredForm):
    """What a model leaves open, term by term; an empty cell that may be closed opens nothing."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        blanks: Sequence[Blank],
        written: Mapping[str, Mapping[str, object]],
        version: int,
    ) -> None:
        self.blanks = blanks
        initial: dict[str, Any] = {"version": version}
        for blank in blanks:
            for field in blank.fields:
                initial[f"{blank.id}--{field.name}"] = answer_of(field, written.get(blank.id, {}).get(field.name))
        super().__init__(data, initial=initial)
        for blank in blanks:
            for field in blank.fields:
                self.fields[f"{blank.id}--{field.name}"] = control(field, label=_asks(blank, field), hint=blank.says)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def tables(self) -> list[dict[str, object]] | None:
        """The tables that the answers spell, or None when a grammar refuses one."""
        self.full_clean()
        found, sound = [], True
        for blank in self.blanks:
            prefix = f"{blank.id}--"
            table = blank.table(self.answers((field.name for field in blank.fields), prefix))
            own = {name: value for name, value in table.items() if name in {field.name for field in blank.fields}}
            _, flaws = read(KINDS[blank.kind], own)
            sound &= self.tell((flaw for flaw in flaws if flaw.field in own), prefix)
            found.append(table)
        return found if sound and self.is_valid() else None

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by nature of term, in the order of the model."""
        found: dict[str, list[forms.BoundField]] = {}
        for blank in self.blanks:
            found.setdefault(blank.title, []).extend(self[f"{blank.id}--{field.name}"] for field in blank.fields)
        return list(found.items())


def _asks(blank: Blank, field: Field) -> str:
    says = headline(field.says)
    return f"{says} : {blank.id.replace('-', ' ')} ({blank.clause})"


class AvenantForm(forms.Form):
    titre = forms.CharField(
        label="Objet de l'avenant",
        max_length=200,
        help_text="Par exemple : « Douze sièges de plus pour les travailleurs sociaux ».",
        error_messages={"required": "Dites en une ligne ce que l'avenant change."},
    )
    effet = DayField(
        label="Premier jour d'effet",
        required=False,
        help_text="Vide : le jour de la dernière signature. Jamais avant elle.",
    )


class ConventionForm(forms.Form):
    """The first page of a convention; each party is a body already known by its SIRET."""

    modele = forms.ChoiceField(label="Modèle", choices=[(family.value, family.label) for family in Family])
    titre = forms.CharField(label="Titre", max_length=200, error_messages={"required": "Donnez un titre."})
    territoire = forms.CharField(label="Département", max_length=3, help_text="Son calendrier compte les délais.")
    numero = forms.CharField(
        label="Numéro", max_length=40, required=False, help_text="Vide : le SIRET du premier partenaire."
    )
    effet = DayField(label="Prise d'effet", required=False, help_text="Vide : le jour de la dernière signature.")
    caisse_par = forms.CharField(label="Qui signe pour votre organisme", max_length=160)
    caisse_qualite = forms.CharField(label="Sa qualité", max_length=120, initial="directeur")
    siret = forms.CharField(label="SIRET du partenaire", max_length=20)
    partenaire_par = forms.CharField(label="Qui signe pour le partenaire", max_length=160)
    partenaire_qualite = forms.CharField(label="Sa qualité, chez le partenaire", max_length=120, initial="maire")
    siret_2 = forms.CharField(label="SIRET d'un second partenaire", max_length=20, required=False)
    partenaire_par_2 = forms.CharField(label="Qui signe pour lui", max_length=160, required=False)
    partenaire_qualite_2 = forms.CharField(
        label="Sa qualité, chez ce second partenaire", max_length=120, required=False
    )


class TextForm(forms.Form):
    texte = forms.CharField(
        label="Texte du projet",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text="Le format est décrit dans la documentation ; chaque remarque donne sa ligne et son remède.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(forms.Form):
    commentaire = forms.CharField(label="Votre commentaire", max_length=4000, widget=AREA, required=False)


class ReasonForm(forms.Form):
    motif = forms.CharField(
        label="Motif", max_length=4000, widget=AREA, required=False, help_text="Pour refuser ou abandonner."
    )


class SignatureForm(forms.Form):
    """The signature of one party, received on paper."""

    partie = forms.ChoiceField(label="Partie qui a signé")
    jour = DayField(label="Jour de sa signature", error_messages={"required": "Donnez le jour écrit sur l'acte."})
    preuve = forms.CharField(
        label="Ce qui le prouve", max_length=300, help_text="Par exemple : original reçu par courrier le 12 mai."
    )

    def __init__(self, data: QueryDict | None, *, parties: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="signature_%s")
        self.fields["partie"].choices = list(parties)  # type: ignore[attr-defined]
