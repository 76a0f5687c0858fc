from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from socle.conventions.domain.access import may_list
from socle.conventions.domain.gaps import Gaps, Subject, said, step_of
from socle.conventions.queries.gaps import GapLine, gaps_of, gaps_page
from socle.conventions.web.drafting import pages
from socle.conventions.web.moment import moment_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import FAMILIES, page_links, trail
from socle.database.transactions import transaction
from socle.kernel.actor import Actor


@require_GET
def heat(request: HttpRequest) -> HttpResponse:
    """Each convention against its national model, subject by subject."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    asked = request.GET.get("page", "1")
    with transaction(actor) as at:
        page, lines = gaps_page(actor, at, int(asked) if asked.isascii() and asked.isdigit() else 1)
    context = {
        "columns": [subject.label for subject in Subject],
        "rows": [_row(line) for line in lines],
        "summary": f"{page.total} conventions",
        "links": page_links(page, request.GET),
        "breadcrumb": [{"label": "Conventions", "url": reverse("conventions:list")}, {"label": "Écarts", "url": ""}],
    }
    return render(request, "conventions/gaps.html", context)


def _row(line: GapLine) -> dict[str, object]:
    counts = line.gaps.counts()
    url = reverse("conventions:gaps_of", args=[line.convention.id])
    return {
        "title": line.convention.title,
        "family": FAMILIES.get(line.convention.family, line.convention.family),
        "filled": line.gaps.filled,
        "url": url,
        "cells": [
            {"count": count, "step": step_of(count), "says": said(count), "url": f"{url}#sujet-{subject.value}"}
            for subject in Subject
            for count in [counts.get(subject, 0)]
        ],
    }


@require_GET
def one(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """One convention and its model, side by side."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        found = gaps_of(convention, moment.at)
    context = {
        "convention": convention,
        "moment": moment,
        "filled": found.filled,
        "groups": _groups(found),
        "breadcrumb": trail(convention, "Écarts avec le modèle"),
    }
    return render(request, "conventions/gaps_of.html", context)


def _groups(found: Gaps) -> list[dict[str, object]]:
    return [
        {"anchor": f"sujet-{subject.value}", "label": subject.label, "changes": pages.changes(changes)}
        for subject in Subject
        if (changes := found.of(subject))
    ]
