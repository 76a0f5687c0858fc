"""Values as directories write them: any case, booleans as words, one value or a list (Entra ID, Okta)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from socle.habilitations.domain.scim.faults import Fault, ScimType

BOOLEANS = {"true": True, "false": False}
ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_TEXT = 254


def lowered(document: object) -> Mapping[str, object]:
    """An object whose names are compared without their case (RFC 7643 §2.1).

    >>> dict(lowered({"userName": "x"}))
    {'username': 'x'}
    """
    if not isinstance(document, Mapping):
        raise Fault("Un objet est attendu.", ScimType.SYNTAX)
    return {str(name).lower(): value for name, value in document.items()}


def text(value: object, name: str, longest: int = LONGEST_TEXT) -> str:
    """A text without spaces around; nothing else passes for one."""
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise Fault(f"« {name} » doit être un texte.")
    if len(value.strip()) > longest:
        raise Fault(f"« {name} » dépasse {longest} caractères.")
    return value.strip()


def truth(value: object, name: str) -> bool:
    """A boolean, or the word for it that Entra ID sends.

    >>> truth("False", "active"), truth(True, "active")
    (False, True)
    """
    found = BOOLEANS.get(value.strip().lower()) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise Fault(f"« {name} » doit valoir true ou false.")
    return found


def chosen(value: object, name: str) -> str:
    """The one value kept of a multi-valued attribute: the primary, else the one for work, else the first."""
    if value is None or isinstance(value, str):
        return text(value, name)
    entries = [lowered(one) for one in listed(value)]
    ranked = sorted(entries, key=lambda one: (not _is_primary(one), str(one.get("type", "")).lower() != "work"))
    return text(ranked[0].get("value"), name) if ranked else ""


def _is_primary(entry: Mapping[str, object]) -> bool:
    return str(entry.get("primary", "")).lower() == "true"


def listed(value: object) -> Sequence[object]:
    """A list, or the list of one."""
    if isinstance(value, Mapping):
        return [value]
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Fault("Une liste est attendue.", ScimType.SYNTAX)
    return value


def address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise Fault(f"« {value} » n'est pas une adresse électronique.")
    return value


def leaves(document: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Attributes by their whole name: the two levels of an object, an extension's included."""
    for name, value in document.items():
        whole = f"{prefix}{name}"
        is_extension = whole.startswith("urn:") and not prefix
        if isinstance(value, Mapping) and not prefix:
            yield from leaves(lowered(value), f"{whole}:" if is_extension else f"{whole}.")
        else:
            yield whole, value
