"""An obsolete browser is refused, with an explanation, as the conventions of the organisation say (MCP-30)."""

from __future__ import annotations

import re
import time
from uuid import UUID

from socle.conventions.domain.kinds import Browser
from socle.conventions.domain.rules.security import browser_decision
from socle.conventions.queries.reading import Terms
from socle.conventions.queries.written import terms_written
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision

SIGNS = (
    ("edge", re.compile(r"\bEdg(?:A|iOS)?/(\d{1,5})")),
    ("firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d{1,5})")),
    ("chrome", re.compile(r"\b(?:Chrome|CriOS|HeadlessChrome)/(\d{1,5})")),
    ("safari", re.compile(r"\bVersion/(\d{1,5})[\d.]* (?:Mobile/\S+ )?Safari/")),
)
KEPT_SECONDS = 60
_kept: dict[int, dict[tuple[UUID, str, int], Decision]] = {}


def browser_of(user_agent: str) -> tuple[str, int] | None:
    """The name and major version that a browser says of itself; None for anything else.

    >>> browser_of("Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0")
    ('firefox', 102)
    """
    for name, sign in SIGNS:
        if found := sign.search(user_agent):
            return name, int(found.group(1))
    return None


def decide(actor: Actor, user_agent: str) -> Decision:
    """The decision of the actor's conventions on this browser, kept a minute: a text changes less often than a page."""
    found = browser_of(user_agent)
    if found is None:
        return ALLOWED
    minute = int(time.monotonic()) // KEPT_SECONDS
    if minute not in _kept:
        _kept.clear()
    decisions = _kept.setdefault(minute, {})
    key = (actor.organisation_id, *found)
    if key not in decisions:
        decisions[key] = _judge(actor, *found)
    return decisions[key]


def _judge(actor: Actor, name: str, version: int) -> Decision:
    with transaction(actor) as at:
        written = terms_written(actor.organisation_id, (Browser.kind,), at)
    refusals = (browser_decision(Terms((term,)).as_domain(), name, version) for term in written)
    return next((refusal for refusal in refusals if not refusal), ALLOWED)
