"""Conventions that the actor's organisation is party to, by keyset pages."""

from __future__ import annotations

from django.db.models import Q

from socle.conventions.models import Convention


def conventions_page(*, after: tuple[str, str] | None = None, limit: int = 50) -> list[Convention]:
    """Conventions by family then short name, one more than `limit`."""
    rows = Convention.objects.prefetch_related("conventionparty_rows__party").order_by("family", "slug")
    if after:
        family, slug = after
        rows = rows.filter(Q(family__gt=family) | Q(family=family, slug__gt=slug))
    return list(rows[: limit + 1])
