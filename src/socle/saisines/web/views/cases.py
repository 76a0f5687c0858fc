from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socle.conventions.domain.kinds.rung import Trigger
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.answering import move, rate, say
from socle.saisines.actions.attaching import Act, with_file
from socle.saisines.actions.handing import climb, climb_case, entrust, lead
from socle.saisines.actions.reading import read, save_draft
from socle.saisines.actions.wording import insert
from socle.saisines.domain.access import may_open_any, may_post
from socle.saisines.domain.doors import subject_label
from socle.saisines.domain.ladders import may_climb, next_step
from socle.saisines.domain.life import LONGEST
from socle.saisines.models import Saisine
from socle.saisines.queries import cases
from socle.saisines.queries.cases import CaseFilter
from socle.saisines.queries.posts import colleagues, handed_to
from socle.saisines.queries.wording import wordings
from socle.saisines.web.forms import EscalateForm, TransferForm, WordsForm
from socle.saisines.web.joining import sent_of
from socle.saisines.web.pages import attached, papers
from socle.saisines.web.pages import cases as pages
from socle.saisines.web.pages import doors as door_pages
from socle.saisines.web.pages.directory_of_case import who_covers
from socle.traces.actions import record_refusal

DONE = {
    "answer": "La réponse est envoyée.",
    "progress": "C'est dit ; le délai de réponse continue de courir.",
    "need_papers": "Les pièces sont demandées ; le délai est suspendu jusqu'à leur arrivée.",
    "papers": "Les pièces sont apportées ; le délai reprend.",
    "decline": "C'est dit : un autre organisme est compétent.",
    "reopen": "La saisine est reprise.",
    "close": "La saisine est close.",
    "withdraw": "La saisine est retirée.",
    "take": "Vous avez pris la saisine en charge.",
    "message": "Le message est envoyé.",
    "note": "La note est gardée ; votre organisme seul la lit.",
    "insert": "Le modèle est placé à la suite de votre texte : relisez avant d'envoyer.",
    "draft": "Brouillon gardé ; personne ne l'a reçu.",
    "useful": "Merci : votre avis est noté.",
    "useless": "Merci : votre avis est noté.",
}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What the actor follows or answers, what is due first at the top."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    wanted = CaseFilter(
        state=request.GET.get("etat", "" if request.GET.get("qui") else "open"),
        door=request.GET.get("file", ""),
        mine=request.GET.get("qui") == "moi",
        late=bool(request.GET.get("retard")),
        words=request.GET.get("mots", ""),
    )
    with transaction(actor) as at:
        page = Paginator(cases.queue(actor, at, wanted), cases.PAGE).get_page(request.GET.get("page"))
        context = {
            "rows": pages.rows(list(page.object_list), actor, at),
            "tabs": pages.tabs(dict(cases.counts(actor, at)), wanted),
            **pages.neighbours(page, request.GET),
            "ticking": bool(cases.doors_posted(actor, at)),
            "colleagues": colleagues(actor, at),
            "words": wanted.words,
            "state": wanted.state,
            "posting": may_post(actor),
        }
    return render(request, "saisines/queue.html", context)


@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The exchange, what each side may do, and the clock with its proof."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = WordsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    with transaction(actor):
        if cases.case_of(case_id, actor) is None:
            raise Http404
    if request.method == "POST":
        try:
            return _step(request, actor, case_id)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.is_valid()
            form.add_error(None, error.decision.line)
    return _case_page(request, actor, case_id, form)


def _step(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    step, text = request.POST.get("etape", ""), request.POST.get("texte", "")
    if step == "escalate":
        ground = request.POST.get("motif", "")
        trigger = Trigger.coded(ground) if ground in set(Trigger) else None
        why = request.POST.get("raison", "")
        _, called = run(actor, lambda at: climb(case_id, trigger, why, actor=actor, at=at))
        messages.success(request, f"{called.label} est saisi.")
    elif step == "transfer":
        messages.success(request, _hand_on(request, actor, case_id))
    elif step in {"insert", "draft"}:
        chosen = uuid_of(request.POST.get("modele", "")) if step == "insert" else None
        run(actor, lambda at: insert(case_id, chosen, text[:LONGEST], actor=actor, at=at))
        messages.success(request, DONE[step])
    elif step in {"useful", "useless"}:
        run(actor, lambda at: rate(case_id, was_useful=step == "useful", actor=actor, at=at))
        messages.success(request, DONE[step])
    else:
        row = with_file(
            case_id, text, sent_of(request.FILES.get("fichier")), _words(case_id, step, text, actor), actor=actor
        )
        messages.success(request, papers.done(step, row, DONE.get(step, "C'est fait.")))
    with transaction(actor):
        is_seen = cases.case_of(case_id, actor) is not None
    return redirect("saisines:case", case_id) if is_seen else redirect("saisines:queue")


def _words(case_id: UUID, step: str, text: str, actor: Actor) -> Act:
    if step in {"message", "note"}:
        return lambda at: say(case_id, text, actor=actor, at=at, is_note=step == "note")
    return lambda at: move(case_id, step, text, actor=actor, at=at)


def _hand_on(request: HttpRequest, actor: Actor, case_id: UUID) -> str:
    to, why = request.POST.get("vers", ""), request.POST.get("motif", "")
    if person := uuid_of(to):
        run(actor, lambda at: entrust(case_id, person, why, actor=actor, at=at))
        return "La saisine est confiée."
    run(actor, lambda at: lead(case_id, to, why, actor=actor, at=at))
    return "La saisine est menée à l'autre voie ; le délai court depuis la première réception."


def _case_page(request: HttpRequest, actor: Actor, case_id: UUID, form: WordsForm) -> HttpResponse:
    def shown(at: object) -> dict[str, object]:
        found = read(case_id, actor=actor, at=at)  # type: ignore[arg-type]
        ladder = climb_case(found.case, None, actor, at)  # type: ignore[arg-type]
        return {
            "thread": found,
            "row": found.case,
            "number": found.case.number,
            "title": f"{found.case.number} · {subject_label(found.case.subject)}",
            "status": pages.badge(found.case, at),  # type: ignore[arg-type]
            "events": attached.events(found),
            "lines": pages.sheet(found, at) + who_covers(found, at),  # type: ignore[arg-type]
            "mandate": papers.mandate(found, actor),
            "steps": pages.steps(found),
            "next_step": next_step(ladder) if found.sides and not found.case.answered_at else None,
            "climbing": may_climb(ladder),
            "transfer": TransferForm(None, choices=handed_to(found.case, actor, at)) if found.is_holder else None,  # type: ignore[arg-type]
            "escalate": EscalateForm(None),
        }

    context = run(actor, shown)
    found_words(form, context, actor)
    context |= {"form": form, "breadcrumb": door_pages.trail((str(context["number"]), ""))}
    return render(request, "saisines/case.html", context, status=403 if form.errors else 200)


def found_words(form: WordsForm, context: dict[str, object], actor: Actor) -> None:
    """What was being written comes back, and the templates of the body that answers are offered."""
    found = context["thread"]
    assert isinstance(found, cases.Thread)
    with transaction(actor):
        known = wordings(actor) if found.is_holder else []
    form.offer([(str(row.id), row.name) for row in known], found.draft)


@require_POST
def draft(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is being written, kept while it is typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    text = request.POST.get("texte", "")[:8000]
    try:
        others = run(actor, lambda at: cases.watching(save_draft(case_id, text, actor=actor, at=at), actor, at))
    except Saisine.DoesNotExist as error:
        raise Http404 from error
    return HttpResponse(status=204, headers={"X-Writing": quote(", ".join(others))})
