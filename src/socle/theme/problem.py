"""A refusal as an API answers it: RFC 9457, with the clause, the reason and the remedy."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpResponse

from socle.kernel.decision import Decision

MEDIA_TYPE = "application/problem+json"


def problem(status: int, title: str, **members: object) -> HttpResponse:
    """An `application/problem+json` answer; members that are empty are left out."""
    body = {"type": "about:blank", "title": title, "status": status} | {
        name: value for name, value in members.items() if value not in (None, "")
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def refusal(decision: Decision, status: int, request_id: str = "") -> HttpResponse:
    """The problem of a refused decision: `reason` and `fix` are for a person, `code` for a program."""
    return problem(
        status,
        HTTPStatus(status).phrase,
        detail=decision.reason,
        code=decision.code,
        reason=decision.reason,
        clause=str(decision.clause) if decision.clause else None,
        fix=decision.fix,
        until=decision.until.isoformat() if decision.until else None,
        chain=[
            {"kind": link.kind, "says": link.says, "holds": link.holds, "clause": str(link.clause or "") or None}
            for link in decision.chain
        ]
        or None,
        request_id=request_id,
    )
