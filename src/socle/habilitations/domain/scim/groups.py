"""A group of the directory: its name, the directory's own identifier, who is in it (RFC 7643 §4.2, RFC 7644 §3.5.2).

Being in a group opens the rights of the group's local profile, which a manager chose here: a directory composes groups,
it never says what they open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from socle.habilitations.domain.scim.faults import Fault, ScimType
from socle.habilitations.domain.scim.users import operations
from socle.habilitations.domain.scim.values import listed, lowered, text

CORE = "urn:ietf:params:scim:schemas:core:2.0:group:"
LONGEST_NAME = 80
MOST_MEMBERS = 1000
NOT_KEPT = frozenset({"id", "schemas", "meta"})
ONE_MEMBER = re.compile(r'members\[\s*value\s+eq\s+"([^"]*)"\s*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What the directory says of a group."""

    name: str
    external_id: str = ""
    members: frozenset[UUID] = frozenset()


def new_group(document: object) -> Said:
    """A group to open; a name is all it needs."""
    return replaced(document)


def replaced(document: object) -> Said:
    """A group as a PUT leaves it: who is not named is no longer in it."""
    given = lowered(document)
    return _named(
        Said(
            text(given.get("displayname"), "displayName", LONGEST_NAME),
            text(given.get("externalid"), "externalId"),
            _members(given.get("members") or []),
        )
    )


def patched(document: object, before: Said) -> Said:
    """A group after the operations of a PATCH, all of them or none."""
    said = before
    for verb, path, value in operations(document):
        for name, one in _targets(path, value):
            said = _after(verb, name, one, said, is_asked=bool(path))
    return _named(said)


def _targets(path: str, value: object) -> Iterator[tuple[str, object]]:
    if path:
        one_member = ONE_MEMBER.fullmatch(path)
        yield ("members", [{"value": one_member[1]}]) if one_member else (path.lower().removeprefix(CORE), value)
    else:
        yield from lowered(value).items()


def _after(verb: str, name: str, value: object, said: Said, *, is_asked: bool) -> Said:
    if name == "members":
        return replace(said, members=_composed(verb, value, said.members))
    if name == "displayname":
        return replace(said, name=text("" if verb == "remove" else value, "displayName", LONGEST_NAME))
    if name == "externalid":
        return replace(said, external_id=text("" if verb == "remove" else value, "externalId"))
    if is_asked:
        is_ours = name in NOT_KEPT
        raise Fault(f"L'attribut « {name} » ne se change pas ici.", ScimType.MUTABILITY if is_ours else ScimType.PATH)
    return said


def _composed(verb: str, value: object, members: frozenset[UUID]) -> frozenset[UUID]:
    """A removal without value empties the group, one with values removes those (Entra ID, Okta)."""
    if verb == "remove" and value is None:
        return frozenset()
    named = _members(value)
    if verb == "replace":
        return named
    return members | named if verb == "add" else members - named


def _members(value: object) -> frozenset[UUID]:
    entries = listed(value)
    if len(entries) > MOST_MEMBERS:
        raise Fault(f"{MOST_MEMBERS} personnes au plus à la fois.", ScimType.TOO_MANY)
    return frozenset(_person(lowered(one)) for one in entries)


def _person(entry: Mapping[str, object]) -> UUID:
    identifier = text(entry.get("value"), "members.value")
    try:
        return UUID(identifier)
    except ValueError as error:
        raise unknown(identifier) from error


def unknown(identifier: object) -> Fault:
    """Nobody present here has that identifier; whether somebody elsewhere has it is not said."""
    return Fault(f"Aucune personne présente dans votre organisme n'a l'identifiant « {identifier} ».")


def _named(said: Said) -> Said:
    if not said.name:
        raise Fault("Il manque displayName.")
    return said
