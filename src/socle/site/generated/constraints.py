"""What the database refuses by itself, and the sentence a person then reads."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from socle.database.constraints import sentences
from socle.site.generated.markdown import code, page, section, table
from socle.site.generated.models import rooms

PRODUCT = Path(__file__).resolve().parents[2]
KINDS = {"CheckConstraint": "valeur", "UniqueConstraint": "unicité", "ExclusionConstraint": "exclusion"}


def _named() -> list[tuple[str, str, str]]:
    return sorted(
        (constraint.name, model._meta.db_table, KINDS[type(constraint).__name__])  # noqa: SLF001
        for models in rooms().values()
        for model in models
        for constraint in model._meta.constraints  # noqa: SLF001
    )


def _read_sentences() -> None:
    """Every action says the sentences of its constraints, whether a page uses it yet or not."""
    import_module("socle.site.urls")
    for path in sorted(PRODUCT.glob("*/actions/*.py")):
        import_module(f"socle.{path.parts[-3]}.actions.{path.stem}".removesuffix(".__init__"))


def text() -> str:
    _read_sentences()
    said = sentences()
    told = table(
        ("Contrainte", "Ce qui est dit", "Clause", "Remède"),
        (
            (code(name), decision.reason, decision.clause or "–", decision.fix)
            for name, decision in sorted(said.items())
        ),
    )
    named = table(
        ("Contrainte", "Table", "Nature"), ((code(name), code(where), kind) for name, where, kind in _named())
    )
    return page(
        "Contraintes de la base",
        "Ce que PostgreSQL refuse lui-même, quoi que fasse le code au-dessus.",
        section("Celles qui parlent à quelqu'un", told),
        section("Toutes celles des modèles", named),
    )
