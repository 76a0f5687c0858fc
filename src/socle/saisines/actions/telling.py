"""Tell by mail who has something to answer, and until when: grouped, once, in working hours, a link only (DRT-04).

Workers and restarts do not matter: the pass of a person holds a lock, writes what it tells in the transaction of the
message, and a unique key refuses the same news twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse

from socle.database.acting import as_web_role
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.notifications.actions import enqueue
from socle.organismes.queries import members_by_id
from socle.saisines.actions.keeping import trace
from socle.saisines.domain.telling import HOUSE, Told
from socle.saisines.emails import told
from socle.saisines.models import Telling
from socle.saisines.queries.telling import News, by_step, listeners, news_of

TOLD = "saisine:case:told"
LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
SAYS = {
    Told.LATE: (
        "délai passé : l'échelon suivant peut être appelé",
        "délais passés : l'échelon suivant peut être appelé",
    ),
    Told.SOON: ("réponse à donner bientôt", "réponses à donner bientôt"),
    Told.CALLED: ("saisine portée jusqu'à vous", "saisines portées jusqu'à vous"),
    Told.ENTRUSTED: ("saisine vous est confiée", "saisines vous sont confiées"),
    Told.WAITING: ("saisine attend quelqu'un à votre voie", "saisines attendent quelqu'un à vos voies"),
}
QUERIES = {Told.LATE: "?retard=1", Told.ENTRUSTED: "?qui=moi", Told.SOON: "?qui=moi"}


def tell_all() -> int:
    """Write to everybody who has something to be told; how many messages were put in the outbox."""
    found = run(None, lambda _at: listeners())
    with as_web_role():
        return sum(run(reader, lambda at, reader=reader: tell(reader, at)) for reader in found)  # type: ignore[misc]


def tell(reader: Actor, at: datetime) -> int:
    """One message for everything a person is to be told at this hour, and the rows that say it left."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"tell {reader.membership_id}"])
    found = news_of(reader, at)
    to = [row.email for row in members_by_id([reader.membership_id]) if row.email] if found else []
    if not to:
        return 0
    for one in found:
        _keep(one, reader, at)
    enqueue(told(to[0], list(_lines(found))), at)
    return 1


def _keep(one: News, reader: Actor, at: datetime) -> None:
    Telling.objects.create(
        organisation_id=one.case.organisation_id,
        saisine=one.case,
        membership_id=reader.membership_id,
        step=one.step.value,
        about_at=one.about,
        told_at=at,
    )
    trace(TOLD, one.case, actor=reader, at=at, clause=str(HOUSE), step=one.step.value, about=one.about.isoformat())


def _lines(found: Sequence[News]) -> Iterator[str]:
    queue = reverse("saisines:queue")
    for step, some in by_step(found):
        says = SAYS[step][len(some) > 1]
        path = f"{queue}{QUERIES.get(step, '')}" if len(some) > 1 else reverse("saisines:case", args=[some[0].case.id])
        until = f", au plus tard le {_local(some[0]):%d/%m/%Y}" if step is Told.SOON else ""
        yield f"{len(some)} {says}{until} : {settings.ORIGIN}{path}"


def _local(one: News) -> datetime:
    """The last day itself, for a clock that ends at midnight."""
    return one.about.astimezone(one.zone) - one.about.resolution
