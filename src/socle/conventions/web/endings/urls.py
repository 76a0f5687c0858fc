from django.urls import path

from socle.conventions.web.endings import letter_views, radar_views, suspension_views, views

urlpatterns = [
    path("conventions/reconductions/", radar_views.radar, name="radar"),
    path("conventions/<uuid:convention_id>/reconduction/", radar_views.renewal, name="renewal"),
    path("conventions/<uuid:convention_id>/fin/", views.end, name="end"),
    path("conventions/<uuid:convention_id>/fins/<uuid:termination_id>/", views.ending, name="ending"),
    path("conventions/<uuid:convention_id>/lettres/", letter_views.letters, name="letters"),
    path("conventions/<uuid:convention_id>/lettres/<uuid:letter_id>/", letter_views.letter, name="letter"),
    path("conventions/<uuid:convention_id>/force-majeure/", suspension_views.suspensions, name="suspensions"),
    path(
        "conventions/<uuid:convention_id>/force-majeure/<uuid:suspension_id>/reprise/",
        suspension_views.resumption,
        name="resumption",
    ),
]
