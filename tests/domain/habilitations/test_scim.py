"""What directories send, read with tolerance and answered exactly (RFC 7643, RFC 7644; Entra ID and Okta habits)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.scim import filters, users
from socle.habilitations.domain.scim.faults import Fault, ScimType, error_body

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ZOE = {
    "schemas": [CORE, ENTERPRISE],
    "userName": "zoe.marchetti@commune.example",
    "externalId": "e-1",
    "name": {"givenName": "Zoé", "familyName": "Marchetti", "formatted": "Zoé Marchetti"},
    "displayName": "Zoé M.",
    "title": "assistante sociale",
    "active": True,
    "emails": [
        {"value": "perso@ailleurs.example", "type": "home"},
        {"value": "zoe@commune.example", "type": "work", "primary": True},
    ],
    "phoneNumbers": [{"value": "01 00 00 00 00", "type": "work"}],
    ENTERPRISE: {"department": "CCAS", "manager": {"value": "x"}},
    "roles": [{"value": "administrateur"}],
    "password": "Motdepasse1!",
}
SAID = users.new_user(ZOE)


def patched(*operations: object) -> users.Said:
    return users.patched({"Operations": list(operations)}, SAID)


def changes(*operations: object) -> dict[str, object]:
    after = patched(*operations)
    return {name: value for name, value in after.items() if SAID[name] != value}


def test_a_whole_user_is_read_without_its_roles_nor_its_password():
    assert SAID == {
        "user_name": "zoe.marchetti@commune.example",
        "external_id": "e-1",
        "first_name": "Zoé",
        "last_name": "Marchetti",
        "function": "assistante sociale",
        "is_active": True,
        "email": "zoe@commune.example",
        "phone": "01 00 00 00 00",
        "service": "CCAS",
    }


def test_who_is_absent_is_not_enrolled():
    with pytest.raises(Fault, match="absente"):
        users.new_user(ZOE | {"active": False})


def test_names_of_attributes_have_no_case():
    shouted = {name.upper(): value for name, value in ZOE.items()}

    assert users.new_user(shouted) == SAID


def test_without_address_the_user_name_is_one_or_nobody_is_enrolled():
    alone = {"userName": "zoe@commune.example", "name": ZOE["name"]}

    assert users.new_user(alone)["email"] == "zoe@commune.example"
    with pytest.raises(Fault, match="adresse électronique"):
        users.new_user(alone | {"userName": "zoe"})
    with pytest.raises(Fault, match=r"name\.givenName"):
        users.new_user({"userName": "zoe@commune.example"})


OKTA_LEAVES = {"op": "replace", "value": {"active": False}}
ENTRA_LEAVES = {"op": "Replace", "path": "active", "value": "False"}
ENTRA_MANY = {"op": "Add", "value": {"name.familyName": "Fontanges", f"{ENTERPRISE}:department": "Enfance"}}
HABITS = {
    "Okta deactivates": (OKTA_LEAVES, {"is_active": False}),
    "Entra deactivates": (ENTRA_LEAVES, {"is_active": False}),
    "Entra names several attributes": (ENTRA_MANY, {"last_name": "Fontanges", "service": "Enfance"}),
    "Entra changes the address": (
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "z@commune.example"},
        {"email": "z@commune.example"},
    ),
    "an address at home is not kept": (
        {"op": "add", "path": 'emails[type eq "home"].value', "value": "z@x.example"},
        {},
    ),
    "Okta replaces the addresses": (
        {"op": "replace", "value": {"emails": [{"primary": True, "value": "z@commune.example", "type": "work"}]}},
        {"email": "z@commune.example"},
    ),
    "a name by parts": ({"op": "replace", "path": "name", "value": {"givenName": "Zoë"}}, {"first_name": "Zoë"}),
    "a name by path": ({"op": "replace", "path": "name.givenName", "value": "Zoë"}, {"first_name": "Zoë"}),
    "a whole path": ({"op": "replace", "path": f"{CORE}:title", "value": "cadre"}, {"function": "cadre"}),
    "an extension by path": ({"op": "add", "path": f"{ENTERPRISE}:department", "value": "RH"}, {"service": "RH"}),
    "a telephone removed": ({"op": "remove", "path": "phoneNumbers"}, {"phone": ""}),
    "an entry removed": ({"op": "Remove", "path": 'phoneNumbers[type eq "work"].value'}, {"phone": ""}),
    "what is not kept": ({"op": "replace", "path": "displayName", "value": "Z"}, {}),
    "Okta repeats the identifier": ({"op": "replace", "value": {"id": "x", "title": "cadre"}}, {"function": "cadre"}),
    "what is unknown, among others": (
        {"op": "add", "value": {"favouriteColour": "bleu", "title": "cadre"}},
        {"function": "cadre"},
    ),
}


@pytest.mark.parametrize(("operation", "expected"), HABITS.values(), ids=HABITS.keys())
def test_the_habits_of_real_directories_are_understood(operation, expected):
    assert changes(operation) == expected


WRONG = {
    "no operation": ({"Operations": []}, ScimType.TOO_MANY),
    "too many": ({"Operations": [OKTA_LEAVES] * 101}, ScimType.TOO_MANY),
    "not a list": ({"Operations": "replace"}, ScimType.SYNTAX),
    "no body": (None, ScimType.SYNTAX),
    "an unknown verb": ({"Operations": [{"op": "move"}]}, ScimType.SYNTAX),
    "nothing to remove": ({"Operations": [{"op": "remove"}]}, ScimType.TARGET),
    "an unknown path": ({"Operations": [{"op": "add", "path": "colour", "value": "x"}]}, ScimType.PATH),
    "not a boolean": ({"Operations": [{"op": "add", "path": "active", "value": "peut-être"}]}, ScimType.VALUE),
    "not a text": ({"Operations": [{"op": "add", "path": "title", "value": {"a": 1}}]}, ScimType.VALUE),
    "too long": ({"Operations": [{"op": "add", "path": "title", "value": "x" * 121}]}, ScimType.VALUE),
    "a NUL": ({"Operations": [{"op": "add", "path": "title", "value": "\0"}]}, ScimType.VALUE),
    "an address that is none": ({"Operations": [{"op": "add", "path": "emails", "value": "zoe"}]}, ScimType.VALUE),
    "a name removed": ({"Operations": [{"op": "remove", "path": "name.familyName"}]}, ScimType.MUTABILITY),
    "a right": (
        {"Operations": [{"op": "add", "path": "roles", "value": [{"value": "principal"}]}]},
        ScimType.MUTABILITY,
    ),
    "a right, without path": ({"Operations": [{"op": "add", "value": {"entitlements": "T2"}}]}, ScimType.MUTABILITY),
    "a right, by filter": (
        {"Operations": [{"op": "replace", "path": 'roles[primary eq "True"].value', "value": "x"}]},
        ScimType.MUTABILITY,
    ),
    "a secret": ({"Operations": [{"op": "replace", "path": "password", "value": "x"}]}, ScimType.MUTABILITY),
    "an identifier": ({"Operations": [{"op": "replace", "path": "id", "value": "x"}]}, ScimType.MUTABILITY),
    "one wrong among right": ({"Operations": [OKTA_LEAVES, {"op": "move"}]}, ScimType.SYNTAX),
}


@pytest.mark.parametrize(("document", "scim_type"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_done_is_said_with_its_type(document, scim_type):
    with pytest.raises(Fault) as fault:
        users.patched(document, SAID)

    assert fault.value.scim_type == scim_type
    assert fault.value.detail


def test_a_put_empties_what_it_leaves_out_and_keeps_who_is_present():
    after = users.replaced({"userName": "z@commune.example", "name": ZOE["name"]}, SAID | {"is_active": False})

    assert (after["phone"], after["service"], after["external_id"], after["is_active"]) == ("", "", "", False)
    assert (after["function"], after["email"]) == (SAID["function"], SAID["email"])


@pytest.mark.parametrize("text", ['userName eq "zoe"', ' USERNAME  Eq "zoe" ', 'username eq "zo\\u0065"'])
def test_a_filter_finds_one_value(text):
    assert filters.parse(text, {"username"}) == filters.Filter("username", "zoe")


@pytest.mark.parametrize(
    "text",
    [
        'userName co "z"',
        'userName eq "a" or userName eq "b"',
        "userName eq zoe",
        'password eq "x"',
        "userName pr",
        'userName eq "\\u0000"',
        "userName eq 1",
        'userName eq "' + "x" * 600 + '"',
    ],
)
def test_any_other_filter_is_refused(text):
    with pytest.raises(Fault) as fault:
        filters.parse(text, {"username"})
    assert fault.value.scim_type == ScimType.FILTER


def test_pages_count_from_one():
    assert filters.page("", "") == filters.Page(1, 100)
    assert filters.page("11", "10") == filters.Page(11, 10)
    with pytest.raises(Fault):
        filters.page("un", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["op", "path", "value", "Operations", "active", "emails", "name", "userName", "type", "primary"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def answered(read, document: object) -> object:
    try:
        return read(document)
    except Fault as fault:
        return json.dumps(error_body(fault.status, fault.detail, fault.scim_type))


@given(JSON)
def test_any_document_is_read_or_refused_in_words(document):
    for read in (users.new_user, lambda given: users.patched(given, SAID), lambda given: users.replaced(given, SAID)):
        assert answered(read, document)
