"""A Caf administrator reads what was signed with the commune (MCP-01, MCP-02, MCP-03, MCP-20)."""

from __future__ import annotations

from tests.journeys.steps import Visit, check_page, picture, publish


def test_the_administrator_reads_the_whole_convention(people, portal):
    page = people.window("caisse-admin")
    visit = Visit(page)

    page.goto("/conventions/")
    page.get_by_role("link", name="Saint-Aubin-sur-Lergue").first.click()
    main = page.locator("main")
    said = main.inner_text()

    assert "Caisse d'allocations familiales de Valmont" in said
    assert "Commune de Saint-Aubin-sur-Lergue" in said
    assert main.get_by_role("heading", name="Documents", exact=True).is_visible()
    assert "CDAP" in page.locator("#services").inner_text()
    assert page.locator("#termes tbody tr").count() > 60
    assert all(page.locator("#termes tbody tr th").all_inner_texts())
    assert "Élise Fabréguet" in said
    assert "Denis Aubracq" in said
    check_page(visit, None)
    picture(page, "parcours/convention")
    publish(page, "convention")
