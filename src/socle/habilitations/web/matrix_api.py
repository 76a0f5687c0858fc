"""Who holds what, person by person and column by column, as the API says it: the statements of the page (MCP-21)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.params import functions as params

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.domain.matrix import CellState, known_end
from socle.habilitations.queries.matrix.cells import CellRight, PersonRow
from socle.habilitations.queries.matrix.columns import Column
from socle.habilitations.queries.matrix.people import MatrixFilter, key_of
from socle.habilitations.queries.matrix.reading import Frame, frame_of, narrowed, people_page
from socle.kernel.actor import Actor
from socle.organismes.choosing import FIELD, chosen_body
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of, text
from socle.theme.moments import Moment
from socle.theme.moments import as_of as looked_at

router = Router(tags=["matrice"])


class MatrixColumn(Schema):
    """A profile, for the whole body or at one place; rights name it by `column`."""

    column: str
    service: str
    profile: str
    label: str
    scope: UUID | None
    scope_name: str
    clause: str


class MatrixRight(Schema):
    """What one cell says of that day; `valid_to` is the end that was announced then."""

    habilitation: UUID
    column: str
    state: CellState
    valid_from: datetime
    valid_to: datetime | None


class MatrixPerson(Schema):
    person: UUID
    person_name: str
    function: str
    rights: list[MatrixRight]


class Matrix(Schema):
    as_of: datetime
    columns: list[MatrixColumn]
    items: list[MatrixPerson]
    next: str | None


def _body(actor: Actor, partner: UUID | None) -> UUID:
    """A caisse reads the partner it names, its own people otherwise; 404 for any other body."""
    chosen = chosen_body(actor, {FIELD: str(partner)} if partner else {}, with_own=True)
    if partner not in {None, chosen.id}:
        raise Http404
    return chosen.id


def _column(column: Column) -> MatrixColumn:
    return MatrixColumn(
        column=column.key,
        service=column.service,
        profile=column.profile,
        label=column.name,
        scope=column.scope_id,
        scope_name=column.scope,
        clause=str(column.clause or ""),
    )


def _right(cell: CellRight, column: Column, at: datetime) -> MatrixRight:
    return MatrixRight(
        habilitation=cell.right.id,
        column=column.key,
        state=cell.state,
        valid_from=cell.facts.period.start,
        valid_to=known_end(cell.facts, at),
    )


def _person(row: PersonRow, frame: Frame, at: datetime) -> MatrixPerson:
    held = [_right(one, column, at) for column, cell in zip(frame.kept, row.cells, strict=True) for one in cell]
    member = row.member
    return MatrixPerson(person=member.person_id, person_name=member.person.name, function=member.function, rights=held)


@router.get("/matrix", response=Matrix, summary="Matrice des droits, aujourd'hui ou un autre jour")
def get_matrix(
    request: HttpRequest,
    partner: UUID | None = None,
    service: str = params.Query("", max_length=20),
    profile: str = params.Query("", max_length=20),
    scope: UUID | None = None,
    group: UUID | None = None,
    state: CellState | None = None,
    search: str = params.Query("", max_length=80),
    as_of: Moment | None = None,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Matrix:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    after = decode(cursor, text, text, UUID) if cursor else None
    with transaction(actor) as now:
        at = looked_at(as_of, now)
        body_id = _body(actor, partner)
        words = search.strip()
        wanted = MatrixFilter(body_id, service, profile, str(scope or ""), state or "", words, str(group or ""))
        frame = narrowed(frame_of(body_id, at), wanted)
        page = page_of(
            people_page(frame, wanted, at, after=after, limit=limit), limit, lambda row: key_of(row.member, wanted)
        )
        people = [_person(row, frame, at) for row in page.items]
    return Matrix(as_of=at, columns=[_column(one) for one in frame.kept], items=people, next=page.next)
