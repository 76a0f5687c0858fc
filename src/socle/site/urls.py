"""Every address of the portal: pages of the rooms, the API, health."""

from django.urls import include, path

from socle.site import views
from socle.site.api import scim
from socle.site.api.v1 import api

urlpatterns = [
    path("", views.home, name="home"),
    path("aller/", views.go, name="go"),
    path("", include("socle.accounts.web.urls")),
    path("", include("socle.organismes.web.urls")),
    path("", include("socle.conventions.web.urls")),
    path("", include("socle.habilitations.web.urls")),
    path("", include("socle.dossiers.web.urls")),
    path("", include("socle.privacy.web.urls")),
    path("", include("socle.supervision.web.urls")),
    path("", include("socle.saisines.web.urls")),
    path("", include("socle.theme.web.urls")),
    path("api/v1/", api.urls),
    path("scim/v2/", scim.api.urls),
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
    path("session", views.extend_session, name="session_extend"),
    path("accessibilite", views.accessibility, name="accessibility"),
]

handler400 = "socle.site.problems.bad_request"
handler404 = "socle.site.problems.not_found"
handler500 = "socle.site.problems.server_error"
