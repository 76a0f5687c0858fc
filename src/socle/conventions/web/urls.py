from django.urls import include, path

from socle.conventions.web import views
from socle.conventions.web.drafting.urls import urlpatterns as drafting
from socle.conventions.web.obligations import feeds, pieces, yearly
from socle.conventions.web.obligations import views as obligations
from socle.conventions.web.readings import views as readings

app_name = "conventions"
urlpatterns = [
    path("conventions/", views.listing, name="list"),
    path("", include("socle.conventions.web.signatures.urls")),
    path("conventions/<uuid:convention_id>/", views.detail, name="detail"),
    path("conventions/<uuid:convention_id>/termes/<slug:term_key>/", views.term, name="term"),
    path("conventions/<uuid:convention_id>/bilan/", yearly.report, name="yearly"),
    path("conventions/<uuid:convention_id>/bilan/pdf", yearly.paper, name="yearly_paper"),
    path("conventions/<uuid:convention_id>/lectures/", readings.register, name="readings"),
    path("conventions/<uuid:convention_id>/lectures/<uuid:reading_id>/", readings.step, name="reading_step"),
    path("conventions/<uuid:convention_id>/lectures/<slug:point_key>/proposer/", readings.new, name="reading_new"),
    path("obligations/", obligations.board, name="obligations"),
    path("obligations/agenda/", feeds.change, name="feed_change"),
    path("agenda/<str:token>.ics", feeds.feed, name="feed"),
    path("conventions/<uuid:convention_id>/obligations/", obligations.duties, name="duties"),
    path(
        "conventions/<uuid:convention_id>/obligations/<slug:term_key>/<slug:code>/fait/",
        obligations.fact,
        name="obligation_fact",
    ),
    path(
        "conventions/<uuid:convention_id>/obligations/<slug:term_key>/<slug:code>/charge/",
        obligations.holder,
        name="obligation_holder",
    ),
    path(
        "conventions/<uuid:convention_id>/obligations/<slug:term_key>/<slug:code>/<slug:occasion>/<uuid:bearer>/",
        obligations.occurrence,
        name="obligation",
    ),
    path(
        "conventions/<uuid:convention_id>/obligations/<slug:term_key>/<slug:code>/<slug:occasion>/<uuid:bearer>/"
        "pieces/<uuid:file_id>/",
        pieces.piece,
        name="obligation_piece",
    ),
    path("", include("socle.conventions.web.papers.urls")),
    *drafting,
    path("", include("socle.conventions.web.endings.urls")),
]
