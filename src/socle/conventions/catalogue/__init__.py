"""The texts shipped with Socle: models of the five families, and the conventions of the demonstration."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def _root() -> Traversable:
    return files(__name__)


def read(name: str) -> str:
    """The text of « models/<family> » or « demonstration/<slug> »; FileNotFoundError when there is none."""
    return _root().joinpath(f"{name}.toml").read_text(encoding="utf-8")


def model(family: str | None) -> str | None:
    """The text of a family's model, None when the catalogue has none: the check then says so at its line."""
    return read(f"models/{family}") if family in models() else None


def models() -> tuple[str, ...]:
    """The families that have a model."""
    return _names("models")


def demonstration() -> tuple[str, ...]:
    """The slugs of the demonstration's conventions."""
    return _names("demonstration")


def _names(folder: str) -> tuple[str, ...]:
    names = (item.name for item in _root().joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))
