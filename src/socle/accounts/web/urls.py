from __future__ import annotations

from django.urls import path

from socle.accounts.web import account, activation, entry, federation, keys, members

app_name = "accounts"
urlpatterns = [
    path("connexion", entry.sign_in, name="sign_in"),
    path("connexion/cle", keys.sign_in_page, name="key_sign_in"),
    path("connexion/cle/debut", keys.begin_sign_in, name="key_sign_in_begin"),
    path("connexion/cle/fin", keys.finish_sign_in, name="key_sign_in_finish"),
    path("connexion/agent", federation.start, name="identity_start"),
    path("connexion/agent/retour", federation.back, name="identity_back"),
    path("connexion/agent/code", federation.factor, name="identity_factor"),
    path("connexion/agent/fin", federation.out, name="identity_out"),
    path("activation/<str:token>", activation.activation, name="activation"),
    path("confirmer", entry.step_up, name="step_up"),
    path("deconnexion", entry.sign_out, name="sign_out"),
    path("changer-organisme", entry.switch, name="switch"),
    path("regles-de-connexion", entry.reference, name="reference"),
    path("mon-compte", account.account, name="account"),
    path("mon-compte/mot-de-passe", account.change_password, name="change_password"),
    path("mon-compte/codes-de-secours", account.recovery_codes, name="recovery_codes"),
    path("mon-compte/connexions/fin", account.end_others, name="end_others"),
    path("mon-compte/connexions/<uuid:sign_in_id>/fin", account.end_one, name="end_sign_in"),
    path("mon-compte/cles", keys.new_key, name="new_key"),
    path("mon-compte/cles/debut", keys.begin_key, name="key_begin"),
    path("mon-compte/cles/fin", keys.finish_key, name="key_finish"),
    path("mon-compte/cles/<uuid:key_id>/retrait", keys.remove_key, name="remove_key"),
    path("mon-compte/identites", federation.link, name="identity_link"),
    path("mon-compte/identites/debut", federation.start_link, name="identity_link_start"),
    path("mon-compte/identites/<uuid:identity_id>/fin", federation.end_link, name="identity_end"),
    path("comptes/<uuid:membership_id>", members.member, name="member"),
    path("comptes/<uuid:membership_id>/invitation", members.invite, name="member_invite"),
    path("comptes/<uuid:membership_id>/lien", members.send_link, name="member_link"),
    path("comptes/<uuid:membership_id>/desactivation", members.disable, name="member_disable"),
    path("comptes/<uuid:membership_id>/reouverture", members.reopen, name="member_reopen"),
]
