"""axe on the components and the error pages, in both looks, wide and at 320 px; nothing scrolls sideways."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import socle.theme
from socle.theme.web.samples import page
from tests.theme.conftest import FRAME

STATIC = Path(socle.theme.__file__).parent / "static"
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "theme/composants.html": {**FRAME, **page()},
    "theme/errors/403.html": {**FRAME, "decision": page()["refused"]},
    "theme/errors/404.html": {},
    "theme/errors/500.html": {},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield chromium
        chromium.close()


def opened(browser: Browser, folder: Path, source: str, width: int) -> Page:
    file = folder / "page.html"
    file.write_text(source.replace("/static/", f"{STATIC.as_uri()}/"))
    tab = browser.new_page(viewport={"width": width, "height": 900}, locale="fr-FR", color_scheme="dark")
    tab.goto(file.as_uri())
    return tab


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("look", ["light", "dark", "auto"])
@pytest.mark.parametrize("template", PAGES)
def test_no_violation_and_no_sideways_scroll(browser, render, tmp_path, template, look, width):
    tab = opened(browser, tmp_path, render(template, PAGES[template], look), width)
    tab.add_script_tag(path=AXE)

    found = tab.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)["violations"]
    overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    tab.close()

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert overflow <= 0


def test_text_at_200_percent_stays_on_the_page(browser, render, tmp_path):
    tab = opened(browser, tmp_path, render("theme/composants.html", PAGES["theme/composants.html"]), 640)
    tab.add_style_tag(content="html { font-size: 200% }")

    overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    tab.close()

    assert overflow <= 0


def test_the_narrow_menu_opens_by_keyboard_and_closes_by_escape(browser, render, tmp_path):
    tab = opened(browser, tmp_path, render("theme/errors/404.html", FRAME), 320)
    menu = tab.locator("#menu")
    assert not menu.is_visible()

    tab.get_by_role("button", name="Menu").press("Enter")
    assert menu.is_visible()
    tab.keyboard.press("Escape")
    hidden = not menu.is_visible()
    tab.close()

    assert hidden


def test_shortcuts_are_listed_and_can_be_switched_off(browser, render, tmp_path):
    tab = opened(browser, tmp_path, render("theme/errors/404.html", FRAME), 1280)

    tab.keyboard.press("?")
    tab.get_by_role("button", name="Désactiver les raccourcis").click()
    tab.keyboard.press("m")
    moved = tab.evaluate("document.activeElement.closest('#menu') !== null")
    tab.close()

    assert not moved


def test_the_error_summary_receives_the_focus(browser, render, tmp_path):
    tab = opened(browser, tmp_path, render("theme/composants.html", PAGES["theme/composants.html"]), 1280)
    focused = tab.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    targets = tab.evaluate(
        "[...document.querySelectorAll('[data-error-summary] a')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    tab.close()

    assert focused
    assert targets == 0


def test_a_confirmed_button_sends_only_once_confirmed(browser, render, tmp_path):
    tab = opened(browser, tmp_path, render("theme/errors/404.html", FRAME), 1280)
    tab.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend",
        '<form><input type="hidden" name="sent" value="yes"><button data-confirm="Retirer ce droit ?">Retirer</button></form>')"""
    )
    tab.get_by_role("button", name="Retirer").click()
    tab.get_by_role("dialog", name="Confirmez").get_by_role("button", name="Annuler").click()
    cancelled = tab.url

    tab.get_by_role("button", name="Retirer").click()
    tab.get_by_role("dialog", name="Confirmez").get_by_role("button", name="Confirmer").click()
    tab.wait_for_url("**sent=yes*")
    tab.close()

    assert "sent" not in cancelled


def test_the_reader_is_told_two_minutes_before_the_session_ends(browser, render, tmp_path):
    source = render("theme/errors/404.html", {**FRAME, "session_ends_in": 900, "session_extend_url": "/rester"})
    tab = browser.new_page()
    tab.clock.install()
    file = tmp_path / "page.html"
    file.write_text(source.replace("/static/", f"{STATIC.as_uri()}/"))
    tab.goto(file.as_uri())

    tab.clock.fast_forward(779_000)
    before = tab.get_by_role("dialog").count()
    tab.clock.fast_forward(2_000)
    says = tab.get_by_role("dialog", name="Votre connexion va prendre fin").inner_text()
    tab.close()

    assert before == 0
    assert "Rester connecté" in says
