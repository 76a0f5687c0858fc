"""Addresses of acts on several rights."""

from django.urls import path

from socle.habilitations.web.views import bulk

urlpatterns = [
    path("habilitations/lots/", bulk.prepare_bulk, name="bulk_prepare"),
    path("habilitations/lots/<uuid:bulk_id>/", bulk.bulk, name="bulk"),
    path("habilitations/lots/<uuid:bulk_id>/annuler/", bulk.undo_bulk, name="bulk_undo"),
]
