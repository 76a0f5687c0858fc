from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.conventions.actions import signatures as actions
from socle.conventions.actions.viewing import record_signing_paper, record_signing_view, record_view
from socle.conventions.queries import papers as printed
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.homes import Home
from socle.conventions.web.own import own_convention, own_home
from socle.conventions.web.papers import pages as paper_pages
from socle.conventions.web.papers.views import PDF
from socle.conventions.web.sheet import trail
from socle.conventions.web.signatures import forms, pages
from socle.conventions.web.signatures.acting import ACTS, Step
from socle.database.transactions import run, transaction
from socle.files.actions import content_of, read
from socle.files.handing import handed_over
from socle.files.queries import file_of, files_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.organismes.queries import calendar_of
from socle.papers.printing import pdf_of
from socle.theme.attachments import attachment
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def rounds(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The papers of a convention that go round; send another one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        bundle, found = printed.bundle_of(convention), queries.rounds_of(convention_id)
        record_view(convention, actor=actor, at=at)
    allowed = actions.may_open(actor)
    form = forms.OpeningForm(request.POST or None, papers=pages.papers_to_sign(bundle))
    if request.method == "POST":
        allowed.or_raise()
        if form.is_valid() and (opened := _sent(request, bundle, form)):
            return redirect("conventions:signature", convention_id, opened)
    context = {
        "convention": convention,
        "columns": pages.COLUMNS,
        "rows": pages.rows(found),
        "form": form if allowed else None,
        "breadcrumb": trail(convention, "Signatures"),
    }
    return render(request, "conventions/signatures.html", context)


def _sent(request: HttpRequest, bundle: printed.Bundle, form: forms.OpeningForm) -> UUID | None:
    """Compose the paper outside the act, then send it round."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key, is_ordered = form.cleaned_data["papier"], form.cleaned_data["ordre"] == "fixe"
    with transaction(actor) as at:
        found = printed.print_of(bundle.convention, printed.Wanted(key, at))
    assert found is not None, "the form offers the papers of the tree"
    context = paper_pages.paper_context(found) | paper_pages.sheet_context(bundle, is_ordered=is_ordered)
    title = paper_pages.title_of(found.paper.document)
    content = pdf_of("conventions/paper.html", context, title=title, seal=found.seal)
    opening = actions.Opening(key, found.title, content, is_ordered)
    try:
        return run(actor, lambda at: actions.open_round(bundle, opening, actor=actor, at=at)).id
    except Refused as error:
        record_refusal(error, actor=actor)
        form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
    return None


def _round(home_id: UUID, round_id: UUID, actor: Actor) -> tuple[Home, queries.Round]:
    home, found = own_home(home_id, actor), queries.round_of(home_id, round_id)
    if found is None:
        raise Http404
    return home, found


@require_http_methods(["GET", "POST"])
def signature(request: HttpRequest, convention_id: UUID, round_id: UUID) -> HttpResponse:
    """One paper: where it stands, its history, and what one may do with it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        home, found = _round(convention_id, round_id, actor)
        record_signing_view(home, actor=actor, at=at)
        step = Step(found, calendar_of(home.organisation_id).day_of(at), actor, at)
        abilities = pages.abilities(found, actor, step.today, at)
        files = files_of("signing_round", round_id)
    shown = {name: form(request, step) for name, (form, _) in ACTS.items()}
    asked = request.POST.get("etape", "")
    if request.method == "POST" and asked in ACTS and shown[asked].is_valid() and _done(request, step, shown, asked):
        return redirect(request.path)
    context = {
        **_context(home, found),
        "can": abilities,
        "forms": shown,
        "failed": shown.get(asked),
        "scans": pages.scans(files, found),
        "here": request.get_full_path(),
    }
    return render(request, "conventions/signature.html", context)


def _context(home: Home, found: queries.Round) -> dict[str, object]:
    return {
        "home": home,
        "round": found,
        "status": pages.badge(found.state),
        "signatories": pages.signatories(found),
        "events": pages.events(found),
        "breadcrumb": pages.trail_of(home, found.row.title),
    }


def _done(request: HttpRequest, step: Step, shown: dict[str, Form], asked: str) -> bool:
    """Do the step asked for; a refusal is traced and shown on its form."""
    form, (_, do) = shown[asked], ACTS[asked]
    try:
        said = do(request, step, form)
    except Refused as error:
        record_refusal(error, actor=step.actor)
        form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
        return False
    messages.success(request, said)
    return True


@require_GET
def paper(request: HttpRequest, convention_id: UUID, round_id: UUID) -> HttpResponseBase:
    """The paper as it stands, with the signatures already made."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        home, found = _round(convention_id, round_id, actor)
        row = file_of(found.file_id)
        if row is None:
            raise Http404
        record_signing_paper(home, found.row.title, actor=actor, at=at)
        return handed_over(row, content_of(row))


@require_GET
def scan(request: HttpRequest, convention_id: UUID, round_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The scan of a signature made by hand; its reading is traced."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        home, found = _round(convention_id, round_id, actor)
        row = file_of(file_id)
        if row is None or row.subject_id != found.row.id:
            raise Http404
        return handed_over(row, read(row, actor=actor, at=at, caisse_id=home.organisation_id))


@require_GET
def evidence(request: HttpRequest, convention_id: UUID, round_id: UUID) -> HttpResponse:
    """The evidence of a round, apart from the paper: nothing is added to what was signed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        home, found = _round(convention_id, round_id, actor)
        seal = printed.seal_of_papers()
        record_signing_paper(home, f"preuve de signature, {found.row.title}", actor=actor, at=at)
    context = pages.evidence_context(found, home)
    content = pdf_of("conventions/signature_evidence.html", context, title="Preuve de signature", seal=seal)
    return attachment(content, PDF, f"{home.number}-preuve-{found.row.paper_key}.pdf")
