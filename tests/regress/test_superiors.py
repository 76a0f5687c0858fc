"""Nobody reaches a superior or a peer by a side door (R01, R02, R08; MCP-20, MCP-27)."""

from uuid import uuid4

import pytest

from socle.accounts.domain import lifecycle
from socle.accounts.domain.states import AccountState

COMMUNE, DEPARTEMENT = uuid4(), uuid4()


def case(*roles: str, held: str = "", bodies=frozenset({COMMUNE}), state=None) -> lifecycle.Case:
    return lifecycle.Case(
        actor_person_id=uuid4(),
        actor_organisation_id=COMMUNE,
        actor_roles=frozenset(roles),
        person_id=uuid4(),
        organisation_ids=bodies,
        state=state,
        held_roles=frozenset({held} - {""}),
    )


@pytest.mark.parametrize("held", ["principal", "suppleant", "delegate", "dpo"])
def test_a_delegate_sends_no_link_to_a_superior_or_a_peer(held):
    assert lifecycle.invite(case("delegate", held=held, state=AccountState.INVITED)).code == "superior_or_peer"
    assert lifecycle.invite(case("delegate", state=AccountState.INVITED))
    assert lifecycle.invite(case("principal", held=held, state=AccountState.INVITED))


def test_a_link_to_a_shared_account_follows_no_address_that_one_body_alone_writes():
    both = frozenset({COMMUNE, DEPARTEMENT})
    assert lifecycle.invite(case("principal", bodies=both, state=AccountState.INVITED)).code == "serves_elsewhere"
    assert lifecycle.recover(case("principal", bodies=both, state=AccountState.ACTIVE)).code == "serves_elsewhere"
    assert lifecycle.invite(case("caisse_admin", bodies=both, state=AccountState.INVITED))
    assert lifecycle.recover(case("caisse_admin", bodies=both, state=AccountState.ACTIVE))


def changed(demo, login: str, of: str, **fields: str):
    browser = demo.client_of(login)
    address = f"/personnes/{demo.somebody(of).person_id}/modifier/"
    form = browser.get(address).context["form"]
    return browser.post(address, {**form.initial, **fields})


@pytest.mark.parametrize(
    ("login", "of"), [("partner-principal", "partner-suppleant"), ("partner-suppleant", "partner-principal")]
)
@pytest.mark.parametrize("fields", [{"email": "intrus@saint-aubin.example"}, {"last_name": "Intrus"}])
def test_an_administrator_changes_neither_name_nor_address_of_the_other(demo, login, of, fields):
    assert changed(demo, login, of, **fields).status_code == 403


def test_what_identifies_nobody_may_be_put_right(demo):
    assert changed(demo, "partner-principal", "partner-suppleant", phone="04 67 00 00 00").status_code == 302
    assert (
        changed(demo, "partner-principal", "social-worker-t2", email="autre.nom@saint-aubin.example").status_code == 302
    )
