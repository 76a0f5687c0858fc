"""What every request goes through: an identifier, who acts, a sign-in unless the page is public, refusals as pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from socle.kernel.decision import Refused
from socle.site import browsers, identity, problems

Handler = Callable[[HttpRequest], HttpResponse]
NEVER_STORED = "no-store"
NULS = {"application/json": b"\\u0000", "application/x-www-form-urlencoded": b"%00"}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def request_identity(get_response: Handler) -> Handler:
    """Give the request an identifier that its answer, its traces and its error page show."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid4().hex  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", NEVER_STORED)
        return response

    return middleware


class resolve_actor:  # noqa: N801 - listed among functions in the settings
    """Resolve the actor once, from the sign-in cookie; the database judges the session at each request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if not request.path.startswith(("/static/", "/health/", *problems.PROGRAMS)):
            request.actor = identity.web_actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class refuse_nul:  # noqa: N801
    """Refuse the character NUL wherever a request may carry it: PostgreSQL holds no such text."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_present(request):
            return problems.bad_request(request, SuspiciousOperation("NUL"))
        return self.get_response(request)

    @staticmethod
    def _is_present(request: HttpRequest) -> bool:
        written = NULS.get(request.content_type or "")
        in_body = written is not None and request.method not in SAFE and written in request.body
        return in_body or "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path


class refuse_obsolete_browsers:  # noqa: N801
    """Refuse a browser that a convention calls obsolete; leaving and reading why stay open (MCP-30)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        if actor is not None and request.path not in {reverse("accounts:sign_out"), reverse("accessibility")}:
            decision = browsers.decide(actor, request.headers.get("User-Agent", ""))
            if not decision:
                return problems.refusal_page(request, Refused(decision))
        return self.get_response(request)


class problems_as_pages:  # noqa: N801
    """Turn a refusal into its page, and leave its trace; what is not visible does not exist, on a form too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return problems.refusal_page(request, error)
        if isinstance(error, SuspiciousOperation):
            return problems.bad_request(request, error)
        if isinstance(error, ObjectDoesNotExist):
            return problems.not_found(request, error)
        return None


class require_sign_in:  # noqa: N801
    """Send to the sign-in page whoever asks for a page that is not public."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        del args, kwargs
        if request.actor is not None or getattr(view, "is_public", False) or request.path.startswith(problems.PROGRAMS):  # type: ignore[attr-defined]
            return None
        query = {"suite": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}{'?' + urlencode(query) if query else ''}")
