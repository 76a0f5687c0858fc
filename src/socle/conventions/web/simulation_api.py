"""An avenant tried before it is signed, as the API says it (MCP-05)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from socle.conventions.domain.access import may_prepare
from socle.conventions.queries.simulating import tried_json, try_avenant
from socle.conventions.web.own import own_convention
from socle.database.transactions import transaction
from socle.kernel.actor import Actor

router = Router(tags=["conventions"])


class AvenantText(Schema):
    """One `[[avenants]]` table as docs/format-convention.md writes it, in TOML or as JSON.

    A draft may leave `number`, `signed_on` and `effective_on` out.
    """

    text: str = ""
    avenant: dict[str, Any] | None = None


@router.post("/conventions/{convention_id}/simulations", response=dict[str, Any], summary="Essayer un avenant")
def simulate(request: HttpRequest, convention_id: UUID, payload: AvenantText) -> dict[str, Any]:
    """What the avenant would change, and for whom; nothing is written."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        return dict(
            tried_json(try_avenant(convention, payload.avenant if payload.avenant is not None else payload.text, at))
        )
