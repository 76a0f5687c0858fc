from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.announcing import announce, end
from socle.saisines.domain.access import may_post
from socle.saisines.domain.notices import NoticeCase, NoticeKind
from socle.saisines.models import Notice
from socle.saisines.queries.notices import own
from socle.saisines.web.forms import NoticeForm
from socle.saisines.web.pages import notices as pages
from socle.saisines.web.pages.doors import trail
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Known problems and planned stops that the body tells its partners."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_post(actor).or_raise()
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if done := _step(request, actor, form):
                return done
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
    with transaction(actor) as at:
        rows = pages.rows(own(actor), at)
    context = {"rows": rows, "form": form, "breadcrumb": trail(("Annonces du guichet", ""))}
    return render(request, "saisines/notices.html", context, status=422 if form.errors else 200)


def _step(request: HttpRequest, actor: Actor, form: NoticeForm) -> HttpResponse | None:
    if ended := uuid_of(request.POST.get("lever", "")):
        try:
            run(actor, lambda at: end(ended, actor=actor, at=at))
        except Notice.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, "L'annonce est levée.")
        return redirect("saisines:notices")
    if not form.is_valid():
        return None
    data = form.cleaned_data
    case = NoticeCase(NoticeKind.coded(data["nature"]), data["titre"], data["debut"], data["fin"])
    run(actor, lambda at: announce(case, data["texte"], actor=actor, at=at))
    messages.success(request, "L'annonce est faite ; chacun la voit avant d'écrire au guichet.")
    return redirect("saisines:notices")
