"""Life cycles of the rooms: their diagram, who may take each step, the trace it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType

from socle.kernel.workflow import Workflow
from socle.site.generated.markdown import code, page, section, table

PRODUCT = Path(__file__).parents[2]


def modules() -> Iterator[ModuleType]:
    """The pure modules of the rooms, in the order of their names."""
    for path in sorted(PRODUCT.glob("*/domain/**/*.py")):
        parts = path.relative_to(PRODUCT.parent).with_suffix("").parts
        yield import_module(".".join(parts).removesuffix(".__init__"))


def _section(module: ModuleType, workflow: Workflow[StrEnum, object]) -> str:
    labels, tags = module.LABELS, module.TAGS
    return section(
        module.TITLE,
        f"Source : {code(module.__name__)}.",
        f"```mermaid\n{workflow.mermaid()}```",
        workflow.matrix().strip(),
        table(
            ("Étape", "Code", "Trace"),
            ((labels[step], code(step), code(tags[step])) for step in workflow.steps),
        ),
    )


def text() -> str:
    parts = [
        _section(module, value)
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, Workflow)
    ]
    return page(
        "Cycles de vie",
        "Chaque cycle de vie est une table du code : l'étape, d'où elle part, où elle mène, qui peut la faire et la "
        "règle à respecter. Les phrases des événements tracés sont dans `traces.md`.",
        *parts,
    )
