"""What the API says of drafts, and what it is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class PartyLine(Schema):
    party: UUID
    name: str
    role: str
    representative: str
    agreed_version: int | None
    signed_on: date | None
    remark: str


class DraftLine(Schema):
    """A draft, and who must act next."""

    id: UUID
    kind: str
    family: str
    title: str
    state: str
    version: int
    convention: UUID | None
    awaits: list[str]
    what: str
    parties: list[PartyLine]


class DraftLines(Schema):
    items: list[DraftLine]
    next: str | None = None


class Remark(Schema):
    severity: str
    line: int
    what: str
    remedy: str


class Comment(Schema):
    version: int
    term: str
    text: str
    by: str
    body: str
    at: datetime


class Blank(Schema):
    """A field that the model leaves to the parties."""

    term: str
    clause: str
    fields: list[str]


class DraftOut(DraftLine):
    """A draft with its text in hand, what the check says of it, what the parties say."""

    text: str
    is_sound: bool
    remarks: list[Remark]
    blanks: list[Blank]
    comments: list[Comment]


class Partner(Schema):
    siret: str
    representative: str
    capacity: str


class ConventionIn(Schema):
    """The first page of a convention that fills the model of a family; one partner, or two."""

    model: str
    title: str
    territory: str
    representative: str
    capacity: str
    partners: list[Partner]
    number: str = ""
    effective_on: date | None = None


class AvenantIn(Schema):
    title: str
    effective_on: date | None = None


class TermIn(Schema):
    """What the draft writes of one term, over `version`; `act` is `write`, `end` or `leave`."""

    version: int
    act: str = "write"
    fields: dict[str, Any] = {}


class TextIn(Schema):
    version: int
    text: str
    note: str = ""


class CommentIn(Schema):
    text: str
    term: str = ""


class StepIn(Schema):
    step: str
    reason: str = ""


class OrderIn(Schema):
    is_ordered: bool = False


class Written(Schema):
    """The version written."""

    version: int
