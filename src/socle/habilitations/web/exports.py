"""The lists as tables that leave: every row of the same query as the page, its ends and its clauses beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict

from socle.exchange.tables import Cell
from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.matrix import CELL_SAYS, known_end
from socle.habilitations.queries.attestations import kept_in
from socle.habilitations.queries.listing import every_right
from socle.habilitations.queries.matrix.cells import CellRight, PersonRow
from socle.habilitations.queries.matrix.columns import Column
from socle.habilitations.queries.matrix.reading import frame_of, narrowed, whole_matrix
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.people import clauses_of, people_with_ends
from socle.habilitations.queries.states import rights_on_day
from socle.habilitations.queries.usage import usage_of
from socle.habilitations.web import asking
from socle.habilitations.web.pages.attesting import topics_of
from socle.habilitations.web.pages.usage import forecast_line
from socle.organismes.queries import names_of_people

DAY_COLUMN = "État au"
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list ready to leave; `paper` is what a PDF shows of it, the same by default."""

    columns: tuple[str, ...]
    rows: Rows
    paper_columns: tuple[str, ...] = ()
    paper_rows: Rows = field(default=())

    def dated(self, day: date) -> Listing:
        """The same, each row saying the day it was true."""
        return replace(self, columns=(*self.columns, DAY_COLUMN), rows=[[*row, day] for row in self.rows])

    @property
    def on_paper(self) -> tuple[tuple[str, ...], Rows]:
        return (self.paper_columns, self.paper_rows) if self.paper_columns else (self.columns, self.rows)


Builder = Callable[[QueryDict, UUID, datetime], Listing]


