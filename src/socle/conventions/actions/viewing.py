"""Reading a convention leaves its trace in the same transaction (contrat de service 5.3.1)."""

from __future__ import annotations

from datetime import date, datetime

from socle.conventions.actions.journal import trace_on
from socle.conventions.models import Convention
from socle.kernel.actor import Actor


def record_view(convention: Convention, *, actor: Actor, at: datetime, as_of: date | None = None) -> None:
    """Trace that the actor read the convention, and on which day's state when they travelled in time."""
    trace_on(
        convention, "convention:convention:viewed", {"as_of": as_of.isoformat()} if as_of else {}, actor=actor, at=at
    )


def record_paper(convention: Convention, paper: str, *, actor: Actor, at: datetime, as_of: date | None = None) -> None:
    """Trace that the actor took a paper of the convention away."""
    trace_on(
        convention,
        "convention:paper:printed",
        {"paper": paper, **({"as_of": as_of.isoformat()} if as_of else {})},
        actor=actor,
        at=at,
    )
