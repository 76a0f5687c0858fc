"""Signing in through an identity provider of public servants (ProConnect): what it proves, and for which body.

Source: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (issuer of an answer), CNIL 2025-019 (a code by e-mail is no
second factor), reliability.md §3.3 R11 and R13, MCP-01 (the SIRET identifies the partner). The provider says who
somebody is; our own rows say whether they may come in.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from socle.accounts.domain import policy, session
from socle.accounts.domain.states import AccountState
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse

MCP_01 = Clause.house("MCP-01")
ALGORITHMS = frozenset({"RS256", "ES256", "HS256"})
ASK_AMR = '{"id_token":{"amr":{"essential":true}}}'
OWN_SIGN_IN = "Connectez-vous avec votre identifiant, votre mot de passe et un code."
ASK_MANAGER = "Adressez-vous au gestionnaire des habilitations de votre organisme."
LONGEST_SUBJECT = 255


class FederationCode(StrEnum):
    """The stable codes of a refused sign-in or link through a provider."""

    UNAVAILABLE = "provider_unavailable"
    REFUSED = "provider_refused"
    STATE = "provider_state"
    ANSWER = "provider_answer"
    UNKNOWN = "identity_unknown"
    ENDED = "identity_ended"
    TAKEN = "identity_taken"
    LINKED = "identity_linked"
    SIRET = "identity_siret"
    NOT_HABILITATED = "not_habilitated"
    NO_MEMBERSHIP = "no_membership"
    ONE_BODY = "identity_one_body"


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider chosen by who runs the service; without one, nothing of this exists."""

    issuer: str
    client_id: str
    client_secret: str
    name: str = "ProConnect"
    algorithm: str = "RS256"
    scope: str = "openid given_name usual_name email siret"
    uses_pkce: bool = True


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says, verified: who, from which establishment, proved how; `label` is shown, never kept."""

    issuer: str
    subject: str
    siret: str
    acr: str = ""
    amr: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A body the person works for today."""

    membership_id: UUID
    organisation_id: UUID
    organisation_name: str
    siret: str
    is_habilitated: bool


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier.

    >>> challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def parameters(provider: Provider, *, state: str, nonce: str, verifier: str, redirect_uri: str) -> Mapping[str, str]:
    """What the authorization request says, and nothing more: ProConnect refuses a parameter it does not know."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "claims": ASK_AMR,
    }
    if not provider.uses_pkce:
        return asked
    return asked | {"code_challenge": challenge_of(verifier), "code_challenge_method": "S256"}


def proves_two_factors(acr: str, amr: Collection[str]) -> bool:
    """Whether the provider signed that two factors of different kinds were proved; otherwise ours is asked.

    At ProConnect « pwd » is a password and a code by e-mail: two steps, one factor.

    >>> proves_two_factors("eidas1", {"pwd"}), proves_two_factors("eidas1", {"pwd", "totp"})
    (False, True)
    >>> proves_two_factors("eidas2", ()), proves_two_factors("", {"pop"})
    (True, False)
    """
    held = set(amr)
    return acr in policy.PROVEN_ACR or "mfa" in held or bool(held & policy.KNOWN and held & policy.POSSESSED)


def enter(state: AccountState | None, is_ended: bool, places: Sequence[Place], siret: str, name: str) -> Decision:
    """Who the provider names comes in as an active, present and habilitated member of the body it vouches for."""
    if state is None:
        return refuse(
            FederationCode.UNKNOWN,
            f"Cette identité {name} n'est reliée à aucun compte.",
            clause=policy.CLAUSE,
            fix=f"{OWN_SIGN_IN} Reliez ensuite {name} depuis « Mon compte » : une adresse ne suffit jamais.",
        )
    if is_ended:
        return refuse(
            FederationCode.ENDED,
            f"Le lien entre cette identité {name} et votre compte a été retiré.",
            clause=policy.CLAUSE,
            fix=f"{OWN_SIGN_IN} Vous pourrez relier de nouveau cette identité à ce même compte.",
        )
    if state is not AccountState.ACTIVE:
        return refuse(
            session.SessionCode.DISABLED, "Votre compte n'est pas actif.", clause=policy.CLAUSE, fix=ASK_MANAGER
        )
    if not places:
        return refuse(
            FederationCode.NO_MEMBERSHIP,
            "Vous ne faites plus partie d'aucun organisme.",
            clause=policy.CLAUSE,
            fix=ASK_MANAGER,
        )
    return _vouched(places, siret, name)


def _vouched(places: Sequence[Place], siret: str, name: str) -> Decision:
    place = place_of(places, siret)
    if place is None:
        return wrong_siret(siret, places, name)
    if place.is_habilitated:
        return ALLOWED
    return refuse(
        FederationCode.NOT_HABILITATED,
        f"Vous n'avez ni rôle ni habilitation en cours pour {place.organisation_name}.",
        clause=policy.CLAUSE,
        fix=ASK_MANAGER,
    )


def place_of(places: Sequence[Place], siret: str) -> Place | None:
    """The body of that establishment: the number printed on its convention (MCP-01)."""
    return next((place for place in places if place.siret == siret), None)


def wrong_siret(siret: str, places: Sequence[Place], name: str) -> Decision:
    """The provider vouches for another establishment than those the person works for here."""
    expected = ", ".join(f"{place.organisation_name} ({place.siret})" for place in places)
    said = f"le SIRET {siret}" if siret else "aucun SIRET"
    return refuse(
        FederationCode.SIRET,
        f"{name} donne {said}, et la convention est signée pour un autre établissement : {expected}.",
        clause=MCP_01,
        fix="Faites corriger le SIRET transmis par votre service informatique, ou connectez-vous sans ce fournisseur.",
    )


def switch(is_by_provider: bool) -> Decision:
    """The provider vouches for one body: a sign-in it opened acts for no other."""
    if not is_by_provider:
        return ALLOWED
    return refuse(
        FederationCode.ONE_BODY,
        "Le fournisseur d'identité répond de vous pour cet organisme seulement.",
        clause=MCP_01,
        fix="Déconnectez-vous, puis reconnectez-vous avec votre identifiant, ou pour l'autre organisme.",
    )


def link(places: Sequence[Place], siret: str, *, is_taken: bool, is_linked: bool, name: str) -> Decision:
    """An identity is linked to the account of a member of the body it vouches for, once, and to no other account."""
    if is_taken:
        return taken(name)
    if place_of(places, siret) is None:
        return wrong_siret(siret, places, name)
    if not is_linked:
        return ALLOWED
    return refuse(
        FederationCode.LINKED,
        f"Cette identité {name} est déjà reliée à votre compte.",
        clause=policy.CLAUSE,
        fix="Rien à faire : elle ouvre déjà votre compte.",
    )


def taken(name: str) -> Decision:
    """An identity belongs to one account for ever (R13)."""
    return refuse(
        FederationCode.TAKEN,
        f"Cette identité {name} est déjà reliée à un autre compte.",
        clause=policy.CLAUSE,
        fix="Un lien ne change jamais de compte. S'il n'est pas à vous, prévenez le responsable de la sécurité.",
    )


def unavailable(name: str) -> Decision:
    return refuse(
        FederationCode.UNAVAILABLE,
        f"{name} ne répond pas.",
        clause=policy.CLAUSE,
        fix=f"Recommencez dans quelques minutes. {OWN_SIGN_IN}",
    )


def wrong_answer(name: str) -> Decision:
    """Whatever does not verify is refused in one sentence; the trace says what."""
    return refuse(
        FederationCode.ANSWER,
        f"La réponse de {name} n'a pas pu être vérifiée : personne n'est connecté.",
        clause=policy.CLAUSE,
        fix=f"Recommencez. Si cela dure, prévenez le support. {OWN_SIGN_IN}",
    )


def wrong_state(name: str) -> Decision:
    return refuse(
        FederationCode.STATE,
        f"Cette réponse de {name} ne correspond à aucune demande en cours de ce navigateur.",
        clause=policy.CLAUSE,
        fix="Reprenez depuis la page de connexion : chaque demande ne sert qu'une fois, pendant dix minutes.",
    )


def declined(name: str, error: str) -> Decision:
    """The person gave up there, or the provider refused; its own code helps the support."""
    return refuse(
        FederationCode.REFUSED,
        f"{name} n'a pas confirmé votre identité{f' ({error})' if error else ''}.",
        clause=policy.CLAUSE,
        fix=f"Recommencez si vous avez annulé par erreur. {OWN_SIGN_IN}",
    )
