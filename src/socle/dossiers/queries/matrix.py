"""The matrix in use, and the profile that a convention makes of it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from socle.conventions.queries.reading import Terms
from socle.dossiers.domain.bound import BoundProfile, bind
from socle.dossiers.domain.matrix import Matrix, load


@cache
def matrix() -> Matrix:
    """The matrix shipped with the service: editable, and marked « non officielle »."""
    return load(files("socle.dossiers.catalogue").joinpath("cdap-matrice.toml").read_text(encoding="utf-8"))


def bound_profile(terms: Terms, code: str) -> BoundProfile | None:
    """The profile under the terms in force; None when no such profile exists."""
    return bind(matrix(), code, terms)