def _matrix(query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    every = frame_of(body_id, at)
    wanted = asking.matrix_asked(query, body_id, every)
    frame = narrowed(every, wanted)
    found = list(whole_matrix(frame, wanted, at))
    heads = [
        head for column in frame.kept for head in (column.title, f"{column.title} : fin", f"{column.title} : clause")
    ]
    return Listing(
        ("Nom", "Prénom", "Fonction", "Service de l'organisme", *heads),
        [[*_person(row), *_cells(row, frame.kept, at)] for row in found],
        ("Personne", "Fonction", "Profil", "État", "Fin", "Clause"),
        [line for row in found for line in _paper_lines(row, frame.kept, at)],
    )


def _person(row: PersonRow) -> list[Cell]:
    person = row.member.person
    return [person.last_name, person.first_name, row.member.function, row.member.service]


def _cells(row: PersonRow, columns: Sequence[Column], at: datetime) -> Iterator[Cell]:
    for held, column in zip(row.cells, columns, strict=True):
        yield ", ".join(CELL_SAYS[one.state] for one in held)
        yield _end(held, at)
        yield str(column.clause or "") if held else ""


def _end(held: Sequence[CellRight], at: datetime) -> Cell:
    ends = [known_end(one.facts, at) for one in held]
    return ends[-1] if ends else None


def _paper_lines(row: PersonRow, columns: Sequence[Column], at: datetime) -> list[list[Cell]]:
    """A line by right; somebody without any keeps a line."""
    who: list[Cell] = [row.member.person.name, row.member.function]
    lines = [
        [*who, column.title, CELL_SAYS[one.state], known_end(one.facts, at), str(column.clause or "")]
        for held, column in zip(row.cells, columns, strict=True)
        for one in held
    ]
    return lines or [[*who, "", "aucun droit", None, ""]]


RIGHTS_COLUMNS = (
    *("Nom", "Prénom", "Fonction", "Service", "Profil", "Intitulé", "Finalité", "Lieu ou équipement"),
    *("État", "Suspendue jusqu'au", "Début", "Fin", "Accordée par", "Accordée le", "Retirée le", "Motif du retrait"),
    *("Convention", "Clause"),
)
RIGHTS_ON_PAPER = (0, 1, 3, 4, 7, 8, 9, 11, 17)


def _rights(query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    found = every_right(asking.rights_asked(query, body_id), at)
    names, clauses = names_of(body_id, at), clauses_of(body_id, at)
    grantors, days = names_of_people({row.granted_by_id for row in found}), rights_on_day(found, at)
    rows: list[list[Cell]] = []
    for row in found:
        person, day = row.membership.person, days[row.id]
        rows.append(
            [
                *(person.last_name, person.first_name, row.membership.function, row.service, row.profile),
                *(names.profile(row.service, row.profile), names.purpose(row.service, row.purpose)),
                *(names.scope(row.scope_id), day.says, day.stopped.until if day.stopped else None),
                *((day.period.start, day.period.end) if day.period else (None, None)),
                *(grantors.get(row.granted_by_id, "un gestionnaire"), row.granted_at, day.withdrawn_at),
                row.cause if day.withdrawn_at else "",
                *(f"{row.convention.title} (n° {row.convention.number})", clauses.get((row.service, row.profile), "")),
            ]
        )
    return Listing(
        RIGHTS_COLUMNS,
        rows,
        tuple(RIGHTS_COLUMNS[rank] for rank in RIGHTS_ON_PAPER),
        [[line[rank] for rank in RIGHTS_ON_PAPER] for line in rows],
    )


def _people(query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    columns = (
        *("Nom", "Prénom", "Fonction", "Service de l'organisme", "Adresse électronique", "Arrivée"),
        *("Droits en cours", "Prochaine fin de droit", "Clauses"),
    )
    rows: list[list[Cell]] = [
        [
            *(one.member.person.last_name, one.member.person.first_name, one.member.function, one.member.service),
            *(one.member.email, one.member.joined_at, one.rights, one.next_end, ", ".join(one.clauses)),
        ]
        for one in people_with_ends(asking.people_asked(query, body_id), at)
    ]
    paper = (0, 1, 2, 3, 6, 7, 8)
    return Listing(columns, rows, tuple(columns[one] for one in paper), [[row[one] for one in paper] for row in rows])


def _seats(_query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    usage = usage_of(body_id, at)
    columns = (
        *("Convention", "Service", "Profil", "Lieu ou équipement", "Plafond", "Occupés", "Libres", "De trop"),
        *("Fin de la convention", "Prévision", "Clause"),
    )
    rows: list[list[Cell]] = []
    for line in usage.lines:
        over = max(line.used - (line.maximum or 0), 0)
        profile = "tous profils" if line.profile == "*" else line.profile
        rows.append(
            [
                *(line.convention, line.service, profile, line.scope, line.maximum, line.used, line.free, over),
                *(line.until, forecast_line(usage.forecast(line))["says"], str(line.clause)),
            ]
        )
    paper = (1, 2, 3, 4, 5, 7, 8, 9, 10)
    return Listing(columns, rows, tuple(columns[one] for one in paper), [[row[one] for one in paper] for row in rows])


def _proofs(_query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    """Every pledge and training kept, with its proof (MCP-34)."""
    found = kept_in(body_id, at)
    recorders = names_of_people({row.recorded_by_id for row in found})
    columns = (
        *("Nom", "Prénom", "Fonction", "Convention", "Ce qui est fait", "Sujets", "Version", "Fait le", "Preuve"),
        *("Enregistré par", "Enregistré le"),
    )
    rows: list[list[Cell]] = [
        [
            *(row.membership.person.last_name, row.membership.person.first_name, row.membership.function),
            *(row.convention.title, row.label, topics_of(row.topics), row.version, row.done_at, row.proof),
            *(recorders.get(row.recorded_by_id, "un gestionnaire"), row.recorded_at),
        ]
        for row in found
    ]
    paper = (0, 1, 4, 6, 7, 8, 9)
    return Listing(columns, rows, tuple(columns[one] for one in paper), [[row[one] for one in paper] for row in rows])


BUILDERS: dict[Listed, Builder] = {
    Listed.MATRIX: _matrix,
    Listed.RIGHTS: _rights,
    Listed.PEOPLE: _people,
    Listed.SEATS: _seats,
    Listed.PROOFS: _proofs,
}


def listing_of(listed: Listed, query: QueryDict, body_id: UUID, at: datetime) -> Listing:
    """Every row that the page would show, page after page."""
    return BUILDERS[listed](query, body_id, at)
