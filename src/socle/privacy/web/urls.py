from django.urls import path

from socle.privacy.web import views

app_name = "privacy"
urlpatterns = [
    path("traces/", views.traces, name="traces"),
    path("traces/verifier/", views.verify, name="verify"),
    path("traces/<uuid:trace_id>/", views.trace, name="trace"),
]
