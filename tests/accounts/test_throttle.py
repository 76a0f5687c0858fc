"""Guesses are counted before they are judged, under lock (reliability.md §3.2, S1 and S3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from socle.accounts import actions, attempts
from socle.accounts.attempts import Counted
from socle.accounts.domain.throttle import Key
from socle.accounts.models import SignIn
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.traces.models import StagedTrace
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, new_organisation, new_somebody


@pytest.mark.django_db
def test_s1_two_thousand_guesses_in_an_hour_are_mostly_not_judged() -> None:
    account = Counted(Key.ACCOUNT, uuid4().bytes * 2)
    networks = [Counted(Key.NETWORK, uuid4().bytes * 2) for _ in range(20)]
    start, evaluated = timezone.now(), 0

    with transaction(None):
        for guess in range(2_000):
            at = start + timedelta(hours=1) * guess / 2_000
            evaluated += bool(attempts.reserve_at((account, networks[guess % 20]), at))

    assert evaluated <= 20


@pytest.mark.django_db
def test_s1_the_victim_enters_by_a_known_browser_while_under_attack(zoe: Somebody) -> None:
    known = zoe.sign_in(drift=-1)
    for _ in range(8):
        with pytest.raises(Refused):
            actions.sign_in(zoe.identifier, "faux-mot-de-passe", "000000", CLIENT)

    with pytest.raises(Refused, match="Trop d'essais") as refused:
        zoe.sign_in(client=CLIENT)
    assert refused.value.decision.until is not None
    assert zoe.sign_in(client=replace(CLIENT, device_token=known.device_token)).token


@pytest.mark.django_db
def test_a_wait_is_traced_and_ends_by_itself(zoe: Somebody, owner) -> None:
    for _ in range(7):
        with pytest.raises(Refused):
            actions.sign_in(zoe.identifier, "faux", "000000", CLIENT)

    with owner():
        tags = list(StagedTrace.objects.filter(account_id=zoe.account_id).values_list("tag", flat=True))
    assert tags.count("account:sign_in:failed") == 6
    assert tags.count("account:sign_in:locked") == 1


@pytest.mark.django_db
def test_a_device_known_to_somebody_else_bypasses_nothing(zoe: Somebody, manager: Somebody) -> None:
    foreign = manager.sign_in().device_token
    client = replace(CLIENT, device_token=foreign)
    for _ in range(6):
        with pytest.raises(Refused):
            actions.sign_in(zoe.identifier, "faux", "000000", client)

    with pytest.raises(Refused, match="Trop d'essais"):
        zoe.sign_in(client=client)


def test_s3_fifty_equal_submissions_open_one_sign_in(committed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set role socle_owner")
    zoe = new_somebody(new_organisation())
    connection.close()
    code = zoe.code()

    def submit(_number: int) -> bool:
        try:
            actions.sign_in(zoe.identifier, PASSWORD, code, replace(CLIENT, network="203.0.113.0/24"))
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        opened = sum(pool.map(submit, range(50)))

    assert opened == 1
    with transaction(None, account_id=zoe.account_id):
        assert SignIn.objects.filter(account_id=zoe.account_id).count() == 1
