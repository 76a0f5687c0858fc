"""Who a trace is about: the actor, or whoever is known before there is one (contrat de service 5.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from socle.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Author:
    """The columns of a trace that say who acts; all may be unknown, as for a failed sign-in."""

    organisation_id: UUID | None = None
    organisation_name: str = ""
    person_id: UUID | None = None
    person_name: str = ""
    membership_id: UUID | None = None
    account_id: UUID | None = None
    channel: str = ""
    request_id: str = ""

    @classmethod
    def of(cls, actor: Actor) -> Author:
        """The actor's names and identifiers, copied at this moment."""
        return cls(
            organisation_id=actor.organisation_id,
            organisation_name=actor.organisation_name,
            person_id=actor.person_id,
            person_name=actor.name,
            membership_id=actor.membership_id,
            account_id=actor.account_id,
            channel=actor.channel.value,
            request_id=actor.request_id,
        )


NOBODY = Author()
