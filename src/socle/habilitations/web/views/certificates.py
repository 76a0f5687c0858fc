from __future__ import annotations

import io
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.offline import SCRIPT
from socle.habilitations.queries.reviewing.certificates import Attested, attested
from socle.habilitations.web.pages import reviewing as pages
from socle.kernel.actor import Actor
from socle.papers.printing import pdf_of
from socle.theme.attachments import attachment

TYPES = {"json": "application/json", "pdf": "application/pdf", "zip": "application/zip"}
README = """Le certificat et sa preuve se vérifient sans réseau, avec Python seul (3.8 ou plus récent) :

    python3 verify_review.py {name}.json

Le programme dit « certificat authentique », ou ce qui ne tient pas. Comparez la clé publique qu'il affiche
avec celle que le portail publie à la page « Vérifier les journaux ».
"""


def own_certificate(actor: Actor, certificate_id: UUID) -> Attested:
    """A certificate that the actor's body sent or received; 404 for any other."""
    may(actor, "review:read").or_raise()
    found = attested(certificate_id)
    if found is None:
        raise Http404
    return found


@require_GET
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        found = own_certificate(actor, certificate_id)
    context = {**_context(found), "breadcrumb": pages.review_trail(("Certificat", ""))}
    return render(request, "habilitations/certificate.html", context)


def _context(found: Attested) -> dict[str, object]:
    return {
        "row": found.row,
        "body": found.body,
        "lines": pages.certificate_lines(found.body),
        "exceptions": pages.exception_rows(found.body),
        "seats": pages.seat_rows(found.body),
        "changed": pages.changed_rows(found.body),
        "proof": found.proof,
        "name": found.name,
    }


@require_GET
def download(request: HttpRequest, certificate_id: UUID, kind: str) -> HttpResponse:
    """The certificate as JSON with its proof, as a paper, or both with the program that verifies them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if kind not in TYPES:
        raise Http404
    with transaction(actor):
        found = own_certificate(actor, certificate_id)
    content = {"json": lambda: found.file, "pdf": lambda: _paper(found), "zip": lambda: _bundle(found)}[kind]()
    return attachment(content, TYPES[kind], f"{found.name}.{kind}")


def _paper(found: Attested) -> bytes:
    title = "Certificat de revue des habilitations"
    return pdf_of("habilitations/certificate_paper.html", _context(found), title=title, seal=found.seal)


def _bundle(found: Attested) -> bytes:
    files = {
        f"{found.name}.json": found.file,
        f"{found.name}.pdf": _paper(found),
        "verify_review.py": SCRIPT.read_bytes(),
        "LISEZ-MOI.txt": README.format(name=found.name).encode(),
    }
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()
