from django.urls import path

from socle.conventions.web import views

app_name = "conventions"
urlpatterns = [
    path("conventions/", views.listing, name="list"),
    path("conventions/<uuid:convention_id>/", views.detail, name="detail"),
    path("conventions/<uuid:convention_id>/termes/<slug:term_key>/", views.term, name="term"),
]
