"""Decision, Clause and Actor: the values every room answers with."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from socle.kernel.actor import Actor, OrganisationKind
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Link, Refused, allow, first_refusal, refuse

CLAUSE = Clause("bulletin CDAP", "2")
UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
NO_SEAT = refuse("no_seat", "les douze sièges sont pris", clause=CLAUSE, fix="le responsable principal")


def test_a_refusal_is_falsy_and_raises_with_its_decision():
    assert not NO_SEAT
    with pytest.raises(Refused, match="les douze sièges sont pris") as refused:
        NO_SEAT.or_raise()
    assert refused.value.decision is NO_SEAT


def test_a_permission_is_truthy_and_passes():
    decision = allow(CLAUSE, until=UNTIL)

    decision.or_raise()
    assert decision
    assert (decision.clause, decision.until, decision.code) == (CLAUSE, UNTIL, "allowed")


def test_every_condition_must_hold():
    last = allow(CLAUSE)

    assert first_refusal([ALLOWED, NO_SEAT, refuse("other", "autre raison")]) is NO_SEAT
    assert first_refusal([ALLOWED, last]) is last
    assert first_refusal([]) is ALLOWED


def test_a_decision_carries_its_explanation():
    chain = [Link("seat", "douze sièges", holds=False, clause=CLAUSE)]

    assert NO_SEAT.with_chain(chain).chain == tuple(chain)
    assert NO_SEAT.chain == ()


@pytest.mark.parametrize("text", ["", "contrat de service", ", 2", "contrat,"])
def test_half_a_clause_is_refused(text):
    with pytest.raises(ValueError, match="écrivez « document, article »"):
        Clause.parse(text)


def test_an_actor_holds_permissions_for_one_organisation():
    one = UUID(int=1)
    partner = Actor(
        one, one, one, OrganisationKind.PARTNER, "Commune", "Élise Arnal", permissions=frozenset({"seat:read"})
    )

    assert partner.can("seat:read")
    assert not partner.can("seat:grant")
    assert not partner.is_caisse
    assert replace(partner, organisation_kind=OrganisationKind.CAISSE).is_caisse
