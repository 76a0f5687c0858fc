from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.accounts.domain import advice, client, identifier, lifecycle, policy, recovery
from socle.accounts.domain.identifier import SPACE, identifier_of
from socle.accounts.domain.lifecycle import Case, LifecycleCode
from socle.accounts.domain.states import END_LABELS, FACTOR_LABELS, AccountState, EndReason, Factor

HERE, ELSEWHERE = uuid4(), uuid4()
ME, YOU = uuid4(), uuid4()


@given(st.integers(0, SPACE - 1), st.integers(0, SPACE - 1))
def test_each_draw_has_its_own_identifier(one: int, other: int) -> None:
    assert (identifier_of(one) == identifier_of(other)) is (one == other)
    assert identifier.normalized(f" {identifier_of(one).upper()} ") == identifier_of(one)


@pytest.mark.parametrize("drawn", [-1, SPACE])
def test_a_draw_outside_its_space_is_a_mistake(drawn: int) -> None:
    with pytest.raises(ValueError, match="tirage"):
        identifier_of(drawn)


def test_no_syllable_twice() -> None:
    assert all(identifier_of(rank * 10_000)[:2] != identifier_of(rank * 10_000)[2:4] for rank in range(SPACE // 10_000))


def test_the_reference_says_every_value_and_where_it_comes_from() -> None:
    assert all(line.label and line.value and line.source and line.mark == "[house]" for line in policy.REFERENCE)
    assert set(Factor) == set(FACTOR_LABELS)
    assert set(EndReason) == set(END_LABELS)


@pytest.mark.parametrize("code", ["ABCDE fghjk", "abcde-fghjk", "abcdefghjk"])
def test_recovery_codes_forgive_typing(code: str) -> None:
    assert recovery.normalized(code) == "abcdefghjk"
    assert not recovery.is_totp(recovery.normalized(code))
    assert recovery.is_totp(recovery.normalized("123 456"))
    assert not recovery.is_totp("١٢٣٤٥٦")


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari sur iOS"),
        ("curl/8.0", "inconnu"),
        ("", "inconnu"),
    ],
)
def test_devices_in_words(agent: str, label: str) -> None:
    assert client.device_of(agent) == label


def test_an_address_that_is_none_is_one_network() -> None:
    assert client.network_of("socket") == client.UNKNOWN


def case(
    *, roles: str = "principal", who: UUID = YOU, where=frozenset({HERE}), state=None, by=None, held="user"
) -> Case:
    return Case(ME, HERE, frozenset({roles}), who, where, state, by, frozenset({held}))


@pytest.mark.parametrize(
    ("rule", "given_case", "code"),
    [
        (lifecycle.invite, case(), None),
        (lifecycle.invite, case(roles="suppleant", state=AccountState.INVITED), None),
        (lifecycle.invite, case(roles="user"), LifecycleCode.NOT_MANAGER),
        (lifecycle.invite, case(state=AccountState.ACTIVE), LifecycleCode.ALREADY_ACTIVE),
        (lifecycle.invite, case(state=AccountState.DISABLED), LifecycleCode.DISABLED),
        (lifecycle.invite, case(where=frozenset()), LifecycleCode.NO_MEMBERSHIP),
        (lifecycle.recover, case(state=AccountState.ACTIVE), None),
        (lifecycle.recover, case(state=AccountState.INVITED), LifecycleCode.DISABLED),
        (lifecycle.recover, case(roles="delegate", state=AccountState.ACTIVE), LifecycleCode.NOT_MANAGER),
        (lifecycle.disable, case(), None),
        (lifecycle.disable, case(roles="user"), LifecycleCode.NOT_MANAGER),
        (lifecycle.disable, case(who=ME), LifecycleCode.ONESELF),
        (lifecycle.disable, case(where=frozenset({HERE, ELSEWHERE})), LifecycleCode.ELSEWHERE),
        (lifecycle.disable, case(roles="caisse_admin", where=frozenset({HERE, ELSEWHERE})), None),
        (lifecycle.invite, case(roles="delegate"), None),
        (lifecycle.disable, case(held="suppleant"), LifecycleCode.KEPT_BY_CAISSE),
        (lifecycle.disable, case(roles="suppleant", held="principal"), LifecycleCode.KEPT_BY_CAISSE),
        (lifecycle.disable, case(roles="caisse_admin", held="principal"), None),
        (lifecycle.reopen, case(roles="caisse_admin", state=AccountState.DISABLED, by=uuid4()), None),
        (lifecycle.reopen, case(state=AccountState.DISABLED, by=uuid4()), LifecycleCode.NOT_MANAGER),
        (lifecycle.reopen, case(roles="caisse_admin", state=AccountState.ACTIVE), LifecycleCode.OPEN),
        (lifecycle.reopen, case(roles="caisse_admin", state=AccountState.DISABLED, by=ME), LifecycleCode.SAME_HAND),
        (lifecycle.reopen, case(roles="caisse_admin", state=AccountState.DISABLED, who=ME), LifecycleCode.SAME_HAND),
    ],
)
def test_who_opens_and_closes_accounts(rule, given_case: Case, code: LifecycleCode | None) -> None:
    decision = rule(given_case)

    assert bool(decision) is (code is None)
    assert code is None or decision.code == code


def test_who_is_asked_for_a_key_and_for_codes() -> None:
    assert advice.needs_key(frozenset({"principal"}), 0)
    assert not advice.needs_key(frozenset({"principal"}), 1)
    assert not advice.needs_key(frozenset({"user"}), 0)
    assert [advice.needs_codes(left) for left in (0, 2, 3)] == [True, True, False]


def test_codes_and_addresses_as_printed() -> None:
    assert recovery.shown("abcdefghjk") == "abcde-fghjk"
    assert client.network_of("::ffff:192.0.2.77") == "192.0.2.0/24"
    assert client.network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
