"""Who acts, resolved once per request by `site` (house.md, « Values and shapes »)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OrganisationKind(StrEnum):
    """The two sides of a convention."""

    CAISSE = "caisse"
    PARTNER = "partner"


class Channel(StrEnum):
    """Where a request came from; copied into its trace."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    SCIM = "scim"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one organisation, with the permissions of that membership."""

    person_id: UUID
    membership_id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind
    organisation_name: str
    name: str
    account_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    step_up_at: datetime | None = None
    sign_in_id: UUID | None = None
    channel: Channel = Channel.WEB
    request_id: str = ""

    def can(self, permission: str) -> bool:
        """Whether a role in use carries `resource:action`; an object's own decision still has to be asked."""
        return permission in self.permissions

    @property
    def is_caisse(self) -> bool:
        return self.organisation_kind is OrganisationKind.CAISSE
