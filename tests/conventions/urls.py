from django.urls import include, path

from socle.site.urls import urlpatterns as portal

urlpatterns = [*portal, path("", include("socle.conventions.web.urls"))]
