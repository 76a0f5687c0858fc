from django.urls import path

from socle.site.urls import urlpatterns as ours
from socle.site.views import live

urlpatterns = [*ours, path("oubliee", live, name="forgotten")]
