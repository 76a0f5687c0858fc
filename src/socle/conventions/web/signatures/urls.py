from django.urls import path

from socle.conventions.web.signatures import mandates, sending, verifying, views

CONVENTION = "conventions/<uuid:convention_id>/signatures/"
ROUND = f"{CONVENTION}<uuid:round_id>/"

urlpatterns = [
    path("conventions/verifier/", verifying.verify_pdf, name="verify_pdf"),
    path("conventions/signataires/", mandates.mandates, name="mandates"),
    path("conventions/projets/<uuid:draft_id>/signature/", sending.send, name="draft_send"),
    path(CONVENTION, views.rounds, name="signatures"),
    path(ROUND, views.signature, name="signature"),
    path(f"{ROUND}papier/", views.paper, name="signature_paper"),
    path(f"{ROUND}preuve/", views.evidence, name="signature_evidence"),
    path(f"{ROUND}scan/<uuid:file_id>/", views.scan, name="signature_scan"),
]
