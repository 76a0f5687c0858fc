"""The mistakes that others published, one test each, R01 to R25 (reliability.md §3.3).

A mistake that the tests of a room already cover names them: `held_by` fails when one of them is gone.
"""

from __future__ import annotations

import ast
import re
from itertools import product
from json import loads

import pytest

from socle.accounts import emails as account_mails
from socle.accounts.domain.states import LinkPurpose
from socle.accounts.facts import Invitee
from socle.database.provision import Unsuitable, check_release
from tests.architecture import routes
from tests.architecture.sources import sources
from tests.architecture.test_routes import OPEN_TO_ALL
from tests.database.attempts import undone
from tests.regress.test_doors import asked
from tests.regress.write_paths import held_by

DELEGATE = "partner-delegate"


def answered(api, person: str) -> str:
    """The code of the decision on the CDAP of somebody."""
    question = {"person": person, "service": "cdap", "profile": "T2"}
    return api.post("/api/v1/decisions", question, content_type="application/json").json()["code"]


def test_r01_a_manager_gives_no_right_that_he_may_not():
    """R01: Keycloak CVE-2025-7784 and CVE-2026-9795, a fine-grained admin assigns any role. Every way in is tried."""
    held_by(
        "regress.test_doors: test_every_way_into_a_right_is_tried",
        "regress.test_doors: test_nothing_writes_a_right_beside_the_actions",
        "regress.test_doors: test_a_delegate_changes_nothing_of_himself_a_superior_or_a_peer",
        "regress.test_doors: test_a_delegate_gives_nothing_outside_his_perimeter_nor_the_convention",
        "regress.test_doors: test_nobody_reaches_the_rights_of_another_body",
    )


def test_r02_a_sheet_changes_only_the_fields_of_its_form(demo):
    """R02: Keycloak CVE-2026-97177, a generic update of a user resets the password despite a denied permission."""
    held_by(
        "regress.test_superiors: test_an_administrator_changes_neither_name_nor_address_of_the_other",
        "regress.test_superiors: test_a_delegate_sends_no_link_to_a_superior_or_a_peer",
    )
    one, browser = demo.somebody("social-worker-t2"), demo.client_of("partner-principal")
    address = f"/personnes/{one.person_id}/modifier/"
    more = {"roles": "principal", "role": "principal", "left_at": "2020-01-01", "organisation": "x", "password": "x"}
    more |= {
        "state": "disabled",
        "is_demonstration": "",
        "person_id": str(demo.somebody("partner-principal").person_id),
    }
    account = "select a::text from accounts_account a where person_id = %s"
    rows = "select md5(string_agg(d::text, '')) from habilitations_delegation d"
    member = "select organisation_id, person_id, left_at from organismes_membership where id = %s"
    before = (asked(account, one.person_id), asked(rows), asked(member, one.membership_id("commune")))

    assert browser.post(address, {**browser.get(address).context["form"].initial, **more}).status_code == 302
    assert (asked(account, one.person_id), asked(rows), asked(member, one.membership_id("commune"))) == before


def test_r03_a_child_is_found_under_its_own_parent_only(demo):
    """R03: Keycloak CVE-2025-14777, the parent is checked and the child looked up by its own identifier."""
    api = demo.api("caisse-admin")
    terms = {
        one["id"]: {term["id"] for term in api.get(f"/api/v1/conventions/{one['id']}/terms").json()["items"]}
        for one in api.get("/api/v1/conventions").json()["items"]
    }
    pairs = [(parent, sorted(terms[other] - terms[parent])) for parent, other in product(terms, terms)]
    pairs = [(parent, absent[0]) for parent, absent in pairs if absent]
    assert len(pairs) > 1
    for parent, child in pairs:
        assert demo.client_of("caisse-admin").get(f"/conventions/{parent}/termes/{child}/").status_code == 404


OPEN_OPERATIONS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("method", OPEN_OPERATIONS)
def test_r04_no_other_method_opens_what_is_closed(demo, owner, method):
    """R04: Keycloak CVE-2024-3656, a user reaches the REST interface of administrators; every method, and ?format=."""
    with owner():
        values = routes.objects()
    table = routes.expected()
    for route in {one.pattern: one for one in table if one.method == "GET"}.values():
        where = routes.address(route, values)
        client = demo.api("social-worker-t2") if route.is_api else demo.client_of("social-worker-t2")
        decided = int(table[route]["user"])
        with undone():
            status = client.generic(method, f"{where}?format=json").status_code
        if route.pattern in OPEN_TO_ALL:
            continue
        if method == "HEAD":
            assert status in {decided, 405}, (where, status)
        elif not (method == "OPTIONS" and decided < 400):
            known = {int(cells["user"]) for one, cells in table.items() if one.pattern == route.pattern}
            without_token = {401} if route.is_directory else set()
            assert status in {403, 404, 405} | known | without_token, (where, status)


