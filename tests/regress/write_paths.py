"""Every way into a right, found in the sources, and how each is tried by who may not (R01, R02).

`in_use` reads who imports what writes a right; `TRIED` and `NOT_A_DOOR` are written by hand. A new door that nobody
tries is a failure of `test_cves`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from json import dumps
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from socle.habilitations.models import Group
from tests.architecture.sources import Source, sources
from tests.conftest import acting_as
from tests.demo import Demo

ACTIONS = "socle.habilitations.actions"
FOUND, CREATED = 302, 201


@dataclass(frozen=True)
class Victim:
    """Whose rights are tried, under which profile, and the identifier of a right they hold."""

    person_id: UUID
    profile: str
    purpose: str
    right_id: UUID
    convention_id: UUID
    organisation_id: UUID
    role_id: UUID
    scope_id: UUID | None = None


Attempt = Callable[[Demo, str, Victim], HttpResponse]


def _answers(victim: Victim) -> dict[str, str]:
    place = {"lieu": str(victim.scope_id)} if victim.scope_id else {}
    return {"profil": victim.profile, "personne": str(victim.person_id), "finalite": victim.purpose} | place


def page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post("/habilitations/nouvelle/", _answers(victim))


def check_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).get("/habilitations/nouvelle/", _answers(victim) | {"etape": "verifier"})


def api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    service, _, profile = victim.profile.partition(":")
    right = {"person": str(victim.person_id), "service": service, "profile": profile, "purpose": victim.purpose}
    right |= {"scope": str(victim.scope_id)} if victim.scope_id else {}
    return demo.api(login).post("/api/v1/habilitations", right, content_type="application/json")


def withdrawal_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/habilitations/{victim.right_id}/retirer/", {"motif": "x"})


def withdrawal_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/habilitations/{victim.right_id}")


def departure(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/personnes/{victim.person_id}/depart/", {"reason": "x"})


def identity(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/personnes/{victim.person_id}/modifier/", {"email": "intrus@x.example"})


def joining(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    group = Group.objects.filter(organisation_id=victim.organisation_id).values_list("id", flat=True)
    with acting_as("socle_owner"):
        address = f"/groupes/{group[0]}/ajouter/?personne={victim.person_id}"
    return demo.client_of(login).post(address)


def suspension(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/habilitations/{victim.right_id}/suspendre/", {"motif": "x"})


def reactivation(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/habilitations/{victim.right_id}/reactiver/")


def _send(demo: Demo, login: str, path: str, body: Mapping[str, object], method: str = "POST") -> HttpResponse:
    return demo.api(login).generic(method, f"/api/v1/{path}", dumps(body), content_type="application/json")


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
    answer = demo.api(login).post("/api/v1/imports", {"file": _file(victim)})
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


def delegation_change_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(
        demo, login, f"delegations/{victim.role_id}", {"services": ["cdap", "afas"], "may_pass_on": True}, "PUT"
    )


def caisse_role_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return _send(demo, login, "caisse-roles", {"person": str(victim.person_id), "role": "caisse_admin"})


def caisse_role_end_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/caisse-roles/{victim.role_id}")


def replacement(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    said = {"personne": str(victim.person_id), "au": "2099-01-01", "motif": "x"}
    return demo.client_of(login).post(f"/habilitations/{victim.right_id}/remplacer/", said)


def several(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    """The right alone in an act on several."""
    client = demo.client_of(login)
    answer = client.post("/habilitations/lots/", {"acte": "withdraw", "droits": [str(victim.right_id)]})
    return client.post(answer["Location"], {"motif": "x"}) if answer.status_code == FOUND else answer


def _administrators(victim: Victim) -> str:
    return f"/administrateurs/{victim.convention_id}/{victim.organisation_id}/suppleant/"


def appointment(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(_administrators(victim), {"first_name": "Un", "last_name": "Intrus"})


def removal(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"{_administrators(victim)}retirer/", {"motif": "x"})


def delegation_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    address = f"/delegations/nouvelle/?personne={victim.person_id}"
    return demo.client_of(login).post(address, {"services": ["cdap"], "confirmer": "1"})


def delegation_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"person": str(victim.person_id), "services": ["cdap"], "may_pass_on": True}
    return demo.api(login).post("/api/v1/delegations", wanted, content_type="application/json")


def delegation_change(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wider = {"services": ["cdap", "afas"], "transmet": "on", "confirmer": "1"}
    return demo.client_of(login).post(f"/delegations/{victim.role_id}/modifier/", wider)


def take_back_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/delegations/{victim.role_id}/reprendre/", {"motif": "x"})


def take_back_api(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.api(login).delete(f"/api/v1/delegations/{victim.role_id}")


def copy_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    """The rights of a clerk, copied to somebody who may not receive them."""
    clerk = demo.somebody("social-worker-t2").person_id
    held = demo.api("partner-principal").get("/api/v1/habilitations", {"person": str(clerk)}).json()["items"]
    address = f"/personnes/{victim.person_id}/copie/?de={clerk}"
    return demo.client_of(login).post(address, {"droits": [one["id"] for one in held]})


def move_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"function": "autre", f"droit-{victim.right_id}": "retirer", "confirmer": "1"}
    return demo.client_of(login).post(f"/personnes/{victim.person_id}/changement/", wanted)


def import_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    """A file of rights: only who may enrol people sends one, and each of its rows is judged as by a page."""
    return demo.client_of(login).post("/habilitations/imports/", {"fichier": _file(victim)})


def _file(victim: Victim) -> SimpleUploadedFile:
    rows = f"prénom;nom;service;profil;finalité\nHugues;Terrassin;cdap;T2;{victim.purpose}\n".encode()
    return SimpleUploadedFile("droits.csv", rows, content_type="text/csv")


def caisse_role(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"personne": str(victim.person_id), "role": "caisse_admin"}
    return demo.client_of(login).post("/roles-de-la-caisse/", wanted)


def caisse_role_end(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/roles-de-la-caisse/{victim.role_id}/retirer/", {"motif": "x"})


TRIED: Mapping[str, Attempt] = {
    "habilitations.web.views.granting: grant": page,
    "habilitations.web.views.granting: rehearse": check_page,
    "habilitations.web.api: grant": api,
    "habilitations.web.views.rights: withdraw": withdrawal_page,
    "habilitations.web.api: withdraw": withdrawal_api,
    "habilitations.web.views.moving: depart": departure,
    "site.panels: end_rights_of": departure,
    "site.panels: refuse_change_above": identity,
    "habilitations.web.views.appointing: appoint": appointment,
    "habilitations.web.views.appointing: remove": removal,
    "habilitations.web.views.delegating: delegate": delegation_page,
    "habilitations.web.views.delegating: change": delegation_change,
    "habilitations.web.views.delegating: take_back": take_back_page,
    "habilitations.web.delegations_api: delegate": delegation_api,
    "habilitations.web.delegations_api: take_back": take_back_api,
    "habilitations.web.views.caisse_roles: give_caisse_role": caisse_role,
    "habilitations.web.views.caisse_roles: end_caisse_role": caisse_role_end,
    "habilitations.web.views.imports: launch": import_page,
    "habilitations.web.views.moving: copy_rights": copy_page,
    "habilitations.web.views.moving: move": move_page,
    "habilitations.web.views.groups: add_member": joining,
    "habilitations.web.views.bulk: carry_out": several,
    "habilitations.web.views.stopping: suspend": suspension,
    "habilitations.web.views.stopping: reactivate": reactivation,
    "habilitations.web.views.stopping: stand_in": replacement,
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
REVIEW = "habilitations.test_reviewing: test_nobody_judges_their_own_right_nor_a_peers"
TRIED_BY: Mapping[str, str] = {  # doors whose own tests try them; a room that is not there yet opens none
    "habilitations.tasks: applying": (
        "habilitations.importing.test_applying: test_who_lost_the_right_to_import_is_not_acted_for"
    ),
    "habilitations.web.scim.users: provisioning": (
        "api.test_scim_users: test_r08_neither_oneself_nor_an_administrator_is_touched"
    ),
    "habilitations.web.scim.groups: composing": (
        "api.test_scim_groups: test_r01_r08_neither_oneself_nor_an_administrator_enters"
    ),
    "habilitations.web.reviews_api: close_review": REVIEW,
    "habilitations.web.reviews_api: judge": REVIEW,
    "habilitations.web.reviews_api: open_review": REVIEW,
    "habilitations.web.reviews_api: take_back": REVIEW,
    "habilitations.web.views.reviews: close_review": REVIEW,
    "habilitations.web.views.reviews: open_review": REVIEW,
    "habilitations.web.views.review_lines: advise": REVIEW,
    "habilitations.web.views.review_lines: ask": REVIEW,
    "habilitations.web.views.review_lines: judge": REVIEW,
    "habilitations.web.views.review_lines: undo": REVIEW,
    "habilitations.web.bulk_api: undo": "habilitations.test_bulk: test_taking_back_is_judged_by_who_asks_for_it",
    "habilitations.web.views.bulk: undo": "habilitations.test_bulk: test_taking_back_is_judged_by_who_asks_for_it",
    "habilitations.web.views.views: remove_view": "habilitations.test_views: test_a_view_opens_no_right",
    "habilitations.web.views.views: save_view": "habilitations.test_views: test_a_view_opens_no_right",
    **dict.fromkeys(
        (
            "supervision.actions.measuring: hand_back",
            "supervision.actions.measuring: lift_precaution",
            "supervision.actions.measuring: suspend_by_precaution",
            "supervision.actions.measuring: take_over",
            "supervision.actions.measuring: withdraw_roles",
        ),
        "supervision.test_measures: test_the_supervisor_establishes_and_the_administrator_decides",
    ),
    "supervision.web.views.granting: grant": (
        "supervision.test_measures: test_another_caisse_does_not_stand_in_the_partner_s_place"
    ),
}
GIVES = (page, check_page, api)
TRACED = (page, api, withdrawal_page, withdrawal_api, several)
SAID_ON_A_PAGE = (
    check_page,
    copy_page,
    copy_api,
    import_page,
    delegation_page,
    delegation_change,
)  # refused without the status of a refusal
_TRIALS = ("views.appointing", "views.delegating", "views.moving", "pages.moving")
BY_GRANT = "each right it opens or ends goes by `grant` and `withdraw`: tests/habilitations/test_groups"
NOT_A_DOOR: Mapping[str, str] = {
    **{
        f"habilitations.web.{module}: {name}": BY_GRANT
        for module in ("views.groups", "groups_api")
        for name in ("close_group", "give_profile", "remove_member")
    },
    "habilitations.web.bulk_api: prepare": "notes what was chosen; nothing changes",
    "habilitations.web.bulk_api: rehearse": "takes back whatever it tries; what it tries is a door of its own",
    "habilitations.web.verdicts: trial": "takes back whatever it tries; what it tries is a door of its own",
    "site.cli.importing: trial": "takes back whatever it tries; nothing is left of it",
    "site.cli.importing: receive": "inside a trial: the preview of a file, taken back",
    "habilitations.web.views.bulk: prepare": "notes what was ticked; nothing changes",
    "habilitations.web.views.bulk: rehearse": "takes back whatever it tries; what it tries is a door of its own",
    "habilitations.web.views.groups: create_group": "a new group is empty",
    "habilitations.web.groups_api: create_group": "a new group is empty",
    "habilitations.web.views.views: save_view": "keeps the filters of a list",
    "habilitations.web.views.views: remove_view": "forgets the filters of a list",
    "habilitations.web.views.groups: trial": "takes back whatever it tries; what it tries is a door of its own",
    "habilitations.web.views.local_profiles: create_local_profile": "a bundle opens nothing until a group takes it",
    "habilitations.web.local_profiles_api: create_local_profile": "a bundle opens nothing until a group takes it",
    "habilitations.web.views.local_profiles: change_local_profile": BY_GRANT,
    "habilitations.web.local_profiles_api: change_local_profile": BY_GRANT,
    "habilitations.web.views.local_profiles: close_local_profile": "nobody has it any more when it closes",
    "habilitations.web.local_profiles_api: close_local_profile": "nobody has it any more when it closes",
    "habilitations.web.views.stopping: lift": "gives back what a manager of this very right had stopped",
    "habilitations.web.suspensions_api: lift": "gives back what a manager of this very right had stopped",
    "habilitations.web.api: purposes_of": "reads the purposes of a profile",
    "habilitations.queries.preparing: purposes_of": "reads the purposes of a profile",
    "habilitations.queries.preparing: is_delegated": "reads whether the partner manages its own rights",
    **dict.fromkeys(
        (f"habilitations.web.{page}: trial" for page in _TRIALS),
        "takes back whatever it tries; what it tries is a door of its own",
    ),
    "habilitations.web.pages.moving: hand_over": "inside a trial; the departure that hands over is a door of its own",
    "habilitations.web.pages.delegating: decide_taking_back": "decides and writes nothing",
    **{
        f"habilitations.web.{module}: {name}": "before the import: nothing of a right is written"
        for module in ("views.imports", "imports_api")
        for name in ("choose_columns", "discard", "preview_again", "receive")
    },
    "habilitations.tasks: launching": "the names of the task and of its queue",
    "habilitations.tasks: upkeep": "erases old files, wakes an import that was cut",
    "habilitations.web.views.attesting: sign_pledge": "one's own word, which opens nothing by itself",
    "habilitations.web.views.attesting: record_training": "what somebody followed, which opens nothing by itself",
    "habilitations.web.views.exporting: export": "reads, and leaves the trace of it",
    "dossiers.actions.consulting: mark_used": "notes that a right has just served; it gives and takes nothing",
    "site.demonstration.rights: open_right": "the demonstration, as the owner of the tables, before anybody signs in",
}
MODELS = {"Habilitation", "SeatHold", "Delegation"}
CHANGES = {"create", "bulk_create", "bulk_update", "update", "delete", "update_or_create", "get_or_create"}
WRITES = re.compile(r"(?i)(insert into|update|delete from|copy)\s+habilitations_(habilitation|seathold|delegation)\b")
WRITERS = ("habilitations.actions.", "site.demonstration.")


def in_use() -> set[str]:
    """Each function of the actions of habilitations that another room, a page, an API or a command imports."""
    return {
        f"{_dotted(source)}: {name}"
        for source in sources()
        if not _dotted(source).startswith("habilitations.actions")
        for module, name in source.imports()
        if module.startswith(ACTIONS) and name[:1].islower()
    }


def writers() -> set[str]:
    """Each module that writes one of the three tables, by the ORM or in SQL."""
    return {_dotted(source) for source in sources() if _by_orm(source) or _by_row(source) or _in_sql(source)}


def _by_orm(source: Source) -> bool:
    return any(_makes(call) or _changes(call) for call in ast.walk(source.tree) if isinstance(call, ast.Call))


def _makes(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in MODELS


def _changes(call: ast.Call) -> bool:
    named = {node.id for node in ast.walk(call.func) if isinstance(node, ast.Name)}
    return isinstance(call.func, ast.Attribute) and call.func.attr in CHANGES and bool(MODELS & named)


def _by_row(source: Source) -> bool:
    calls = (call.func for call in ast.walk(source.tree) if isinstance(call, ast.Call))
    named = {name for module, name in source.imports() if module == "socle.habilitations.models"}
    return bool(named & MODELS) and any(isinstance(call, ast.Attribute) and call.attr == "save" for call in calls)


def _in_sql(source: Source) -> bool:
    return any(WRITES.search(text) for text in source.strings())


def _dotted(source: Source) -> str:
    return ".".join(source.parts[2:]).removesuffix(".py").removesuffix(".__init__")


def held_by(*names: str) -> None:
    """The tests that hold a mistake off, named `folder.module: test`."""
    for name in names:
        module, _, test = name.partition(": ")
        assert callable(getattr(import_module(f"tests.{module}"), test, None)), f"{name} is gone: what replaces it?"
