"""The yearly review by keyboard, fifty rights and more, then without a script; the proof verified offline (MCP-26)."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from playwright.sync_api import Page

from tests.journeys.portal import Portal
from tests.journeys.steps import check_axe, picture, sign_in

RIGHTS = 52
SLOWEST = 6.0  # seconds of machine for one answer: fifty in five minutes, half of what a reviewer has
PRINCIPAL = "partner-principal"
ARRANGED = """
with body as (
  select m.organisation_id, h.caisse_id, h.convention_id, m.person_id as principal
  from organismes_membership m
  join habilitations_habilitation h on h.organisation_id = m.organisation_id and h.service = 'cdap'
  where m.person_id = %(principal)s limit 1
), person as (
  insert into organismes_person (id, first_name, last_name, diploma)
  select gen_random_uuid(), (array['Anaïs', 'Basile', 'Céleste', 'Damien'])[1 + n %% 4], 'Fictif-' || lpad(n::text, 2, '0'), ''
  from generate_series(1, %(rights)s) n returning id, last_name
), member as (
  insert into organismes_membership (
    id, organisation_id, person_id, function, service, service_traits, email, phone, joined_at, left_at
  )
  select gen_random_uuid(), organisation_id, person.id, 'agent d''accueil',
         'Guichet ' || (right(last_name, 2)::int %% 6), '{}', lower(last_name) || '@commune.example', '',
         now() - interval '400 days', case when right(last_name, 2)::int > %(rights)s - 2 then now() - interval '9 days' end
  from person, body returning id, organisation_id, email, left_at, person_id
)
insert into habilitations_habilitation (
  id, organisation_id, caisse_id, convention_id, membership_id, service, profile, purpose, period, granted_by_id,
  granted_at, cause, last_used_at
)
select gen_random_uuid(), body.organisation_id, caisse_id, convention_id, member.id, 'cdap', 'T2', 'tarif-selon-quotient',
       tstzrange(now() - interval '200 days', left_at), principal, now() - interval '200 days', '',
       case when right(split_part(email, '@', 1), 2)::int %% 5 > 0 then now() - interval '3 days' end
from member, body
"""
UNDONE = """
delete from habilitations_reviewline where campaign_id in (
  select id from habilitations_reviewcampaign where closed_at is null);
delete from habilitations_reviewcampaign where closed_at is null;
delete from habilitations_seathold where habilitation_id in (
  select h.id from habilitations_habilitation h join organismes_membership m on m.id = h.membership_id
  where m.email like 'fictif-%%@commune.example');
update habilitations_habilitation set period = 'empty' where membership_id in (
  select id from organismes_membership where email like 'fictif-%%@commune.example');
