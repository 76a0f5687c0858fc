"""What a paper to sign belongs to: a signed convention, or the draft of one to come, at the same address."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from socle.conventions.models import Convention, Draft
from socle.conventions.queries.drafts import draft_of
from socle.conventions.queries.pages import convention_of
from socle.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Home:
    """Where a paper is read: the convention, or its draft while nothing is signed."""

    id: UUID
    title: str
    number: str
    organisation_id: UUID
    convention: Convention | None = None
    draft: Draft | None = None


def home_of(home_id: UUID, actor: Actor) -> Home | None:
    """The convention, else the draft; None when the actor's body is a party to neither."""
    convention = convention_of(home_id, actor)
    if convention is not None:
        return Home(home_id, convention.title, convention.number, convention.organisation_id, convention)
    draft = draft_of(home_id)
    return Home(home_id, draft.title, "projet", draft.organisation_id, draft=draft) if draft else None
