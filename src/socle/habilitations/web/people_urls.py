"""Addresses of who manages: administrators, delegations, movers and leavers."""

from django.urls import path

from socle.habilitations.web.views import appointing, attesting, caisse_roles, delegating, moving, own

urlpatterns = [
    path("administrateurs/", appointing.partners, name="administrators"),
    path(
        "administrateurs/<uuid:convention_id>/<uuid:organisation_id>/",
        appointing.partner,
        name="administrators_partner",
    ),
    path(
        "administrateurs/<uuid:convention_id>/<uuid:organisation_id>/<slug:role>/",
        appointing.name_administrator,
        name="administrator_name",
    ),
    path(
        "administrateurs/<uuid:convention_id>/<uuid:organisation_id>/<slug:role>/retirer/",
        appointing.remove_administrator,
        name="administrator_remove",
    ),
    path("delegations/", delegating.delegations, name="delegations"),
    path("delegations/nouvelle/", delegating.delegate_new, name="delegate"),
    path("delegations/<uuid:delegation_id>/", delegating.delegation, name="delegation"),
    path("delegations/<uuid:delegation_id>/modifier/", delegating.delegation_change, name="delegation_change"),
    path("delegations/<uuid:delegation_id>/reprendre/", delegating.delegation_take_back, name="delegation_take_back"),
    path("personnes/<uuid:person_id>/depart/", moving.leave, name="leave"),
    path("personnes/<uuid:person_id>/changement/", moving.move_person, name="move"),
    path("personnes/<uuid:person_id>/copie/", moving.copy_from, name="copy"),
    path("personnes/<uuid:person_id>/formations/", attesting.record, name="person_trainings"),
    path("personnes/<uuid:person_id>/droits/", own.person_rights, name="person_rights"),
    path("roles-de-la-caisse/", caisse_roles.caisse_roles, name="caisse_roles"),
    path("roles-de-la-caisse/<uuid:delegation_id>/retirer/", caisse_roles.caisse_role_end, name="caisse_role_end"),
    path("formations/", attesting.trainings, name="trainings"),
    path("mes-droits/engagements/<uuid:convention_id>/<slug:code>/", attesting.sign, name="sign"),
]
