"""The words of identity: states, factors, purposes, ends. Stored as written here.

Source: MCP-24 (secrets reach the user directly), MCP-29 (no automaton signs in as a human), `reliability.md` §3.1.
"""

from __future__ import annotations

from enum import StrEnum


class AccountState(StrEnum):
    """An account is invited, then active, then perhaps disabled."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class Factor(StrEnum):
    """What proved the second factor of a sign-in."""

    TOTP = "totp"
    RECOVERY = "recovery"
    WEBAUTHN = "webauthn"
    PROVIDER = "provider"


class LinkPurpose(StrEnum):
    """Why a one-time link was sent."""

    ACTIVATION = "activation"
    RECOVERY = "recovery"


class TokenScope(StrEnum):
    """What an API token may do: read, change what its owner may change, or carry the directory of a body."""

    READ = "read"
    MANAGE = "manage"
    SCIM = "scim"


CONFIRMED_BY_CODE = frozenset({TokenScope.MANAGE, TokenScope.SCIM})


class EndReason(StrEnum):
    """Why a sign-in is over."""

    SIGNED_OUT = "signed_out"
    ENDED_BY_OWNER = "ended_by_owner"
    IDLE = "idle"
    ABSOLUTE = "absolute"
    DISABLED = "disabled"
    LEFT = "left"
    FACTOR_CHANGED = "factor_changed"
    IDENTITY_ENDED = "identity_ended"
    PASSWORD_ASKED = "password_asked"  # noqa: S105 - the name of a reason
    MEASURE = "measure"


FACTOR_LABELS = {
    Factor.TOTP: "code à usage unique",
    Factor.RECOVERY: "code de secours",
    Factor.WEBAUTHN: "clé de sécurité",
    Factor.PROVIDER: "second facteur du fournisseur d'identité",
}
END_LABELS = {
    EndReason.SIGNED_OUT: "déconnexion",
    EndReason.ENDED_BY_OWNER: "fermée depuis un autre appareil",
    EndReason.IDLE: "inactivité",
    EndReason.ABSOLUTE: "durée maximale atteinte",
    EndReason.DISABLED: "compte désactivé",
    EndReason.LEFT: "départ de l'organisme",
    EndReason.FACTOR_CHANGED: "changement d'un facteur",
    EndReason.IDENTITY_ENDED: "lien d'identité retiré",
    EndReason.PASSWORD_ASKED: "nouveau mot de passe demandé par la caisse",
    EndReason.MEASURE: "mesure prise par la caisse",
}
STATE_LABELS = {
    None: "aucun compte",
    AccountState.INVITED: "invité",
    AccountState.ACTIVE: "actif",
    AccountState.DISABLED: "désactivé",
}
STATE_TONES = {
    None: "neutral",
    AccountState.INVITED: "info",
    AccountState.ACTIVE: "success",
    AccountState.DISABLED: "danger",
}
