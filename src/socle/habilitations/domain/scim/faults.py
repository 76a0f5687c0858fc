"""Errors of SCIM: a status, a type that programs know, a French sentence (RFC 7644 §3.12)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimType(StrEnum):
    """The types of errors that clients know."""

    NONE = ""
    FILTER = "invalidFilter"
    PATH = "invalidPath"
    SYNTAX = "invalidSyntax"
    VALUE = "invalidValue"
    TARGET = "noTarget"
    MUTABILITY = "mutability"
    UNIQUENESS = "uniqueness"
    TOO_MANY = "tooMany"


class Fault(ValueError):  # noqa: N818 - the word of the room
    """A request that cannot be read, or that asks for what is not the directory's to change."""

    def __init__(self, detail: str, scim_type: ScimType = ScimType.VALUE, status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.scim_type = scim_type
        self.status = status


def error_body(status: int, detail: str, scim_type: str = "", **more: str) -> Mapping[str, object]:
    """The error as SCIM writes it; `code`, `clause` and `fix` are ours, for a person who reads the log of a client."""
    body: dict[str, object] = {"schemas": [ERROR], "status": str(status), "detail": detail}
    return (
        body | ({"scimType": scim_type} if scim_type else {}) | {name: value for name, value in more.items() if value}
    )
