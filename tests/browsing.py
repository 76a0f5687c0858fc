"""A browser that acts as somebody, without the sign-in pages: for the tests of the other pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import Client

from socle.kernel.actor import Actor

KEY = "socle.test_actor"
RESOLVER = "socle.site.middleware.resolve_actor"


def given_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands for `resolve_actor`: the actor the test gives."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = request.META.get(KEY)
        return get_response(request)

    return middleware


def middleware(listed: list[str]) -> list[str]:
    """The product's middleware, with the test's own actor."""
    return ["tests.browsing.given_actor" if name == RESOLVER else name for name in listed]


def browser_of(actor: Actor | None) -> Client:
    return Client(**{KEY: actor})


def check_page(response: HttpResponse, status: int = 200) -> str:
    """The page's text, once it has one h1 and every variable known."""
    page = response.content.decode()
    assert response.status_code == status, (response.status_code, page)
    assert "variable inconnue" not in page, re.findall(r"variable inconnue : [^»]*", page)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted({name for name in ids if ids.count(name) > 1})
    return page
