from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socle.database.transactions import run, transaction
from socle.habilitations.actions.reviewing.closing import close_review
from socle.habilitations.actions.reviewing.opening import open_review
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.reviewing.judging import Verdict, may_close
from socle.habilitations.queries.reviewing import lines as reviewed_lines
from socle.habilitations.queries.reviewing.certificates import certificates
from socle.habilitations.queries.reviewing.standings import reviewed
from socle.habilitations.reviews import ReviewCampaign
from socle.habilitations.web.pages import reviewing as pages
from socle.habilitations.web.reviewing import shown_mark
from socle.kernel.actor import Actor
from socle.theme.links import page_url

PAGE = 50


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Where each review stands, and the certificates sent; for a caisse, those received."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "review:read").or_raise()
    with transaction(actor) as at:
        asked = [] if actor.is_caisse else pages.conventions_of(reviewed(actor.organisation_id, at))
        sent = certificates(actor)
    context = {
        "is_caisse": actor.is_caisse,
        "conventions": asked,
        "certificates": pages.certificate_rows(sent, is_caisse=actor.is_caisse),
        "may_run": actor.can("review:run"),
        "at": at,
    }
    return render(request, "habilitations/reviews.html", context)


@require_POST
def open_one(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    campaign = run(actor, lambda at: open_review(convention_id, actor=actor, at=at))
    messages.success(request, "La revue est ouverte : la liste des droits est figée à cet instant.")
    return redirect("habilitations:review", campaign.id)


def own_campaign(actor: Actor, campaign_id: UUID) -> ReviewCampaign:
    """A review of the actor's own body; a caisse reads certificates, not the list at work."""
    may(actor, "review:run").or_raise()
    campaign = reviewed_lines.campaign(campaign_id)
    if campaign is None or campaign.organisation_id != actor.organisation_id:
        raise Http404
    return campaign


@require_GET
def review(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The list of a review: each line is a form, so that it goes without any script."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    view, words = request.GET.get("vue", "reste"), request.GET.get("q", "").strip()[:80]
    start = int(text) if (text := request.GET.get("apres", "")).isdecimal() and len(text) < 9 else 0  # noqa: PLR2004
    with transaction(actor) as at:
        campaign = own_campaign(actor, campaign_id)
        done = reviewed_lines.progress(campaign.id)
        found = list(reviewed_lines.listed(campaign.id, view, words).filter(position__gt=start)[: PAGE + 1])
        warning = reviewed_lines.pace_warning(campaign.id, actor)
    shown = found[:PAGE]
    context = {
        "campaign": campaign,
        "done": done,
        "rows": [{**row, "mark": shown_mark(row["line"], at)} for row in pages.rows_of(shown)],
        "tabs": pages.tabs_of(campaign.id, view if view in reviewed_lines.VIEWS else "reste", done),
        "view": view,
        "warning": warning,
        "next_url": page_url(request.GET, "apres", shown[-1].position if len(found) > PAGE else None),
        "may_close": may_close(done.left),
        "is_open": campaign.closed_at is None,
        "breadcrumb": pages.review_trail((campaign.label, "")),
        "at": at,
    }
    return render(request, "habilitations/review.html", context)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What the answers will do, then the certificate."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        with transaction(actor):
            own_campaign(actor, campaign_id)
        certificate = run(actor, lambda at: close_review(campaign_id, actor=actor, at=at))
        messages.success(request, "La revue est close : son certificat est envoyé à la caisse.")
        return redirect("habilitations:certificate", certificate.id)
    with transaction(actor) as at:
        campaign = own_campaign(actor, campaign_id)
        done = reviewed_lines.progress(campaign.id)
        changing = reviewed_lines.listed(campaign.id, "jugees").filter(control="").exclude(verdict=Verdict.KEEP)
        rows = pages.rows_of(changing)
    context = {
        "campaign": campaign,
        "done": done,
        "rows": rows,
        "decision": may_close(done.left),
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
        "breadcrumb": pages.review_trail((campaign.label, ""), ("Clore", "")),
    }
    return render(request, "habilitations/review_close.html", context)
