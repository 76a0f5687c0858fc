"""Who reads which traces, by the terms alone: an avenant changes the answer (MCP-32; contrat de service 5.3.3, 5.3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest

from socle.conventions.domain.kinds import TraceAccess
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.words import Role
from socle.kernel.actor import Actor, OrganisationKind
from socle.kernel.clause import Clause
from socle.privacy.domain.access import decide_trace_reading

CAISSE, PARTNER = Clause("contrat de service", "5.3.3"), Clause("contrat de service", "5.3.4")


@dataclass(frozen=True)
class Term:
    clause: Clause
    body: TraceAccess


def direct(role, clause=PARTNER, reach=Reach.ORGANISATION):
    return Term(clause, TraceAccess(role=role, reach=reach, directly=True))


MODEL = (
    direct(Role.CAISSE_AUTHORISED, CAISSE, Reach.EVERY),
    direct(Role.PRINCIPAL),
    direct(Role.SUPPLEANT),
    Term(
        PARTNER,
        TraceAccess(role=Role.USER, reach=Reach.OWN, directly=False, through=(Role.LINE_MANAGER, Role.PRINCIPAL)),
    ),
)


def actor(side, *roles):
    return Actor(uuid4(), uuid4(), uuid4(), OrganisationKind(side), "Organisme (fictif)", "Zoé", roles=frozenset(roles))


@pytest.mark.parametrize(
    ("side", "role", "clause"),
    [
        ("partner", "principal", PARTNER),
        ("partner", "suppleant", PARTNER),
        ("caisse", "caisse_supervisor", CAISSE),
        ("caisse", "dpo", CAISSE),
    ],
)
def test_readers_named_by_the_text_read_directly(side, role, clause):
    decision = decide_trace_reading(actor(side, role), MODEL)

    assert decision
    assert decision.clause == clause


@pytest.mark.parametrize(
    ("side", "roles"),
    [
        ("partner", ()),
        ("partner", ("delegate",)),
        ("partner", ("dpo",)),
        ("partner", ("caisse_supervisor",)),
        ("caisse", ()),
        ("caisse", ("caisse_admin",)),
        ("caisse", ("principal",)),
    ],
)
def test_the_others_learn_by_whom_their_request_goes(side, roles):
    decision = decide_trace_reading(actor(side, *roles), MODEL)

    assert decision.code == "trace_reading"
    assert decision.clause == PARTNER
    assert (
        decision.fix == "Faites passer votre demande par le responsable hiérarchique puis l’administrateur principal."
    )


def test_a_term_added_for_the_delegate_opens_and_one_for_oneself_does_not():
    delegate = actor("partner", "delegate")

    assert decide_trace_reading(delegate, (*MODEL, direct(Role.DELEGATE)))
    assert not decide_trace_reading(delegate, (*MODEL, direct(Role.DELEGATE, reach=Reach.OWN)))


def test_without_any_term_nobody_reads_and_the_rule_is_ours():
    decision = decide_trace_reading(actor("partner", "principal"), ())

    assert decision.code == "trace_reading"
    assert decision.clause
    assert decision.clause.is_house
