"""A bearer token acts for the person who created it, never beyond them (MCP-29, R06)."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

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


class Bearer(HttpBearer):
    """Resolves `Authorization: Bearer` to an Actor, set on the request."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = identity.api_actor(token, request.headers.get(ORGANISATION_HEADER), getattr(request, "id", ""))
        if found is None:
            return None
        actor, scope = found
        request.actor = actor  # type: ignore[attr-defined]
        if scope != "manage" and request.method not in SAFE and request.path not in READS:
            raise Refused(READ_ONLY)
        return actor
