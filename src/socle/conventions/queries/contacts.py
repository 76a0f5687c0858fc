"""The interlocutors that the annexe of a signed text names, and the ladder of an escalation (MCP-28, MCP-41)."""

from __future__ import annotations

import tomllib
from uuid import UUID

from socle.conventions.domain.convention import Contact
from socle.conventions.domain.rules.support import ladder
from socle.conventions.domain.types import ContactId, PartyId
from socle.conventions.domain.words import ContactRole, Side
from socle.conventions.models import Act
from socle.conventions.queries.reading import Terms

ROLES = {role.value: role for role in ContactRole}


def contacts_of(convention_id: UUID) -> tuple[Contact, ...]:
    """The contacts of the signed text; none when the actor cannot see the convention."""
    text = Act.objects.filter(convention_id=convention_id, number=0).values_list("text", flat=True).first()
    return tuple(
        Contact(
            id=ContactId(row["id"]),
            side=PartyId(row["side"]),
            role=ROLES[row["role"]],
            name=row["name"],
            email=row.get("email"),
            phone=row.get("phone"),
        )
        for row in tomllib.loads(text or "").get("contacts", ())
    )


def ladder_to_partner(convention_id: UUID, terms: Terms) -> tuple[Contact, ...]:
    """Whom the caisse calls, in order, when the partner does not answer."""
    return ladder(terms.as_domain(), Side.PARTNER, contacts_of(convention_id))
