"""Whether a public party may sign on a day: its act, when it binds, until when it may be contested (MCP-11, FSV-01).

Source: convention, 17.1; CGCT L2131-1 (an act binds once published and transmitted). The model says which stamps are
needed and whether an early signature is refused or only flagged; the identifier of the act is read by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.dates import executory_on
from socle.conventions.domain.kinds import Authority, Deliberation
from socle.conventions.domain.kinds.authority import Breach
from socle.conventions.domain.reading import AnyTerm, Written, first
from socle.conventions.domain.rules.authority import appeal_until, signing_decision
from socle.conventions.domain.rules.due import Due
from socle.conventions.domain.words import Side
from socle.kernel.clause import Clause
from socle.kernel.ctes import Ctes
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class Authorised:
    """What authorises a public party: the act when it is recorded, the day it binds, the end of the appeal."""

    rule: Clause
    is_refused: bool
    act: Written[Deliberation] | None
    identifier: Ctes | None
    binds_on: date | None
    appeal: Due | None


def authority_of(terms: Iterable[AnyTerm], calendar: Calendar) -> Authorised | None:
    """What the text asks of public parties before they sign; None when it asks nothing."""
    found = tuple(terms)
    rule, act = first(found, Authority), first(found, Deliberation)
    if rule is None:
        return None
    return Authorised(
        rule.clause,
        rule.body.on_breach is Breach.REFUSED,
        act,
        Ctes.parse(act.body.ctes) if act else None,
        executory_on(act.body, rule.body.stamps) if act else None,
        appeal_until(found, calendar),
    )


def may_sign(terms: Iterable[AnyTerm], *, side: str, is_public: bool, signed_on: date) -> Decision:
    """A public party signs once its act binds; whether an early signature is refused or flagged is the text's."""
    found = tuple(terms)
    rule = first(found, Authority)
    if rule is None or not is_public or rule.body.bodies not in {Side.ALL, side}:
        return ALLOWED
    return signing_decision(found, signed_on)


def is_flagged(terms: Iterable[AnyTerm]) -> bool:
    """Whether an early signature is written down and flagged rather than refused."""
    rule = first(terms, Authority)
    return rule is None or rule.body.on_breach is Breach.FLAGGED
