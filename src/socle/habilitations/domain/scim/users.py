"""A user of the directory, read from what Entra ID, Okta and others send (RFC 7643 §4.1, RFC 7644 §3.5).

What a body says of its people is kept: names, individual address, function, service, telephone. Rights, roles and
secrets never come this way: rights follow groups, secrets reach the person directly (MCP-23, MCP-24).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from socle.habilitations.domain.scim.faults import Fault, ScimType
from socle.habilitations.domain.scim.values import address, chosen, leaves, listed, lowered, text, truth

CORE = "urn:ietf:params:scim:schemas:core:2.0:user"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user"
FIELDS = {
    "username": ("user_name", 254),
    "externalid": ("external_id", 254),
    "name.givenname": ("first_name", 80),
    "name.familyname": ("last_name", 80),
    "title": ("function", 120),
    f"{ENTERPRISE}:department": ("service", 120),
}
CHOSEN = {"emails": ("email", 254), "phonenumbers": ("phone", 30)}
ACTIVE = "active"
NEEDED = frozenset({"user_name", "first_name", "last_name", "email", "function"})
LABELS = {
    "user_name": "userName",
    "first_name": "name.givenName",
    "last_name": "name.familyName",
    "email": "emails",
    "function": "title",
}
OURS = frozenset({"id", "meta", "schemas", "groups", "roles", "entitlements", "x509certificates", "password"})
RIGHTS = frozenset({"roles", "entitlements", "x509certificates", "password"})
NOT_KEPT = frozenset(
    {
        *("name", "name.formatted", "name.middlename", "name.honorificprefix", "name.honorificsuffix", "displayname"),
        *(
            "nickname",
            "profileurl",
            "usertype",
            "preferredlanguage",
            "locale",
            "timezone",
            "addresses",
            "ims",
            "photos",
        ),
        *(f"{ENTERPRISE}:{name}" for name in ("employeenumber", "costcenter", "organization", "division", "manager")),
    }
)
INSIDE = re.compile(r"([a-z]+)(\[[^\]]*\])?(\.value)?")
KEPT_ENTRY = re.compile(r"\[\s*(type\s+eq\s+\"?work\"?|primary\s+eq\s+\"?true\"?)\s*\]")
MOST_OPERATIONS = 100
Said = Mapping[str, str | bool]


def read(document: object) -> Said:
    """What a whole resource says, by field of ours; what is not kept is left aside."""
    said: dict[str, str | bool] = {}
    for name, value in leaves(lowered(document)):
        if name.removeprefix(f"{CORE}:") not in OURS:
            said |= _field(name, value)
    return said


def new_user(document: object) -> Said:
    """A user to enrol: nothing that a sheet needs may be missing."""
    said = {"function": "agent", "service": "", "phone": "", "external_id": ""} | dict(read(document))
    if said.get("is_active") is False:
        raise Fault("Une personne absente de l'organisme ne s'inscrit pas.")
    if not said.get("email"):
        said["email"] = said.get("user_name", "")
    return _whole(said)


def replaced(document: object, before: Said) -> Said:
    """A user as a PUT leaves it: what is optional and absent is emptied, the function and `active` stay."""
    kept = {name: before[name] for name in ("function", "is_active", "email")}
    return _whole({"service": "", "phone": "", "external_id": ""} | kept | dict(read(document)))


def patched(document: object, before: Said) -> Said:
    """A user after the operations of a PATCH, all of them or none."""
    said = dict(before)
    for operation, path, value in operations(document):
        refused = OURS if path else RIGHTS
        for name, one in _targets(path, value):
            if re.split(r"[\[.]", name)[0] in refused:
                raise Fault(f"« {name} » ne se change pas par l'annuaire.", ScimType.MUTABILITY)
            said |= _removed(name) if operation == "remove" else _field(name, one, is_asked=bool(path))
    return _whole(said)


def operations(document: object) -> Iterator[tuple[str, str, object]]:
    """The operations of a PATCH: verb in lower case, path, value."""
    found = listed(lowered(document).get("operations"))
    if not 0 < len(found) <= MOST_OPERATIONS:
        raise Fault(f"De 1 à {MOST_OPERATIONS} opérations à la fois.", ScimType.TOO_MANY)
    for one in map(lowered, found):
        verb, path = text(one.get("op"), "op").lower(), text(one.get("path"), "path", 400)
        if verb not in {"add", "replace", "remove"}:
            raise Fault("« op » vaut add, replace ou remove.", ScimType.SYNTAX)
        if verb == "remove" and not path:
            raise Fault("Un retrait nomme ce qu'il retire dans « path ».", ScimType.TARGET)
        yield verb, path, one.get("value")


def _targets(path: str, value: object) -> Iterator[tuple[str, object]]:
    """Names and values an operation is about: one path, or an object whose names may be paths themselves."""
    if not path:
        yield from leaves(lowered(value))
    elif isinstance(value, Mapping) and path.lower() in {"name", ENTERPRISE}:
        yield from leaves({path.lower(): value})
    else:
        yield path.lower(), value


def _field(name: str, value: object, *, is_asked: bool = False) -> dict[str, str | bool]:
    name = name.removeprefix(f"{CORE}:")
    if name == ACTIVE:
        return {"is_active": truth(value, name)}
    if name in FIELDS:
        field, longest = FIELDS[name]
        return {field: text(value, name, longest)}
    inside = INSIDE.fullmatch(name)
    if inside and inside[1] in CHOSEN:
        if inside[2] and not KEPT_ENTRY.fullmatch(inside[2]):
            return {}
        field, longest = CHOSEN[inside[1]]
        return {field: text(chosen(value, name), name, longest)}
    if is_asked and name not in NOT_KEPT and name.partition("[")[0] not in NOT_KEPT:
        raise Fault(f"L'attribut « {name} » n'existe pas ici.", ScimType.PATH)
    return {}


def _removed(name: str) -> dict[str, str | bool]:
    emptied = {} if name == ACTIVE else _field(name, "", is_asked=True)
    for field in emptied:
        if field in NEEDED:
            raise Fault(f"« {LABELS[field]} » ne peut pas manquer.", ScimType.MUTABILITY)
    return emptied


def _whole(said: dict[str, str | bool]) -> Said:
    missing = [LABELS[field] for field in sorted(NEEDED) if not said.get(field)]
    if missing:
        raise Fault(f"Il manque {', '.join(missing)}.")
    address(str(said["email"]))
    return {"is_active": True} | said
