from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import pytest

from socle.kernel.decision import ALLOWED, refuse
from socle.kernel.workflow import Step, Workflow


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"


@dataclass(frozen=True)
class Case:
    is_author: bool


def four_eyes(case):
    return refuse("own_text", "le rédacteur ne valide pas son propre texte") if case.is_author else ALLOWED


LIFE = Workflow(
    Step("submit", frozenset({State.DRAFT}), State.SUBMITTED, frozenset({"partner"})),
    Step("return", frozenset({State.SUBMITTED}), State.DRAFT, frozenset({"instructor"})),
    Step("approve", frozenset({State.SUBMITTED}), State.IN_FORCE, frozenset({"instructor", "director"}), four_eyes),
    initial=State.DRAFT,
    labels={"draft": "brouillon", "submitted": "déposée", "approve": "valider", "director": "la direction"},
)
ALLOWED_CELLS = {
    ("submit", "draft", "partner"),
    ("return", "submitted", "instructor"),
    ("approve", "submitted", "instructor"),
    ("approve", "submitted", "director"),
}
CELLS = list(product(("submit", "return", "approve"), State, ("partner", "instructor", "director", "visitor")))


@pytest.mark.parametrize(("step", "state", "role"), CELLS)
def test_every_cell_is_the_one_written_by_hand(step, state, role):
    decision = LIFE.decide(step, state, role, Case(is_author=False))

    assert bool(decision) == ((step, state.value, role) in ALLOWED_CELLS)
    assert decision or (decision.code in {"wrong_state", "wrong_role"} and decision.fix)


def test_refusals_have_stable_codes_and_say_who_can_fix():
    case = Case(is_author=True)

    assert LIFE.decide("sign", State.DRAFT, "partner", case).code == "unknown_step"
    wrong_state = LIFE.decide("approve", State.DRAFT, "partner", case)
    assert (wrong_state.code, wrong_state.fix) == ("wrong_state", "possible seulement depuis : déposée")
    wrong_role = LIFE.decide("approve", State.SUBMITTED, "partner", case)
    assert (wrong_role.code, wrong_role.fix) == ("wrong_role", "adressez-vous à : la direction, instructor")
    assert LIFE.decide("approve", State.SUBMITTED, "director", case).code == "own_text"


def test_one_role_among_several_is_enough():
    held = {"visitor", "instructor"}

    assert LIFE.decide("return", State.SUBMITTED, held, Case(is_author=False))
    assert [step.name for step in LIFE.open_steps(State.SUBMITTED, held, Case(is_author=True))] == ["return"]
    assert [step.name for step in LIFE.open_steps(State.SUBMITTED, held, Case(is_author=False))] == [
        "return",
        "approve",
    ]


def test_an_ambiguous_or_dead_step_is_refused_when_the_table_is_written():
    step = Step("submit", frozenset({State.DRAFT}), State.SUBMITTED, frozenset({"partner"}))

    with pytest.raises(ValueError, match="même nom"):
        Workflow(step, step)
    with pytest.raises(ValueError, match="au moins un état"):
        Workflow(Step("submit", frozenset(), State.SUBMITTED, frozenset({"partner"})))


def test_the_diagram_shows_every_move():
    assert LIFE.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft : brouillon\n"
        "    in_force : in_force\n"
        "    submitted : déposée\n"
        "    draft --> submitted : submit\n"
        "    submitted --> draft : return\n"
        "    submitted --> in_force : valider\n"
        "    in_force --> [*]\n"
    )
    assert "[*] --> draft" not in Workflow(*LIFE.steps.values()).mermaid()


def test_the_matrix_shows_who_may_what():
    assert LIFE.matrix() == (
        "| étape | depuis | vers | la direction | instructor | partner |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| submit | brouillon | déposée | – | – | oui |\n"
        "| return | déposée | brouillon | – | oui | – |\n"
        "| valider | déposée | in_force | oui, si `four_eyes` | oui, si `four_eyes` | – |\n"
    )
