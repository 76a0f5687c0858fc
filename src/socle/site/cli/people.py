"""People as an operator names them."""

from __future__ import annotations

from uuid import UUID

import click
from django.db import connection

from socle.organismes.models import Membership


def membership_named(name: str) -> Membership:
    """The first membership of a person, by sign-in identifier or by id."""
    rows = Membership.objects.select_related("person").filter(left_at=None).order_by("joined_at", "id")
    try:
        found = rows.filter(person_id=UUID(name)).first()
    except ValueError:
        with connection.cursor() as cursor:
            cursor.execute("select person_id from accounts_account where identifier = %s", (name,))
            row = cursor.fetchone()
        found = rows.filter(person_id=row[0]).first() if row else None
    if found is None:
        raise click.UsageError(f"« {name} » n'est le nom de connexion ni l'identifiant de personne.")
    return found
