"""Roles are data an auditor can read: name, description, permissions `resource:action` (style.md, « Permissions »).

Source: convention 9.1, contrat de service 2.2.1, 2.2.2, 5.3.3 and 5.3.4 (MCP-20, MCP-22, MCP-25, MCP-32).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from socle.kernel.actor import OrganisationKind


class RoleCode(StrEnum):
    """Every role; `user` is what each member is without a delegation."""

    USER = "user"
    PRINCIPAL = "principal"
    SUPPLEANT = "suppleant"
    DELEGATE = "delegate"
    CAISSE_ADMIN = "caisse_admin"
    CAISSE_SUPERVISOR = "caisse_supervisor"
    DPO = "dpo"


@dataclass(frozen=True, slots=True)
class Role:
    """What a role is called, what it is for, what it may do."""

    code: RoleCode
    label: str
    description: str
    side: OrganisationKind | None
    permissions: frozenset[str]
    given_by: str = ""


_MANAGES = frozenset(
    {"person:list", "habilitation:list", "habilitation:grant", "habilitation:withdraw", "seat:list", "right:explain"}
    | {"question:answer", "delegation:list"}
)
_WATCHES = frozenset({"partner:supervise", "delegation:list", "review:read", "failure:establish", "obligation:keep"})
_ADMINISTERS = _MANAGES | {
    *(
        "person:create",
        "trace:list",
        "delegation:grant",
        "review:run",
        "review:read",
        "failure:reply",
        "obligation:keep",
    )
}
_BINDS = frozenset({"convention:end", "reading:agree", "saisine:post"})
_EVERYONE = frozenset({"account:manage", "convention:list", "dossier:consult", "right:own", "saisine:open"})

ROLES: dict[RoleCode, Role] = {
    role.code: role
    for role in (
        Role(
            RoleCode.USER,
            "Utilisateur",
            "Se sert des services pour lesquels il a une habilitation.",
            None,
            _EVERYONE,
        ),
        Role(
            RoleCode.PRINCIPAL,
            "Administrateur principal",
            "Gère les personnes et les habilitations de son organisme et lit toutes ses traces.",
            OrganisationKind.PARTNER,
            _ADMINISTERS | _BINDS,
            given_by="la caisse",
        ),
        Role(
            RoleCode.SUPPLEANT,
            "Administrateur suppléant",
            "A les mêmes pouvoirs que l'administrateur principal, qu'il remplace.",
            OrganisationKind.PARTNER,
            _ADMINISTERS | _BINDS,
            given_by="la caisse",
        ),
        Role(
            RoleCode.DELEGATE,
            "Responsable d'habilitation",
            "Gère les habilitations dans le périmètre qui lui a été confié.",
            OrganisationKind.PARTNER,
            _MANAGES,
            given_by="l'administrateur principal ou son suppléant",
        ),
        Role(
            RoleCode.CAISSE_ADMIN,
            "Administrateur de la caisse",
            "Ouvre les conventions, désigne les administrateurs des partenaires, prend les mesures après manquement.",
            OrganisationKind.CAISSE,
            frozenset({"person:list", "habilitation:list", "seat:list", "right:explain", "delegation:appoint"})
            | {"component:list", "person:create", "measure:take"}
            | _WATCHES
            | _BINDS,
            given_by="la caisse",
        ),
        Role(
            RoleCode.CAISSE_SUPERVISOR,
            "Superviseur de la caisse",
            "Questionne les droits, tire des échantillons, audite ; spécifiquement habilité à lire les traces.",
            OrganisationKind.CAISSE,
            frozenset({"person:list", "habilitation:list", "seat:list", "right:explain", "trace:list"})
            | {"question:ask", "sample:draw", "audit:run", "saisine:post"}
            | _WATCHES,
            given_by="la caisse",
        ),
        Role(
            RoleCode.DPO,
            "Délégué à la protection des données",
            "Contrôle la conformité ; spécifiquement habilité à lire les traces.",
            None,
            frozenset({"trace:list", "habilitation:list"}),
            given_by="son organisme",
        ),
    )
}

MANAGERS = frozenset({RoleCode.PRINCIPAL, RoleCode.SUPPLEANT, RoleCode.DELEGATE})
ADMINISTRATORS = frozenset({RoleCode.PRINCIPAL, RoleCode.SUPPLEANT})
RANKS = {RoleCode.USER: 0, RoleCode.DELEGATE: 1, RoleCode.SUPPLEANT: 2, RoleCode.PRINCIPAL: 2}


def permissions_of(roles: Iterable[str], side: OrganisationKind) -> frozenset[str]:
    """What the roles add up to on this side of the convention; a role of the other side gives nothing."""
    held = [ROLES[RoleCode(role)] for role in roles]
    return frozenset().union(_EVERYONE, *(role.permissions for role in held if role.side in (None, side)))


def rank(roles: Iterable[str]) -> int:
    """How high the roles stand in the partner: an administrator above a responsable, a responsable above a user."""
    return max((RANKS.get(RoleCode(role), 0) for role in roles), default=0)
