"""Reading a convention leaves its trace in the same transaction (contrat de service 5.3.1)."""

from __future__ import annotations

from datetime import date, datetime

from socle.conventions.actions.drafting import trace
from socle.conventions.actions.journal import trace_on
from socle.conventions.models import Convention
from socle.conventions.queries.homes import Home
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


def record_signing_view(home: Home, *, actor: Actor, at: datetime) -> None:
    """Trace the reading of a convention whose papers are signed; a draft is not read, it is written."""
    if home.convention:
        record_view(home.convention, actor=actor, at=at)


def record_signing_paper(home: Home, paper: str, *, actor: Actor, at: datetime) -> None:
    """Trace that the actor took away a paper to sign, of a convention or of its draft."""
    if home.convention:
        record_paper(home.convention, paper, actor=actor, at=at)
    elif home.draft:
        trace("convention:paper:printed", home.draft, actor, at, paper=paper)
