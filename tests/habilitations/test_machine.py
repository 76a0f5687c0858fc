"""The ledger and a plain model give the same answers, whatever the order of acts (C3; MCP-21, MCP-23, MCP-51, MCP-61)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.habilitations.machine import LedgerMachine
from tests.habilitations.schedules import monitor

QUICK = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # a shrunk story is worth minutes: ask for it when one is needed
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(
    QUICK, max_examples=int(os.environ.get("SOCLE_DRILL_EXAMPLES", "60")), stateful_step_count=60, derandomize=False
)


def play(profile: settings) -> None:
    with monitor() as looking:
        machine = type("Machine", (LedgerMachine,), {"looking": looking})
        run_state_machine_as_test(machine, settings=profile)


def test_the_ledger_follows_the_model(committed):
    play(QUICK)


@pytest.mark.drill
def test_the_ledger_follows_the_model_at_length(committed):
    play(DEEP)
