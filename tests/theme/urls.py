from django.urls import include, path

urlpatterns = [path("", include("socle.theme.web.urls"))]
