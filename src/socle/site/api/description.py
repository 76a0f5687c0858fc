"""The description of the API says its errors too: each operation may answer a problem of RFC 9457 (docs/api.md)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from socle.theme.problem import MEDIA_TYPE

PROBLEM_REF = "#/components/schemas/Problem"
ALWAYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
WRITING = frozenset({"post", "put", "patch", "delete"})
SAYS = {
    400: "La demande n'est pas lisible.",
    401: "Aucun jeton valable.",
    403: "Refusé, avec la clause, la raison et le remède.",
    404: "Inconnu, ou non visible.",
    409: "L'état des choses s'y oppose : siège pris, droit déjà ouvert.",
    422: "Un champ n'a pas la forme attendue.",
}
_TEXTS = ("detail", "reason", "clause", "fix", "code", "until", "request_id")
_LINK = {
    "type": "object",
    "required": ["kind", "says", "holds"],
    "properties": {
        "kind": {"type": "string"},
        "says": {"type": "string"},
        "holds": {"type": "boolean"},
        "clause": {"type": ["string", "null"]},
    },
}
_WRONG_FIELD = {"type": "object", "properties": {"field": {"type": "string"}, "reason": {"type": "string"}}}
PROBLEM = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "reason"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        **{name: {"type": "string"} for name in _TEXTS},
        "chain": {"type": "array", "items": _LINK},
        "errors": {"type": "array", "items": _WRONG_FIELD},
    },
}


class DescribedAPI(NinjaAPI):
    """Ninja's API, whose description lists the problems beside the answers."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                operation["responses"] |= _problems(method)
        return schema


def _problems(method: str) -> dict[int, dict[str, Any]]:
    statuses = [int(status) for status in ALWAYS] + ([409] if method in WRITING else []) + [422]
    content = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM_REF}}}
    return {status: {"description": SAYS[status], "content": content} for status in statuses}
