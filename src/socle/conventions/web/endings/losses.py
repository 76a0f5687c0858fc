"""What the rooms above say would be lost with a convention, and what they know of its use."""

from __future__ import annotations

from datetime import datetime

from socle.conventions.models import Convention
from socle.conventions.panels import Subject, additions
from socle.conventions.queries.portfolio import parties_of
from socle.kernel.actor import Actor
from socle.organismes.panels import Panel


def subject_of(convention: Convention) -> Subject:
    """The convention as the rooms above see it."""
    parties = parties_of([convention.id]).get(convention.id, ())
    partners = tuple(row.party_id for row in parties if row.role == "partner")
    return Subject(convention.id, convention.organisation_id, partners, convention.title)


def losses_of(convention: Convention, actor: Actor, at: datetime) -> list[Panel]:
    """Who would lose what; empty when no room above has something to say."""
    subject = subject_of(convention)
    return [panel for give in additions().losses if (panel := give(actor, subject, at))]


def records_of(convention: Convention, actor: Actor, at: datetime) -> list[Panel]:
    """What the rooms above hold against a decision to renew: use, failures, late duties."""
    subject = subject_of(convention)
    return [panel for give in additions().records if (panel := give(actor, subject, at))]
