"""The identity provider is off unless its three settings are there (docs/exploitation.md)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from socle.site.identity_provider import from_environment

THREE = {
    "SOCLE_OIDC_ISSUER": "https://agent.example/api/v2",
    "SOCLE_OIDC_CLIENT_ID": "socle",
    "SOCLE_OIDC_CLIENT_SECRET": "secret",
}


def test_nothing_set_means_no_provider():
    assert from_environment({}) is None
    assert from_environment({"SOCLE_OIDC_NAME": "ProConnect"}) is None


def test_three_settings_turn_it_on_and_the_secret_may_be_in_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("venu-du-fichier\n")
    in_file = THREE | {"SOCLE_OIDC_CLIENT_SECRET": "", "SOCLE_OIDC_CLIENT_SECRET_FILE": str(secret)}

    asked, from_file = from_environment(THREE), from_environment(in_file | {"SOCLE_OIDC_PKCE": "0"})

    assert asked
    assert from_file
    assert (asked.client_secret, asked.name, asked.algorithm, asked.uses_pkce) == (
        "secret",
        "ProConnect",
        "RS256",
        True,
    )
    assert (from_file.client_secret, from_file.uses_pkce) == ("venu-du-fichier", False)


@pytest.mark.parametrize("missing", THREE)
def test_half_a_provider_stops_the_start(missing):
    with pytest.raises(ImproperlyConfigured, match=missing):
        from_environment({name: value for name, value in THREE.items() if name != missing})


@pytest.mark.parametrize(
    "wrong",
    [
        {"SOCLE_OIDC_ISSUER": "http://agent.example"},
        {"SOCLE_OIDC_ISSUER": "http://localhost.example:80"},
        {"SOCLE_OIDC_ALGORITHM": "none"},
        {"SOCLE_OIDC_ALGORITHM": "HS256"},
        {"SOCLE_OIDC_SCOPE": "siret"},
        {"SOCLE_OIDC_CLIENT_SECRET": "", "SOCLE_OIDC_CLIENT_SECRET_FILE": "/nulle/part"},
    ],
)
def test_an_unsafe_setting_stops_the_start(wrong):
    with pytest.raises(ImproperlyConfigured):
        from_environment(THREE | wrong)
