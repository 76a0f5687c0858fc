"""MCP-25: the caisse forces a new password; every sign-in and token ends, the second factor is kept."""

from __future__ import annotations

import pytest

from socle.accounts import actions, queries
from socle.accounts.domain.states import TokenScope
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from tests.factories import MembershipFactory
from tests.supervision.bodies import CLIENT, PASSWORD, account_of, code, signed_in, supervised

pytestmark = pytest.mark.django_db
OTHER = "loutre-tranquille-basalte-9"


@pytest.fixture
def body(owner):
    with owner():
        return supervised(people=2)


@pytest.fixture
def login(body, owner):
    with owner():
        return account_of(body.people[0])


def forced(body, membership) -> bool:
    with transaction(body.admin) as at:
        return actions.require_new_password(membership.id, actor=body.admin, at=at, reason="manquement")


def asked(login: str, drift: int = 0) -> str:
    with pytest.raises(actions.PasswordAsked) as refusal:
        actions.sign_in(login, PASSWORD, code(drift), CLIENT)
    return refusal.value.token


def test_a_forced_password_ends_sign_ins_and_tokens(body, login):
    cookie = signed_in(login)
    token = actions.create_token(login, TokenScope.READ, client=CLIENT).token
    assert queries.resolve_session(cookie)
    assert queries.resolve_token(token)

    assert forced(body, body.people[0])

    assert queries.resolve_session(cookie) is None
    assert queries.resolve_token(token) is None


def test_the_next_sign_in_asks_another_password_and_keeps_the_second_factor(body, login):
    forced(body, body.people[0])

    link = asked(login)
    with pytest.raises(Refused) as same:
        actions.activate(link, PASSWORD, code(), CLIENT)
    done = actions.activate(link, OTHER, code(), CLIENT)

    assert same.value.decision.code == "password_same"
    assert done.recovery_codes == ()
    assert actions.sign_in(login, OTHER, code(1), CLIENT).token


def test_nothing_goes_round_the_password_to_change(body, login):
    forced(body, body.people[0])

    with pytest.raises(Refused) as refusal:
        actions.create_token(login, TokenScope.READ, client=CLIENT)

    assert refusal.value.decision.code == "password_asked"
    assert str(refusal.value.decision.clause) == "contrat de service, 2.2.1"


def test_without_being_asked_nobody_changes_anything(body, login):
    """Negative control: the same sign-in goes through."""
    assert signed_in(login)


def test_a_wrong_password_is_never_led_to_the_page(body, login):
    forced(body, body.people[0])

    with pytest.raises(Refused) as refusal:
        actions.sign_in(login, OTHER, code(), CLIENT)

    assert refusal.value.decision.code == "incorrect"


def test_who_has_no_account_has_no_password_to_change(body):
    assert forced(body, body.people[1]) is False


def test_a_caisse_counts_and_closes_only_its_partners(body, login, owner):
    with owner():
        stranger = MembershipFactory()
        foreign = account_of(stranger)
    cookie, far = signed_in(login), signed_in(foreign)
    both = [body.people[0].id, stranger.id]

    with transaction(body.principal):
        assert queries.open_sign_ins(both, whole=True) == (0, 0)
        assert actions.close_of(both) == (0, 0)
    with transaction(body.admin):
        assert queries.open_sign_ins(both, whole=False) == (1, 0)
        assert actions.close_of([body.people[0].id]) == (1, 0)

    assert queries.resolve_session(cookie) is None
    assert queries.resolve_session(far) is not None
