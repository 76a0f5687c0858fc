from django.urls import path

from socle.saisines.web.views import bulk, cases, notices, opening, posts

app_name = "saisines"
urlpatterns = [
    path("saisines/", cases.queue, name="queue"),
    path("saisines/lot/", bulk.bulk, name="bulk"),
    path("saisines/nouvelle/", opening.choose, name="choose"),
    path("saisines/nouvelle/<str:door>/", opening.new, name="new"),
    path("saisines/files/", posts.posts, name="posts"),
    path("saisines/annonces/", notices.notices, name="notices"),
    path("saisines/<uuid:case_id>/", cases.case, name="case"),
    path("saisines/<uuid:case_id>/brouillon/", cases.draft, name="draft"),
]
