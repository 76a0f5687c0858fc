"""Reading a convention leaves its trace in the same transaction (contrat de service 5.3.1)."""

from __future__ import annotations

from datetime import date, datetime

from socle.conventions.models import Convention
from socle.kernel.actor import Actor
from socle.traces import actions as traces


def record_view(convention: Convention, *, actor: Actor, at: datetime, as_of: date | None = None) -> None:
    """Trace that the actor read the convention, and on which day's state when they travelled in time."""
    traces.record(
        "convention:convention:viewed",
        actor=actor,
        at=at,
        subject_kind="convention",
        subject_id=str(convention.id),
        subject_label=convention.title,
        caisse_id=convention.organisation_id,
        payload={"as_of": as_of.isoformat()} if as_of else {},
    )


def record_paper(convention: Convention, paper: str, *, actor: Actor, at: datetime, as_of: date | None = None) -> None:
    """Trace that the actor took a paper of the convention away."""
    traces.record(
        "convention:paper:printed",
        actor=actor,
        at=at,
        subject_kind="convention",
        subject_id=str(convention.id),
        subject_label=convention.title,
        caisse_id=convention.organisation_id,
        payload={"paper": paper, **({"as_of": as_of.isoformat()} if as_of else {})},
    )
