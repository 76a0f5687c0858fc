"""What a convention costs: its obligations, its calendar, an avenant tried, an end computed, its paper, a signature.

The demonstration goes into a database of its own, dropped after; the commune's convention is copied four hundred times
for the board of a caisse. Absolute figures belong to the machine of the day: the ratio to the calculator, the lightest
line, is what to compare. Exit 1 when a screen takes more than 300 ms (papers and signatures are not screens).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from uuid import uuid4

from workbench import own_database

DATABASE, COPIES, ROUNDS, MOST_MS = "socle_bench_conventions", 400, 5, 300
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
COPY = """
insert into {table} select (jsonb_populate_record(null::{table}, to_jsonb(t) || jsonb_build_object({changed}))).*
from {table} t where {where} = %(base)s
"""
NEW = {
    "conventions_convention": ("'id', %(new)s::text, 'slug', %(slug)s::text, 'number', %(slug)s::text", "id"),
    "conventions_act": ("'id', md5(t.id::text || %(new)s)::uuid, 'convention_id', %(new)s::text", "convention_id"),
    "conventions_term": (
        "'id', gen_random_uuid(), 'act_id', md5(t.act_id::text || %(new)s)::uuid, 'convention_id', %(new)s::text",
        "convention_id",
    ),
    "conventions_conventionparty": ("'id', gen_random_uuid(), 'convention_id', %(new)s::text", "convention_id"),
}
Measure = tuple[str, Callable[[], object], bool]


def copies(base: str) -> None:
    with import_module("django.db").connection.cursor() as cursor:
        for rank in range(COPIES):
            named = {"base": base, "new": str(uuid4()), "slug": f"copie-{rank}"}
            for table, (changed, where) in NEW.items():
                cursor.execute(COPY.format(table=table, changed=changed, where=where), named)


def measures(state: Path) -> list[Measure]:
    """Each line: what it is, what to run, whether it is a screen."""
    models, timezone = import_module("socle.conventions.models"), import_module("django.utils.timezone")
    queries, at = "socle.conventions.queries", timezone.now()
    base = models.Convention.objects.select_related("organisation").get(slug="saint-aubin-mcp")
    copies(str(base.id))
    every = list(models.Convention.objects.select_related("organisation"))
    lines_of = import_module(f"{queries}.obligations").lines_of
    tried = import_module(f"{queries}.simulating").try_avenant
    avenant = {"ends": ["reconduction"]}
    paper = printed(base, at)
    return [
        ("fin calculée (dénonciation)", ended(), True),
        ("calendrier d'un an", lambda: import_module(f"{queries}.calendar").calendar_of(base, FIRST, LAST), True),
        ("obligations d'une convention", lambda: lines_of([base], FIRST, LAST, at), True),
        (f"obligations de {len(every)} conventions", lambda: lines_of(every, FIRST, LAST, at), True),
        ("avenant essayé", lambda: tried(base, avenant, at), True),
        ("convention en PDF balisé", lambda: printed(base, at), False),
        ("signature PAdES", signed(paper, at, state), False),
        ("PDF signé vérifié", verified(signed(paper, at, state)(), at, state), False),
    ]


def ended() -> Callable[[], object]:
    catalogue = import_module("socle.conventions.catalogue")
    ending = import_module("socle.site.cli.ending")
    check = import_module("socle.conventions.domain.check")
    text = check.load("demonstration/saint-aubin-mcp", catalogue.read).convention
    setting = ending.Setting.of_text(text, date(2026, 3, 17))
    author = setting.author("caisse", None)
    facts = ending.Facts(sent=date(2026, 3, 16), received=date(2026, 3, 17))
    return lambda: ending.calculate(setting, ending.Ground.WILL, author, facts)


def printed(base: object, at: object) -> bytes:
    papers = import_module("socle.conventions.queries.papers")
    pages = import_module("socle.conventions.web.papers.pages")
    printing = import_module("socle.papers.printing")
    found = papers.print_of(base, papers.Wanted("convention", at))
    context, title = pages.paper_context(found), pages.title_of(found.paper.document)
    content: bytes = printing.pdf_of("conventions/paper.html", context, title=title)
    return content


def signed(paper: bytes, at: object, state: Path) -> Callable[[], bytes]:
    signing = import_module("socle.papers.pades.signing")
    credentials = import_module("socle.papers.pades.credentials")
    authority = import_module("socle.papers.pades.authority")
    desk = credentials.Desk(state, "", "", True)
    somebody = authority.Signatory("99913405900016", "Organisme fictif", "Paul Fictif", "président")
    credential, ready = desk.credential(somebody, at), signing.with_fields(paper, ["Organisme fictif"])
    shown = import_module("socle.papers.printing").print_html("<p>Signé (mesure)</p>")
    mark = signing.Mark(signing.Slot(0), "Paul Fictif", "président", at, shown, is_first=True)
    return lambda: signing.sign(ready, mark, credential, desk.timestamper(at))


def verified(pdf: bytes, at: object, state: Path) -> Callable[[], object]:
    verifying = import_module("socle.papers.pades.verifying")
    return lambda: verifying.verify(pdf, state=state, folder="", at=at)


def median(run: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        run()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent[1:])


def main() -> int:
    slow = []
    with own_database(DATABASE), tempfile.TemporaryDirectory() as folder:
        import_module("socle.site.demonstration.loading").load(lambda _: None)
        found = [(what, median(run), is_screen) for what, run, is_screen in measures(Path(folder))]
    least = min(spent for _, spent, _ in found)
    for what, spent, is_screen in found:
        is_slow = is_screen and spent > MOST_MS
        slow += [what] * is_slow
        print(f"{what:<36} {spent:>8.1f} ms  × {spent / least:7.1f}{'  TROP LENT' if is_slow else ''}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
