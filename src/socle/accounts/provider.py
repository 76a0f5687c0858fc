"""The border with the identity provider: discovery, exchange of the code, verification of what it signs.

Never inside a transaction. Certificates are checked, no redirect is followed, an answer is small and comes in seconds.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import requests
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry
from urllib3.exceptions import HTTPError

from socle.accounts.domain.federation import LONGEST_SUBJECT, Claims, Provider, parameters

TIMEOUT = (3.05, 5)
LARGEST = 200_000
LEEWAY = 30
KEPT_FOR = 600
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class Unavailable(Exception):  # noqa: N818 - reads as a sentence
    """The provider did not answer."""


class Unverified(Exception):  # noqa: N818
    """The provider answered what cannot be trusted; the message goes to the trace."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What this browser asked, kept in its own signed cookie until the provider answers."""

    state: str
    nonce: str
    verifier: str
    suite: str = "/"
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An answer read whole."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Who came back, and the token that later ends the provider's own session."""

    pending: Pending
    claims: Claims
    id_token: str


_discovered: dict[str, tuple[float, Mapping[str, str]]] = {}


def configured() -> Provider | None:
    """The provider of this service, None when it has none."""
    found: Provider | None = settings.IDENTITY_PROVIDER
    return found


def is_safe(url: str) -> bool:
    """HTTPS, or plain HTTP on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def authorization_url(provider: Provider, pending: Pending, redirect_uri: str) -> str:
    """Where the browser goes to prove who it is."""
    asked = parameters(
        provider, state=pending.state, nonce=pending.nonce, verifier=pending.verifier, redirect_uri=redirect_uri
    )
    return _with(_discover(provider)["authorization_endpoint"], asked)


def end_session_url(provider: Provider, id_token: str, state: str, back: str) -> str:
    """Where the browser ends the provider's own session; empty when it does not say."""
    endpoint = _discover(provider).get("end_session_endpoint", "")
    return endpoint and _with(endpoint, {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": back})


def redeem(provider: Provider, code: str, pending: Pending, redirect_uri: str) -> Redeemed:
    """The claims behind a code: signature, issuer, audience, dates, nonce and subject verified, in that order."""
    endpoints = _discover(provider)
    tokens = _json(_asked("POST", endpoints["token_endpoint"], form=_exchange(provider, code, pending, redirect_uri)))
    id_token, access_token = str(tokens.get("id_token", "")), str(tokens.get("access_token", ""))
    keys = _keys(provider, endpoints)
    proved = _verified(provider, id_token, keys, nonce=pending.nonce)
    headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/jwt, application/json"}
    said = _userinfo(provider, _get(endpoints["userinfo_endpoint"], headers), keys)
    if said.get("sub") != proved["sub"]:
        raise Unverified("le sujet change entre les deux réponses")
    return Redeemed(pending, _claims(provider, proved, said), id_token)


def _exchange(provider: Provider, code: str, pending: Pending, redirect_uri: str) -> Mapping[str, str]:
    form = {
        "grant_type": "authorization_code",
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "redirect_uri": redirect_uri,
        "code": code,
    }
    return form | {"code_verifier": pending.verifier} if provider.uses_pkce else form


def _verified(provider: Provider, token: str, keys: KeySet | OctKey, nonce: str) -> Mapping[str, object]:
    essential = ClaimsOption(essential=True)
    registry = JWTClaimsRegistry(
        now=int(time.time()),
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        exp=essential,
        iat=essential,
        sub=essential,
    )
    try:
        claims = jwt.decode(token, keys, algorithms=[provider.algorithm]).claims
        registry.validate(claims)
    except (JoseError, ValueError) as error:
        raise Unverified(f"jeton d'identité refusé ({type(error).__name__})") from error
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise Unverified("le nonce n'est pas celui de la demande")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Unverified("le jeton a été émis pour un autre service")
    return claims


def _userinfo(provider: Provider, answer: Body, keys: KeySet | OctKey) -> Mapping[str, object]:
    """ProConnect signs it, others send plain JSON over the same verified connection."""
    if "jwt" not in answer.kind:
        return _json(answer)
    try:
        claims = jwt.decode(answer.text.strip(), keys, algorithms=[provider.algorithm]).claims
    except (JoseError, ValueError) as error:
        raise Unverified(f"userinfo refusé ({type(error).__name__})") from error
    audience = claims.get("aud", provider.client_id)
    if claims.get("iss", provider.issuer) != provider.issuer or provider.client_id not in audience:
        raise Unverified("userinfo a été émis pour un autre service")
    return claims


def _claims(provider: Provider, proved: Mapping[str, object], said: Mapping[str, object]) -> Claims:
    subject = str(proved["sub"])
    if not 0 < len(subject) <= LONGEST_SUBJECT or "\0" in subject:
        raise Unverified("sujet vide ou trop long")
    amr = proved.get("amr")
    names = [str(said[key]) for key in ("given_name", "usual_name", "email") if isinstance(said.get(key), str)]
    return Claims(
        issuer=provider.issuer,
        subject=subject,
        siret="".join(str(said.get("siret") or "").split())[:14],
        acr=str(proved.get("acr") or ""),
        amr=frozenset(str(one) for one in amr) if isinstance(amr, list) else frozenset(),
        label=" ".join(names)[:200],
    )


def _discover(provider: Provider) -> Mapping[str, str]:
    """The provider's own description, kept ten minutes; it must name itself and safe addresses."""
    kept = _discovered.get(provider.issuer)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    found = _json(_get(provider.issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if found.get("issuer") != provider.issuer:
        raise Unverified("la description nomme un autre émetteur")
    endpoints = {name: url for name, url in found.items() if isinstance(url, str)}
    optional = [endpoints[name] for name in ("end_session_endpoint",) if name in endpoints]
    if not all(is_safe(url) for url in (*(endpoints.get(name, "") for name in ENDPOINTS), *optional)):
        raise Unverified("la description donne une adresse sans HTTPS")
    _discovered[provider.issuer] = (time.monotonic() + KEPT_FOR, endpoints)
    return endpoints


def _keys(provider: Provider, endpoints: Mapping[str, str]) -> KeySet | OctKey:
    """Read at each sign-in, so that a renewed key is known at once."""
    if provider.algorithm == "HS256":
        return OctKey.import_key(provider.client_secret)
    try:
        return KeySet.import_key_set(_json(_get(endpoints["jwks_uri"])))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Unverified("clés illisibles") from error


def _json(body: Body) -> Mapping[str, object]:
    try:
        found = json.loads(body.text)
    except ValueError as error:
        raise Unverified("réponse illisible") from error
    if not isinstance(found, dict):
        raise Unverified("réponse illisible")
    return found


def _get(url: str, headers: Mapping[str, str] | None = None) -> Body:
    return _asked("GET", url, headers=headers)


def _asked(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
) -> Body:
    try:
        with requests.request(
            method, url, headers=headers, data=form, auth=_no_other, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as answer:
            read = answer.raw.read(LARGEST + 1, decode_content=True)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise Unavailable(type(error).__name__) from error
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unavailable(f"réponse {answer.status_code}")
    if answer.status_code != HTTPStatus.OK or len(read) > LARGEST:
        raise Unverified(f"réponse {answer.status_code} de {urlsplit(url).path}")
    return Body(answer.headers.get("Content-Type", ""), read.decode("utf-8", "replace"))


def _no_other(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Nothing of a .netrc file replaces what we send."""
    return request


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(query)}"


def forget_discovered() -> None:
    """Read the description again: the provider or its settings changed."""
    _discovered.clear()