OPENED = """
select jsonb_agg(distinct jsonb_build_array(t.body ->> 'service', t.body ->> 'code'))
from conventions_term t
join conventions_conventionparty p on p.convention_id = t.convention_id
join organismes_membership m on m.organisation_id = p.party_id
where t.kind = 'profile' and m.id = %s
"""


def test_r05_nobody_is_shown_the_services_of_another(demo):
    """R05: Keycloak CVE-2025-14082, the list of roles leaks what one may not see."""
    for login in ("partner-principal", "pajemploi-principal", "dept-principal"):
        api, one = demo.api(login), demo.somebody(login)
        opened = {tuple(pair) for pair in loads(asked(OPENED, one.membership_id(one.body))[0])}
        purposes, seats = (api.get(f"/api/v1/{name}").json()["items"] for name in ("purposes", "seats"))
        shown = {(one["service"], profile) for one in purposes for profile in one["profiles"]}
        shown |= {(one["service"], one["profile"]) for one in seats}
        assert shown, login
        assert {pair for pair in shown if pair[1] != "*"} <= opened, login


def test_r06_a_token_is_never_more_than_its_owner():
    """R06: Zulip CVE-2022-31168, a member makes their own bot an administrator."""
    held_by(
        "accounts.test_session_ends: test_r06_a_token_is_never_more_than_its_owner",
        "accounts.test_session_ends: test_r09_leaving_the_organisation_ends_what_was_opened_for_it",
    )


def test_r07_an_invitation_opens_what_still_stands_when_it_is_accepted(demo):
    """R07: Zulip GHSA-6r66-34x7-46rg, CVE-2017-0910 and CVE-2017-0896, an invitation into another realm or despite the policy."""
    held_by(
        "accounts.test_activation: test_r07_nobody_invites_into_another_organisation",
        "accounts.test_activation: test_ordinary_user_invites_nobody",
        "accounts.test_edges: test_a_person_who_left_activates_nothing",
        "habilitations.test_storm: test_a_seat_is_reserved_by_whoever_has_not_yet_activated_their_account",
    )
    api = demo.api("partner-principal")
    waiting = next(one for one in api.get("/api/v1/people").json()["items"] if one["name"] == "Prosper Fontanges")
    right = {"person": waiting["id"], "service": "cdap", "profile": "T2", "purpose": "tarif-selon-quotient"}
    given = api.post("/api/v1/habilitations", right, content_type="application/json").json()
    assert api.delete(f"/api/v1/habilitations/{given['id']}").status_code == 204
    assert answered(api, waiting["id"]) == "habilitation_withdrawn"


def test_r08_only_the_caisse_changes_an_administrator():
    """R08: Mattermost GHSA-5fh7-7mw7-mmx5, a team administrator promotes a guest."""
    held_by(
        "organismes.test_departure: test_only_the_caisse_lets_an_administrator_go",
        "regress.test_superiors: test_an_administrator_changes_neither_name_nor_address_of_the_other",
        "regress.test_doors: test_a_delegate_changes_nothing_of_himself_a_superior_or_a_peer",
    )


def test_r09_a_right_withdrawn_gives_nothing_to_whoever_is_signed_in(demo):
    """R09: ZITADEL CVE-2024-46999, deactivated grants still in the tokens. (No feed nor cached document exists yet.)"""
    held_by("dossiers.test_pages: test_a_withdrawn_right_is_refused_at_the_next_request")
    clerk, manager = "social-worker-t2", demo.api("partner-principal")
    wanted = {"service": "cdap", "profile": "T2", "purpose": "tarif-selon-quotient"}
    wanted |= {"key": {"caisse": "999", "numero": "1000001"}}
    browser, api = demo.client_of(clerk), demo.api(clerk)
    assert api.post("/api/v1/consultations", wanted, content_type="application/json").status_code == 201
    assert "no-store" in browser.get("/mes-droits/").headers["Cache-Control"]

    person = str(demo.somebody(clerk).person_id)
    held = manager.get("/api/v1/habilitations", {"person": person}).json()["items"][0]
    assert manager.delete(f"/api/v1/habilitations/{held['id']}").status_code == 204

    assert api.post("/api/v1/consultations", wanted, content_type="application/json").status_code == 403
    form = {"service": "cdap", "profil": "T2", "finalite": wanted["purpose"], "caisse": "999", "numero": "1000001"}
    assert browser.post("/dossiers/", form).status_code == 403


def test_r10_closing_an_account_ends_its_open_sessions():
    """R10: authentik CVE-2025-29928, sessions that were deleted still live."""
    held_by("accounts.test_session_ends: test_r10_disabling_ends_everything_at_the_next_request")


