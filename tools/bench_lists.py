"""Every list page at a tenth of the country, for the principal of a great town and for a caisse of 4,000 partners.

The draw goes into a database of its own, dropped after; `--keep NAME` reads one that `socle demo scale` made. Each page
goes through the product's middleware and Django's test client. Absolute figures belong to the machine of the day: the
ratio to the smallest page of the same reader is what to compare. Exit 1 when a page takes more than 300 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from importlib import import_module
from uuid import UUID, uuid4

KEPT = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else ""
DATABASE = KEPT or "socle_bench_lists"
os.environ["SOCLE_DATABASE"] = DATABASE
os.environ["SOCLE_PROCESS_ROLE"] = "socle_owner"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.site.settings")

MOST_MS, ROUNDS = 300, 5
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PRINCIPAL = (
    "/", "/personnes/", "/personnes/?q=ma", "/habilitations/", "/habilitations/?toutes=1&q=ma",
    "/habilitations/matrice/", "/habilitations/nouvelle/", "/sieges/", "/sieges/carte/", "/delegations/",
    "/conventions/", "/traces/", "/mes-droits/", "/organisme/", "/questions-de-la-caisse/",
)  # fmt: skip
CAISSE = (
    "/", "/personnes/", "/personnes/?partenaire=saint", "/personnes/?organisme={big}", "/habilitations/",
    "/habilitations/?organisme={big}", "/habilitations/matrice/?organisme={big}", "/sieges/?organisme={big}",
    "/sieges/carte/?organisme={big}", "/conventions/", "/conventions/?q=saint", "/conventions/?page=40",
    "/administrateurs/", "/supervision/", "/traces/", "/traces/?organisme={big}", "/droits/pourquoi/?organisme={big}",
)  # fmt: skip
READERS = {"principal": PRINCIPAL, "caisse_admin": CAISSE, "caisse_supervisor": CAISSE}
SIGN_IN = """
insert into accounts_signin (
  id, account_id, membership_id, token_hash, created_at, last_seen_at, step_up_at, factor, device, ip_prefix, end_reason
)
select %s, a.id, m.id, %s, now(), now(), now(), 'totp', 'mesure', '', ''
from organismes_membership m join accounts_account a on a.person_id = m.person_id where m.id = %s
"""
GREATEST = "select organisation_id from habilitations_habilitation group by 1 order by count(*) desc limit 1"
HOLDER = """
select membership_id from habilitations_delegation
where role = %s and (%s::uuid is null or organisation_id = %s) order by granted_at limit 1
"""


def prepare() -> None:
    """The drawn database, made when none is named, with Django on it."""
    cluster = import_module("socle.database.cluster")
    server = cluster.ensure_started()
    import_module("socle.database.provision").provision(server.admin_url, DATABASE, cluster.derived_password)
    import_module("django").setup()
    import_module("django.conf").settings.ALLOWED_HOSTS = ["testserver"]
    import_module("django.core.management").call_command("migrate", verbosity=0)
    loading = import_module("socle.site.demonstration.scale.loading")
    if not loading.is_loaded():
        began = time.perf_counter()
        loading.load(import_module("socle.site.demonstration.scale.natures").Size(), lambda _: None)
        say("tirage et chargement", "", f"{time.perf_counter() - began:.0f} s")


def say(who: str, page: str, value: str, more: str = "") -> None:
    print(f"{who:<18} {page:<42} {value:>9}  {more}", flush=True)


def browsers(big: UUID) -> dict[str, object]:
    """Each reader, signed in by a row that only this rehearsal could write."""
    connection = import_module("django.db").connection
    tokens, cookies = import_module("socle.accounts.tokens"), import_module("socle.accounts.cookies")
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for role in READERS:
            body = big if role == "principal" else None
            cursor.execute(HOLDER, (role, body, body))
            token = tokens.new_token()
            cursor.execute(SIGN_IN, (uuid4(), tokens.hash_token(token), cursor.fetchone()[0]))
            browser = import_module("django.test").Client(headers={"User-Agent": AGENT})
            browser.cookies[cookies.SIGN_IN] = token
            found[role] = browser
        cursor.execute("set role socle_app")
    return found


def measured(browser: object, address: str) -> tuple[float, int, int, int]:
    """The median of some readings in milliseconds, the statements, the kilobytes, the status."""
    connection = import_module("django.db").connection
    asked, spent = 0, []

    def count(execute: object, *arguments: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*arguments)  # type: ignore[operator]

    for _ in range(ROUNDS + 1):
        asked, began = 0, time.perf_counter()
        with connection.execute_wrapper(count):
            answer = browser.get(address)  # type: ignore[attr-defined]
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent[1:]), asked, len(answer.content) // 1024, answer.status_code


def main() -> int:
    prepare()
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute(GREATEST)
        (big,) = cursor.fetchone()
    slow = []
    for role, browser in browsers(big).items():
        found = {page: measured(browser, page.format(big=big)) for page in READERS[role]}
        read = {page: one for page, one in found.items() if one[3] == 200}  # noqa: PLR2004
        least = min(one[0] for one in read.values())
        for page, (spent, asked, size, _) in read.items():
            is_slow = spent > MOST_MS
            slow += [page] * is_slow
            more = f"× {spent / least:4.1f}  {asked:>3} requêtes  {size:>4} ko{'  TROP LENT' if is_slow else ''}"
            say(role, page.replace("={big}", "=…"), f"{spent:.0f} ms", more)
    return 1 if slow else 0


def clean() -> None:
    """Drop what was made here."""
    import_module("django.db").connection.close()
    if not KEPT:
        psycopg, cluster = import_module("psycopg"), import_module("socle.database.cluster")
        with psycopg.connect(cluster.find().admin_url, autocommit=True) as admin:
            admin.execute(f"drop database if exists {DATABASE} with (force)")


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clean()
    sys.exit(code)
