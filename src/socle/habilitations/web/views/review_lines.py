from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socle.database.transactions import run, transaction
from socle.habilitations.actions.reviewing.judging import advise, ask, judge, undo
from socle.habilitations.domain.access import may
from socle.habilitations.domain.reviewing.judging import ReviewCode
from socle.habilitations.queries.reviewing import lines as reviewed_lines
from socle.habilitations.reviews import ReviewCampaign, ReviewLine
from socle.habilitations.web.pages import reviewing as pages
from socle.habilitations.web.reviewing import AdviceForm, JudgingForm, seconds_since, shown_mark
from socle.habilitations.web.views.reviews import own_campaign
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import members
from socle.traces.actions import record_refusal

ASK = "ask"
FIELDS = {
    ReviewCode.REASON: "raison",
    ReviewCode.REDUCTION: "fin",
    ReviewCode.NOT_NARROWER: "profil",
    ReviewCode.END_PAST: "fin",
    ReviewCode.NOT_ASKED: "collegue",
}
MOST_COLLEAGUES = 500


@require_GET
def one(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One line on the screen: the one asked for, else the next without answer; none left leads to the closing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        campaign = own_campaign(actor, campaign_id)
        line = _chosen(campaign, request.GET)
    if line is None:
        return redirect("habilitations:review_close", campaign_id)
    return _page(request, actor, campaign, line)


def _chosen(campaign: ReviewCampaign, query: Mapping[str, str]) -> ReviewLine | None:
    asked = uuid_of(query.get("ligne", ""))
    line = reviewed_lines.line(asked) if asked else None
    if line and line.campaign_id == campaign.id and not line.is_for_caisse:
        return line
    after = query.get("apres", "")
    return reviewed_lines.next_left(campaign.id, int(after) if after.isdecimal() and len(after) < 9 else 0)  # noqa: PLR2004


def _page(
    request: HttpRequest, actor: Actor, campaign: ReviewCampaign, line: ReviewLine, form: JudgingForm | None = None
) -> HttpResponse:
    with transaction(actor) as at:
        form = form or _form(line)
        _offer(form, line, actor, at)
        context = {
            "campaign": campaign,
            "line": line,
            "form": form,
            "facts": pages.facts_of(line),
            "risk": pages.risk_badge(line),
            "answer": pages.badge_of(line) if line.verdict else None,
            "opinion": pages.opinion_of(line),
            "others": pages.rows_of(reviewed_lines.same_person(line)),
            "done": reviewed_lines.progress(campaign.id),
            "warning": reviewed_lines.pace_warning(campaign.id, actor),
            "mark": shown_mark(line, at),
            "previous_url": pages.address_of(reviewed_lines.previous(campaign.id, line.position)),
            "next_url": pages.address_of(reviewed_lines.following(campaign.id, line.position)),
            "breadcrumb": pages.review_trail(
                (campaign.label, reverse("habilitations:review", args=[campaign.id])), (line.person_name, "")
            ),
        }
    return render(request, "habilitations/review_line.html", context)


def _form(line: ReviewLine, data: Mapping[str, str] | None = None) -> JudgingForm:
    return JudgingForm(data, initial={"raison": line.reason, "fin": line.ends_on, "profil": line.to_profile})


def _offer(form: JudgingForm, line: ReviewLine, actor: Actor, at: datetime) -> None:
    people = members(actor.organisation_id, at).exclude(id__in=[line.membership_id, actor.membership_id])
    colleagues = [(str(row.person_id), f"{row.person.name}, {row.function}") for row in people[:MOST_COLLEAGUES]]
    form.offer(reviewed_lines.narrower_than(line, at), colleagues)


@require_POST
def answer(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Write an answer and go on; what it lacks is asked on the page of the line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "review:run").or_raise()
    data = request.POST.dict()
    with transaction(actor) as at:
        line = reviewed_lines.line(line_id)
        if line is None:
            raise Http404
        campaign = own_campaign(actor, line.campaign_id)
        form = _form(line, data)
        if data.get("profil") or data.get("collegue"):
            _offer(form, line, actor, at)
    if form.is_valid():
        try:
            run(actor, lambda at: _answer(line_id, form, data, actor, at))
        except Refused as error:
            if error.decision.code not in FIELDS:
                raise
            record_refusal(error, actor=actor)
            form.add_error(FIELDS[ReviewCode(error.decision.code)], f"{error.decision.reason} {error.decision.fix}")
    if form.errors:
        return _page(request, actor, campaign, line, form)
    return redirect(_onwards(campaign, line, data))


def _answer(line_id: UUID, form: JudgingForm, data: Mapping[str, str], actor: Actor, at: datetime) -> ReviewLine:
    verdict, seconds = data.get("reponse", "")[:20], seconds_since(data.get("vu", ""), line_id, at)
    colleague = uuid_of(form.cleaned_data.get("collegue", ""))
    if verdict == ASK:
        return ask(line_id, colleague or UUID(int=0), actor=actor, at=at, seconds=seconds)
    return judge(line_id, form.judgement(verdict), actor=actor, at=at, seconds=seconds)


def _onwards(campaign: ReviewCampaign, line: ReviewLine, data: Mapping[str, str]) -> str:
    if data.get("retour") == "liste":
        query = urlencode({"vue": data.get("vue", "reste")[:20]})
        return f"{reverse('habilitations:review', args=[campaign.id])}?{query}#lignes"
    return f"{reverse('habilitations:review_one', args=[campaign.id])}?{urlencode({'apres': line.position})}"


@require_POST
def take_back(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Undo the latest answer, and show its line again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_campaign(actor, campaign_id)
    line = run(actor, lambda at: undo(campaign_id, actor=actor, at=at))
    messages.success(request, f"Votre dernière réponse est effacée : {line.person_name}, {line.profile}.")
    return redirect(pages.address_of(line))


@require_http_methods(["GET", "POST"])
def advice(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Somebody asked whether a colleague still needs a right."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = AdviceForm(request.POST if request.method == "POST" else None)
    with transaction(actor):
        line = reviewed_lines.line(line_id)
        if line is None or line.asked_id != actor.membership_id:
            raise Http404
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        run(
            actor,
            lambda at: advise(line_id, is_needed=said["avis"] == "oui", reason=said["raison"], actor=actor, at=at),
        )
        messages.success(request, "Votre avis est transmis à la personne qui fait la revue.")
        return redirect("home")
    context = {"line": line, "form": form, "facts": pages.facts_of(line), "is_open": line.campaign.closed_at is None}
    return render(request, "habilitations/review_advice.html", context)
