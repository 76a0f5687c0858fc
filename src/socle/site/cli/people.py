"""People as an operator names them."""

from __future__ import annotations

from uuid import UUID

import click
from django.db import connection

from socle.organismes.queries import Membership, first_membership


def membership_named(name: str) -> Membership:
    """The first membership of a person, by sign-in identifier or by id."""
    try:
        found = first_membership(UUID(name), is_current=True)
    except ValueError:
        with connection.cursor() as cursor:
            cursor.execute("select person_id from accounts_account where identifier = %s", (name,))
            row = cursor.fetchone()
        found = first_membership(row[0], is_current=True) if row else None
    if found is None:
        raise click.UsageError(f"« {name} » n'est le nom de connexion ni l'identifiant de personne.")
    return found
