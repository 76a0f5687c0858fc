"""What every act about a convention begins and ends with: the convention, as a party sees it, and the trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from socle.conventions.models import Convention
from socle.conventions.queries.pages import convention_of
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.traces import actions as traces
from socle.traces.domain.author import Author


def signed_by(convention_id: UUID, actor: Actor) -> Convention:
    """The convention; Convention.DoesNotExist when the actor's body did not sign it."""
    found = convention_of(convention_id, actor)
    if found is None:
        raise Convention.DoesNotExist
    return found


def trace_on(
    convention: Convention,
    tag: str,
    payload: Mapping[str, object],
    *,
    actor: Actor | Author | None,
    at: datetime,
    clause: Clause | str = "",
) -> None:
    """Stage the trace of an act; the convention is its subject, the caisse that holds it reads it."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="convention",
        subject_id=str(convention.id),
        subject_label=convention.title,
        clause=str(clause),
        caisse_id=convention.organisation_id,
        payload=payload,
    )
