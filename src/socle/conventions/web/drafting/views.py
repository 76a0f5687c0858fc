from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.conventions.actions.concluding import completed, record_signature
from socle.conventions.actions.drafting import comment, move
from socle.conventions.domain.access import may_prepare
from socle.conventions.domain.drafting import DraftKind, DraftState, may_write
from socle.conventions.models import Draft
from socle.conventions.queries import drafts
from socle.conventions.queries.signatures import rounds_on
from socle.conventions.web.drafting import forms, pages, picking
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.traces.actions import record_refusal

UNSENT = frozenset({DraftState.PROPOSED, DraftState.AGREED})
COLUMNS = ("Projet", "Nature", "Avec", "État", "Qui doit agir")
PARTY_COLUMNS = ("Partie", "Qui signe", "Accord", "Signature")


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor):
        rows = [pages.list_row(line) for line in drafts.drafts_of(actor)]
    context = {"columns": COLUMNS, "rows": rows, "is_caisse": actor.is_caisse, "breadcrumb": pages.trail(None)}
    return render(request, "conventions/drafts.html", context)


def found(draft_id: UUID, actor: Actor) -> Draft:
    """The draft, or the page that says it is not there."""
    may_prepare(actor).or_raise()
    draft = drafts.draft_of(draft_id)
    if draft is None:
        raise Http404
    return draft


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The workshop: the text side by side, what it would do, who agrees, what is said, what to do next."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    refused = None
    with transaction(actor):
        found(draft_id, actor)
    if request.method == "POST":
        try:
            return _acted(request, draft_id, actor)
        except Refused as error:
            record_refusal(error, actor=actor)
            refused = error.decision
    with transaction(actor) as at:
        sheet = drafts.draft_sheet(found(draft_id, actor), actor, at)
        context = _context(sheet, actor)
    return render(
        request, "conventions/draft.html", context | {"refused": refused}, status=200 if refused is None else 403
    )


def _acted(request: HttpRequest, draft_id: UUID, actor: Actor) -> HttpResponse:
    """One act of the page: a step, a comment, a signature."""
    post = request.POST
    if step := post.get("etape", ""):
        if step == "conclude":
            run(actor, lambda at: completed(draft_id, actor=actor, at=at))
        else:
            run(actor, lambda at: move(draft_id, step, actor=actor, at=at, reason=post.get("motif", "")))
        messages.success(request, pages.DONE[step])
    elif "partie" in post:
        _signed(request, draft_id, actor)
    else:
        said, term = post.get("commentaire", ""), post.get("terme", "")
        run(actor, lambda at: comment(draft_id, term, said, actor=actor, at=at))
        messages.success(request, "Votre commentaire est gardé ; les autres parties le lisent.")
    return redirect("conventions:draft", draft_id)


def _signed(request: HttpRequest, draft_id: UUID, actor: Actor) -> None:
    with transaction(actor):
        form = forms.SignatureForm(request.POST, parties=picking.parties_to_sign(found(draft_id, actor)))
    party = uuid_of(request.POST.get("partie", ""))
    if not form.is_valid() or party is None:
        raise Refused(picking.SIGNATURE_UNREAD)
    day, proof = form.cleaned_data["jour"], form.cleaned_data["preuve"]
    run(actor, lambda at: record_signature(draft_id, party, day, proof, actor=actor, at=at))
    messages.success(request, "La signature est enregistrée.")


def _context(sheet: drafts.DraftSheet, actor: Actor) -> dict[str, object]:
    tried = sheet.reading.tried
    roles = drafts.roles_of(actor, sheet.draft, sheet.parties)
    return {
        "sheet": sheet,
        "draft": sheet.draft,
        "status": pages.badge(sheet.draft.state),
        "breadcrumb": pages.trail(sheet.draft),
        "is_avenant": sheet.draft.kind == DraftKind.AVENANT,
        "steps": pages.steps(sheet, actor),
        "party_columns": PARTY_COLUMNS,
        "parties": pages.party_rows(sheet),
        "changes": pages.changes(tried.simulation.changes) if tried else [],
        "simulation": pages.simulation(tried) if tried else None,
        "sides": pages.sides(sheet, actor) if sheet.reading.whole else None,
        "authority": pages.authority_lines(sheet.authority) if sheet.authority else [],
        "events": pages.events(sheet),
        "comments": pages.comments(sheet),
        "may_write": bool(may_write(sheet.state, roles)),
        "picks": picking.picks_of(sheet),
        "reason_form": forms.ReasonForm(),
        "comment_form": forms.CommentForm(),
        "rounds": [] if sheet.state in UNSENT else pages.round_lines(rounds_on(sheet.draft)),
        "signature_form": picking.signature_form(sheet, roles),
    }