update organismes_membership set left_at = now() where email like 'fictif-%%@commune.example' and left_at is null;
"""


@contextmanager
def many_rights(portal: Portal) -> Iterator[None]:
    """Fifty agents of the commune with a right, two more who left, a fifth who never used theirs; gone afterwards."""
    person = portal.accounts[PRINCIPAL].person
    with portal.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(ARRANGED, {"principal": person, "rights": RIGHTS})
    try:
        yield
    finally:
        with portal.superuser() as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(UNDONE)


def confirm_identity(people, page: Page, portal: Portal) -> None:
    page.get_by_role("link", name="Confirmer mon identité").click()
    page.get_by_label("Code").fill(people.codes.of(portal.accounts[PRINCIPAL].totp_secret))
    page.get_by_role("button", name="Confirmer").first.click()


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.locator("dialog").wait_for(state="detached")


def judge_all(page: Page) -> tuple[int, float]:
    """Keep what serves, remove what never did, doubt once, reduce once: how many keys, and the slowest answer."""
    answers, slowest = 0, 0.0
    while "/clore/" not in page.url:
        said = page.locator("main").inner_text()
        start = time.monotonic()
        if "jamais utilisé" in said or "-51" in said or "-52" in said:
            press(page, "r")
        elif answers == 20:
            press(page, "d")
        elif "à regarder de près" in said:
            page.locator("input[name=raison]").fill("mission en cours")
            press(page, "Enter")
        else:
            press(page, "g")
        slowest, answers = max(slowest, time.monotonic() - start), answers + 1
        assert answers < 3 * RIGHTS, page.url
    return answers, slowest


def test_fifty_rights_are_judged_by_keyboard_and_the_proof_is_verified_offline(people, portal, tmp_path):
    with many_rights(portal):
        page = people.window(PRINCIPAL)
        page.goto("/revues/")
        check_axe(page, "revues")
        page.get_by_role("button", name="Ouvrir la revue").first.click()
        picture(page, "parcours/revue-liste")
        check_axe(page, "liste de la revue")
        page.get_by_role("link", name="Une ligne par écran").click()
        check_axe(page, "une ligne de la revue")
        picture(page, "parcours/revue-une-ligne")

        first = page.locator("h1").inner_text()
        press(page, "j")
        press(page, "k")
        assert page.locator("h1").inner_text() == first
        press(page, "r")
        press(page, "u")
        assert page.locator("h1").inner_text() == first
        page.keyboard.press("?")
        assert "Garder le droit" in page.locator("dialog").inner_text()
        switch(page, "Désactiver les raccourcis")
        page.keyboard.press("r")
        assert page.locator("h1").inner_text() == first
        page.keyboard.press("?")
        switch(page, "Activer les raccourcis")
        page.keyboard.press("l")
        assert page.evaluate("document.activeElement.name") in {"profil", "fin"}

        page.goto(page.url.split("?")[0])
        started = time.monotonic()
        answers, slowest = judge_all(page)
        spent = time.monotonic() - started
        print(f"{answers} réponses au clavier en {spent:.0f} s, la plus lente en {slowest:.1f} s")
        assert answers >= RIGHTS - 2
        assert slowest < SLOWEST

        picture(page, "parcours/revue-cloture")
        check_axe(page, "clôture de la revue")
        if page.get_by_role("link", name="Confirmer mon identité").count():
            confirm_identity(people, page, portal)
        page.get_by_role("button", name="Clore et envoyer le certificat").click()
        page.locator("dialog").get_by_role("button", name="Confirmer").click() if page.locator(
            "dialog"
        ).count() else None
        page.get_by_text("Emporter la preuve").wait_for()
        address = page.url
        deadline = time.monotonic() + 20
        while page.get_by_text("Le sceau arrive").count() and time.monotonic() < deadline:
            time.sleep(0.5)
            page.reload()
        check_axe(page, "certificat")
        picture(page, "parcours/revue-certificat")
        verify_offline(people, address, tmp_path)


def verify_offline(people, address: str, folder) -> None:
    """The caisse finds the certificate in its inbox, downloads everything, and verifies it with Python alone."""
    caisse = people.window("caisse-admin")
    caisse.goto("/revues/")
    assert "Revues reçues" in caisse.locator("h1").inner_text()
    picture(caisse, "parcours/revue-recue")
    caisse.goto(address)
    with caisse.expect_download() as download:
        caisse.get_by_role("link", name=re.compile("ZIP")).click()
    archive = folder / "revue.zip"
    download.value.save_as(archive)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (data,) = folder.glob("*.json")
    (paper,) = folder.glob("*.pdf")
    assert paper.read_bytes().startswith(b"%PDF-")
    command = [sys.executable, "-I", "-S", str(folder / "verify_review.py"), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Certificat authentique" in done.stdout
    assert "0 manquées" in done.stdout


def test_the_same_review_needs_no_script(people, portal):
    page = people.fresh(script=False)
    with many_rights(portal):
        sign_in(page, portal.accounts[PRINCIPAL], people.codes)
        page.goto("/revues/")
        page.get_by_role("button", name="Ouvrir la revue").first.click()
        first = page.locator(".s-review-line h2").first.inner_text()
        page.locator(".s-review-line").first.get_by_role("button", name="Retirer").click()
        assert page.locator(".s-review-line h2").first.inner_text() != first
        page.locator(".s-review-line").first.get_by_role("link", name="Réduire").click()
        until = date.today() + timedelta(days=40)
        page.locator("details#reduire summary").click()
        page.get_by_label("Dernier jour du droit").fill(until.isoformat())
        page.get_by_role("button", name="Réduire ce droit").click()
        picture(page, "parcours/revue-sans-script")
        page.get_by_role("button", name="Revenir sur ma dernière réponse").click()
        page.get_by_text("effacée").first.wait_for()
        page.goto(page.url.split("une-par-une")[0])
        assert "1 sur" in page.locator(".s-gauge-text").first.inner_text()
