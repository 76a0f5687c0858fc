from django.urls import path

from socle.conventions.web.drafting import gaps_views, light_views, opening_views, views, writing_views

urlpatterns = [
    path("conventions/<uuid:convention_id>/papiers/<slug:paper_key>/changer/", light_views.paper, name="paper_change"),
    path("conventions/<uuid:convention_id>/termes/<slug:term_key>/loi/", light_views.void, name="term_void"),
    path("conventions/ecarts/", gaps_views.heat, name="gaps"),
    path("conventions/<uuid:convention_id>/ecarts/", gaps_views.one, name="gaps_of"),
    path("conventions/projets/", views.listing, name="drafts"),
    path("conventions/projets/nouveau/", opening_views.new_convention, name="convention_new"),
    path("conventions/projets/<uuid:draft_id>/", views.draft, name="draft"),
    path("conventions/projets/<uuid:draft_id>/choix/", writing_views.pick, name="draft_pick"),
    path("conventions/projets/<uuid:draft_id>/modele/", writing_views.blanks, name="draft_blanks"),
    path("conventions/projets/<uuid:draft_id>/texte/", writing_views.text, name="draft_text"),
    path("conventions/projets/<uuid:draft_id>/termes/<slug:term_key>/", writing_views.term, name="draft_term"),
    path("conventions/<uuid:convention_id>/avenants/nouveau/", opening_views.new_avenant, name="avenant_new"),
]