def test_r11_every_way_in_asks_whether_the_person_is_still_active():
    """R11: authentik CVE-2025-53942, an inactive person comes in through single sign-on."""
    held_by(
        "accounts.test_session_ends: test_r11_a_disabled_account_signs_in_nowhere",
        "accounts.test_activation: test_r11_a_disabled_person_activates_nothing",
        "accounts.test_edges: test_r11_the_key_of_a_disabled_account_opens_nothing",
        "accounts.federation.test_coming_in: test_r11_a_closed_account_stays_closed",
        "accounts.federation.test_coming_in: test_r11_who_left_comes_in_no_more",
        "accounts.federation.test_coming_in: test_r11_who_holds_nothing_any_more_comes_in_no_more",
    )


def test_r12_an_end_is_judged_at_use_without_any_job(demo, owner):
    """R12: authentik CVE-2025-64708, expiry rests on a cleaning job. No worker runs here."""
    held_by(
        "accounts.test_session_ends: test_r12_idle_and_absolute_ends_need_no_job",
        "habilitations.test_granting: test_a_seat_frees_itself_at_its_end_without_any_job",
    )
    clerk, api = demo.somebody("social-worker-t2"), demo.api("social-worker-t2")
    assert answered(api, str(clerk.person_id)) == "allowed"
    over = "update habilitations_habilitation set period = tstzrange(lower(period), now()) where membership_id = %s returning 1"
    with owner():
        asked(over, clerk.membership_id("commune"))
    assert answered(api, str(clerk.person_id)) == "habilitation_expired"


def test_r13_an_identity_never_changes_account():
    """R13: authentik CVE-2026-49448 and CVE-2026-57580, a link moved by the interface, a person matched by address."""
    held_by(
        "accounts.federation.test_linking: test_r13_sql_of_the_web_role_cannot_move_a_link",
        "accounts.federation.test_linking: test_r13_even_the_owner_cannot_move_a_link",
        "accounts.federation.test_coming_in: test_an_identity_linked_to_nobody_comes_in_nowhere_even_with_the_right_address",
    )


INTERPRETERS = {"eval", "exec", "compile", "Template", "from_string", "Jinja2", "Environment", "literal_eval"}

NAMES_ONLY = {  # string.Template replaces names, reads no attribute and runs nothing
    "src/socle/notifications/domain/mail.py: Template",
    "src/socle/site/demonstration/scale/texts.py: Template",
}


def test_r14_nothing_written_by_people_is_interpreted():
    """R14: authentik CVE-2026-25227, a right to read and a « test » button ran code."""
    found = {
        f"{source.path}: {name}"
        for source in sources()
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call)
        and (name := getattr(call.func, "id", "") or getattr(call.func, "attr", "")) in INTERPRETERS
        and not (isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re")
    }
    assert found == NAMES_ONLY


def test_r15_every_action_under_an_identifier_is_decided():
    """R15: authentik CVE-2024-42490, unguarded actions by UUID."""
    held_by(
        "architecture.test_routes: test_every_route_is_decided",
        "architecture.test_routes: test_each_role_is_answered_as_decided",
        "architecture.test_routes: test_another_body_reaches_no_object_of_the_commune",
    )


def test_r16_nobody_enrols_themselves():
    """R16: authentik CVE-2022-46145, anonymous enrolment then a takeover by the address."""
    held_by(
        "accounts.test_activation: test_r16_there_is_no_page_to_create_an_account",
        "regress.test_superiors: test_a_link_to_a_shared_account_follows_no_address_that_one_body_alone_writes",
    )


FORMULAS = [
    "{event.__init__.__globals__}",
    "{0.__class__}",
    "{{ settings.SECRET_KEY }}",
    "%(secret)s",
    "${7*7}",
    "{% debug %}",
]


@pytest.mark.parametrize("name", FORMULAS)
def test_r17_a_name_in_a_mail_is_only_a_name(demo, name):
    """R17: pretix CVE-2026-2415, a placeholder of a mail reads the attributes of objects."""
    invitee = Invitee(
        demo.somebody(DELEGATE).membership_id("commune"),
        demo.somebody(DELEGATE).person_id,
        name,
        "x@y.example",
        name,
        demo.somebody(DELEGATE).person_id,
    )
    mail = account_mails.link_mail(
        LinkPurpose.ACTIVATION, invitee, "identifiant", "jeton", asked("select now() + interval '1 day'")[0]
    )
    assert name in mail.body
    assert not re.search(r"__globals__'|SECRET|\b49\b", mail.body.replace(name, ""))


XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "javascript:alert(1)",
    "</textarea><svg/onload=alert(1)>",
]


