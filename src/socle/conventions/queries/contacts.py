"""The interlocutors that the annexe of a signed text names, and the ladder of an escalation (MCP-28, MCP-41)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from socle.conventions.domain.convention import Contact
from socle.conventions.domain.light import contacts_after
from socle.conventions.domain.rules.support import ladder
from socle.conventions.domain.types import ContactId, PartyId
from socle.conventions.domain.words import ContactRole, Side
from socle.conventions.models import Act, PaperChange
from socle.conventions.queries.reading import Terms

ROLES = {role.value: role for role in ContactRole}


def contacts_of(convention_id: UUID) -> tuple[Contact, ...]:
    """The contacts as each party last named its own; none when the actor cannot see the convention."""
    found = contacts_in(tomllib.loads(signed_text(convention_id)))
    changes = PaperChange.objects.filter(convention_id=convention_id).exclude(contacts=[])
    for change in changes.order_by("changed_at", "rank"):
        named = contacts_in({"contacts": change.contacts})
        found = contacts_after(found, named[0].side, named)
    return found


def signed_text(convention_id: UUID) -> str:
    """The text that was signed first, empty when the actor cannot see the convention."""
    return Act.objects.filter(convention_id=convention_id, number=0).values_list("text", flat=True).first() or ""


def contacts_in(text: Mapping[str, Any]) -> tuple[Contact, ...]:
    """The contacts that a text names, once its TOML is read."""
    return tuple(
        Contact(
            id=ContactId(row["id"]),
            side=PartyId(row["side"]),
            role=ROLES[row["role"]],
            name=row["name"],
            email=row.get("email"),
            phone=row.get("phone"),
            capacity=row.get("capacity"),
        )
        for row in text.get("contacts", ())
    )


def ladder_to_partner(convention_id: UUID, terms: Terms) -> tuple[Contact, ...]:
    """Whom the caisse calls, in order, when the partner does not answer."""
    return ladder(terms.as_domain(), Side.PARTNER, contacts_of(convention_id))
