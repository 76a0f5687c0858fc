"""Every way into a right, found in the sources, and how each is tried by who may not (R01, R02).

`in_use` reads who imports what writes a right; `TRIED` and `NOT_A_DOOR` are written by hand. A new door that nobody
tries is a failure of `test_cves`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from importlib import import_module

from django.http import HttpResponse

from socle.habilitations.models import Group
from tests.architecture.sources import Source, sources
from tests.conftest import acting_as
from tests.demo import Demo
from tests.regress.api_paths import BY_API, api, copy_api, withdrawal_api
from tests.regress.victims import Attempt, Victim, file_of

ACTIONS = "socle.habilitations.actions"
FOUND = 302


def _answers(victim: Victim) -> dict[str, str]:
    place = {"lieu": str(victim.scope_id)} if victim.scope_id else {}
    return {"profil": victim.profile, "personne": str(victim.person_id), "finalite": victim.purpose} | place


def page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post("/habilitations/nouvelle/", _answers(victim))


def check_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).get("/habilitations/nouvelle/", _answers(victim) | {"etape": "verifier"})


def withdrawal_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/habilitations/{victim.right_id}/retirer/", {"motif": "x"})


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


def delegation_change(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wider = {"services": ["cdap", "afas"], "transmet": "on", "confirmer": "1"}
    return demo.client_of(login).post(f"/delegations/{victim.role_id}/modifier/", wider)


def take_back_page(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/delegations/{victim.role_id}/reprendre/", {"motif": "x"})


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
    return demo.client_of(login).post("/habilitations/imports/", {"fichier": file_of(victim)})


def caisse_role(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    wanted = {"personne": str(victim.person_id), "role": "caisse_admin"}
    return demo.client_of(login).post("/roles-de-la-caisse/", wanted)


def caisse_role_end(demo: Demo, login: str, victim: Victim) -> HttpResponse:
    return demo.client_of(login).post(f"/roles-de-la-caisse/{victim.role_id}/retirer/", {"motif": "x"})


TRIED: Mapping[str, Attempt] = {
    **BY_API,
    "habilitations.web.views.granting: grant": page,
    "habilitations.web.views.granting: rehearse": check_page,
    "habilitations.web.views.rights: withdraw": withdrawal_page,
    "habilitations.web.views.moving: depart": departure,
    "site.panels: end_rights_of": departure,
    "site.panels: refuse_change_above": identity,
    "habilitations.web.views.appointing: appoint": appointment,
    "habilitations.web.views.appointing: remove": removal,
    "habilitations.web.views.delegating: delegate": delegation_page,
    "habilitations.web.views.delegating: change": delegation_change,
    "habilitations.web.views.delegating: take_back": take_back_page,
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
}
REVIEW = "habilitations.test_reviewing: test_nobody_judges_their_own_right_nor_a_peers"
TRIED_BY: Mapping[str, str] = {  # doors whose own tests try them
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
_TRIALS = ("acting", "pages.moving", "views.groups")
BY_GRANT = "each right it opens or ends goes by `grant` and `withdraw`: tests/habilitations/test_groups"
NOT_A_DOOR: Mapping[str, str] = {
    **{
        f"habilitations.web.{module}: {name}": BY_GRANT
        for module in ("views.groups", "groups_api")
        for name in ("close_group", "give_profile", "remove_member")
    },
    "habilitations.web.bulk_api: prepare": "notes what was chosen; nothing changes",
    "habilitations.web.bulk_api: rehearse": "takes back whatever it tries; what it tries is a door of its own",
    "site.cli.importing: trial": "takes back whatever it tries; nothing is left of it",
    "site.cli.importing: receive": "inside a trial: the preview of a file, taken back",
    "habilitations.web.views.bulk: prepare": "notes what was ticked; nothing changes",
    "habilitations.web.views.bulk: rehearse": "takes back whatever it tries; what it tries is a door of its own",
    "habilitations.web.views.groups: create_group": "a new group is empty",
    "habilitations.web.groups_api: create_group": "a new group is empty",
    "habilitations.web.views.views: save_view": "keeps the filters of a list",
    "habilitations.web.views.views: remove_view": "forgets the filters of a list",
    "habilitations.web.views.local_profiles: create_local_profile": "a bundle opens nothing until a group takes it",
    "habilitations.web.local_profiles_api: create_local_profile": "a bundle opens nothing until a group takes it",
    "habilitations.web.views.local_profiles: change_local_profile": BY_GRANT,
    "habilitations.web.local_profiles_api: change_local_profile": BY_GRANT,
    "habilitations.web.views.local_profiles: close_local_profile": "nobody has it any more when it closes",
    "habilitations.web.local_profiles_api: close_local_profile": "nobody has it any more when it closes",
    "habilitations.web.views.stopping: lift": "gives back what a manager of this very right had stopped",
    "habilitations.web.suspensions_api: lift": "gives back what a manager of this very right had stopped",
    "habilitations.web.api: purposes_of": "reads the purposes of a profile",
    "habilitations.queries.preparing: judge": "decides and writes nothing",
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
