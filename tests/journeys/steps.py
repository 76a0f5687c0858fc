"""What a person does in the portal, in words; and what every page must be."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.journeys.portal import ROOT, Account, Portal

UNKNOWN = "variable inconnue"

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
SCREENSHOTS = ROOT / "tests/screenshots"
STEP = 30
WIDE, NARROW = 1280, 320
SKELETON = """() => [...new Set([...document.querySelectorAll("body *")].map((node) => {
  const own = (one) => one.tagName + "." + one.getAttribute("class") + "." + one.getAttribute("role");
  return own(node.parentElement) + ">" + own(node) + [...node.attributes].map((one) => one.name).join();
}))].sort().join("\\n")"""
"""What axe looks at, without the words: two pages of the same skeleton give the same answer."""


@dataclass
class Codes:
    """One-time codes, each used once: the next step is lent by the clock's tolerance before anybody waits."""

    last: dict[str, int] = field(default_factory=dict)

    def of(self, secret: str) -> str:
        now = time.time()
        step = int(now) // STEP
        first = step if now % STEP > STEP - 8 else step - 1
        wanted = max(self.last.get(secret, 0) + 1, first)
        if wanted > step + 1:
            time.sleep((wanted - 1) * STEP - now + 0.2)
        self.last[secret] = wanted
        return pyotp.TOTP(secret).at(wanted * STEP)


@dataclass
class Visit:
    """A browser window of one person, with everything the console complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"erreur : {error}"))

    def _hear(self, message: Any) -> None:
        is_status = "Failed to load resource" in message.text and message.location.get("url") == self.page.url
        if message.type in {"error", "warning"} and not is_status:
            self.complaints.append(f"{message.type} : {message.text} ({message.location.get('url')})")


@dataclass
class People:
    """Everybody's signed-in browsers: each account signs in once, then opens windows with the same cookies."""

    portal: Portal
    browser: Browser
    codes: Codes = field(default_factory=Codes)
    kept: dict[str, Any] = field(default_factory=dict)
    opened: list[BrowserContext] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def window(
        self, login: str | None, *, look: str = "light", width: int = WIDE, script: bool = True, **options: Any
    ) -> Page:
        """A page of this person (nobody when None), not yet anywhere."""
        if login and login not in self.kept:
            self.kept[login] = self._signed_in(self.portal.accounts[login])
        context = self._context(self.kept[login] if login else None, look, width, script, options)
        return context.new_page()

    def fresh(self, *, script: bool = True, **options: Any) -> Page:
        """A browser that nobody has used."""
        return self._context(None, "light", WIDE, script, options).new_page()

    def _context(self, state: Any, look: str, width: int, script: bool, options: Any) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.portal.url,
            storage_state=state,
            viewport={"width": width, "height": 800},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme=look,
            reduced_motion="reduce",
            java_script_enabled=script,
            **options,
        )
        context.set_default_timeout(10_000)
        self.opened.append(context)
        return context

    def _signed_in(self, account: Account) -> Any:
        page = self.fresh()
        sign_in(page, account, self.codes)
        state = page.context.storage_state()
        page.context.close()
        return state

    def forget(self) -> None:
        """Close the windows of a test."""
        for context in self.opened:
            context.close()
        self.opened.clear()


def sign_in(page: Page, account: Account, codes: Codes) -> None:
    page.goto("/connexion")
    page.get_by_label("Identifiant", exact=True).fill(account.login)
    page.get_by_label("Mot de passe", exact=True).fill(account.password)
    page.get_by_label("Code à usage unique").fill(codes.of(account.totp_secret))
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/")
    assert page.locator("h1").inner_text() == "À faire aujourd'hui"


def sign_out(page: Page) -> None:
    page.locator("details.s-user > summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion")


def choose_right(page: Page, name: str, *, profile: str = "CDAP T2", purpose: int = 0, until: str = "") -> None:
    """The three steps of a grant, up to the page where it is checked."""
    page.goto("/habilitations/nouvelle/")
    page.get_by_role("radio", name=profile).first.check()
    page.get_by_label("Chercher par nom ou prénom").fill(name.rsplit(maxsplit=1)[-1])
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Continuer").click()
    page.locator("input[name=finalite]").nth(purpose).check()
    if until:
        page.get_by_label("Jusqu'au").fill(until)
    with page.expect_navigation():
        page.get_by_role("button", name="Vérifier").click()


def open_file(page: Page, beneficiary: dict[str, str], purpose: str) -> None:
    """Ask for one file by its number, for this purpose."""
    page.goto("/dossiers/")
    page.get_by_role("radio", name=purpose).check()
    page.get_by_label("Code de la caisse").fill(beneficiary["caisse"])
    page.get_by_label("Numéro d'allocataire").fill(beneficiary["numero"])
    with page.expect_navigation():
        page.get_by_role("button", name="Ouvrir le dossier").click()


def refusal(page: Page) -> str:
    """What the page says of the first decision it shows."""
    return page.locator("main .s-decision").first.inner_text()


def check_page(visit: Visit, response: Response | None, people: People | None = None, name: str = "") -> None:
    """One h1, a French page, known variables, a quiet console, nothing wider than the window, nothing for axe."""
    page = visit.page
    where = f"{page.url} {name}"
    source = page.content()
    assert response is None or response.status < 500, (where, response.status)
    assert UNKNOWN not in source, (where, re.findall(rf"{UNKNOWN} : [^»]*", source))
    assert page.locator("h1").count() == 1, where
    assert page.locator("html").get_attribute("lang") == "fr", where
    assert page.title().endswith(" · Socle"), (where, page.title())
    assert len(page.title()) > len(" · Socle"), where
    assert visit.complaints == [], where
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, (where, f"déborde de {overflow} px", overflowing(page))
    check_axe(page, people, where)


def overflowing(page: Page) -> list[str]:
    """The elements that pass the right edge."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > innerWidth)
        .map((node) => node.outerHTML.slice(0, 160)).slice(0, 5)"""
    )
    return found


def check_axe(page: Page, people: People | None = None, where: str = "") -> None:
    """No violation of axe; a skeleton already seen in the same look and width is not measured twice."""
    if people is not None:
        look = page.evaluate("`${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches}`")
        key = (look, page.evaluate(SKELETON))
        if key in people.seen:
            return
        people.seen.add(key)
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    broken = [(rule["id"], [node["html"][:300] for node in rule["nodes"][:4]]) for rule in found["violations"]]
    assert broken == [], where


def picture(page: Page, name: str) -> Path:
    """Keep what a person would have seen."""
    path = SCREENSHOTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path
