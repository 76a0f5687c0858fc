"""The profile × data matrix: data, editable, versioned and not official (MCP-62; facts.md §1.3 c).

A convention may only remove a cell: `shown` takes what it withholds, and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from socle.dossiers.domain.file import Benefit
from socle.dossiers.domain.groups import Cell, Group, Level
from socle.dossiers.domain.matrix_text import MatrixError, Place, Table, Text
from socle.dossiers.domain.predicates import PREDICATES
from socle.dossiers.domain.profile import Condition, Parameter, Profile, Purpose
from socle.kernel.clause import Clause

__all__ = ["Matrix", "MatrixError", "load"]

UNOFFICIAL = "non officiel"
CELL_OPTIONS = {"level", "only", "years", "also", "note"}
MATRIX_KEYS = {"version", "official", "mention", "source", "profiles"}
PURPOSE_KEYS = {"code", "label", "mission", "temporary"}
PROFILE_KEYS = {"code", "title", "public", "clause", "cells", "purposes", "conditions"}
EXTRAS = ("activity",)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every profile, and where the table comes from."""

    version: str
    source: str
    mention: str
    profiles: Mapping[str, Profile]
    official: bool = False

    def profile(self, code: str) -> Profile | None:
        return self.profiles.get(code)

    def purposes(self, code: str) -> tuple[Purpose, ...]:
        profile = self.profile(code)
        return profile.purposes if profile else ()

    def shown(self, code: str, withheld_by_convention: Mapping[str, Clause] | None = None) -> dict[Group, Cell]:
        """The row of a profile, less what a convention withholds; an unknown profile sees nothing."""
        profile = self.profile(code)
        if profile is None:
            return {}
        withheld = {Group(group): clause for group, clause in (withheld_by_convention or {}).items()}
        return {group: _less(cell, withheld.get(group)) for group, cell in profile.cells.items()}


def _less(cell: Cell, clause: Clause | None) -> Cell:
    """A withheld group is hidden by the convention's clause; a group that was hidden stays hidden by the matrix."""
    if clause is None or cell.is_hidden:
        return cell
    return replace(cell, level=Level.HIDDEN, clause=clause, removed=True)


def load(text: str) -> Matrix:
    """Read the matrix; MatrixError with its line and the remedy when a profile, group or cell is not right."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MatrixError(f"texte illisible : {error}", "corrigez la syntaxe TOML") from error
    root = Place(Text(text))
    root.only(raw, MATRIX_KEYS)
    if raw.get("official", False) is not False or raw.get("mention") != UNOFFICIAL:
        root.fail(
            "official", "cette matrice n'a pas de source officielle", f"mention = « {UNOFFICIAL} », official = false"
        )
    profiles: dict[str, Profile] = {}
    for place, entry in root.entries(raw, "profiles"):
        profile = _profile(entry, place)
        if profile.code in profiles:
            place.fail("code", f"le profil {profile.code} est écrit deux fois", "gardez une seule ligne par profil")
        profiles[profile.code] = profile
    return Matrix(root.word(raw, "version"), root.word(raw, "source"), UNOFFICIAL, profiles)


def _profile(raw: Table, place: Place) -> Profile:
    place.only(raw, PROFILE_KEYS)
    clause = place.clause(raw, "clause")
    return Profile(
        code=place.word(raw, "code"),
        title=place.word(raw, "title"),
        public=place.word(raw, "public"),
        clause=clause,
        cells=_cells(place.table(raw.get("cells", {})), place, clause),
        purposes=tuple(_purpose(entry, place) for entry in place.listed(raw, "purposes", at_least_one=True)),
        conditions=tuple(_condition(entry, place, clause) for entry in place.listed(raw, "conditions")),
    )


def _purpose(raw: Table, place: Place) -> Purpose:
    place.only(raw, PURPOSE_KEYS)
    code, label = place.word(raw, "code"), place.word(raw, "label")
    return Purpose(code, label, raw.get("mission", ""), temporary=raw.get("temporary") is True)


def _cells(raw: Table, place: Place, clause: Clause) -> dict[Group, Cell]:
    known = [group.value for group in Group]
    place.only(raw, known)
    for name in known:
        if name not in raw:
            place.fail(
                "cells", f"le groupe « {name} » n'a pas de case", f'ajoutez {name} = "hidden" ou une autre valeur'
            )
    return {group: _cell(raw[group.value], group, place, clause) for group in Group}


def _cell(raw: object, group: Group, place: Place, clause: Clause) -> Cell:
    options: Table = {"level": raw} if isinstance(raw, str) else place.table(raw)
    place.only(options, CELL_OPTIONS)
    level = options.get("level")
    if level not in list(Level):
        place.fail(group.value, f"case « {level} » inconnue", f"choisissez parmi {', '.join(Level)}")
    only, also = tuple(options.get("only", ())), tuple(options.get("also", ()))
    for name, choices in [(name, tuple(Benefit)) for name in only] + [(name, EXTRAS) for name in also]:
        if name not in choices:
            place.fail(group.value, f"« {name} » inconnu dans une case", f"choisissez parmi {', '.join(choices)}")
    years, note = options.get("years"), options.get("note", "")
    if not (years is None or (isinstance(years, int) and years > 0)):
        place.fail(group.value, f"profondeur « {years} » incorrecte", "écrivez years = un nombre d'années")
    return Cell(Level(level), clause, only, years, also, str(note))


def _condition(raw: Table, place: Place, clause: Clause) -> Condition:
    code = place.word(raw, "code")
    predicate = PREDICATES.get(code)
    if predicate is None:
        place.fail("conditions", f"condition « {code} » inconnue", f"choisissez parmi {', '.join(sorted(PREDICATES))}")
    given = {name: _parameter(value) for name, value in raw.items() if name not in {"code", "clause"}}
    if given.keys() != predicate.parameters.keys() or any(
        not isinstance(value, predicate.parameters[name]) for name, value in given.items()
    ):
        wanted = ", ".join(predicate.parameters) or "aucun"
        place.fail("conditions", f"paramètres de « {code} » incorrects", f"paramètres attendus : {wanted}")
    return Condition(code, place.clause(raw, "clause") if "clause" in raw else clause, given)


def _parameter(value: object) -> Parameter:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value if isinstance(value, int) else str(value)
