"""What a directory reads first: what the service can do, which resources it has, which attributes they keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from ninja import Router

from socle.habilitations.domain.scim.filters import LARGEST_PAGE, Page
from socle.habilitations.web.scim import answers
from socle.habilitations.web.scim.groups import CORE as GROUP_CORE
from socle.habilitations.web.scim.users import CORE, ENTERPRISE

router = Router(tags=["scim"])
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
NO = {"supported": False}
YES = {"supported": True}
WHOLE = Page(1, LARGEST_PAGE)


def _attribute(name: str, says: str, **more: object) -> Mapping[str, object]:
    usual = {
        "type": "string",
        "multiValued": False,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
    return {"name": name, "description": says} | usual | more


VALUE = _attribute("value", "La valeur.")
USER = (
    _attribute(
        "userName", "Nom donné par l'annuaire ; ne sert pas à se connecter.", required=True, uniqueness="server"
    ),
    _attribute("externalId", "Identifiant de la personne dans l'annuaire.", caseExact=True),
    _attribute(
        "name",
        "Prénom et nom.",
        type="complex",
        required=True,
        subAttributes=[
            _attribute("givenName", "Prénom.", required=True),
            _attribute("familyName", "Nom.", required=True),
            _attribute("formatted", "Prénom et nom.", mutability="readOnly"),
        ],
    ),
    _attribute("displayName", "Prénom et nom.", mutability="readOnly"),
    _attribute("title", "Fonction."),
    _attribute("active", "Faux : la personne a quitté l'organisme, ses droits ont cessé.", type="boolean"),
    _attribute(
        "emails",
        "Adresse individuelle, une seule gardée : son lien d'activation y est envoyé.",
        type="complex",
        multiValued=True,
        subAttributes=[VALUE],
    ),
    _attribute("phoneNumbers", "Téléphone, un seul gardé.", type="complex", multiValued=True, subAttributes=[VALUE]),
)
GROUP = (
    _attribute("displayName", "Nom du groupe.", required=True, uniqueness="server"),
    _attribute("externalId", "Identifiant du groupe dans l'annuaire.", caseExact=True),
    _attribute(
        "members",
        "Personnes du groupe : en faire partie ouvre les droits du groupe, dans les sièges.",
        type="complex",
        multiValued=True,
        subAttributes=[VALUE],
    ),
)
SCHEMAS: Mapping[str, tuple[str, tuple[Mapping[str, object], ...]]] = {
    CORE: ("User", USER),
    ENTERPRISE: ("EnterpriseUser", (_attribute("department", "Service de l'organisme."),)),
    GROUP_CORE: ("Group", GROUP),
}
TYPES: Mapping[str, Mapping[str, Any]] = {
    "User": {"schema": CORE, "schemaExtensions": [{"schema": ENTERPRISE, "required": False}]},
    "Group": {"schema": GROUP_CORE},
}


@router.get("/ServiceProviderConfig", summary="Ce que le service sait faire")
def configuration(request: HttpRequest) -> HttpResponse:
    del request
    bearer = {
        "type": "oauthbearertoken",
        "name": "Jeton de portée « scim »",
        "description": "Créé par un administrateur avec un code ; une heure au plus (socle token create --scope scim).",
        "primary": True,
    }
    return answers.static(
        {
            "schemas": [CONFIG],
            "patch": YES,
            "bulk": NO | {"maxOperations": 0, "maxPayloadSize": 0},
            "filter": YES | {"maxResults": LARGEST_PAGE},
            "changePassword": NO,
            "sort": NO,
            "etag": YES,
            "authenticationSchemes": [bearer],
            "meta": _meta("ServiceProviderConfig", "ServiceProviderConfig"),
        }
    )


@router.get("/ResourceTypes", summary="Les ressources")
def resource_types(request: HttpRequest) -> HttpResponse:
    found = [_type(name) for name in TYPES]
    return answers.listing(request, found, len(found), WHOLE)


@router.get("/ResourceTypes/{name}", summary="Une ressource")
def resource_type(request: HttpRequest, name: str) -> HttpResponse:
    del request
    return answers.static(_type(name))


@router.get("/Schemas", summary="Les attributs gardés")
def schemas(request: HttpRequest) -> HttpResponse:
    found = [_schema(identifier) for identifier in SCHEMAS]
    return answers.listing(request, found, len(found), WHOLE)


@router.get("/Schemas/{identifier}", summary="Les attributs d'une ressource")
def schema(request: HttpRequest, identifier: str) -> HttpResponse:
    del request
    return answers.static(_schema(identifier))


def _type(name: str) -> Mapping[str, Any]:
    if name not in TYPES:
        raise ObjectDoesNotExist(name)
    where: dict[str, Any] = {"schemas": [RESOURCE_TYPE], "id": name, "name": name, "endpoint": f"/{name}s"}
    return where | dict(TYPES[name]) | {"meta": _meta("ResourceType", f"ResourceTypes/{name}")}


def _schema(identifier: str) -> Mapping[str, Any]:
    if identifier not in SCHEMAS:
        raise ObjectDoesNotExist(identifier)
    name, attributes = SCHEMAS[identifier]
    known = {"schemas": [SCHEMA], "id": identifier, "name": name, "attributes": list(attributes)}
    return known | {"meta": _meta("Schema", f"Schemas/{identifier}")}


def _meta(kind: str, path: str) -> Mapping[str, str]:
    return {"resourceType": kind, "location": f"{settings.ORIGIN}/scim/v2/{path}"}
