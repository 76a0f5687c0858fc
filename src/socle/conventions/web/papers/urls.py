from django.urls import path

from socle.conventions.web.papers import views

urlpatterns = [
    path("conventions/<uuid:convention_id>/papiers/<slug:paper_key>/pdf", views.paper, name="paper"),
    path("conventions/<uuid:convention_id>/avenants/<slug:number>/pdf", views.avenant, name="avenant_paper"),
]
