from __future__ import annotations

from django import forms


class HabilitationSample(forms.Form):
    person = forms.CharField(label="Personne", max_length=80, help_text="Nom ou identifiant du portail.")
    purpose = forms.ChoiceField(
        label="Finalité",
        choices=[("", "Choisir"), ("rights", "Accès aux droits"), ("support", "Accompagnement social")],
        help_text="Elle sera inscrite au journal à chaque consultation.",
    )
    starts_on = forms.DateField(label="Premier jour", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Précision", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    profile = forms.ChoiceField(
        label="Profil",
        widget=forms.RadioSelect,
        choices=[("T1", "T1 — situation générale"), ("T2", "T2 — situation et quotient familial")],
    )
    groups = forms.MultipleChoiceField(
        label="Prévenir",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("person", "la personne"), ("suppleant", "le suppléant")],
        help_text="Un message part à l'ouverture du droit.",
    )
    engaged = forms.BooleanField(
        label="J'ai vérifié que cette personne a besoin de ce droit", help_text="Principe du moindre privilège."
    )


class FilterSample(forms.Form):
    q = forms.CharField(label="Nom", required=False)
    state = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), ("open", "En cours"), ("ended", "Terminés")]
    )


class SignInSample(forms.Form):
    login = forms.CharField(label="Identifiant", help_text="Huit caractères, par exemple ABCD2345.")
    password = forms.CharField(
        label="Mot de passe", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        label="Code à six chiffres",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "s-code-input"}
        ),
    )


def unbound() -> HabilitationSample:
    return HabilitationSample(prefix="vide")


def refused() -> HabilitationSample:
    form = HabilitationSample({"erreur-person": "Aline Fictive"}, prefix="erreur")
    form.add_error(None, "Le bulletin CDAP ne laisse plus aucun siège T2.")
    return form
