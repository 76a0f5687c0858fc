from django.urls import path

from socle.dossiers.web import views

app_name = "dossiers"
urlpatterns = [
    path("dossiers/", views.consultation, name="consultation"),
    path("droits/pourquoi/", views.why, name="why"),
]
