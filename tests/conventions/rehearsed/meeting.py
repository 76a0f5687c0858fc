"""People who act on one thing at the same instant: two last signatures, twenty writers, two words on one obligation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection

from socle.conventions.actions import drafting, signatures
from socle.conventions.actions.drafting import move, open_avenant, revise
from socle.conventions.actions.obligations import Word, keep
from socle.conventions.actions.signatures.drafts import conclude_round, send_draft
from socle.conventions.domain.signing_round import RoundState
from socle.conventions.models import Act, ConventionDocument, Draft, DraftVersion, ObligationEntry, SigningRound
from socle.conventions.queries.obligations import lines_of
from socle.conventions.queries.papers import bundle_of
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED
from tests.conftest import acting_as
from tests.conventions.rehearsed.stage import Hands, Told, hands, outcome, report_on, round_now, together
from tests.files import hostile

AVENANT = """[[avenants]]
title = "Des sièges de plus"

[[avenants.terms]]
id = "sieges-cdap-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = {seats}
clause = "bulletin CDAP, 2"
says = "{seats} personnes au plus consultent les dossiers avec le profil T2."
"""


@dataclass
class Met:
    """One meeting: the refusals its losers read, and what it broke, in words."""

    refusals: list[Told]
    broken: str = ""


def refused(told: list[Told]) -> list[Told]:
    return [one for one in told if one.decision is not None]


def checked(told: list[Told], rules: dict[str, bool]) -> Met:
    lost = refused(told)
    rules["un refus n'est pas une phrase avec son remède"] = all(one.is_in_french for one in lost)
    return Met(lost, " ; ".join(name for name, is_kept in rules.items() if not is_kept))


@contextmanager
def changed(holder: object, name: str, value: Any) -> Iterator[None]:
    """Another value under this name for a while: how a control takes a guard away."""
    kept = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, kept)


def without(table: str, *names: str) -> None:
    """Take constraints away, in a database that is thrown away after."""
    with acting_as("socle_owner"), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"alter table {table} drop constraint if exists {name}")
            cursor.execute(f"drop index if exists {name}")


def as_if(actor: Actor, act: Callable[..., object], *given: object, **named: object) -> Callable[[], object]:
    return lambda: run(actor, lambda at: act(*given, actor=actor, at=at, **named))


def ready_avenant(stage: Hands, seats: int) -> tuple[Draft, SigningRound]:
    """An avenant agreed by both sides, sent round them."""
    text = AVENANT.format(seats=seats)
    draft: Any = as_if(stage.caisse, open_avenant, stage.convention.id, "Des sièges de plus", text=text)()
    as_if(stage.caisse, move, draft.id, "propose")()
    for actor in (stage.mayor, stage.caisse):
        as_if(actor, move, draft.id, "agree")()
    draft = as_if(stage.caisse, move, draft.id, "open_signing")()
    with transaction(stage.caisse):
        bundle = bundle_of(stage.convention)
    row: Any = as_if(stage.caisse, send_draft, draft, bundle, hostile.pdf(), is_ordered=False)()
    return draft, row


def last_signatures(chance: random.Random) -> Met:
    """The two parties of an avenant sign at once, each again if refused; then two administrators make the act at once."""
    stage, seats = hands(), chance.randint(13, 60)
    draft, row = ready_avenant(stage, seats)
    signs = {one: as_if(one, signatures.sign, row.convention_id, row.id) for one in (stage.caisse, stage.mayor)}
    told = together(list(signs.values()))
    told += [outcome(one) for one, said in zip(signs.values(), told, strict=True) if said.decision is not None]
    concluders = (stage.caisse, stage.caisse_again)
    last = [*told, *together([as_if(one, conclude_round, row.convention_id, row.id) for one in concluders])]
    found, report = round_now(row, stage.caisse), report_on(row, stage.mayor)
    with transaction(stage.caisse) as at:
        acts = Act.objects.filter(convention=stage.convention, number__gt=0).count()
        terms = terms_at(stage.convention.id, at + timedelta(days=1))
        draft.refresh_from_db()
    kept = next(term.body.max for term in terms if term.id == "sieges-cdap-t2")
    rules = {
        "le papier n'est pas signé de tous": found.state is RoundState.COMPLETE and len(found.signed) == 2,
        "le PDF ne porte pas les deux signatures": report.holds and len({one.name for one in report.signatures}) == 2,
        f"{acts} actes pour un avenant": acts == 1,
        "le projet n'est pas signé": draft.state == "signed",
        "les sièges ne sont pas ceux de l'avenant": kept == seats,
    }
    return checked(last, rules)


WRITERS = 20


def storm(chance: random.Random) -> Met:
    """Twenty people write over the version they read, all at once; whoever is refused reads again and adds their line."""
    stage = hands()
    draft: Any = as_if(
        stage.caisse, open_avenant, stage.convention.id, "Des sièges de plus", text=AVENANT.format(seats=13)
    )()
    as_if(stage.caisse, move, draft.id, "propose")()
    people = (stage.caisse, stage.mayor, stage.caisse_again, stage.mayor_again)
    waiting = {f"# ligne {rank} de {chance.randrange(10**6)}\n": people[rank % 4] for rank in range(WRITERS)}
    lines, told = tuple(waiting), []
    while waiting:
        base, text = latest(draft, stage.caisse)
        writes = [
            as_if(who, revise, draft.id, text + line, base, f"ajout {base}")
            for line, who in chance.sample(list(waiting.items()), len(waiting))
        ]
        said = [settled(one) for one in together(writes)]
        told += said
        kept = latest(draft, stage.caisse)[1]
        before = len(waiting)
        waiting = {line: who for line, who in waiting.items() if line not in kept}
        if before == len(waiting) or len(refused(said)) < before - 1:
            break
    with transaction(stage.caisse):
        texts = list(DraftVersion.objects.filter(draft=draft, is_aside=False).order_by("number").values_list("text"))
        asides = DraftVersion.objects.filter(draft=draft, is_aside=True).count()
    final = texts[-1][0]
    rules = {
        "une ligne écrite est perdue": all(line in final for line in lines),
        "une version n'a pas gardé la précédente": all(b[0].startswith(a[0]) for a, b in pairwise(texts)),
        f"{len(texts)} versions pour {WRITERS} écritures": len(texts) == WRITERS + 1,
        "un texte refusé n'est pas gardé à part": asides == len(refused(told)),
    }
    return checked(told, rules)


def settled(told: Told) -> Told:
    """A version set aside carries its decision."""
    value: Any = told.value
    return told if value is None or value.decision else Told(decision=value.decision)


def latest(draft: Draft, actor: Actor) -> tuple[int, str]:
    with transaction(actor):
        row = DraftVersion.objects.filter(draft=draft, is_aside=False).order_by("-number").first()
    assert row is not None, "opened with a version"
    return row.number, row.text


def no_version_check() -> Any:
    """The control: whoever comes late is let through."""
    return changed(drafting, "up_to_date", lambda *_: ALLOWED)


def no_lock() -> Any:
    """The control: nobody waits for whoever writes."""
    return changed(drafting, "locked", lambda draft_id: Draft.objects.get(id=draft_id))


def two_words(chance: random.Random) -> Met:
    """Two people say something of one obligation at once: who owes takes their word back, who is owed contests it."""
    stage = hands()
    with acting_as("socle_owner"):
        terms = stage.convention.term_rows.filter(kind="deliverable", body__by="caisse")
        key = str(terms.values_list("term_key", flat=True)[0])
        ConventionDocument.objects.filter(convention=stage.convention).update(received_on=None)
    with transaction(stage.caisse) as at:
        found = lines_of([stage.convention], date(2020, 1, 1), date(2035, 1, 1), at)
        one = next(line.occurrence for line in found if line.occurrence.term_id == key)
    say_at = (stage.convention.id, one.key)
    as_if(stage.caisse, keep, *say_at, Word("declare", "Remis en main propre.", one.due_on))()
    pairs = (
        ((stage.caisse, "withdraw"), (stage.mayor, "contest")),
        ((stage.mayor, "contest"), (stage.mayor_again, "contest")),
        ((stage.caisse, "withdraw"), (stage.caisse_again, "withdraw")),
    )
    told = together(
        [as_if(who, keep, *say_at, Word(step, "Pas ce qui était dû.")) for who, step in chance.choice(pairs)]
    )
    with transaction(stage.caisse):
        rows = ObligationEntry.objects.filter(convention=stage.convention).order_by("rank", "recorded_at")
        ranks = list(rows.values_list("rank", flat=True))
    rules = {
        f"{len(ranks) - 1} paroles gardées pour une place": ranks == [1, 2],
        f"{len(refused(told))} refus au lieu d'un": len(refused(told)) == 1,
    }
    return checked(told, rules)
