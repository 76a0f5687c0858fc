"""Every way into a right by the API, tried by who may not (R01, R02)."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps

from django.http import HttpResponse

from socle.habilitations.models import Group
from tests.conftest import acting_as
from tests.demo import Demo
from tests.regress.victims import Attempt, Victim, file_of

CREATED = 201


def _send(demo: Demo, login: str, path: str, body: Mapping[str, object], method: str = "POST") -> HttpResponse:
    return demo.api(login).generic(method, f"/api/v1/{path}", dumps(body), content_type="application/json")


def api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    service, _, profile = victim.profile.partition(":")
    right = {"person": str(victim.person_id), "service": service, "profile": profile, "purpose": victim.purpose}
    right |= {"scope": str(victim.scope_id)} if victim.scope_id else {}
    return demo.api(login).post("/api/v1/habilitations", right, content_type="application/json")


def withdrawal_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/habilitations/{victim.right_id}")


def suspension_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, f"habilitations/{victim.right_id}/suspensions", {"cause": "x"})


def reactivation_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, f"habilitations/{victim.right_id}/reactivation", {})


def replacement_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    said = {"person": str(victim.person_id), "valid_to": "2099-01-01", "cause": "x"}
    return _send(demo, login, f"habilitations/{victim.right_id}/stand-ins", said)


def replacement_end_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/stand-ins/{victim.right_id}")


def joining_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    with acting_as("socle_owner"):
        group = Group.objects.filter(organisation_id=victim.organisation_id).values_list("id", flat=True)[0]
    return _send(demo, login, f"groups/{group}/members", {"person": str(victim.person_id)})


def departure_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, f"people/{victim.person_id}/departure", {"reason": "x"})


def move_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"function": "autre", "removed": [str(victim.right_id)]}
    return _send(demo, login, f"people/{victim.person_id}/move", wanted)


def copy_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    clerk = str(demo.somebody("social-worker-t2").person_id)
    return _send(demo, login, f"people/{victim.person_id}/copy", {"source": clerk})


def several_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    answer = _send(demo, login, "bulk-acts", {"verb": "withdraw", "habilitations": [str(victim.right_id)]})
    if answer.status_code != CREATED:
        return answer
    return _send(demo, login, f"bulk-acts/{answer.json()['id']}/confirmation", {"cause": "x"})


def import_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    """Sent, then launched: whoever may not import is stopped at the first of the two."""
    answer = demo.api(login).post("/api/v1/imports", {"file": file_of(victim)})
    if answer.status_code != CREATED:
        return answer
    return _send(demo, login, f"imports/{answer.json()['id']}/launch", {})


def _form(victim: Victim) -> dict[str, str]:
    body = {"convention": str(victim.convention_id), "organisation": str(victim.organisation_id), "role": "suppleant"}
    return body | {
        "first_name": "Un",
        "last_name": "Intrus",
        "cause": "x",
        "replaced_person": "x",
        "replaced_email": "",
    }


def appointment_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, "administrators", _form(victim))


def removal_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, "administrators/removal", _form(victim))


def delegation_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"person": str(victim.person_id), "services": ["cdap"], "may_pass_on": True}
    return demo.api(login).post("/api/v1/delegations", wanted, content_type="application/json")


def delegation_change_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(
        demo, login, f"delegations/{victim.role_id}", {"services": ["cdap", "afas"], "may_pass_on": True}, "PUT"
    )


def caisse_role_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, "caisse-roles", {"person": str(victim.person_id), "role": "caisse_admin"})


def caisse_role_end_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/caisse-roles/{victim.role_id}")


def take_back_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/delegations/{victim.role_id}")


BY_API: Mapping[str, Attempt] = {
    "habilitations.web.api: grant": api,
    "habilitations.web.api: withdraw": withdrawal_api,
    "habilitations.web.delegations_api: delegate": delegation_api,
    "habilitations.web.delegations_api: take_back": take_back_api,
    "habilitations.web.suspensions_api: suspend": suspension_api,
    "habilitations.web.suspensions_api: reactivate": reactivation_api,
    "habilitations.web.stand_ins_api: stand_in": replacement_api,
    "habilitations.web.stand_ins_api: end_stand_in": replacement_end_api,
    "habilitations.web.groups_api: add_member": joining_api,
    "habilitations.web.moves_api: depart": departure_api,
    "habilitations.web.moves_api: move": move_api,
    "habilitations.web.moves_api: copy_rights": copy_api,
    "habilitations.web.bulk_api: carry_out": several_api,
    "habilitations.web.imports_api: launch": import_api,
    "habilitations.web.administrators_api: appoint": appointment_api,
    "habilitations.web.administrators_api: remove": removal_api,
    "habilitations.web.delegations_api: change": delegation_change_api,
    "habilitations.web.caisse_roles_api: give_caisse_role": caisse_role_api,
    "habilitations.web.caisse_roles_api: end_caisse_role": caisse_role_end_api,
}
