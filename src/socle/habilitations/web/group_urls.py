"""Addresses of groups, local profiles, and what stops a right for a while."""

from django.urls import path

from socle.habilitations.web.views import groups, local_profiles, stopping

RIGHT = "habilitations/<uuid:habilitation_id>"
urlpatterns = [
    path(f"{RIGHT}/suspendre/", stopping.suspend_right, name="suspend"),
    path(f"{RIGHT}/reprendre/", stopping.lift_suspension, name="lift"),
    path(f"{RIGHT}/reactiver/", stopping.reactivate_right, name="reactivate"),
    path(f"{RIGHT}/remplacer/", stopping.entrust_right, name="entrust"),
    path("groupes/", groups.groups, name="groups"),
    path("groupes/nouveau/", groups.new_group, name="group_new"),
    path("groupes/<uuid:group_id>/", groups.group, name="group"),
    path("groupes/<uuid:group_id>/ajouter/", groups.join, name="group_join"),
    path("groupes/<uuid:group_id>/profil/", groups.profile, name="group_profile"),
    path("groupes/<uuid:group_id>/fermer/", groups.close, name="group_close"),
    path("groupes/<uuid:group_id>/sortir/<uuid:person_id>/", groups.quit_group, name="group_leave"),
    path("profils-locaux/", local_profiles.local_profiles, name="local_profiles"),
    path("profils-locaux/nouveau/", local_profiles.new_local_profile, name="local_profile_new"),
    path("profils-locaux/<uuid:local_profile_id>/", local_profiles.change, name="local_profile"),
    path("profils-locaux/<uuid:local_profile_id>/fermer/", local_profiles.close, name="local_profile_close"),
]
