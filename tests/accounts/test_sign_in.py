"""Signing in: two factors, one answer, each code once (MCP-31, reliability.md §3.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socle.accounts import actions, queries
from socle.accounts.actions.sign_in import INCORRECT
from socle.accounts.models import SignIn
from socle.kernel.decision import Refused
from socle.traces.models import StagedTrace
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody

pytestmark = pytest.mark.django_db


def test_password_and_code_open_a_sign_in(zoe: Somebody, owner) -> None:
    opened = zoe.sign_in()

    found = queries.resolve_session(opened.token)
    assert found is not None
    assert (found.account_id, found.organisation_id) == (zoe.account_id, zoe.organisation_id)
    with owner():
        assert StagedTrace.objects.filter(account_id=zoe.account_id, tag="account:sign_in:succeeded").count() == 1
        assert bytes(SignIn.objects.get(id=opened.sign_in_id).token_hash) != opened.token.encode()


@pytest.mark.parametrize("wrong", ["identifier", "password", "code"])
def test_failures_say_the_same_whatever_was_wrong(zoe: Somebody, owner, wrong: str) -> None:
    typed = {"identifier": zoe.identifier, "password": PASSWORD, "code": zoe.code()} | {wrong: "000000"}

    with pytest.raises(Refused) as refused:
        actions.sign_in(**typed, client=replace(CLIENT, request_id=zoe.identifier))

    assert refused.value.decision == INCORRECT
    with owner():
        assert StagedTrace.objects.filter(request_id=zoe.identifier, tag="account:sign_in:failed").count() == 1


def test_a_code_serves_once(zoe: Somebody) -> None:
    zoe.sign_in()

    with pytest.raises(Refused, match="incorrect"):
        zoe.sign_in()
