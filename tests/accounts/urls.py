from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("", lambda request: HttpResponse(f"accueil de {request.actor.name}"), name="home"),
    path("", include("socle.accounts.web.urls")),
    path("", include("socle.theme.web.urls")),
    path("accessibilite", lambda _request: HttpResponse("ok"), name="accessibility"),
]
