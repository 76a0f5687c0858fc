"""The hot path, in ratios of one run: a decision and a consultation beside a bare statement; sealing and verifying.

Absolute figures belong to the machine of the day; the ratios are what to compare. A database of its own, dropped after.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib import import_module

from workbench import as_app, own_database

DATABASE = "socle_bench"

ROUNDS = 300
STAGED = 20_000
COPIES = """
insert into traces_staged_trace (id, at, log, tag, outcome, person_name, subject_label, payload, salt)
select gen_random_uuid(), now(), 'traces', 'demonstration:data:loaded', 'done', 'Personne fictive', 'essai',
       '{}'::jsonb, decode(md5(n::text), 'hex')
from generate_series(1, %s) n
"""


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of the rounds in milliseconds, after a tenth of them as a warm-up."""
    for _ in range(rounds // 10):
        work()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def say(name: str, value: str, ratio: float | None = None) -> None:
    print(f"{name:<52} {value:>14}" + (f"   × {ratio:.1f}" if ratio else ""))


def hot_path(actor: object) -> None:
    """A bare statement, a transaction with its context, a decision, a consultation and its trace."""
    connection = import_module("django.db").connection
    transaction = import_module("socle.database.transactions").transaction
    facts = import_module("socle.habilitations.queries.facts")
    rights = import_module("socle.habilitations.domain.rights")
    consulting = import_module("socle.dossiers.actions.consulting")
    key = import_module("socle.dossiers.domain.search").Key("999", "1000001")

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select 1")

    def opened() -> None:
        with transaction(actor):
            pass

    def decided() -> None:
        with transaction(actor) as at:
            member = facts.member_in_convention(actor.membership_id, "cdap", "T2", at)
            assert rights.decide(member.facts, at)

    def consulted() -> None:
        with transaction(actor) as at:
            consulting.consult(consulting.Request("T2", "tarif-selon-quotient", key), actor=actor, at=at)

    base = median_ms(bare)
    say("une instruction nue", f"{base:.2f} ms")
    for name, work in (
        ("une transaction et son contexte", opened),
        ("une décision (faits puis jugement)", decided),
        ("une consultation et sa trace", consulted),
    ):
        spent = median_ms(work)
        say(name, f"{spent:.2f} ms", spent / base)


def reader() -> object:
    """The actor of the demonstration who holds T2."""
    kernel = import_module("socle.kernel.actor")
    people = import_module("socle.site.demonstration.people").cast().people
    models = import_module("socle.organismes.models")
    clerk = next(one for one in people if one.login == "social-worker-t2")
    membership = models.Membership.objects.select_related("person", "organisation").get(person_id=clerk.person_id)
    return kernel.Actor(
        person_id=membership.person_id,
        membership_id=membership.id,
        organisation_id=membership.organisation_id,
        organisation_kind=kernel.OrganisationKind.PARTNER,
        organisation_name=membership.organisation.legal_name,
        name=membership.person.name,
    )


def journal() -> None:
    """Seal a backlog, then verify everything."""
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute(COPIES, [STAGED])
    sealing, rows = import_module("socle.traces.sealing"), import_module("socle.traces.rows")
    with rows.connect() as writer:
        start = time.perf_counter()
        sealed = 0
        while batch := sealing.seal_batch(writer):
            sealed += batch
    spent = time.perf_counter() - start
    say("scellement", f"{sealed / spent:,.0f} /s".replace(",", " "))
    start = time.perf_counter()
    found = import_module("socle.traces.verification").verify()
    spent = time.perf_counter() - start
    assert found["ok"], found["first_broken"]
    say("vérification", f"{found['sealed'] / spent:,.0f} /s".replace(",", " "))


def main() -> None:
    with own_database(DATABASE):
        import_module("socle.site.demonstration.loading").load(lambda _: None)
        actor = reader()
        with as_app():
            hot_path(actor)
        journal()


if __name__ == "__main__":
    main()
