"""Addresses of imports."""

from django.urls import path

from socle.habilitations.web.views import imports

ONE = "habilitations/imports/<uuid:import_id>/"
urlpatterns = [
    path("habilitations/imports/", imports.imports, name="imports"),
    path(ONE, imports.show, name="import"),
    path(f"{ONE}a-corriger/", imports.to_mend, name="import_to_mend"),
    path(f"{ONE}apercu/", imports.refresh, name="import_refresh"),
    path(f"{ONE}colonnes/", imports.columns, name="import_columns"),
    path(f"{ONE}effacer/", imports.erase, name="import_erase"),
    path(f"{ONE}lancer/", imports.start, name="import_start"),
]
