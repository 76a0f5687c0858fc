"""A review of ten thousand rights: opened in five seconds at most (issue « Habilitations »), listed, judged.

Absolute figures belong to the machine of the day. A database of its own, dropped after.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from workbench import as_app, own_database

DATABASE = "socle_bench_review"

T = TypeVar("T")
RIGHTS = 10_000
LONGEST_OPENING = 5.0
PEOPLE = """
with body as (
  select m.organisation_id, h.caisse_id, h.convention_id, m.person_id as principal
  from organismes_membership m
  join habilitations_habilitation h on h.organisation_id = m.organisation_id and h.service = 'cdap'
  where m.person_id = %(principal)s limit 1
), person as (
  insert into organismes_person (id, first_name, last_name, diploma)
  select gen_random_uuid(), 'Personne', 'Fictive ' || n, '' from generate_series(1, %(rights)s) n
  returning id, last_name
), member as (
  insert into organismes_membership (
    id, organisation_id, person_id, function, service, service_traits, email, phone, joined_at
  )
  select gen_random_uuid(), organisation_id, person.id, 'agente', 'Service ' || right(last_name, 2), '{}',
         md5(last_name) || '@commune.example', '', now() - interval '400 days'
  from person, body returning id, organisation_id
)
insert into habilitations_habilitation (
  id, organisation_id, caisse_id, convention_id, membership_id, service, profile, purpose, period, granted_by_id,
  granted_at, cause
)
select gen_random_uuid(), body.organisation_id, caisse_id, convention_id, member.id, 'cdap', 'T2',
       'tarif-selon-quotient', tstzrange(now() - interval '200 days', null), principal, now() - interval '200 days', ''
from member, body
"""


def prepare() -> None:
    """The demonstration and the rights of a great body."""
    import_module("socle.site.demonstration.loading").load(lambda _: None)
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"principal": principal().person_id, "rights": RIGHTS})
        cursor.execute("analyze")


def principal() -> object:
    people = import_module("socle.site.demonstration.people").cast().people
    return next(one for one in people if one.login == "partner-principal")


def reviewer() -> object:
    """The principal of the commune, as `site` would resolve them."""
    kernel = import_module("socle.kernel.actor")
    roles = import_module("socle.habilitations.domain.roles")
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.id, m.organisation_id from organismes_membership m where m.person_id = %s",
            [principal().person_id],
        )
        membership, organisation = cursor.fetchone()
    side = kernel.OrganisationKind.PARTNER
    return kernel.Actor(
        person_id=principal().person_id,
        membership_id=membership,
        organisation_id=organisation,
        organisation_kind=side,
        organisation_name="Commune",
        name="Principale fictive",
        roles=frozenset({"principal"}),
        permissions=roles.permissions_of({"principal"}, side),
    )


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    answer = work()
    spent = time.perf_counter() - start
    print(f"{name:<60} {spent * 1000:>9.0f} ms")
    return answer, spent


def measure(actor: object) -> float:
    """Open, look at the list, judge one line."""
    run = import_module("socle.database.transactions").run
    transaction = import_module("socle.database.transactions").transaction
    opening = import_module("socle.habilitations.actions.reviewing.opening")
    judging = import_module("socle.habilitations.actions.reviewing.judging")
    rules = import_module("socle.habilitations.domain.reviewing.judging")
    lines = import_module("socle.habilitations.queries.reviewing.lines")
    standings = import_module("socle.habilitations.queries.reviewing.standings")
    with transaction(actor) as at:
        convention = standings.reviewed(actor.organisation_id, at)[0].adhesion.id
    campaign, spent = timed(
        f"revue de {RIGHTS} droits ouverte (au plus {LONGEST_OPENING:.0f} s)",
        lambda: run(actor, lambda at: opening.open_review(convention, actor=actor, at=at)),
    )

    def page() -> object:
        with transaction(actor):
            return list(lines.listed(campaign.id, "reste")[:51]), lines.progress(campaign.id)

    (found, done), _ = timed("une page de la liste et ses comptes", page)
    assert done.total >= RIGHTS
    wanted = rules.Judgement("remove")
    timed(
        "une réponse et sa trace", lambda: run(actor, lambda at: judging.judge(found[0].id, wanted, actor=actor, at=at))
    )
    return spent


def main() -> None:
    with own_database(DATABASE):
        prepare()
        actor = reviewer()
        with as_app():
            spent = measure(actor)
    if spent > LONGEST_OPENING:
        raise SystemExit(f"L'ouverture a pris {spent:.1f} s : plus de {LONGEST_OPENING:.0f} s.")


if __name__ == "__main__":
    main()
