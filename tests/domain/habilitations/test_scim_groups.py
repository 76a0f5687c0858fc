"""Groups as directories compose them: Entra ID, Okta and the letter of RFC 7644 §3.5.2."""

from __future__ import annotations

from uuid import UUID

import pytest

from socle.habilitations.domain.scim import groups
from socle.habilitations.domain.scim.faults import Fault, ScimType
from socle.habilitations.domain.scim.groups import Said

A, B, C = (UUID(int=number) for number in (1, 2, 3))
BEFORE = Said("Régie", "g-1", frozenset({A, B}))


def people(*ids: UUID) -> list[dict[str, str]]:
    return [{"value": str(one), "display": "Quelqu'un"} for one in ids]


HABITS = {
    "Entra adds": ({"op": "Add", "path": "members", "value": people(C)}, {A, B, C}),
    "Entra adds again": ({"op": "Add", "path": "members", "value": people(A)}, {A, B}),
    "Entra removes": ({"op": "Remove", "path": "members", "value": people(A)}, {B}),
    "Okta removes": ({"op": "remove", "path": f'members[value eq "{A}"]'}, {B}),
    "somebody who is not there": ({"op": "remove", "path": f'members[value eq "{C}"]'}, {A, B}),
    "everybody leaves": ({"op": "remove", "path": "members"}, set()),
    "Okta replaces": ({"op": "replace", "path": "members", "value": people(C)}, {C}),
    "without path": ({"op": "add", "value": {"members": people(C)}}, {A, B, C}),
    "emptied": ({"op": "replace", "value": {"members": []}}, set()),
    "one alone": ({"op": "add", "path": "members", "value": people(C)[0]}, {A, B, C}),
}


@pytest.mark.parametrize(("operation", "expected"), HABITS.values(), ids=HABITS.keys())
def test_the_habits_of_real_directories_are_understood(operation, expected):
    assert groups.patched({"Operations": [operation]}, BEFORE).members == expected


def test_okta_renames_with_an_identifier_that_it_repeats():
    operation = {"op": "replace", "value": {"id": "x", "displayName": "Accueil"}}

    assert groups.patched({"Operations": [operation]}, BEFORE) == Said("Accueil", "g-1", BEFORE.members)


def test_a_put_says_everything():
    assert groups.replaced({"displayName": "Accueil", "members": people(C)}) == Said("Accueil", "", frozenset({C}))


WRONG = {
    "no name": ({"op": "replace", "path": "displayName", "value": " "}, ScimType.VALUE),
    "a name removed": ({"op": "remove", "path": "displayName"}, ScimType.VALUE),
    "nobody's identifier": ({"op": "add", "path": "members", "value": [{"value": "x"}]}, ScimType.VALUE),
    "not a list": ({"op": "add", "path": "members", "value": "x"}, ScimType.SYNTAX),
    "too many": ({"op": "add", "path": "members", "value": people(*[A] * 1001)}, ScimType.TOO_MANY),
    "an unknown path": ({"op": "add", "path": "rights", "value": "T2"}, ScimType.PATH),
    "an identifier": ({"op": "replace", "path": "id", "value": "x"}, ScimType.MUTABILITY),
}


@pytest.mark.parametrize(("operation", "scim_type"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_done_is_said_with_its_type(operation, scim_type):
    with pytest.raises(Fault) as fault:
        groups.patched({"Operations": [operation]}, BEFORE)
    assert fault.value.scim_type == scim_type
