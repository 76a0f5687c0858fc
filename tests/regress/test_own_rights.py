"""A person sees their own rights in every body they work for; nobody else does (MCP-22, isolation between bodies)."""

from tests.browsing import check_page

T1 = "CDAP T1"
CCAS = "Centre communal d&#x27;action sociale"


def test_my_rights_in_every_body_are_on_one_page(demo):
    page = check_page(demo.client_of("social-worker-t1").get("/mes-droits/"))
    assert f"Chez {CCAS}" in page
    assert T1 in page


def test_who_works_for_one_body_sees_that_one_alone(demo):
    assert "Chez " not in check_page(demo.client_of("social-worker-t2").get("/mes-droits/"))


def test_a_manager_sees_a_colleague_in_their_own_body_only(demo):
    worker = demo.somebody("social-worker-t1")
    page = check_page(demo.client_of("dept-principal").get(f"/personnes/{worker.person_id}/droits/"))
    assert T1 in page
    assert CCAS not in page
    assert demo.client_of("partner-principal").get(f"/personnes/{worker.person_id}/droits/").status_code == 404
