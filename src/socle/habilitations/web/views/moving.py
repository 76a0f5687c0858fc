from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.copying import copy_rights
from socle.habilitations.actions.leaving import depart
from socle.habilitations.actions.moving import Move, move
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import confirmed_recently, may_depart
from socle.habilitations.queries.falls import falls_of, lasting_rights
from socle.habilitations.queries.preparing import colleague, colleagues
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.habilitations.web.acting import tried
from socle.habilitations.web.moving_forms import DepartureForm, MoveForm, move_form
from socle.habilitations.web.pages import moving as pages
from socle.habilitations.web.pages.granting import status_of
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of
from socle.organismes.domain.departure import may_end
from socle.organismes.queries import Membership, membership_of


def own_member(person_id: UUID, actor: Actor, at: datetime) -> Membership:
    """A colleague; 404 for anybody else."""
    found = membership_of(person_id, actor.organisation_id, at)
    if found is None:
        raise Http404
    return found


def _colleague(request: HttpRequest, name: str, actor: Actor, at: datetime) -> Membership | None:
    chosen = uuid_of(request.POST.get(name) or request.GET.get(name) or "")
    return colleague(actor.organisation_id, chosen, at)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything that falls, before it does; what a named colleague takes over; then the departure, in one act."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        member = own_member(person_id, actor, at)
        may_end(actor, member.id, is_gone=False).or_raise()
        may_depart(actor_holder(actor, at), holder_of(member, at)).or_raise()
        successor = _colleague(request, "successeur", actor, at)
        falls = falls_of(member, at)
        handed = pages.handed(falls, member, successor, actor, at)
        context = pages.leaving(member, falls, handed, successor, at)
    data = request.POST if request.method == "POST" else None
    form = DepartureForm(data, offered=[line for line in handed if line.decision])
    if request.method == "POST" and form.is_valid():
        wish = form.departure(member.id, successor.person_id if successor else None)
        run(actor, lambda at: depart(wish, actor=actor, at=at))
        messages.success(request, f"Le départ de {member.person.name} est enregistré : ses droits ont cessé.")
        return redirect("organismes:people")
    context |= _around(request, actor, at, member, "Départ") | _choice(request, actor, member)
    return render(request, "habilitations/leave.html", {**context, "form": form})


def _around(request: HttpRequest, actor: Actor, at: datetime, member: Membership, title: str) -> dict[str, object]:
    return {
        "member": member,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
        "cancel_url": pages.person_url(member),
        "breadcrumb": pages.trail(member, title),
    }


def _choice(request: HttpRequest, actor: Actor, member: Membership) -> dict[str, object]:
    """Colleagues to choose among, by name."""
    words = request.GET.get("q", "").strip()[:80]
    with transaction(actor) as at:
        found, has_more = colleagues(actor.organisation_id, "", words, at)
    return {
        "words": words,
        "found": [line for line in found if line.membership_id != member.id],
        "has_more": has_more,
    }


@require_http_methods(["GET", "POST"])
def move_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Another function or service: each right kept, removed or replaced, checked, then done in one act."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        member = own_member(person_id, actor, at)
        form = move_form(request.POST or None, member, at)
        context = _around(request, actor, at, member, "Changement de fonction")
    if request.method == "GET" or not form.is_valid() or "corriger" in request.POST:
        return render(request, "habilitations/move.html", {**context, "form": form})
    wish = form.move(member)
    if "confirmer" in request.POST:
        done = run(actor, lambda at: move(wish, actor=actor, at=at))
        messages.success(request, pages.says_moved(member, done))
        return redirect("organismes:person", person_id)
    return _moved(request, actor, form, wish, context)


def _moved(request: HttpRequest, actor: Actor, form: MoveForm, wish: Move, context: dict[str, object]) -> HttpResponse:
    found = tried(actor, lambda ready, at: pages.moved_lines(move(wish, actor=ready, at=at)))
    shown = {"form": form, "decision": found.decision, "lines": found.outcome or []}
    return render(request, "habilitations/move_check.html", {**context, **shown}, status=status_of(found.decision))


@require_http_methods(["GET", "POST"])
def copy_from(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A colleague's rights, each judged for this person, seats counted one after the other."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        member = own_member(person_id, actor, at)
        source = _colleague(request, "de", actor, at)
        rows = [row for row in lasting_rights(source.id, at) if pages.may_be_copied(row)] if source else []
    if request.method == "POST" and source:
        chosen = [row for row in rows if str(row.id) in request.POST.getlist("droits")]
        done = run(actor, lambda at: copy_rights(chosen, person_id, actor=actor, at=at))
        opened = sum(bool(one.decision) for one in done)
        messages.success(request, f"Droits ouverts à {member.person.name} : {opened} sur {len(done)}.")
        return redirect("organismes:person", person_id)

    def shown(ready: Actor, at: datetime) -> Lines:
        return pages.copied_lines(copy_rights(rows, person_id, actor=ready, at=at), actor.organisation_id, at)

    lines = tried(actor, shown).outcome or []
    context = _around(request, actor, at, member, "Copier des droits") | _choice(request, actor, member)
    return render(request, "habilitations/copy.html", {**context, "source": source, "lines": lines})
