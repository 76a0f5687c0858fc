"""Every step of a life cycle is traced and tested (style.md, law 6): its module has TAGS, its room a test that names it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from types import ModuleType

from socle.kernel.workflow import Step, Workflow
from socle.traces.domain.table import CATALOGUE
from tests.architecture.sources import TESTS, sources


def modules() -> Iterator[ModuleType]:
    """The pure modules of the rooms."""
    for source in sources():
        if "domain" in source.parts[3:4]:
            yield import_module(".".join(source.parts[1:]).removesuffix(".py").removesuffix(".__init__"))


def faults(module: ModuleType, tests: str) -> Iterator[str]:
    """Steps without an event of the journal, or that no test names."""
    for workflow in [value for value in vars(module).values() if isinstance(value, Workflow)]:
        tags: dict[str, str] = getattr(module, "TAGS", {})
        for step in workflow.steps:
            if tags.get(step) not in CATALOGUE:
                yield f"{module.__name__}: step {step} has no event"
            if f'"{step}"' not in tests:
                yield f"{module.__name__}: no test names the step {step}"


def test_every_step_is_traced_and_tested():
    tests = "\n".join(source.text for source in sources(TESTS) if "architecture" not in source.parts)
    assert not [fault for module in modules() for fault in faults(module, tests)]


def test_a_silent_step_is_seen():
    state = StrEnum("state", ["DRAFT", "SIGNED"])
    module = ModuleType("socle.conventions.domain.example")
    module.LIFECYCLE = Workflow(Step("sign", frozenset({state.DRAFT}), state.SIGNED, frozenset({"caisse_admin"})))
    assert len(list(faults(module, ""))) == 2
    module.TAGS = {"sign": "convention:convention:signed"}
    assert not list(faults(module, 'decide("sign")'))
