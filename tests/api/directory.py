"""A partner's directory, as a test drives it: one token of scope `scim`, JSON in and out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client as Browser

from socle.accounts import actions
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import TokenScope
from socle.database.roles import OWNER
from tests.conftest import acting_as

MEDIA_TYPE = "application/scim+json"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
NUMBERS = count(1)


def token(login: str, scope: TokenScope = TokenScope.SCIM) -> str:
    return actions.create_token(login, scope, client=Client(channel="cli")).token


@dataclass
class Directory:
    """Calls `/scim/v2` with a manager's token."""

    login: str = "partner-principal"
    scope: TokenScope = TokenScope.SCIM
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        headers = {"Authorization": f"Bearer {token(self.login, self.scope)}"}
        self.browser = Browser(raise_request_exception=False, headers=headers)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        data = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        answer = self.browser.generic(method, f"/scim/v2{path}", data, content_type=MEDIA_TYPE, headers=headers)
        answer.said = json.loads(answer.content) if answer.content else None
        return answer

    def patch(self, path: str, *operations: object, **headers: str) -> Any:
        return self.call("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)

    def found(self, wanted: str) -> list[dict[str, Any]]:
        return self.call("GET", f"/Users?filter={wanted.replace(' ', '%20')}").said["Resources"]

    def enrolled(self, **changes: object) -> dict[str, Any]:
        answer = self.call("POST", "/Users", user(**changes))
        assert answer.status_code == 201, answer.said
        arrived_before(answer.said["id"])
        return answer.said

    def group(self, **changes: object) -> dict[str, Any]:
        answer = self.call("POST", "/Groups", group(**changes))
        assert answer.status_code == 201, answer.said
        return answer.said


def group(**changes: object) -> dict[str, Any]:
    number = next(NUMBERS)
    return {"schemas": [GROUP], "displayName": f"Régie {number}", "externalId": f"groupe-{number}"} | changes


def arrived_before(person_id: str) -> None:
    """The instant of a test's transaction stands still: nobody can arrive and leave in it."""
    with acting_as(OWNER), connection.cursor() as cursor:
        cursor.execute(
            "update organismes_membership set joined_at = joined_at - interval '1 hour' where person_id = %s",
            [person_id],
        )


def user(**changes: object) -> dict[str, Any]:
    number = next(NUMBERS)
    name = f"essai{number}.dumontel@commune.example"
    return {
        "schemas": [CORE, ENTERPRISE],
        "userName": name,
        "externalId": f"annuaire-{number}",
        "name": {"givenName": f"Essai-{number}", "familyName": "Dumontel"},
        "title": "agente d'accueil",
        "active": True,
        "emails": [{"value": name, "type": "work", "primary": True}],
        ENTERPRISE: {"department": "CCAS"},
    } | changes