@pytest.mark.parametrize("text", XSS)
def test_r18_a_text_is_shown_as_a_text_and_no_script_of_it_would_run(demo, text):
    """R18: pretix CVE-2024-8113, a stored script that only the content policy stopped: both layers, apart."""
    browser, one = demo.client_of("partner-principal"), demo.somebody("social-worker-t2")
    edit = f"/personnes/{one.person_id}/modifier/"
    changed = {**browser.get(edit).context["form"].initial, "function": text, "service": text, "phone": text[:30]}
    assert browser.post(edit, changed).status_code == 302
    held = demo.api("partner-principal").get("/api/v1/habilitations", {"person": str(one.person_id)}).json()["items"][0]
    browser.post(f"/habilitations/{held['id']}/retirer/", {"motif": text})
    pages = (
        "/personnes/",
        f"/personnes/{one.person_id}/",
        edit,
        f"/habilitations/{held['id']}/",
        "/habilitations/?toutes=on",
        "/traces/",
    )
    for address in pages:
        page = browser.get(address)
        written = page.content.decode()
        assert text not in written or not re.search(r"[<>\"']", text), address
        policy = page.headers["Content-Security-Policy"]
        scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
        assert "unsafe-inline" not in scripts, address
        assert "unsafe-eval" not in scripts, address


def test_r19_a_file_is_read_with_suspicion():
    """R19: pretix CVE-2024-27447, a file accepted on its name. Kept uploads do not exist yet: only tables are read."""
    held_by(
        "exchange.test_reading: test_what_cannot_be_read_says_why",
        "exchange.test_reading: test_an_entity_is_not_unfolded",
        "exchange.test_reading: test_a_repetition_is_never_believed",
        "exchange.test_reading: test_no_damage_to_a_file_makes_the_reader_fail",
        "exchange.test_round_trip: test_no_cell_of_a_csv_begins_as_a_formula",
    )


def test_r20_an_object_of_another_body_is_not_found():
    """R20: pretix CVE-2026-9712 and Indico CVE-2026-28352, an identifier that nobody checks."""
    held_by(
        "database.test_isolation: test_commands_that_reach_a_row_of_the_commune",
        "database.test_mutations: test_each_policy_changed_changes_what_goes_through",
        "architecture.test_routes: test_another_body_reaches_no_object_of_the_commune",
        "regress.test_inputs: test_withdrawing_a_right_that_is_not_visible_is_a_page_not_found",
    )


def test_r21_a_sensitive_act_needs_a_live_confirmed_sign_in():
    """R21: pretix CVE-2023-27891, a consent given from a session already closed."""
    held_by("accounts.test_session_ends: test_r21_sensitive_acts_need_a_live_confirmed_sign_in")


def test_r22_nothing_from_before_survives_a_sign_in():
    """R22: session fixation, as a class."""
    held_by("accounts.test_pages: test_r22_nothing_from_before_survives_sign_in_and_step_up")


ASKS = {"filter", "exclude", "get", "Q", "get_or_create", "update_or_create"}

NAMED_BY_US = {"src/socle/habilitations/queries/matrix/people.py"}  # the orders of the matrix, a closed table


def test_r23_no_question_to_the_database_takes_its_names_from_a_request():
    """R23: Django CVE-2025-64459 and CVE-2025-57833, `filter(**request.GET)` and its connector."""
    found = {
        source.path
        for source in sources()
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "attr", "") or getattr(call.func, "id", "")) in ASKS
        and any(keyword.arg is None and not isinstance(keyword.value, ast.Dict) for keyword in call.keywords)
    }
    assert found == NAMED_BY_US


@pytest.mark.parametrize("version", [140_022, 150_013, 160_009, 170_005])
def test_r24_a_server_without_its_security_corrections_is_refused(version):
    """R24: PostgreSQL CVE-2025-8713 and those before it, rows that row-level security hides are seen."""
    with pytest.raises(Unsuitable, match="PostgreSQL"):
        check_release(version)


@pytest.mark.parametrize("version", [150_014, 150_018, 160_010, 170_006, 180_000])
def test_r24_a_server_with_them_is_taken(version):
    """R24: its control, the first releases with the corrections."""
    check_release(version)


def test_r25_a_forged_proof_is_refused():
    """R25: immudb GHSA-672p-m5jq-mrh8, a home-made chain whose middle nobody verified."""
    held_by(
        "domain.traces.test_vectors: test_inclusion_vector",
        "domain.traces.test_vectors: test_consistency_vector",
        "domain.traces.test_verify: test_any_mutation_is_found_where_it_is",
        "traces.test_verification: test_any_edited_column_names_its_entry",
    )


def test_every_line_has_its_test():
    """The table of reliability.md §3.3 goes from R01 to R25: none is forgotten."""
    named = {match.group(1).upper() for name in globals() if (match := re.match(r"test_(r\d\d)_", name))}
    assert named == {f"R{number:02}" for number in range(1, 26)}
