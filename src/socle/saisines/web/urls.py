from django.urls import path

from socle.saisines.web.views import bulk, cases, directory, figures, inviting, notices, opening, papers, posts, wording

app_name = "saisines"
urlpatterns = [
    path("saisines/", cases.queue, name="queue"),
    path("saisines/lot/", bulk.bulk, name="bulk"),
    path("saisines/nouvelle/", opening.choose, name="choose"),
    path("saisines/nouvelle/<str:door>/", opening.new, name="new"),
    path("saisines/files/", posts.posts, name="posts"),
    path("saisines/absence/", posts.absence, name="absence"),
    path("saisines/annonces/", notices.notices, name="notices"),
    path("saisines/annuaire/", directory.search, name="directories"),
    path("saisines/annuaire/<uuid:convention_id>/<slug:term_key>/", directory.whole, name="directory"),
    path("saisines/annuaire/<uuid:convention_id>/<slug:term_key>/csv/", directory.as_csv, name="directory_csv"),
    path("saisines/annuaire/<uuid:convention_id>/<slug:term_key>/imprimer/", directory.printed, name="directory_print"),
    path("saisines/annuaire/<uuid:convention_id>/<slug:term_key>/secteur/", directory.sector, name="sector_new"),
    path(
        "saisines/annuaire/<uuid:convention_id>/<slug:term_key>/secteur/<uuid:sector_id>/",
        directory.sector,
        name="sector",
    ),
    path("saisines/modeles/", wording.wordings, name="wordings"),
    path("saisines/chiffres/", figures.figures, name="figures"),
    path("saisines/chiffres/<slug:key>/", figures.figure, name="figure"),
    path("saisines/<uuid:case_id>/", cases.case, name="case"),
    path("saisines/<uuid:case_id>/brouillon/", cases.draft, name="draft"),
    path("saisines/repondre/<str:token>/", inviting.answer, name="reply"),
    path("saisines/<uuid:case_id>/invitations/", inviting.invitations, name="invitations"),
    path("saisines/<uuid:case_id>/mandat/", papers.papers, name="papers"),
    path("saisines/<uuid:case_id>/mandat/<uuid:paper_id>/", papers.paper, name="paper"),
    path("saisines/<uuid:case_id>/fichiers/<uuid:file_id>/", papers.file, name="file"),
]
