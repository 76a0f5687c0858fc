"""A bearer token acts for the person who created it, never beyond them (MCP-29, R06)."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from socle.accounts.domain.states import TokenScope
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse
from socle.site import identity

ORGANISATION_HEADER = "Socle-Organisme"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
READS = frozenset({"/api/v1/decisions", "/api/v1/consultations"})

READ_ONLY = refuse(
    "token_read_only",
    "Ce jeton ne permet que de lire.",
    clause=Clause.house("MCP-29"),
    fix="Créez un jeton de portée « manage », qui demande un code de votre application.",
)
DIRECTORY_ONLY = refuse(
    "token_scim",
    "Ce jeton ne sert qu'à l'annuaire de l'organisme, à l'adresse /scim/v2.",
    clause=Clause.house("MCP-29"),
    fix="Créez un jeton de portée « read » ou « manage ».",
)


class Bearer(HttpBearer):
    """Resolves `Authorization: Bearer` to an Actor, set on the request."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = identity.api_actor(token, request.headers.get(ORGANISATION_HEADER), getattr(request, "id", ""))
        if found is None:
            return None
        actor, scope = found
        request.actor = actor  # type: ignore[attr-defined]
        if scope == TokenScope.SCIM:
            raise Refused(DIRECTORY_ONLY)
        if scope != TokenScope.MANAGE and request.method not in SAFE and request.path not in READS:
            raise Refused(READ_ONLY)
        return actor
