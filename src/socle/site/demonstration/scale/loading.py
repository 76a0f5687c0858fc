"""Load the drawn demonstration in one transaction, then prove the ledger of seats by SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from socle.database.transactions import transaction
from socle.kernel.clause import Clause
from socle.kernel.decision import refuse
from socle.site.demonstration.scale import rows, texts
from socle.site.demonstration.scale.bodies import Partner, drawn_id, partners_of, words
from socle.site.demonstration.scale.conventions import Signed, signed_texts, write_conventions
from socle.site.demonstration.scale.invariants import broken
from socle.site.demonstration.scale.natures import Size
from socle.site.demonstration.scale.rights import Desk
from socle.site.demonstration.scale.tables import (
    TABLES,
    Account,
    Delegation,
    Equipment,
    Habilitation,
    Membership,
    Organisation,
    Person,
    Place,
    SeatBucket,
    SeatHold,
)
from socle.site.demonstration.scale.texts import Variant
from socle.site.demonstration.scale.writing import execute, loading, write
from socle.traces import actions as traces

Say = Callable[[str], None]
REAL_DATA = refuse(
    "not_demonstration",
    "Cette base contient des données qui ne sont pas fictives : rien n'y est ajouté.",
    clause=Clause.house("MCP-24"),
    fix="Donnez le nom d'une autre base avec « --database ».",
)
ALREADY = refuse(
    "already_loaded",
    "La démonstration à grande échelle est déjà dans cette base.",
    clause=Clause.house("MCP-24"),
    fix="Ajoutez « --again » pour la refaire, ou donnez le nom d'une autre base avec « --database ».",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was written."""

    organisations: int
    people: int
    rights: int
    seats: int
    terms: int


class BrokenLedgerError(RuntimeError):
    """What was drawn breaks an invariant: nothing is kept."""


def holds_real_data() -> bool:
    return Organisation.objects.filter(is_demonstration=False).exists()


def is_loaded() -> bool:
    return Organisation.objects.filter(siret=texts.CAISSE_SIRET).exists()


def load(size: Size, say: Say) -> Loaded:
    """Draw and write everything; Refused where the data is not all fictional, or is there already."""
    draw = Random(size.seed)  # noqa: S311 - a draw that can be repeated, not a secret
    with transaction(None) as at, loading():
        _refuse_elsewhere()
        say(f"{size.partners} partenaires et {size.people} personnes, tirés…")
        partners, caisse = list(partners_of(size, draw)), drawn_id(draw)
        signed = signed_texts(partners)
        say(f"{size.rights} droits, tirés siège par siège…")
        desks = _desks(size, partners, signed, draw, at)
        say("partenaires et personnes, écrits…")
        _write_bodies(partners, caisse, draw, at)
        say("conventions et termes, écrits…")
        terms = write_conventions(partners, signed, caisse, draw, at)
        say("droits et sièges, écrits…")
        rights, seats = _write_rights(desks, caisse, draw)
        loaded = Loaded(len(partners) + 1, size.people + len(rows.CAISSE_ROLES), rights, seats, terms)
        say("invariants du registre des sièges, vérifiés…")
        _finish(loaded, at)
    _analyze()
    return loaded


def _refuse_elsewhere() -> None:
    for is_wrong, decision in ((holds_real_data(), REAL_DATA), (is_loaded(), ALREADY)):
        if is_wrong:
            decision.or_raise()


def _desks(
    size: Size, partners: list[Partner], signed: Mapping[Variant, Signed], draw: Random, at: datetime
) -> list[Desk]:
    """Rights for every partner by its number of people; what one cannot give, the next ones do."""
    causes, ceilings = words().causes, {variant: one.ceilings for variant, one in signed.items()}
    desks, given, heads = [], 0, 0
    for partner in partners:
        desk = Desk(partner, ceilings[partner.variant], signed[partner.variant].effective_at, at, draw, causes)
        heads += len(partner.members)
        given += desk.give(size.rights * heads // size.people - given)
        desks.append(desk)
    while given < size.rights and (more := sum(desk.give(1) for desk in desks[: size.rights - given])):
        given += more
    return desks


def _write_bodies(partners: list[Partner], caisse: UUID, draw: Random, at: datetime) -> None:
    agents, since = rows.agents(draw), at - rows.CAISSE_SINCE
    everybody = [(partner, member) for partner in partners for member in partner.members]
    write(Organisation, [rows.caisse(caisse), *map(rows.organisation, partners)])
    write(Person, [*map(rows.person, agents), *(rows.person(one, body.nature.diploma) for body, one in everybody)])
    of_caisse = [rows.membership(caisse, agent, since) for agent in agents]
    write(
        Membership, [*of_caisse, *(rows.membership(body.id, one, since, body.nature.traits) for body, one in everybody)]
    )
    for model, level in ((Equipment, "equipment"), (Place, "place")):
        write(model, (row for partner in partners for row in rows.scopes(partner, level)))
    write(Account, rows.accounts([*agents, *(one for _, one in everybody)], draw, at))
    write(Delegation, [rows.delegation(caisse, agent, since, None, caisse) for agent in agents])


def _write_rights(desks: list[Desk], caisse: UUID, draw: Random) -> tuple[int, int]:
    """Delegations, rights, buckets and seats; how many rights and seats."""
    managers = ((desk, one) for desk in desks for one in desk.partner.members if one.role)
    write(
        Delegation,
        (rows.delegation(desk.partner.id, one, desk.opened_at, desk.partner, caisse) for desk, one in managers),
    )
    rights = write(
        Habilitation, (rows.habilitation(desk.partner, one, caisse) for desk in desks for one in desk.rights)
    )
    write(SeatBucket, (rows.bucket(desk.partner, one, caisse) for desk in desks for one in desk.buckets.values()))
    return rights, write(SeatHold, (row for desk in desks for row in rows.holds(desk, draw)))


def _finish(loaded: Loaded, at: datetime) -> None:
    """Every deferred constraint now, every invariant of the ledger, then the one trace of the load."""
    execute("set constraints all immediate")
    if found := broken(at):
        raise BrokenLedgerError("; ".join(f"{name} : {count}" for name, count in found.items()))
    traces.record("demonstration:data:loaded", actor=None, at=at, payload=asdict(loaded))


def _analyze() -> None:
    """Tell the planner how large the tables are now, rather than wait for it to notice."""
    for model in TABLES:
        execute("analyze {table}", table=model._meta.db_table)  # noqa: SLF001 - Django's documented introspection
