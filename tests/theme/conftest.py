"""Templates rendered with every undefined variable as a failure."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from socle.theme.web.samples import page

FRAME = {
    "demonstration": True,
    "organisation_name": "Commune de Saint-Aubin-sur-Lergue (fictif)",
    "actor_name": "Marc Exemple",
    "organisations_url": "/organismes",
    "account_url": "/compte",
    "sign_out_url": "/sortie",
    "accessibility_url": "/accessibilite",
    "help_url": "/aide",
    "privacy_url": "/donnees",
    "request_id": "7f3a9c",
    "checkpoint": {"size": 12873, "at": page()["at"], "url": "/traces"},
    "menu": [{"label": "Conventions", "url": "/conventions", "icon": "file-text", "current": True}],
}


class Undefined(str):
    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        raise LookupError(f"undefined template variable: {name}")


@pytest.fixture
def render(settings):
    """`render("theme/errors/403.html", {...})` with the theme's own context processors."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = Undefined()
    templates[0]["OPTIONS"]["context_processors"] = [
        "django.template.context_processors.request",
        "socle.theme.context.appearance",
    ]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.theme.urls"

    def run(template: str, values: dict | None = None, look: str = "auto") -> str:
        request = RequestFactory().get("/composants")
        request.COOKIES["theme"] = look
        return render_to_string(template, values or {}, request)

    return run
