from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.queries.reading import terms_at
from socle.database.transactions import run, transaction
from socle.habilitations.queries.sheets import right
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.supervision.actions.answering import move
from socle.supervision.actions.asking import ask_many
from socle.supervision.actions.delays import record_delay
from socle.supervision.actions.escalating import escalate
from socle.supervision.domain.access import may
from socle.supervision.domain.clocks import may_record
from socle.supervision.domain.escalations import loops, may_escalate
from socle.supervision.queries import questions
from socle.supervision.queries.clocks import due_of, escalation_case, recorded_delay
from socle.supervision.web.forms import DelayForm, QuestionForm, StatementForm
from socle.supervision.web.pages import questions as pages
from socle.traces.actions import record_refusal

DONE = {
    "answer": "Votre réponse est partie.",
    "rejoin": "Votre réponse est partie.",
    "accept": "La réponse est acceptée : le droit est justifié.",
    "contest": "La contestation est partie ; le partenaire peut répondre une fois encore.",
    "conclude": "Le droit est noté sans justification. Rien ne lui est retiré de ce seul fait.",
    "cancel": "La question est annulée.",
}


@require_http_methods(["GET", "POST"])
def ask_question(request: HttpRequest) -> HttpResponse:
    """One right from its sheet, or several ticked in a list."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "question:ask").or_raise()
    texts = dict.fromkeys((request.POST or request.GET).getlist("droit"))
    wanted = [found for text in texts if (found := uuid_of(text))]
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and wanted and form.is_valid():
        text = form.cleaned_data["question"]
        try:
            asked = run(actor, lambda at: ask_many(wanted, text, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            messages.success(request, f"{pages.counted(len(asked), 'question posée', 'questions posées')}.")
            return redirect("supervision:question", asked[0].id) if len(asked) == 1 else redirect("supervision:home")
    return _ask_page(request, actor, wanted, form)


def _ask_page(request: HttpRequest, actor: Actor, wanted: list[UUID], form: QuestionForm) -> HttpResponse:
    with transaction(actor) as at:
        rights = [found for one in wanted if (found := right(one))]
        dues = {row.convention_id: due_of(row.convention_id, row.caisse_id, at) for row in rights}
    if wanted and not rights:
        raise Http404
    context = {
        "rights": rights,
        "form": form,
        "dues": list(dues.values()),
        "breadcrumb": pages.trail(("Poser une question", "")),
    }
    return render(request, "supervision/ask.html", context)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The exchange, and the steps each side may take."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = StatementForm(request.POST or None)
    with transaction(actor):
        if questions.question_of(question_id, actor) is None:
            raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            return _step(request, actor, question_id, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("texte", error.decision.line)
    return _question_page(request, actor, question_id, form)


def _step(request: HttpRequest, actor: Actor, question_id: UUID, form: StatementForm) -> HttpResponse:
    step, text = request.POST.get("etape", ""), form.cleaned_data["texte"]
    if step == "escalate":
        call = run(actor, lambda at: escalate(question_id, actor=actor, at=at))
        messages.success(request, f"{call.name} est prévenu.")
    else:
        run(actor, lambda at: move(question_id, step, text, actor=actor, at=at))
        messages.success(request, DONE[step])
    return redirect("supervision:question", question_id)


def _question_page(request: HttpRequest, actor: Actor, question_id: UUID, form: StatementForm) -> HttpResponse:
    with transaction(actor) as at:
        row = questions.question_of(question_id, actor)
        assert row is not None
        thread = questions.thread(row, at)
        steps = pages.steps(row, actor, at)
        case = escalation_case(row, questions.asked_last_at(row), at) if actor.can("question:ask") else None
    context = {
        "thread": thread,
        "row": row,
        "lines": pages.lines(row),
        "events": pages.events(thread),
        "status": pages.state_badge(row.state, row.due_at, at),
        "steps": steps,
        "escalation": may_escalate(case) if case and thread.is_late else None,
        "loops": loops(case.ladder, case.asked) if case and thread.is_late else (),
        "form": form,
        "at": at,
        "breadcrumb": pages.trail((row.organisation.legal_name, ""), is_caisse=actor.is_caisse),
    }
    return render(request, "supervision/question.html", context, status=403 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def delay(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The delay of answers, where the text gives none."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "question:ask").or_raise()
    form = DelayForm(request.POST or None)
    with transaction(actor) as at:
        terms = terms_at(convention_id, at)
        if not terms.all:
            raise Http404
        due = due_of(convention_id, actor.organisation_id, at)
        decision = may_record(terms.as_domain(), form["delai"].value())
        recorded = recorded_delay(convention_id)
    if request.method == "POST" and form.is_valid():
        try:
            run(actor, lambda at: record_delay(convention_id, form.cleaned_data["delai"], actor=actor, at=at))
        except Refused as error:
            form.add_error("delai", error.decision.line)
        else:
            messages.success(request, "Le délai est enregistré ; il vaut pour les questions posées ensuite.")
            return redirect("supervision:home")
    is_written = decision.code == "delay_written"
    context = {"form": form, "due": due, "decision": decision if is_written else None, "recorded": recorded}
    return render(request, "supervision/delay.html", context)
