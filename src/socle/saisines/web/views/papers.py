from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.files.handing import handed_over
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.attaching import hand_file
from socle.saisines.actions.checking import check
from socle.saisines.actions.papers import bring_paper, end_paper, hand_paper
from socle.saisines.actions.reading import read
from socle.saisines.domain.answering import PaperForm
from socle.saisines.domain.papers import Brought
from socle.saisines.models import Paper
from socle.saisines.queries.cases import case_of
from socle.saisines.web.joining import sent_of
from socle.saisines.web.pages import doors as door_pages
from socle.saisines.web.pages import papers as pages
from socle.saisines.web.papers_forms import PaperForm as BringForm
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The mandate and the identity of a case: brought, checked, ended."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        if case_of(case_id, actor) is None:
            raise Http404
    form = BringForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        try:
            if _act(request, actor, case_id, form):
                return redirect("saisines:case", case_id)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.full_clean()
            form.add_error(None, error.decision.line)
        except Paper.DoesNotExist as error:
            raise Http404 from error
    context = run(actor, lambda at: _context(case_id, actor, at, form)) | {"form": form}
    return render(request, "saisines/papers.html", context, status=403 if form.errors else 200)


def _context(case_id: UUID, actor: Actor, at: datetime, form: BringForm) -> dict[str, object]:
    found = read(case_id, actor=actor, at=at)
    shown = pages.mandate(found, actor)
    if shown and shown["form"] and form.is_bound:
        shown["form"] = form
    here = reverse("saisines:case", args=[case_id])
    trail = door_pages.trail((found.case.number, here), ("Mandat et identité", ""))
    return {"row": found.case, "mandate": shown, "breadcrumb": trail}


def _act(request: HttpRequest, actor: Actor, case_id: UUID, form: BringForm) -> bool:
    paper, note = uuid_of(request.POST.get("piece_id", "")), request.POST.get("motif", "")[:2000]
    step = request.POST.get("etape", "")
    if step in {"accept", "refuse"} and paper:
        run(actor, lambda at: check(paper, case_id, is_refused=step == "refuse", note=note, actor=actor, at=at))
        messages.success(request, "La pièce est acceptée." if step == "accept" else "La pièce est refusée.")
    elif step == "end" and paper:
        run(actor, lambda at: end_paper(paper, case_id, note, actor=actor, at=at))
        messages.success(request, "C'est noté : la pièce ne vaut plus.")
    elif not form.is_valid():
        return False
    else:
        bring_paper(case_id, _brought(form), sent_of(form.cleaned_data["fichier"]), actor=actor)
        messages.success(request, "La pièce est jointe ; qui répond la vérifie avant de vous répondre.")
    return True


def _brought(form: BringForm) -> Brought:
    data = form.cleaned_data
    how = PaperForm.coded(data["forme"])
    return Brought(data["piece"], data["donnee_le"], how, data["vaut_jusquau"], data["portee"].strip())


@require_GET
def paper(request: HttpRequest, case_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """What was joined, for who is entrusted with the case alone; each reading is traced."""
    return answer_paper(case_id, paper_id, request.actor)  # type: ignore[attr-defined]


@require_GET
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file of the thread, for whoever reads its words."""
    return answer_file(case_id, file_id, request.actor)  # type: ignore[attr-defined]


def answer_paper(case_id: UUID, paper_id: UUID, actor: Actor) -> HttpResponseBase:
    with transaction(actor) as at:
        found = hand_paper(case_id, paper_id, actor=actor, at=at)
        if found is None:
            raise Http404
        return handed_over(*found)


def answer_file(case_id: UUID, file_id: UUID, actor: Actor) -> HttpResponseBase:
    with transaction(actor) as at:
        found = hand_file(case_id, file_id, actor=actor, at=at)
        if found is None:
            raise Http404
        return handed_over(*found)
