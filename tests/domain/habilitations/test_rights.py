"""Facts.md §1.4: a right is judged at use; the chain says every condition up to the first that fails."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.rights import Grant, RightCode, RightFacts, decide, decide_opening
from socle.kernel.clause import Clause
from socle.kernel.decision import allow, refuse
from socle.kernel.period import Period

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)
GRANT = Grant(Period(AT - 10 * DAY), AT - 10 * DAY, "Élise Fictive", "tarif")
FACTS = RightFacts(
    person="Solène Fictive",
    service="cdap",
    profile="T2",
    organisation="Commune fictive",
    ask="Élise Fictive",
    is_member=True,
    account_state="active",
    convention="Mon Compte Partenaire (n° 1)",
    convention_period=Period(AT - 100 * DAY),
    opening=allow(Clause("contrat de service", "2.1")),
    profile_clause=Clause("bulletin CDAP", "2"),
    seats_clause=Clause("bulletin CDAP", "2"),
    seats=12,
    grants=(GRANT,),
)
CLOSED = refuse("piece_missing", "Pièce non reçue.", clause=Clause("contrat de service", "2.1"), fix="Envoyez-la.")
STEPS = ["membership", "account", "convention", "seats", "habilitation", "suspension", "activity"]
BROKEN = [
    ({"is_member": False}, RightCode.NOT_MEMBER, "membership"),
    ({"account_state": "disabled"}, RightCode.ACCOUNT_INACTIVE, "account"),
    ({"convention": ""}, RightCode.NO_CONVENTION, "convention"),
    ({"convention_period": None}, RightCode.CONVENTION_NOT_IN_FORCE, "convention"),
    ({"convention_period": Period(AT - 9 * DAY, AT)}, RightCode.CONVENTION_NOT_IN_FORCE, "convention"),
    ({"opening": CLOSED}, "piece_missing", "convention"),
    ({"seats": None}, RightCode.PROFILE_NOT_OPENED, "seats"),
    ({"profile_clause": None}, RightCode.PROFILE_NOT_OPENED, "seats"),
    ({"grants": ()}, RightCode.NO_HABILITATION, "habilitation"),
    ({"grants": (replace(GRANT, period=Period(AT + DAY)),)}, RightCode.HABILITATION_FUTURE, "habilitation"),
    ({"grants": (replace(GRANT, period=Period(AT - 9 * DAY, AT)),)}, RightCode.HABILITATION_EXPIRED, "habilitation"),
    (
        {"grants": (replace(GRANT, period=Period(AT - 9 * DAY, AT), is_withdrawn=True, withdrawn_by="Élise"),)},
        RightCode.HABILITATION_WITHDRAWN,
        "habilitation",
    ),
    ({"grants": (replace(GRANT, period=None, is_withdrawn=True),)}, RightCode.HABILITATION_WITHDRAWN, "habilitation"),
]


def test_a_right_that_holds_says_why():
    decision = decide(FACTS, AT)

    assert decision
    assert [link.kind for link in decision.chain] == STEPS
    assert all(link.holds for link in decision.chain)


@pytest.mark.parametrize(("change", "code", "step"), BROKEN)
def test_each_missing_condition_refuses_and_ends_the_chain(change, code, step):
    decision = decide(replace(FACTS, **change), AT)

    assert decision.code == code
    assert decision.reason
    assert decision.fix
    assert decision.chain[-1].kind == step
    assert [link.holds for link in decision.chain] == [True] * (len(decision.chain) - 1) + [False]


@given(st.integers(-20, 20), st.integers(1, 15), st.integers(-30, 30))
def test_a_right_holds_exactly_inside_its_period(start, length, day):
    period = Period(AT + start * DAY, AT + (start + length) * DAY)
    at = AT + day * DAY

    facts = replace(FACTS, convention_period=Period(AT - 100 * DAY), grants=(replace(GRANT, period=period),))

    assert bool(decide(facts, at)) is period.contains(at)


@pytest.mark.parametrize("state", ["none", "invited"])
def test_a_right_waits_with_the_account_for_its_activation(state):
    assert decide(replace(FACTS, account_state=state), AT)


def test_the_end_of_a_right_is_told():
    facts = replace(FACTS, grants=(replace(GRANT, period=Period(AT - DAY, AT + DAY)),))

    opened = decide(facts, AT)

    assert opened
    assert opened.chain[-1].holds


def test_opening_asks_only_the_convention_and_its_seats():
    assert decide_opening(replace(FACTS, is_member=False, grants=()), AT)
    assert decide_opening(replace(FACTS, seats=None), AT).code == RightCode.PROFILE_NOT_OPENED
