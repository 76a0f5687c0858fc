"""What the secret address of a calendar gives: the obligations of its holder's body, without anybody's name."""

from __future__ import annotations

from django.db import connection

from socle.conventions.models import CalendarFeed
from socle.kernel.actor import Actor, Channel, OrganisationKind

FEED = "select * from conventions_feed(%s)"


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The address in use of this membership, if it has one."""
    return CalendarFeed.objects.filter(membership_id=actor.membership_id, revoked_at=None).first()


def reader_of(token_hash: bytes) -> Actor | None:
    """Who an address reads for, with no other right than to list; None once it is revoked or its holder is gone."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, [token_hash])
        found = cursor.fetchone()
    if found is None:
        return None
    _, person_id, name, membership_id, organisation_id, organisation, kind = found
    return Actor(
        person_id=person_id,
        membership_id=membership_id,
        organisation_id=organisation_id,
        organisation_kind=OrganisationKind(kind),
        organisation_name=organisation,
        name=name,
        permissions=frozenset({"convention:list"}),
        channel=Channel.WEB,
    )
