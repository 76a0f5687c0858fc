"""`/scim/v2`: the directory of a partner, with the token of one of its managers; errors in the form of SCIM."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from socle.accounts.domain.states import TokenScope
from socle.habilitations.domain.scim.faults import Fault, ScimType, error_body
from socle.habilitations.web.scim import ROUTERS
from socle.kernel.actor import Actor, Channel
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse
from socle.site import identity, problems
from socle.site.api.authentication import ORGANISATION_HEADER

MEDIA_TYPE = "application/scim+json"
TAKEN = frozenset({"likely_duplicate", "directory_name_taken", "group_name_taken", "conflict"})
NOT_SCIM = refuse(
    "token_not_scim",
    "Ce jeton n'est pas de portée « scim ».",
    clause=Clause.house("MCP-29"),
    fix="Créez-en un, avec un code de votre application : « socle token create --scope scim ».",
)


class ScimBearer(HttpBearer):
    """Only a token of scope `scim` carries a directory, for the person who created it (MCP-29, R06)."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        organisation, request_id = request.headers.get(ORGANISATION_HEADER), getattr(request, "id", "")
        found = identity.api_actor(token, organisation, request_id, Channel.SCIM)
        if found is None:
            return None
        actor, scope = found
        request.actor = actor  # type: ignore[attr-defined]
        if scope != TokenScope.SCIM:
            raise Refused(NOT_SCIM)
        return actor


def error(status: int, detail: str, scim_type: str = "", **more: str) -> HttpResponse:
    body = error_body(status, detail, scim_type, **more)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def refused(request: HttpRequest, found: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(found, Refused)
    problems.record(request, found)
    decision, status = found.decision, problems.status_of(found)
    if decision.code in TAKEN:
        status = HTTPStatus.CONFLICT
    scim_type = {403: ScimType.MUTABILITY, 409: ScimType.UNIQUENESS if decision.code in TAKEN else ""}.get(status, "")
    detail = " ".join(part for part in (decision.reason, decision.fix) if part)
    clause = str(decision.clause or "")
    said = f"{detail} ({clause})" if clause else detail
    return error(status, said, scim_type, code=decision.code, clause=clause, fix=decision.fix)


def faulty(request: HttpRequest, found: Fault | type[Fault]) -> HttpResponse:
    del request
    assert isinstance(found, Fault)
    return error(found.status, found.detail, found.scim_type)


def absent(request: HttpRequest, found: Exception | type[Exception]) -> HttpResponse:
    del request, found
    return error(404, "Cette ressource n'existe pas, ou ne vous est pas visible.")


def unauthenticated(request: HttpRequest, found: Exception | type[Exception]) -> HttpResponse:
    del request, found
    response = error(401, "Aucun jeton valable de portée « scim » n'accompagne la demande.")
    response["WWW-Authenticate"] = 'Bearer realm="socle-scim"'
    return response


def unreadable(request: HttpRequest, found: Exception | type[Exception]) -> HttpResponse:
    del request
    status = found.status_code if isinstance(found, HttpError) else 400
    return error(status, "La demande n'a pas la forme attendue.", ScimType.SYNTAX)


api = NinjaAPI(
    title="Socle SCIM", version="2.0.0", auth=ScimBearer(), docs_url=None, openapi_url=None, urls_namespace="scim"
)
api.add_exception_handler(Refused, refused)
api.add_exception_handler(Fault, faulty)
api.add_exception_handler(ObjectDoesNotExist, absent)
api.add_exception_handler(Http404, absent)
api.add_exception_handler(AuthenticationError, unauthenticated)
api.add_exception_handler(ValidationError, unreadable)
api.add_exception_handler(HttpError, unreadable)
for router in ROUTERS:
    api.add_router("", router)
