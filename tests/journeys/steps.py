"""What a person does in the portal, in words; and what every page must be."""

from __future__ import annotations

import os
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
PUBLISHED = ROOT / "docs/images"
STEP = 30
CONFIRMED = 6 * 60  # seconds: an identity is confirmed for ten minutes
WIDE, NARROW = 1280, 320
MEASURE = """(unknown) => {
  const all = [...document.querySelectorAll("body *")];
  const own = (one) => one.tagName + "." + one.getAttribute("class") + "." + one.getAttribute("role");
  const bones = all.map((one) => own(one.parentElement) + ">" + own(one) + [...one.attributes].map((it) => it.name).join());
  const ids = all.map((one) => one.id).filter(Boolean);
  const isSqueezed = (one) => {
    const says = [...one.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim().length > 12);
    const { width, height } = one.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(one).fontSize);
    return says && one.checkVisibility() && width > 2 && width < 5 * size && height > 6 * size;
  };
  const overflow = document.documentElement.scrollWidth - innerWidth;
  return {
    h1: document.querySelectorAll("h1").length,
    lang: document.documentElement.lang,
    title: document.title,
    unknown: document.documentElement.outerHTML.match(new RegExp(unknown + "[^»]*", "g")) ?? [],
    repeated: ids.filter((id, rank) => ids.indexOf(id) !== rank),
    overflow,
    wide: overflow > 0 ? all.filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 160)).slice(0, 5) : [],
    squeezed: all.filter(isSqueezed).map((one) => one.outerHTML.slice(0, 160)).slice(0, 5),
    look: `${innerWidth} ${matchMedia("(prefers-color-scheme: dark)").matches}`,
    skeleton: [...new Set(bones)].sort().join("\\n"),
  };
}"""
"""What a page is; its skeleton is what axe judges without the words: two equal ones have the same answer."""


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
    """Everybody's signed-in browsers: each account opens its windows with the same cookies while its identity is confirmed."""

    portal: Portal
    browser: Browser
    codes: Codes = field(default_factory=Codes)
    kept: dict[str, tuple[float, Any]] = field(default_factory=dict)
    opened: list[BrowserContext] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def window(
        self, login: str | None, *, look: str = "light", width: int = WIDE, script: bool = True, **options: Any
    ) -> Page:
        """A page of this person (nobody when None), not yet anywhere."""
        context = self._context(self._cookies(login) if login else None, look, width, script, options)
        return context.new_page()

    def _cookies(self, login: str) -> Any:
        since, cookies = self.kept.get(login, (0.0, None))
        if cookies is None or time.monotonic() - since > CONFIRMED:
            cookies = self._signed_in(self.portal.accounts[login])
            self.kept[login] = time.monotonic(), cookies
        return cookies

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


def fill_search(page: Page, beneficiary: dict[str, str], purpose: str) -> None:
    page.goto("/dossiers/")
    page.get_by_role("radio", name=purpose).check()
    page.get_by_label("Code de la caisse").fill(beneficiary["caisse"])
    page.get_by_label("Numéro d'allocataire").fill(beneficiary["numero"])


def open_file(page: Page, beneficiary: dict[str, str], purpose: str) -> None:
    """Ask for one file by its number, for this purpose."""
    fill_search(page, beneficiary, purpose)
    with page.expect_navigation():
        page.get_by_role("button", name="Ouvrir le dossier").click()


def refusal(page: Page) -> str:
    """What the page says of the first decision it shows."""
    return page.locator("main .s-decision").first.inner_text()


def check_page(visit: Visit, response: Response | None, people: People | None = None, name: str = "") -> bool:
    """One h1, a French page, known variables, a quiet console, nothing wider than the window, nothing for axe.

    True when the page has a skeleton not seen before.
    """
    page = visit.page
    where = f"{page.url} {name}"
    seen = page.evaluate(MEASURE, UNKNOWN)
    assert response is None or response.status < 500, (where, response.status)
    assert seen["unknown"] == [], where
    assert seen["h1"] == 1, where
    assert seen["lang"] == "fr", where
    assert re.fullmatch(r".+ · Socle", seen["title"]), (where, seen["title"])
    assert seen["repeated"] == [], where
    assert visit.complaints == [], where
    assert seen["overflow"] <= 0, (where, f"déborde de {seen['overflow']} px", seen["wide"])
    assert seen["squeezed"] == [], (where, "texte écrasé", seen["squeezed"])
    if people is not None:
        if (seen["look"], seen["skeleton"]) in people.seen:
            return False
        people.seen.add((seen["look"], seen["skeleton"]))
    check_axe(page, where)
    return True


def check_axe(page: Page, where: str) -> None:
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


def publish(page: Page, name: str, *, ends_at: str = "h1") -> None:
    """Renew a picture of the documents, when SOCLE_PICTURES=1 asks for it: 1280 × 800, down to this element."""
    if os.environ.get("SOCLE_PICTURES") == "1":
        PUBLISHED.mkdir(exist_ok=True)
        page.locator(ends_at).evaluate(
            "node => { scrollTo(0, node.getBoundingClientRect().bottom + scrollY - innerHeight) }"
        )
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=PUBLISHED / f"{name}.png", animations="disabled")
