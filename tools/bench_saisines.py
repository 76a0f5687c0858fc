"""Queues and searches of saisines for an agent of one door and for a mediator, row-level security included.

`--part N` (100 by default) draws the Nth part of 200,000 open and 2,000,000 closed cases, `--steps 100,10` several
parts one after the other, to show the growth. Each page goes through the product's middleware and Django's test client.
Exit 1 when a page takes more than 300 ms, a search more than 200 ms at the 95th percentile, or when clocks computed
again would take more than 60 s for 200,000 cases.
"""

from __future__ import annotations

import statistics
import sys
import time
from importlib import import_module
from random import Random
from uuid import UUID, uuid4

from workbench import own_database

CASES, OPEN, RECKON_S = 2_200_000, 200_000, 60
MOST_MS, SEARCH_MS, ROUNDS, SEARCHES = 300, 200, 5, 60
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READERS = {"carsat-aspa": "agent d'une voie", "carsat-mediation": "médiatrice", "grand-rhin-social": "qui saisit"}
PAGES = ("", "?qui=moi", "?retard=1", "?etat=closed", "?etat=open&page=3")
SIGN_IN = """
insert into accounts_signin (
  id, account_id, membership_id, token_hash, created_at, last_seen_at, step_up_at, factor, device, ip_prefix, end_reason
)
select %s, a.id, m.id, %s, now(), now(), now(), 'totp', 'mesure', '', ''
from organismes_membership m join accounts_account a on a.person_id = m.person_id where a.identifier = %s
"""
FIRST_OF = """
select m.id from organismes_membership m join accounts_account a on a.person_id = m.person_id where a.identifier = %s
"""


def parts() -> list[int]:
    if "--steps" in sys.argv:
        return [int(one) for one in sys.argv[sys.argv.index("--steps") + 1].split(",")]
    return [int(sys.argv[sys.argv.index("--part") + 1])] if "--part" in sys.argv else [100]


def say(who: str, what: str, value: str, more: str = "") -> None:
    print(f"{who:<18} {what:<34} {value:>9}  {more}", flush=True)


def membership_of(login: str) -> UUID:
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute(FIRST_OF, (login,))
        found: UUID = cursor.fetchone()[0]
    return found


def browser_of(login: str) -> object:
    """Signed in by a row that only this rehearsal could write."""
    tokens, cookies = import_module("socle.accounts.tokens"), import_module("socle.accounts.cookies")
    token = tokens.new_token()
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute(SIGN_IN, (uuid4(), tokens.hash_token(token), login))
    browser = import_module("django.test").Client(headers={"User-Agent": AGENT})
    browser.cookies[cookies.SIGN_IN] = token
    return browser


def spent(browser: object, address: str) -> float:
    began = time.perf_counter()
    answer = browser.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200, (address, answer.status_code)  # noqa: PLR2004
    return (time.perf_counter() - began) * 1000


def searches() -> list[str]:
    """Common words, pairs of them, names, numbers, names misspelled: drawn once for every part."""
    cases = import_module("socle.site.demonstration.scale.cases")
    draw = Random(7)  # noqa: S311 - a draw that can be repeated
    names = [f"{''.join(draw.choices(cases.SYLLABLES, k=3))}" for _ in range(SEARCHES // 4)]
    single = draw.choices(cases.words(), k=SEARCHES // 4)
    pairs = [" ".join(draw.choices(cases.words(), k=2)) for _ in range(SEARCHES // 4)]
    numbers = [f"G2026-{draw.randrange(1, 2000):08}" for _ in range(SEARCHES // 4)]
    return [*names, *single, *pairs, *numbers, "zzorglub"]


def measure() -> bool:
    """Every page and every search of each reader; whether all are within their limits."""
    found = True
    for login, who in READERS.items():
        browser = browser_of(login)
        with import_module("django.db").connection.cursor() as cursor:
            cursor.execute("set role socle_app")
        for page in PAGES:
            address = f"/saisines/{page}"
            spent(browser, address)
            middle = statistics.median(spent(browser, address) for _ in range(ROUNDS))
            found &= middle <= MOST_MS
            say(who, address, f"{middle:.0f} ms", "" if middle <= MOST_MS else "TROP LENT")
        times = sorted(
            spent(browser, f"/saisines/?etat={state}&mots={words}")
            for words in searches()
            for state in ("open", "closed")
        )
        slow = times[int(len(times) * 0.95)]
        found &= slow <= SEARCH_MS
        say(
            who,
            f"{len(times)} recherches",
            f"{slow:.0f} ms",
            f"95e centile ; médiane {statistics.median(times):.0f} ms",
        )
        with import_module("django.db").connection.cursor() as cursor:
            cursor.execute("set role socle_owner")
    return found


def reckoned(began_at: str) -> bool:
    """Every running clock of every convention again: all of them move the first time, none the second."""
    reckoning, queries = (import_module(f"socle.saisines.{name}.reckoning") for name in ("actions", "queries"))
    run, found = import_module("socle.database.transactions").run, True
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute("select distinct convention_id::text from saisines_saisine")
        names = [name for (name,) in cursor.fetchall()]
    for what in ("recalcul où tout change", "recalcul où rien ne change"):
        began, seen, moved = time.perf_counter(), 0, 0
        for name in names:
            convention = run(None, lambda at, name=name: queries.convention_named(name, at))
            done = reckoning.reckon(convention, lambda _: None)
            seen, moved = seen + done.seen, moved + done.moved
        spent_s = time.perf_counter() - began
        whole = spent_s * OPEN / max(seen, 1)
        found &= whole <= RECKON_S
        say(began_at, what, f"{spent_s:.1f} s", f"{moved} sur {seen} ; {OPEN} en {whole:.0f} s à ce rythme")
    return found


def main() -> int:
    import_module("django.conf").settings.ALLOWED_HOSTS = ["testserver"]
    import_module("socle.site.demonstration.loading").load(lambda _: None)
    grow = import_module("socle.site.demonstration.scale.cases").grow
    found = True
    for part in parts():
        began = time.perf_counter()
        total = grow(CASES // part, membership_of("carsat-mediation"), lambda _: None)
        say(f"1/{part}", f"{total} saisines", f"{time.perf_counter() - began:.0f} s", "écrites")
        found &= measure()
        found &= reckoned(f"1/{part}")
    return 0 if found else 1


if __name__ == "__main__":
    with own_database("socle_bench_saisines"):
        code = main()
    sys.exit(code)
