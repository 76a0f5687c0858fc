"""What a trial answers by the API: the decision, as the check page says it."""

from __future__ import annotations

from ninja import Schema

from socle.kernel.decision import Decision


class Verdict(Schema):
    """Whether the act would be done, and otherwise why, under which clause, and what to do."""

    allowed: bool
    code: str = ""
    reason: str = ""
    clause: str = ""
    fix: str = ""


def verdict(decision: Decision) -> Verdict:
    if decision:
        return Verdict(allowed=True)
    return Verdict(
        allowed=False,
        code=decision.code,
        reason=decision.reason,
        clause=str(decision.clause or ""),
        fix=decision.fix,
    )
