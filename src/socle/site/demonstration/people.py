"""Who is in the demonstration, as its file says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("6f2c0f0e-6b0e-5b9a-9d5c-50c1e0000001")
MAIL_DOMAIN = "exemple.example"


@dataclass(frozen=True, slots=True)
class Right:
    """A right the demonstration opens."""

    service: str
    profile: str


@dataclass(frozen=True, slots=True)
class Somebody:
    """One fictional person; `login` is empty when they have no account yet."""

    body: str
    first_name: str
    last_name: str
    function: str
    login: str = ""
    roles: tuple[str, ...] = ()
    perimeter: str = ""
    diploma: str = ""
    service_traits: tuple[str, ...] = ()
    rights: tuple[Right, ...] = ()
    also: tuple[tuple[str, str], ...] = ()

    @property
    def person_id(self) -> UUID:
        return uuid5(NAMESPACE, f"person {self.first_name} {self.last_name}")

    def membership_id(self, body: str) -> UUID:
        return uuid5(NAMESPACE, f"membership {body} {self.first_name} {self.last_name}")

    @property
    def email(self) -> str:
        words = f"{self.first_name}.{self.last_name}".lower().replace(" ", "-").replace("'", "")
        return f"{ascii_of(words)}@{MAIL_DOMAIN}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, the extra bodies and the équipements."""

    people: tuple[Somebody, ...]
    bodies: tuple[dict[str, str], ...] = ()
    equipments: tuple[dict[str, Any], ...] = field(default=())
    groups: tuple[dict[str, Any], ...] = field(default=())
    suspensions: tuple[dict[str, str], ...] = field(default=())
    questions: tuple[dict[str, str], ...] = field(default=())


def ascii_of(text: str) -> str:
    return text.translate(str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc"))


def _person(row: dict[str, Any]) -> Somebody:
    known = {
        key: row[key]
        for key in ("body", "first_name", "last_name", "function", "login", "perimeter", "diploma")
        if key in row
    }
    return Somebody(
        **{key: str(value) for key, value in known.items()},
        roles=tuple(row.get("roles", ())),
        service_traits=tuple(row.get("service_traits", ())),
        rights=tuple(Right(**right) for right in row.get("rights", ())),
        also=tuple((one["body"], one["function"]) for one in row.get("also", ())),
    )


def _crowd(row: dict[str, Any]) -> list[Somebody]:
    names, functions = list(row["names"]), list(row["functions"])
    with_t2 = int(str(row.get("with_t2", 0)))
    return [
        Somebody(
            body=str(row["body"]),
            first_name=name.split(" ", 1)[0],
            last_name=name.split(" ", 1)[1],
            function=functions[rank % len(functions)],
            service_traits=("action-sociale-caf",),
            rights=(Right("cdap", "T2"),) if rank < with_t2 else (),
        )
        for rank, name in enumerate(names)
    ]


def cast() -> Cast:
    """Read the file of the demonstration."""
    data = tomllib.loads(files(__package__).joinpath("personnes.toml").read_text(encoding="utf-8"))
    people = [_person(row) for row in data["people"]]
    for row in data["crowd"]:
        people += _crowd(row)
    return Cast(
        tuple(people),
        bodies=tuple(data.get("bodies", ())),
        equipments=tuple(data.get("equipments", ())),
        groups=tuple(data.get("groups", ())),
        suspensions=tuple(data.get("suspensions", ())),
        questions=tuple(data.get("questions", ())),
    )
