"""« Aller à… » by keyboard: Ctrl-K, a few letters, the arrows, Enter; the page behind it needs no script."""

from __future__ import annotations

import pytest

from tests.journeys.steps import NARROW, WIDE, Visit, check_axe, check_page, picture

PRINCIPAL = "partner-principal"


@pytest.mark.parametrize(("look", "width"), [("light", WIDE), ("dark", NARROW)])
def test_going_somewhere_with_the_keyboard(people, look, width):
    page = people.window(PRINCIPAL, look=look, width=width)
    visit = Visit(page)
    page.goto("/personnes/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Une page, une action, un nom")
    page.get_by_role("option", name="Ouvrir un droit").wait_for()
    page.keyboard.type("groupe")
    page.get_by_text("Flèches pour choisir").wait_for()
    page.get_by_role("option", name="Ouvrir un droit").wait_for(state="detached")
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    assert first != second
    assert page.locator(f"#{second}").get_attribute("aria-selected") == "true"
    check_axe(page, f"Aller à… {look} {width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"parcours/aller-{look}-{width}")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/groupes/nouveau/")
    check_page(visit, None)


def test_typing_a_name_and_enter_at_once_opens_the_person(people):
    page = people.window(PRINCIPAL)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("xaintrie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes/*/")
    assert page.locator("h1").inner_text() == "Isidore Xaintrie"


def test_escape_gives_the_focus_back_and_the_shortcut_can_be_switched_off(people):
    page = people.window(PRINCIPAL)
    page.goto("/personnes/")
    page.get_by_label("Nom ou prénom").focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("zzzzzz")
    page.get_by_text("Rien ne correspond à « zzzzzz ».").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("localStorage.setItem('socle-shortcuts-off', 'yes')")
    page.reload()
    page.keyboard.press("Control+k")
    assert page.locator("dialog").count() == 0
    page.get_by_role("link", name="Aller à…").click()
    assert page.get_by_role("combobox").is_visible()


def test_the_link_leads_to_the_page_when_no_script_runs(people):
    page = people.window(PRINCIPAL, script=False)
    page.goto("/")
    page.get_by_role("link", name="Aller à…").click()
    page.get_by_label("Une page, une action, un nom").fill("ouvrir")
    page.get_by_role("button", name="Chercher").click()
    picture(page, "parcours/aller-sans-script")
    page.get_by_role("link", name="Ouvrir un droit").click()
    page.wait_for_url("**/habilitations/nouvelle/")
