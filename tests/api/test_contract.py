"""Requests drawn from the description never break the server, and answers keep to it (schemathesis, in process)."""

from __future__ import annotations

from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from socle.site.api.v1 import api
from socle.site.wsgi import application
from tests.database.attempts import undone

OPERATIONS = [(method, path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]
KEPT = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
FEW = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@cache
def described():
    """The description as the portal serves it, read once for all the operations."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def _one_connection():
    """The whole WSGI stack in the test's own transaction, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_request_breaks_the_server(demo, method, path):
    headers = {"Authorization": f"Bearer {demo.tokens['partner-principal']}"}

    @FEW
    @given(case=described()[path][method].as_strategy())
    def answered(case):
        with undone():
            case.call_and_validate(headers=headers, checks=KEPT)

    answered()


def test_a_server_that_breaks_is_seen():
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [("Content-Type", "application/json")])
        return [b"{}"]

    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    case = schema["/api/v1/people"]["get"].Case()
    with pytest.raises(BaseExceptionGroup, match="Server error"):
        case.call_and_validate(app=broken, base_url="http://localhost", checks=(not_a_server_error,))
