"""A permission is a value with a reason (style.md, « Rules as values »).

The same decision feeds the page, the API problem (RFC 9457), the command line and the trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.french import headline

ALLOWED_CODE = "allowed"


@dataclass(frozen=True, slots=True)
class Link:
    """One step of an explanation: convention, clause, bulletin, seat, delegation; `rule` names what judged it."""

    kind: str
    says: str
    holds: bool
    clause: Clause | None = None
    rule: str = ""


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

    def or_raise(self, act: Act | None = None) -> None:
        """Raise Refused with this decision when it is a refusal; `act` lets the refusal be traced."""
        if not self.allowed:
            raise Refused(self, act)

    def citing(self, clause: Clause) -> Decision:
        """The refusal of a table of steps as a sentence with its clause; a decision that has one stays as it is."""
        if self.allowed or self.clause:
            return self
        return replace(self, reason=f"{headline(self.reason)}.", clause=clause)

    @property
    def line(self) -> str:
        """A refusal in one line of a form: why, what to do, which clause."""
        clause = f"({self.clause})" if self.clause else ""
        return " ".join(filter(None, (self.reason, self.fix, clause)))

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


@dataclass(frozen=True, slots=True)
class Act:
    """What was attempted, so that its refusal can be traced after its transaction is gone."""

    tag: str
    subject_kind: str = ""
    subject_id: str = ""
    subject_label: str = ""
    caisse_id: UUID | None = None
    payload: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - reads as a sentence: « raise Refused(decision) »
    """An action was refused; `decision` says why, `act` (when known) what was attempted."""

    def __init__(self, decision: Decision, act: Act | None = None) -> None:
        super().__init__(decision.reason)
        self.decision = decision
        self.act = act
