"""What every act of supervision keeps: what was said, and a trace about the partner that its caisse reads too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from socle.kernel.actor import Actor
from socle.supervision.models import OfPartner, Statement
from socle.traces import actions as traces


def keep(kind: str, about: OfPartner, step: str, text: str, *, actor: Actor, at: datetime) -> None:
    """What is said at a step of a question, a failure or a finding: `kind` is the field that names it."""
    Statement.objects.create(
        organisation_id=about.organisation_id,
        caisse_id=about.caisse_id,
        convention_id=about.convention_id,
        step=step,
        text=text.strip(),
        said_at=at,
        said_by_id=actor.person_id,
        **{kind: about},
    )


def trace(
    tag: str, about: OfPartner, payload: Mapping[str, object], *, clause: str, actor: Actor, at: datetime
) -> None:
    """The act is about the partner, whatever it changes."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="organisation",
        subject_id=str(about.organisation_id),
        subject_label=about.organisation.legal_name,
        clause=clause,
        caisse_id=about.caisse_id,
        payload=payload,
    )
