"""Why = decision: an explanation, each of its links judged again alone, gives the decision back (ambitions.md, U8).

What a right should answer is written a second time here, by another road, so that both cannot be wrong alike.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from socle.habilitations.domain.granting import CENTRALISED, Holder
from socle.habilitations.domain.grants import GRANT, GrantCase, decide_grant, replayed_grant
from socle.habilitations.domain.inactivity import HOUSE
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.requirements import Requirement
from socle.habilitations.domain.rights import Grant, RightFacts, decide, replayed, rules_of
from socle.habilitations.domain.suspensions import Suspended, SuspensionKind
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, refuse
from socle.kernel.explanation import UnfaithfulExplanationError
from socle.kernel.period import Period

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
SEED = int(os.environ.get("SOCLE_DRILL_SEED", "20260401"))
QUICK, DEEP = 4_000, 100_000
CLAUSE = Clause("contrat de service", "2.1")
CLOSED = refuse("piece_missing", "Pièce non reçue.", clause=CLAUSE, fix="Envoyez-la.")
BODIES = [UUID(int=1), UUID(int=2)]
PEOPLE = [UUID(int=number) for number in range(10, 13)]
PLACES = [None, UUID(int=21), UUID(int=22)]
GROUPS = [UUID(int=31), UUID(int=32)]


def instant(chance: Random, *, longest: int = 400) -> datetime:
    return BEGINNING + chance.randrange(longest * 24) * timedelta(hours=1)


def period(chance: Random) -> Period:
    start = instant(chance)
    return Period(start, start + chance.randint(1, 300) * DAY if chance.random() < 0.6 else None)


def maybe(chance: Random, value: object, often: float = 0.5) -> object:
    return value if chance.random() < often else None


def a_grant(chance: Random) -> Grant:
    of = period(chance)
    suspensions = tuple(
        Suspended(chance.choice(list(SuspensionKind)), period(chance), "motif")
        for _ in range(chance.choice([0, 0, 1, 2]))
    )
    is_withdrawn = chance.random() < 0.3
    return Grant(
        period=None if is_withdrawn and chance.random() < 0.3 else of,
        granted_at=of.start - chance.randint(0, 20) * DAY,
        granted_by="Élise Fictive",
        purpose="tarif",
        is_withdrawn=is_withdrawn,
        withdrawn_by="Élise Fictive" if is_withdrawn else "",
        cause=chance.choice(["", "changement de poste"]),
        group=chance.choice(["", "Accueil"]),
        stands_in_for=chance.choice(["", "Odile Fictive"]),
        last_active_at=instant(chance) if chance.random() < 0.5 else None,
        suspensions=suspensions,
    )


def a_requirement(chance: Random, code: str) -> Requirement:
    done = instant(chance) if chance.random() < 0.8 else None
    until = done + chance.randint(1, 400) * DAY if done and chance.random() < 0.5 else None
    return Requirement(code, code, CLAUSE, "Faites-le.", done, until)


def facts_of(chance: Random) -> RightFacts:
    return RightFacts(
        person="Solène Fictive",
        service=chance.choice(["cdap", "afas"]),
        profile=chance.choice(["T2", "D1"]),
        organisation="Commune fictive",
        ask="Élise Fictive",
        is_member=chance.random() < 0.93,
        account_state=chance.choice(["active", "active", "invited", "none", "active", "disabled"]),
        convention="" if chance.random() < 0.05 else "Mon Compte Partenaire (n° 1)",
        convention_period=None if chance.random() < 0.04 else Period(BEGINNING, maybe(chance, BEGINNING + 380 * DAY)),
        opening=CLOSED if chance.random() < 0.05 else allow(CLAUSE),
        profile_clause=None if chance.random() < 0.04 else Clause("bulletin CDAP", "2"),
        seats_clause=Clause("bulletin CDAP", "2"),
        seats=None if chance.random() < 0.04 else 12,
        grants=tuple(a_grant(chance) for _ in range(chance.choice([0, 1, 1, 1, 2, 3]))),
        requirements=tuple(
            a_requirement(chance, code) for code in chance.choice([(), (), ("pledge",), ("pledge", "training")])
        ),
        inactivity=HOUSE,
    )


def a_holder(chance: Random, roles: list[str]) -> Holder:
    perimeters = tuple(
        Perimeter(
            services=frozenset(chance.sample(["cdap", "afas"], chance.choice([0, 1]))),
            profiles=frozenset(chance.sample(["cdap:T2", "afas:D1"], chance.choice([0, 0, 1]))),
            scopes=frozenset(chance.sample(PLACES[1:], chance.choice([0, 0, 1]))),
            groups=frozenset(chance.sample(GROUPS, chance.choice([0, 0, 1]))),
        )
        for _ in range(chance.choice([0, 1, 2]))
    )
    return Holder(
        membership_id=chance.choice(PEOPLE),
        organisation_id=chance.choice([*BODIES[:1] * 9, BODIES[1]]),
        name="Fictive",
        roles=frozenset({chance.choice(roles)}),
        perimeters=perimeters,
        groups=frozenset(chance.sample(GROUPS, chance.choice([0, 1]))),
    )


def case_of(chance: Random) -> GrantCase:
    at, start = instant(chance), instant(chance)
    return GrantCase(
        grantor=a_holder(chance, ["principal", "delegate", "delegate", "user"]),
        person=None if chance.random() < 0.05 else a_holder(chance, ["user"] * 8 + ["delegate", "suppleant"]),
        service=chance.choice(["cdap", "afas"]),
        profile=chance.choice(["T2", "D1"]),
        purpose=chance.choice(["", "tarif", "tarif", "tarif", "inconnue"]),
        purposes={"tarif": chance.random() < 0.9},
        period_start=start,
        period_end=maybe(chance, start + chance.randint(-5, 300) * DAY),
        step_up_at=at - chance.randint(0, 20) * timedelta(minutes=1) if chance.random() < 0.95 else None,
        managing=ALLOWED if chance.random() < 0.95 else CENTRALISED,
        at=at,
        levels=chance.choice([frozenset({"convention"}), frozenset({"place", "equipment"})]),
        scope_level=chance.choice(["convention", "place", None]),
        scope_id=chance.choice(PLACES),
        opening=CLOSED if chance.random() < 0.05 else ALLOWED,
    )


def same(one: Decision, other: Decision) -> bool:
    return replace(one, chain=()) == replace(other, chain=())


def expected_code(facts: RightFacts, at: datetime) -> str:
    """The answer to a right, by the plainest road: no rule, no chain, no sentence."""
    return next(refusals(facts, at), "allowed")


def refusals(facts: RightFacts, at: datetime) -> Iterator[str]:
    if not facts.is_member:
        yield "not_member"
    if facts.account_state == "disabled":
        yield "account_inactive"
    if not facts.convention:
        yield "no_convention"
    if facts.convention_period is None or not facts.convention_period.contains(at):
        yield "convention_not_in_force"
    if not facts.opening:
        yield facts.opening.code
    if facts.profile_clause is None or not facts.seats:
        yield "profile_not_opened"
    current = [one for one in facts.grants if one.period and one.period.contains(at)]
    if not current:
        yield ended_code(facts, at)
    free = [one for one in current if not any(stop.period.contains(at) for stop in one.suspensions)]
    if not free:
        yield "habilitation_suspended"
    if all(at - active_at(one, at) >= HOUSE.days * DAY for one in free):
        yield "habilitation_inactive"
    for one in facts.requirements:
        if one.done_at is None or one.done_at > at:
            yield "requirement_missing"
        elif one.valid_until is not None and one.valid_until <= at:
            yield "requirement_lapsed"


def ended_code(facts: RightFacts, at: datetime) -> str:
    over = [one for one in facts.grants if one.period is None or (one.period.end and one.period.end <= at)]
    if not over:
        return "habilitation_future" if facts.grants else "no_habilitation"
    last = max(over, key=lambda one: one.granted_at)
    return "habilitation_withdrawn" if last.is_withdrawn else "habilitation_expired"


def active_at(one: Grant, at: datetime) -> datetime:
    assert one.period
    return max(one.period.start, min(one.last_active_at or one.period.start, at))


def hold_rights(number: int) -> set[str]:
    chance, codes = Random(SEED), set()
    for _ in range(number):
        facts, at = facts_of(chance), instant(chance)
        decision = decide(facts, at)
        codes.add(decision.code)
        assert decision.code == expected_code(facts, at), (facts, at)
        assert same(replayed(decision, facts, at), decision), (facts, at)
        names = [rule.name for rule in rules_of(facts)]
        assert [link.rule for link in decision.chain] == names[: len(decision.chain)]
        assert bool(decision) is all(link.holds for link in decision.chain)
    return codes


def hold_grants(number: int) -> set[str]:
    chance, codes = Random(SEED), set()
    for _ in range(number):
        case = case_of(chance)
        decision = decide_grant(case)
        codes.add(decision.code)
        assert same(replayed_grant(decision, case), decision), case
        assert [link.rule for link in decision.chain] == [rule.name for rule in GRANT][: len(decision.chain)]
        assert bool(decision) is all(link.holds for link in decision.chain)
    return codes


EVERY_RIGHT = {
    "allowed", "not_member", "account_inactive", "no_convention", "convention_not_in_force", "piece_missing",
    "profile_not_opened", "no_habilitation", "habilitation_withdrawn", "habilitation_expired", "habilitation_future",
    "habilitation_suspended", "habilitation_inactive", "requirement_missing", "requirement_lapsed",
}  # fmt: skip
EVERY_GRANT = {
    "allowed", "not_manager", "centralised_mode", "to_oneself", "superior_or_peer", "outside_perimeter", "piece_missing",
    "not_in_organisation", "step_up_required", "purpose_missing", "purpose_unknown", "purpose_not_in_missions",
    "period_past", "scope_required", "scope_unwanted",
}  # fmt: skip


def test_the_explanation_of_a_right_gives_its_decision_back():
    assert hold_rights(QUICK) == EVERY_RIGHT


def test_the_explanation_of_a_grant_gives_its_decision_back():
    assert hold_grants(QUICK) == EVERY_GRANT


@pytest.mark.drill
def test_a_hundred_thousand_explanations_of_rights_give_their_decision_back():
    assert hold_rights(DEEP) == EVERY_RIGHT


@pytest.mark.drill
def test_a_hundred_thousand_explanations_of_grants_give_their_decision_back():
    assert hold_grants(DEEP) == EVERY_GRANT


def tampered(chain: tuple, chance: Random) -> tuple:
    """The same explanation, one link dropped, turned over, reworded or moved."""
    rank = chance.randrange(len(chain))
    kinds = ["drop", "turn", "reword", "reclause"] + (["swap"] if len(chain) > 1 else [])
    kind, link = chance.choice(kinds), chain[rank]
    if kind == "drop":
        return chain[:rank] + chain[rank + 1 :]
    if kind == "swap":
        other = (rank + 1) % len(chain)
        moved = list(chain)
        moved[rank], moved[other] = moved[other], moved[rank]
        return tuple(moved)
    changes = {
        "turn": {"holds": not link.holds},
        "reword": {"says": "autre"},
        "reclause": {"clause": Clause("autre", "1")},
    }
    return (*chain[:rank], replace(link, **changes[kind]), *chain[rank + 1 :])


def test_an_explanation_that_was_touched_gives_nothing_back():
    """The control: were it to pass, replaying would prove nothing."""
    chance = Random(SEED)
    for _ in range(500):
        facts, at = facts_of(chance), instant(chance)
        decision = decide(facts, at)
        with pytest.raises(UnfaithfulExplanationError):
            replayed(replace(decision, chain=tampered(decision.chain, chance)), facts, at)


def test_an_explanation_of_other_facts_gives_nothing_back():
    """The explanation of an allowed right is not the one of the same right once its holder left."""
    chance = Random(SEED)
    facts, at = next((f, t) for f, t in ((facts_of(chance), instant(chance)) for _ in range(1000)) if decide(f, t))
    with pytest.raises(UnfaithfulExplanationError):
        replayed(decide(facts, at), replace(facts, is_member=False), at)
