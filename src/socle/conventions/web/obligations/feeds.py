from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from icalendar import Calendar, Event

from socle.accounts.tokens import hash_token
from socle.conventions.actions.feeds import open_feed, revoke_feed
from socle.conventions.queries.board import Board, Wanted, board
from socle.conventions.queries.feeds import reader_of
from socle.conventions.queries.obligations import Line
from socle.conventions.web.obligations.labels import STANDINGS
from socle.conventions.web.obligations.pages import url_of
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.theme.public import public

PRODUCT = "-//Socle//Obligations des conventions//FR"
REFRESH = timedelta(hours=12)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Open an address, shown this once, or revoke the one in use."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if "revoquer" in request.POST:
        run(actor, lambda at: revoke_feed(actor=actor, at=at))
        messages.success(request, "L'adresse est révoquée : elle ne donne plus rien.")
        return redirect("conventions:obligations")
    token = run(actor, lambda at: open_feed(actor=actor, at=at))
    address = request.build_absolute_uri(reverse("conventions:feed", args=[token]))
    return render(request, "conventions/feed_opened.html", {"address": address})


@public
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates, for a calendar program; an unknown or revoked address is not found."""
    del request
    with transaction(None):
        reader = reader_of(hash_token(token))
    if reader is None:
        raise Http404
    with transaction(reader) as at:
        found = board(reader, Wanted(), at)
    answer = HttpResponse(written(found, reader, at), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="obligations.ics"'
    return answer


def written(found: Board, reader: Actor, at: datetime) -> bytes:
    """An iCalendar file (RFC 5545): one whole-day event per occurrence."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Obligations, {reader.organisation_name}")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for line in found.lines:
        calendar.add_component(_event(line, found, at))
    return bytes(calendar.to_ical())


def _event(line: Line, found: Board, at: datetime) -> Event:
    one, event = line.occurrence, Event()
    event.add("uid", f"{line.convention.id}/{one.term_id}/{one.code}/{one.occasion}/{one.bearer}@socle")
    event.add("dtstamp", at)
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1))
    event.add("summary", f"{found.names[one.bearer]} : {one.what}")
    event.add("description", f"{line.convention.title}\n{one.clause}\nÉtat : {STANDINGS[line.standing][0]}")
    event.add("url", url_of(line))
    event.add("transp", "TRANSPARENT")
    return event
