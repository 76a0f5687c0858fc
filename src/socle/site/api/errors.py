"""Every error of the API is a problem of RFC 9457 that says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from socle.kernel.decision import Refused
from socle.site import problems
from socle.theme.cursor import BadCursor
from socle.theme.moments import BadMoment
from socle.theme.problem import problem, refusal

FIX_BODY = "La forme attendue est dans /api/v1/openapi.json."
FIX_CURSOR = "Reprenez la liste depuis le début, sans « cursor »."
FIX_AUTH = "Donnez « Authorization: Bearer … » avec un jeton en cours de validité (socle token create)."


def _id(request: HttpRequest) -> str:
    return getattr(request, "id", "")


def refused(request: HttpRequest, error: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(error, Refused)
    problems.record(request, error)
    return refusal(error.decision, problems.status_of(error), _id(request))


def absent(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    return problems.not_found(request, error)


def unauthenticated(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    del error
    reason = "Aucun jeton valable n'accompagne la demande."
    response = problem(401, "Unauthorized", detail=reason, reason=reason, fix=FIX_AUTH, request_id=_id(request))
    response["WWW-Authenticate"] = 'Bearer realm="socle"'
    return response


def _place(error: Mapping[str, object]) -> str:
    path = error.get("loc", ())
    return ".".join(str(part) for part in path if part not in {"body", "query", "payload", "path"}) if path else ""  # type: ignore[attr-defined]


def invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    errors = [{"field": _place(one), "reason": str(one.get("msg", ""))} for one in error.errors]
    reason = "La demande n'a pas la forme attendue : " + ", ".join(one["field"] or "corps" for one in errors) + "."
    fix = "Corrigez ces champs ; leur forme est dans /api/v1/openapi.json."
    return problem(
        422, "Unprocessable Content", detail=reason, reason=reason, fix=fix, errors=errors, request_id=_id(request)
    )


def http_error(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    reason = "Le corps de la demande n'est pas du JSON." if error.status_code == 400 else str(error)  # noqa: PLR2004
    title = HTTPStatus(error.status_code).phrase
    return problem(error.status_code, title, detail=reason, reason=reason, fix=FIX_BODY, request_id=_id(request))


def bad_cursor(request: HttpRequest, error: BadCursor | type[BadCursor]) -> HttpResponse:
    reason = str(error)
    return problem(400, "Bad Request", detail=reason, reason=reason, fix=FIX_CURSOR, request_id=_id(request))


def bad_moment(request: HttpRequest, error: BadMoment | type[BadMoment]) -> HttpResponse:
    reason = str(error)
    return problem(422, "Unprocessable Content", detail=reason, reason=reason, fix=FIX_BODY, request_id=_id(request))


def register(api: NinjaAPI) -> None:
    """Install every handler."""
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ObjectDoesNotExist, absent)
    api.add_exception_handler(Http404, absent)
    api.add_exception_handler(AuthenticationError, unauthenticated)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(HttpError, http_error)
    api.add_exception_handler(BadCursor, bad_cursor)
    api.add_exception_handler(BadMoment, bad_moment)
