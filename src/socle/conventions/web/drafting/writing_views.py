from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.conventions.actions.drafting import Saved, revise
from socle.conventions.catalogue import model
from socle.conventions.domain import composing
from socle.conventions.domain.drafting import DraftKind
from socle.conventions.domain.entry import blanks_of
from socle.conventions.domain.kinds import KINDS
from socle.conventions.models import Draft
from socle.conventions.queries.drafts import read_draft, text_of
from socle.conventions.web.drafting import forms, pages, picking
from socle.conventions.web.drafting.views import found
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused

SAID = {"ecrire": "Terme écrit", "finir": "Terme terminé", "oter": "Terme laissé tel quel"}


@require_GET
def pick(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Where the choice of a term, or of a kind to add, leads."""
    key, kind = request.GET.get("terme", ""), request.GET.get("nature", "")
    if kind not in KINDS:
        return redirect("conventions:draft_term", draft_id, key) if key else redirect("conventions:draft", draft_id)
    here = redirect("conventions:draft_term", draft_id, key or f"{kind.replace('_', '-')}-nouveau")
    here["Location"] += f"?nature={kind}"
    return here


@require_http_methods(["GET", "POST"])
def term(request: HttpRequest, draft_id: UUID, term_key: str) -> HttpResponse:
    """One term of the draft, by a form made from its kind."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        draft = found(draft_id, actor)
        text = text_of(draft)
        table = picking.table_under(draft, text, term_key)
    kind = str((table or {}).get("kind", request.GET.get("nature", "")))
    if kind not in KINDS:
        raise Http404
    form = forms.TermForm(_sent(request), key=term_key, kind=kind, table=table or {}, version=draft.version)
    if request.method == "POST":
        written = _composed(draft, text, request.POST.get("geste", "ecrire"), form)
        if written is not None:
            return _revised(request, draft, written, SAID[request.POST.get("geste", "ecrire")], actor)
    context = {
        "form": form,
        "draft": draft,
        "key": term_key,
        "is_known": table is not None,
        "is_avenant": draft.kind == DraftKind.AVENANT,
        "title": KINDS[kind].title,
        "obliges": KINDS[kind].obliges,
        "breadcrumb": pages.trail(draft, term_key),
    }
    return render(request, "conventions/draft_term.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even empty: an empty form is judged too."""
    return request.POST if request.method == "POST" else None


def _composed(draft: Draft, text: str, act: str, form: forms.TermForm) -> str | None:
    """The new text; None when the form has something to mend."""
    of_avenant = draft.kind == DraftKind.AVENANT
    if act == "finir" and of_avenant:
        return composing.with_end(text, form.key)
    if act == "oter":
        return composing.without_term(text, form.key, of_avenant=of_avenant)
    table = form.table()
    return composing.with_term(text, table, of_avenant=of_avenant) if table else None


@require_http_methods(["GET", "POST"])
def blanks(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the model leaves open, and nothing else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        draft = found(draft_id, actor)
        text = text_of(draft)
    if draft.kind != DraftKind.CONVENTION:
        raise Http404
    asked = blanks_of(model(draft.family) or "")
    known = {blank.id: composing.written_term(text, blank.id, of_avenant=False) or {} for blank in asked}
    form = forms.BlanksForm(_sent(request), blanks=asked, written=known, version=draft.version)
    if request.method == "POST" and (tables := form.tables()) is not None:
        for table in tables:
            text = composing.with_term(text, {**known[str(table["id"])], **table}, of_avenant=False)
        return _revised(request, draft, text, "Blancs du modèle remplis", actor)
    context = {"form": form, "draft": draft, "breadcrumb": pages.trail(draft, "Ce que le modèle laisse ouvert")}
    return render(request, "conventions/draft_blanks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The text itself, with every remark at its line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        draft = found(draft_id, actor)
        written = text_of(draft)
        reading = read_draft(draft, written, at)
    form = forms.TextForm(request.POST or None, initial={"texte": written, "version": draft.version})
    if request.method == "POST" and form.is_valid():
        return _revised(request, draft, form.cleaned_data["texte"], "Texte écrit", actor)
    context = {"form": form, "draft": draft, "reading": reading, "breadcrumb": pages.trail(draft, "Le texte")}
    return render(request, "conventions/draft_text.html", context)


def _revised(request: HttpRequest, draft: Draft, written: str, note: str, actor: Actor) -> HttpResponse:
    """Save over the version that was read; over another one, show both texts."""
    base = request.POST.get("version", "")
    read = int(base) if base.isascii() and base.isdigit() else 0
    try:
        saved: Saved = run(actor, lambda at: revise(draft.id, written, read, note, actor=actor, at=at))
    except Refused as error:
        return render(
            request,
            "conventions/draft_conflict.html",
            {
                "draft": draft,
                "decision": error.decision,
                "mine": written,
                "theirs": "",
                "breadcrumb": pages.trail(draft),
            },
            status=403,
        )
    if saved.decision:
        messages.success(request, f"Version {saved.version.number} enregistrée.")
        return redirect("conventions:draft", draft.id)
    with transaction(actor):
        theirs = text_of(found(draft.id, actor))
    context = {"draft": draft, "decision": saved.decision, "mine": written, "theirs": theirs}
    return render(request, "conventions/draft_conflict.html", context | {"breadcrumb": pages.trail(draft)}, status=409)
