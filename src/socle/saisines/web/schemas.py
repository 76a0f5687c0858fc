"""What the API of saisines takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from socle.conventions.domain.kinds.rung import Trigger
from socle.saisines.domain.answering import PaperForm
from socle.saisines.domain.life import LONGEST
from socle.theme.cursor import DEFAULT, LARGEST


class ChannelItem(Schema):
    """A door: `required` are the items it asks, `delay` how long the answer may take, `due` computed for now."""

    id: str
    kind: str
    name: str
    holder: str
    subjects: list[str]
    required: list[str]
    route: str
    delay: str | None
    due: datetime | None
    says: str
    clause: str
    delay_clause: str


class Channels(Schema):
    items: list[ChannelItem]
    next: str | None = None


class Person(Schema):
    """Whom the case is about: no more than what the answer needs."""

    name: str = Field(min_length=1, max_length=160)
    birth_date: date | None = None
    reference: str = Field(default="", max_length=40)


class PaperIn(Schema):
    """A mandate or a copy of an identity card: how it was given, since and until when it is worth."""

    form: PaperForm = PaperForm.PAPER
    signed_on: date | None = None
    ends_on: date | None = None


class NewSaisine(Schema):
    """What is brought; `channel` is the identifier of a door."""

    channel: str = Field(min_length=1, max_length=200)
    subject: str = Field(default="", max_length=60, pattern=r"^[\w-]*$")
    text: str = Field(default="", max_length=LONGEST)
    commune: str = Field(default="", pattern=r"^(\d[\dAB]\d{3})?$")
    urgent: bool = False
    person: Person | str | None = None
    mandate: PaperIn | bool | None = None
    identity: PaperIn | bool | None = None


class SaisineItem(Schema):
    """A case: `due` the end of its clock, None when it is stopped or when the text says at once."""

    id: UUID
    number: str
    state: str
    channel: str
    kind: str
    subject: str
    route: str
    urgent: bool
    asker: str
    holder: str
    received_at: datetime
    answer_to: str
    due: datetime | None
    late: bool
    clause: str
    rank: int
    assigned: UUID | None


class OpenedSaisine(SaisineItem):
    """A case as it was received; `proof` is each step of its date, `led_from` the door first knocked at."""

    proof: list[str]
    answer_says: str
    led_from: str | None = None


class Saisines(Schema):
    items: list[SaisineItem]
    next: str | None = None


class JoinedFile(Schema):
    """A file of the thread: `state` is `clean`, `quarantined` or `shredded`."""

    id: UUID
    name: str
    state: str


class Message(Schema):
    """One entry of the thread, with the files that came with it."""

    step: str
    text: str
    who: str
    at: datetime
    internal: bool
    files: list[JoinedFile]


class WholeSaisine(SaisineItem):
    """A case with its thread and the steps of its date."""

    proof: list[str]
    person: dict[str, str]
    commune: str
    messages: list[Message]


class NewMessage(Schema):
    """What is said: `kind` is `message`, `note`, or an answer that moves the case."""

    text: str = Field(min_length=1, max_length=LONGEST)
    kind: Literal["message", "note", "in_progress", "need_papers", "done", "wrong_body"] = "message"


class Transfer(Schema):
    """To a colleague (`to`, a membership), or to another door of the convention (`channel`)."""

    to: UUID | None = None
    channel: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=LONGEST)


class Escalation(Schema):
    """Up one step, on a ground of the text when it asks one: `sensitive`, `blocked`, `still_blocked`."""

    trigger: Trigger | None = None
    reason: str = Field(default="", max_length=LONGEST)


class Closing(Schema):
    """`withdraw` gives up a case that is not answered yet."""

    reason: str = Field(default="", max_length=LONGEST)
    withdraw: bool = False


class Wanted(Schema):
    """What the list is limited to: a state or `open`, a door, what the caller has in hand."""

    state: Literal["", "open", "received", "in_progress", "awaiting", "answered", "closed"] = ""
    queue: str = Field(default="", max_length=200)
    mine: bool = False
    cursor: str = ""
    limit: int = Field(default=DEFAULT, ge=1, le=LARGEST)
