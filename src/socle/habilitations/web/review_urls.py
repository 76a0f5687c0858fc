from django.urls import path

from socle.habilitations.web.views import certificates, review_lines, reviews

urlpatterns = [
    path("revues/", reviews.reviews, name="reviews"),
    path("revues/ouvrir/<uuid:convention_id>/", reviews.open_one, name="review_open"),
    path("revues/<uuid:campaign_id>/", reviews.review, name="review"),
    path("revues/<uuid:campaign_id>/une-par-une/", review_lines.one, name="review_one"),
    path("revues/<uuid:campaign_id>/revenir/", review_lines.take_back, name="review_undo"),
    path("revues/<uuid:campaign_id>/clore/", reviews.close, name="review_close"),
    path("revues/lignes/<uuid:line_id>/", review_lines.answer, name="review_answer"),
    path("revues/avis/<uuid:line_id>/", review_lines.advice, name="review_advice"),
    path("revues/certificats/<uuid:certificate_id>/", certificates.certificate, name="certificate"),
    path("revues/certificats/<uuid:certificate_id>/<slug:kind>/", certificates.download, name="certificate_file"),
]
