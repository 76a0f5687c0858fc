"""MCP-22: the text says which role passes the administration on; a perimeter names only what the organisation has."""

from uuid import UUID

import pytest

from socle.conventions.domain.kinds.delegation import Power
from socle.habilitations.domain.granting import Holder
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.powers import Known, Managed, known_perimeter, powers
from tests.domain.conventions.texts import commune, with_term

PLACE, GROUP = UUID(int=3), UUID(int=4)


def managed(text=None, *, delegated: bool = True) -> Managed:
    terms = (text or commune()).terms
    return Managed(frozenset({"cdap"}), frozenset({"cdap:T2"}), terms, delegated)


def known(*conventions: Managed) -> Known:
    return Known(conventions or (managed(),), frozenset({PLACE}), frozenset({GROUP}))


def holder(*roles: str) -> Holder:
    return Holder(UUID(int=1), UUID(int=2), "Élise", frozenset(roles))


@pytest.mark.parametrize("role", ["principal", "suppleant", "delegate"])
def test_each_manager_passes_on_what_the_text_gives(role):
    assert powers(holder(role), known(), Perimeter())


def test_a_plain_user_has_no_such_power():
    assert powers(holder("user"), known(), Perimeter()).code == "power_not_held"


def test_the_term_changes_who_may():
    text = with_term(commune(), "pouvoirs-du-responsable-d-habilitation", passes_on=(Power.USE,))
    refusal = powers(holder("delegate"), known(managed(text)), Perimeter())
    assert refusal.code == "power_not_held"
    assert str(refusal.clause) == "contrat de service, 2.2.2"
    assert powers(holder("principal"), known(managed(text)), Perimeter())


def test_only_the_conventions_inside_the_perimeter_count():
    elsewhere = Managed(frozenset({"afas"}), frozenset(), (), is_delegated_mode=False)
    both = known(managed(), elsewhere)
    assert powers(holder("principal"), both, Perimeter(services=frozenset({"cdap"})))
    assert not powers(holder("principal"), both, Perimeter())
    assert both.is_delegated_mode(Perimeter(services=frozenset({"cdap"})))
    assert not both.is_delegated_mode(Perimeter())


@pytest.mark.parametrize(
    ("perimeter", "is_known"),
    [
        (Perimeter(), True),
        (Perimeter(frozenset({"cdap"}), frozenset({"cdap:T2"}), frozenset({PLACE}), frozenset({GROUP})), True),
        (Perimeter(services=frozenset({"afas"})), False),
        (Perimeter(profiles=frozenset({"cdap:T1"})), False),
        (Perimeter(scopes=frozenset({GROUP})), False),
        (Perimeter(groups=frozenset({PLACE})), False),
    ],
)
def test_a_perimeter_names_what_exists(perimeter, is_known):
    assert bool(known_perimeter(perimeter, known())) is is_known
