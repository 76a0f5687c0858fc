"""A commune that nobody covers: the number of the clause answers, until a sector is drawn (DRT-02); without script."""

from __future__ import annotations

from tests.journeys.steps import Visit, check_page, publish, sign_in

ANSWER = ".s-card:has-text('Schirmeck (67448)')"


def test_a_commune_without_coverage_answers_the_number_of_the_clause_until_a_sector_is_drawn(people, portal):
    keeper = people.window("carsat-admin")
    visit = Visit(keeper)
    keeper.goto("/saisines/annuaire/")
    keeper.get_by_role("link", name="Collectivité du Grand-Rhin").click()
    check_page(visit, None)
    publish(keeper, "annuaire")
    keeper.get_by_role("link", name="Ajouter un secteur").click()
    for label, value in (
        ("Nom du secteur", "Haute-Bruche"),
        ("Ligne directe", "03 53 01 20 07"),
        ("Lieu de la permanence", "Mairie, Schirmeck"),
        ("Courriel de l'unité", "social.bruche@carsat.example"),
        ("Communes", "schirmeck"),
    ):
        keeper.get_by_label(label).first.fill(value)

    reader = people.fresh(script=False)
    sign_in(reader, portal.accounts["grand-rhin-social"], people.codes)
    reader.goto("/saisines/annuaire/")
    reader.get_by_label("Commune ou code postal").fill("SCHIRMECK")
    reader.get_by_role("button", name="Chercher", exact=True).click()
    said = reader.locator(ANSWER).first.inner_text()
    assert "3646, demander « Service social »" in said
    assert "convention, 2.2" in said

    keeper.get_by_role("button", name="Enregistrer et avertir").click()
    reader.reload()
    assert "03 53 01 20 07" in reader.locator(ANSWER).first.inner_text()

    keeper.get_by_role("link", name="Haute-Bruche").click()
    keeper.get_by_role("button", name="Ne plus tenir ce secteur").click()
    reader.reload()
    assert "3646" in reader.locator(ANSWER).first.inner_text()
