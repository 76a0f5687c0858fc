"""Operations of the API, from the same description as `/api/v1/openapi.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from socle.site.api import scim
from socle.site.api.v1 import api
from socle.site.generated.markdown import code, page, section, table


def _operations(paths: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str, str, str]]:
    for path, methods in sorted(paths.items()):
        for method, operation in sorted(methods.items()):
            given = [one["name"] + ("" if one.get("required") else "?") for one in operation.get("parameters", ())]
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            if name := body.get("$ref", "").rpartition("/")[2]:
                given.append(f"corps {name}")
            answers = ", ".join(sorted(str(status) for status in operation["responses"]))
            yield method.upper(), code(path), operation["summary"], ", ".join(given) or "–", answers


def text() -> str:
    described = api.get_openapi_schema()
    operations = list(_operations(described["paths"]))
    directory = list(_operations(scim.api.get_openapi_schema()["paths"]))
    return page(
        "Opérations de l'API",
        f"{len(operations)} opérations, décrites entièrement dans `/api/v1/openapi.json` (OpenAPI "
        f"{described['openapi']}). Les erreurs suivent la RFC 9457 avec `clause`, `reason` et `fix`. Un nom suivi de "
        "« ? » est facultatif.",
        table(("Méthode", "Adresse", "Ce qu'elle fait", "Reçoit", "Répond"), operations),
        section(
            "L'annuaire d'un partenaire (SCIM 2.0)",
            "Corps et réponses en `application/scim+json` (RFC 7643, RFC 7644), erreurs comprises.",
            table(("Méthode", "Adresse", "Ce qu'elle fait", "Reçoit"), [line[:4] for line in directory]),
        ),
    )
