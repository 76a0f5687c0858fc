from __future__ import annotations

from typing import Any

from django import forms

from socle.accounts.domain import policy

CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}
CODE_HINT = "Six chiffres de votre application, ou un code de secours."
ADVICE = (
    f"Au moins {policy.MIN_LENGTH} caractères. Une phrase de quatre mots sans lien entre eux est sûre et se retient "
    "bien ; aucun chiffre ni symbole n'est exigé."
)


def password_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """A password as it was typed: nothing is cut from it."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, widget=widget, strip=False, max_length=policy.MAX_LENGTH * 4, help_text=help_text
    )


class CodeInput(forms.TextInput):
    """A code serves once: a form shown again leaves it empty."""

    def format_value(self, value: object) -> None:
        del value


def code_field(label: str = "Code à usage unique", help_text: str = CODE_HINT) -> forms.CharField:
    return forms.CharField(label=label, max_length=40, widget=CodeInput(attrs=CODE_ATTRS), help_text=help_text)


class SignInForm(forms.Form):
    identifier = forms.CharField(
        label="Identifiant",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password_field("Mot de passe", "current-password")
    code = code_field()


class CodeForm(forms.Form):
    code = code_field()


class NewPasswordForm(forms.Form):
    password = password_field("Mot de passe", "new-password", ADVICE)
    again = password_field("Le même mot de passe, encore", "new-password")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "Les deux saisies sont différentes.")
        return given


class ActivationForm(NewPasswordForm):
    code = code_field("Code affiché par l'application", "Six chiffres ; ils changent toutes les 30 secondes.")


class RecoveryForm(NewPasswordForm):
    code = code_field()


class ChangePasswordForm(NewPasswordForm):
    current = password_field("Mot de passe actuel", "current-password")
    code = code_field()

    field_order = ("current", "password", "again", "code")


class KeyForm(forms.Form):
    name = forms.CharField(label="Nom de la clé", max_length=60, help_text="Par exemple « clé bleue du bureau ».")


class SwitchForm(forms.Form):
    membership = forms.UUIDField()
