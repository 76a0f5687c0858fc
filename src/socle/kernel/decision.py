"""A permission is a value with a reason (style.md, « Rules as values »).

The same decision feeds the page, the API problem (RFC 9457), the command line and the trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from socle.kernel.clause import Clause

ALLOWED_CODE = "allowed"


@dataclass(frozen=True, slots=True)
class Link:
    """One step of an explanation: convention, clause, bulletin, seat, delegation, rule."""

    kind: str
    says: str
    holds: bool
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy when allowed; otherwise a stable code, a French sentence, its clause and who can fix it."""

    allowed: bool
    code: str = ALLOWED_CODE
    reason: str = ""
    clause: Clause | None = None
    fix: str = ""
    until: datetime | None = None
    chain: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    def or_raise(self) -> None:
        """Raise Refused with this decision when it is a refusal."""
        if not self.allowed:
            raise Refused(self)

    def with_chain(self, chain: Iterable[Link]) -> Decision:
        return replace(self, chain=tuple(chain))


ALLOWED = Decision(allowed=True)


def allow(clause: Clause | None = None, *, until: datetime | None = None) -> Decision:
    """Allowed, citing the clause that allows it."""
    return Decision(allowed=True, clause=clause, until=until)


def refuse(
    code: str, reason: str, *, clause: Clause | None = None, fix: str = "", until: datetime | None = None
) -> Decision:
    """Refused: `code` is stable and traced, `reason` and `fix` are shown."""
    return Decision(allowed=False, code=code, reason=reason, clause=clause, fix=fix, until=until)


def first_refusal(decisions: Iterable[Decision]) -> Decision:
    """The first refusal in order, or the last permission: every condition must hold."""
    last = ALLOWED
    for decision in decisions:
        if not decision:
            return decision
        last = decision
    return last


class Refused(Exception):  # noqa: N818 - reads as a sentence: « raise Refused(decision) »
    """An action was refused; `decision` says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision
