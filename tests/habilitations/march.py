"""A partner around 3 March: seven colleagues, each named after what happened to their right."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from socle.habilitations.domain.inactivity import HOUSE
from socle.habilitations.models import Habilitation, SeatBucket, SeatHold, Suspension
from socle.organismes.models import Membership
from tests.browsing import browser_of
from tests.habilitations.bodies import partner

DAY = "2026-03-03"


def on(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, 12))


@pytest.fixture
def commune(owner):
    """Seven colleagues; what each held around 3 March is in their last name."""
    with owner():
        found = partner(people=7)
        names = ("Finie", "Tenue", "Ultérieure", "Suspendue", "Annulée", "Retirée", "Oubliée")
        for name, member in zip(names, found.people, strict=True):
            member.person.last_name = name
            member.person.save()
        Membership.objects.filter(organisation=found.organisation).update(joined_at=on(1, 1))
    return found


@pytest.fixture
def held(commune, owner):
    finished, kept, later, stopped, cancelled, withdrawn, idle = commune.people
    with owner():
        found = {
            "finished": give(commune, finished, (on(1, 5), on(3, 2)), seat=1),
            "kept": give(commune, kept, (on(2, 1), None), seat=2),
            "later": give(commune, later, (on(3, 4), None), seat=1),
            "stopped": give(commune, stopped, (on(2, 1), None)),
            "cancelled": give(commune, cancelled, "empty", granted_at=on(3, 1), withdrawn_at=on(3, 5)),
            "withdrawn": give(commune, withdrawn, (on(2, 1), on(3, 6)), withdrawn_at=on(3, 6), cause="départ"),
            "idle": give(commune, idle, (on(1, 2) - timedelta(days=HOUSE.days), None)),
        }
        suspend(found["stopped"], (on(3, 1), on(3, 10)))
    return found


@pytest.fixture
def browser(commune):
    return browser_of(commune.principal)


def give(commune, member, period, *, granted_at=None, withdrawn_at=None, cause="", seat=0) -> Habilitation:
    own = {"organisation": commune.organisation, "convention": commune.convention}
    caisse = commune.convention.organisation
    right = Habilitation.objects.create(
        **own,
        caisse=caisse,
        membership=member,
        service="cdap",
        profile="T2",
        purpose="tarif-selon-quotient",
        period=period if period != "empty" else (on(3, 15), None),
        granted_by_id=commune.principal.person_id,
        granted_at=granted_at or period[0],
        withdrawn_at=withdrawn_at,
        withdrawn_by_id=commune.principal.person_id if withdrawn_at else None,
        cause=cause,
    )
    if period == "empty":
        with connection.cursor() as cursor:
            cursor.execute("update habilitations_habilitation set period = 'empty' where id = %s", [right.id])
    if seat:
        bucket, _ = SeatBucket.objects.get_or_create(
            **own, term_key="sieges-cdap-t2", defaults={"id": uuid4(), "caisse": caisse, "max_seats": 12}
        )
        SeatHold.objects.create(
            organisation=commune.organisation,
            bucket=bucket,
            habilitation=right,
            membership_id=member.id,
            slot=seat,
            period=period,
        )
    return right


def suspend(right: Habilitation, period, *, lifted_at=None) -> None:
    Suspension.objects.create(
        organisation_id=right.organisation_id,
        habilitation=right,
        kind="manager",
        period=period,
        cause="absence longue",
        suspended_by_id=right.granted_by_id,
        suspended_at=period[0],
        lifted_at=lifted_at,
        lifted_by_id=right.granted_by_id if lifted_at else None,
    )
