"""A page open to people who are not signed in says so itself; every other page asks for a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Open to people who are not signed in; what they send stays out of error reports."""

    @wraps(view)
    def opened(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:  # noqa: ANN401 - any view
        return view(request, *arguments, **named)

    shown: View = sensitive_post_parameters()(opened)
    shown.is_public = True  # type: ignore[attr-defined]
    return shown
