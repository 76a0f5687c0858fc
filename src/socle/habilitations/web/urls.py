from django.urls import path

from socle.habilitations.web import bulk_urls, group_urls, import_urls, people_urls, review_urls
from socle.habilitations.web.views import exporting, granting, matrix, own, rights, seats, views

app_name = "habilitations"
urlpatterns = [
    *review_urls.urlpatterns,
    path("sieges/", seats.seats, name="seats"),
    path("sieges/carte/", seats.heat, name="heat"),
    path("sieges/et-si/", seats.what_if, name="what_if"),
    path("habilitations/", rights.rights, name="rights"),
    path("habilitations/exporter/<str:what>/", exporting.export_list, name="export"),
    path("habilitations/matrice/", matrix.matrix, name="matrix"),
    path("habilitations/vues/", views.saved_views, name="views"),
    path("habilitations/vues/<str:what>/", views.save, name="save_view"),
    path("habilitations/vues/<uuid:view_id>/supprimer/", views.remove, name="remove_view"),
    path("habilitations/nouvelle/", granting.grant_right, name="grant"),
    path("habilitations/<uuid:habilitation_id>/", rights.right, name="right"),
    path("habilitations/<uuid:habilitation_id>/retirer/", rights.withdraw_right, name="withdraw"),
    path("mes-droits/", own.my_rights, name="mine"),
    *bulk_urls.urlpatterns,
    *people_urls.urlpatterns,
    *group_urls.urlpatterns,
    *import_urls.urlpatterns,
]
