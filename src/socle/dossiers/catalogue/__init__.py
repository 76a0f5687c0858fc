"""Data of the room that a body may edit: the profile × data matrix, the lists behind the demonstration registry."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from socle.dossiers.domain.matrix import Matrix, load


def text(name: str) -> str:
    """The text of one file of the catalogue."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def cdap_matrix() -> Matrix:
    """The matrix shipped with the service: editable, marked « non officielle », read once per process."""
    return load(text("cdap-matrice.toml"))
