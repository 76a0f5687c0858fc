"""What every endpoint answers: resources with their version, lists, and conditions on the version (RFC 7644 §3.14)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse

from socle.habilitations.domain.scim.faults import Fault, ScimType
from socle.habilitations.domain.scim.filters import Page

MEDIA_TYPE = "application/scim+json"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ALWAYS = frozenset({"id", "schemas", "meta"})
PRECONDITION_FAILED, NOT_MODIFIED, CREATED, LARGEST_BODY = 412, 304, 201, 1_000_000
Resource = Mapping[str, Any]


def location(kind: str, identifier: UUID | str) -> str:
    return f"{settings.ORIGIN}/scim/v2/{kind}s/{identifier}"


def resource(kind: str, identifier: UUID, schemas: Sequence[str], content: Resource, **meta: str) -> Resource:
    """A resource with its address and its version, which changes when anything in it does."""
    body = {"schemas": list(schemas), "id": str(identifier)} | {k: v for k, v in content.items() if v not in ("", None)}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
    where = {"resourceType": kind, "location": location(kind, identifier), "version": f'W/"{digest}"'}
    return body | {"meta": where | meta}


def answer(request: HttpRequest, found: Resource, status: int = 200) -> HttpResponse:
    version = found["meta"]["version"]
    if request.method == "GET" and version in _versions(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=NOT_MODIFIED)
    else:
        response = _json(chosen(request, found), status)
    response["ETag"] = version
    if status == CREATED:
        response["Location"] = found["meta"]["location"]
    return response


def listing(request: HttpRequest, found: Sequence[Resource], total: int, page: Page) -> HttpResponse:
    kept = [chosen(request, one) for one in found]
    return _json(
        {
            "schemas": [LIST],
            "totalResults": total,
            "startIndex": page.start,
            "itemsPerPage": len(kept),
            "Resources": kept,
        }
    )


def static(value: Resource) -> HttpResponse:
    return _json(value)


def empty() -> HttpResponse:
    return HttpResponse(status=204)


def chosen(request: HttpRequest, found: Resource) -> Resource:
    """The attributes asked, or all but those left out; never without what identifies (RFC 7644 §3.9)."""
    wanted, unwanted = (_names(request.GET.get(name, "")) for name in ("attributes", "excludedAttributes"))
    if wanted:
        return {name: value for name, value in found.items() if name in ALWAYS or name.lower() in wanted}
    return {name: value for name, value in found.items() if name in ALWAYS or name.lower() not in unwanted}


def wants(request: HttpRequest, name: str) -> bool:
    """Whether the answer is to hold an attribute: what is left out need not be read."""
    wanted, unwanted = (_names(request.GET.get(one, "")) for one in ("attributes", "excludedAttributes"))
    return name in wanted if wanted else name not in unwanted


def check_version(request: HttpRequest, found: Resource) -> None:
    """Refuse to change a resource that is no longer the one the client read."""
    asked = request.headers.get("If-Match", "")
    if asked and asked.strip() != "*" and found["meta"]["version"] not in _versions(asked):
        raise Fault("La ressource a changé depuis : relisez-la, puis recommencez.", status=PRECONDITION_FAILED)


def identifier(text: str) -> UUID:
    """The identifier of an address; what is not one names nothing."""
    try:
        return UUID(text)
    except ValueError as error:
        raise ObjectDoesNotExist(text) from error


def document(request: HttpRequest) -> object:
    """The body, whatever its media type says, since directories differ."""
    raw = request.body
    if b"\\u0000" in raw or b"\0" in raw or len(raw) > LARGEST_BODY:
        raise Fault("Le corps porte un caractère NUL, ou dépasse un mégaoctet.", ScimType.VALUE)
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Fault("Le corps n'est pas du JSON.", ScimType.SYNTAX) from error


def _no_constant(name: str) -> Callable[[], None]:
    raise ValueError(name)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().partition(".")[0].lower() for name in text.split(",") if name.strip())


def _versions(header: str) -> frozenset[str]:
    """Versions named, weak or not: comparing them is weak (RFC 9110 §8.8.3.2)."""
    found = (one.strip() for one in header.split(","))
    return frozenset(one if one.startswith("W/") else f"W/{one}" for one in found if one)


def _json(value: Resource, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
