"""One `[[terms]]` table as a Term: the keys that every term has, then the fields of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from socle.conventions.domain.body import Body
from socle.conventions.domain.convention import Term
from socle.conventions.domain.fields import read, write
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.types import ClauseText, TermId
from socle.kernel.clause import Clause


@dataclass(frozen=True, slots=True)
class Common:
    """What every term carries, whatever its kind."""

    id: Annotated[TermId, "identifiant, celui qu’un avenant remplace ou termine"]
    kind: Annotated[str, "nature du terme"]
    clause: Annotated[ClauseText, "document et article d’où il vient"]
    says: Annotated[str, "ce qu’il dit, en français simple, écrit par nous"]
    until: Annotated[date | None, "dernier jour, pour un terme temporaire"] = None
    open: Annotated[tuple[str, ...], "dans un modèle : champs laissés en blanc"] = ()


COMMON = frozenset(Common.__dataclass_fields__)


def read_term(raw: Mapping[str, object], position: int, *, is_model: bool) -> tuple[Term | None, list[Flaw]]:
    """The term that a table spells, or its flaws; only a model may leave blanks."""
    common, flaws = read(Common, {key: value for key, value in raw.items() if key in COMMON})
    kind = KINDS.get(str(raw.get("kind")))
    if kind is None:
        return None, flaws + ([_unknown_kind(str(raw["kind"]))] if "kind" in raw else [])
    body, wrong = read(kind, {key: value for key, value in raw.items() if key not in COMMON})
    flaws += wrong
    blanks = common.open if common and is_model else ()
    if body:
        flaws += [flaw for flaw in body.flaws() if flaw.field not in blanks]
    if "open" in raw and not is_model:
        flaws.append(Flaw("open", "« open » n’existe que dans un modèle", "Écrivez la valeur à la place du blanc"))
    if common is None or body is None or any(flaw.severity is Severity.ERROR for flaw in flaws):
        return None, flaws
    return Term(common.id, Clause.parse(common.clause), common.says, position, body, common.until), flaws


def body_of(kind: str, body: Mapping[str, object]) -> Body:
    """The typed content of a stored body; ValueError when its kind refuses it."""
    if kind not in KINDS:
        raise ValueError(f"la nature « {kind} » n’existe pas")
    value, flaws = read(KINDS[kind], body)
    if value is None:
        raise ValueError(" ; ".join(flaw.what for flaw in flaws))
    return value


def body_json(body: Body) -> dict[str, object]:
    """The content of a term as JSON: every field with a value."""
    return write(body)


def _unknown_kind(kind: str) -> Flaw:
    near = [known for known in KINDS if known[:3] == kind[:3]] or list(KINDS)
    offered = ", ".join(f"« {known} »" for known in near)
    return Flaw(
        "kind", f"la nature « {kind} » n’existe pas", f"Écrivez l’une de : {offered} (docs/format-convention.md)"
    )
