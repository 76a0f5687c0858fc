"""The identity provider of this service, from its environment: none unless its three settings are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from socle.accounts.domain.federation import ALGORITHMS, Provider

ISSUER, CLIENT, SECRET, SECRET_FILE = (
    "SOCLE_OIDC_ISSUER",
    "SOCLE_OIDC_CLIENT_ID",
    "SOCLE_OIDC_CLIENT_SECRET",
    "SOCLE_OIDC_CLIENT_SECRET_FILE",
)
LOOPBACK = ("http://localhost:", "http://127.0.0.1:")
SHORTEST_SHARED_KEY = 32


def from_environment(environment: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names; ImproperlyConfigured when it is named by halves."""
    secret = environment.get(SECRET) or _read(environment.get(SECRET_FILE, ""))
    given = {ISSUER: environment.get(ISSUER, ""), CLIENT: environment.get(CLIENT, ""), SECRET: secret}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"Fournisseur d'identité : il manque {', '.join(missing)}.")
    usual = Provider(given[ISSUER], given[CLIENT], secret)
    return _checked(
        Provider(
            usual.issuer,
            usual.client_id,
            secret,
            name=environment.get("SOCLE_OIDC_NAME", usual.name),
            algorithm=environment.get("SOCLE_OIDC_ALGORITHM", usual.algorithm),
            scope=environment.get("SOCLE_OIDC_SCOPE", usual.scope),
            uses_pkce=environment.get("SOCLE_OIDC_PKCE", "1") == "1",
        )
    )


def _checked(provider: Provider) -> Provider:
    if not provider.issuer.startswith(("https://", *LOOPBACK)):
        raise ImproperlyConfigured(f"{ISSUER} doit commencer par https://.")
    if provider.algorithm not in ALGORITHMS:
        raise ImproperlyConfigured(f"SOCLE_OIDC_ALGORITHM : l'un de {', '.join(sorted(ALGORITHMS))}.")
    if provider.algorithm == "HS256" and len(provider.client_secret) < SHORTEST_SHARED_KEY:
        raise ImproperlyConfigured("Avec HS256, le secret est la clé des signatures : 32 caractères au moins.")
    if "openid" not in provider.scope.split():
        raise ImproperlyConfigured("SOCLE_OIDC_SCOPE doit contenir « openid ».")
    return provider


def _read(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{SECRET_FILE} : {error.strerror}.") from error
