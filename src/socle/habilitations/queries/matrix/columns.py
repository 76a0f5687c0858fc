"""The columns of the matrix: what the conventions open that day, place by place, then what somebody still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.matrix.people import MatrixFilter, rights_on
from socle.habilitations.queries.offers import Names, Offer, offers_of
from socle.kernel.clause import Clause
from socle.organismes.queries import scopes_of


@dataclass(frozen=True, slots=True)
class Column:
    """A profile, for the whole body or at one place; `offer` is None when no convention gives it any more."""

    service: str
    profile: str
    name: str
    scope_id: UUID | None
    scope: str
    offer: Offer | None

    @property
    def key(self) -> str:
        return f"{self.service}:{self.profile}:{self.scope_id or ''}"

    @property
    def title(self) -> str:
        return f"{self.service.upper()} {self.profile}{f', {self.scope}' if self.scope else ''}"

    @property
    def clause(self) -> Clause | None:
        if self.offer is None:
            return None
        line = next((line for line in self.offer.lines if line.scope_id == self.scope_id), None)
        return line.clause if line else self.offer.clause


def columns_of(organisation_id: UUID, at: datetime, names: Names) -> list[Column]:
    """Every profile of that day, opened or still held; those of the whole body first, then place by place."""
    found: dict[str, Column] = {}
    known = scopes_of(organisation_id)
    for offer in offers_of(organisation_id, at):
        if not offer.opening:
            continue
        places: Sequence[tuple[UUID | None, str]] = offer.places_among(known) if offer.asks_scope else [(None, "")]
        for scope_id, scope in places:
            column = Column(offer.service, offer.profile, offer.name, scope_id, scope, offer)
            found[column.key] = column
    held = rights_on(organisation_id, at).order_by("service", "profile", "scope_id")
    for service, profile, scope_id in held.values_list("service", "profile", "scope_id").distinct():
        name, scope = names.profile(service, profile), names.scope(scope_id)
        column = Column(service, profile, name, scope_id, scope, None)
        found.setdefault(column.key, column)
    return sorted(found.values(), key=lambda column: column.scope_id is not None)


def matching(columns: Sequence[Column], wanted: MatrixFilter) -> list[Column]:
    """The columns that the filter keeps; those chosen by name when some are."""
    kept = [
        column
        for column in columns
        if wanted.service in {"", column.service}
        and wanted.profile in {"", column.profile}
        and wanted.scope in {"", str(column.scope_id or "")}
    ]
    chosen = [column for column in kept if column.key in wanted.columns]
    return chosen or kept
