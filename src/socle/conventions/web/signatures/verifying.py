from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from socle.conventions.domain.access import may_list
from socle.conventions.web.signatures import forms, pages
from socle.files.domain.kinds import MOST_BYTES, too_big
from socle.kernel.actor import Actor
from socle.papers.pades.report import Report
from socle.papers.pades.verifying import verify


@require_http_methods(["GET", "POST"])
def verify_pdf(request: HttpRequest) -> HttpResponse:
    """What the signatures of a PDF are worth; the file is read, then forgotten."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    form = forms.VerifyForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    found: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["fichier"]
        if sent.size > MOST_BYTES:
            form.add_error("fichier", f"{too_big().reason} {too_big().fix}")
        else:
            found = pages.verified(report_on(sent.read())) | {"name": sent.name}
    trail = [{"label": "Conventions", "url": "/conventions/"}, {"label": "Vérifier un PDF signé", "url": ""}]
    return render(request, "conventions/verify.html", {"form": form, "breadcrumb": trail, **found})


def report_on(content: bytes) -> Report:
    """The report of this portal on a PDF: its own authority, and those of its settings."""
    return verify(content, state=Path(settings.SOCLE_STATE), folder=settings.SIGNING_ROOTS, at=timezone.now())
