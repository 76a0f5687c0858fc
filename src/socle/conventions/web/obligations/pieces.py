"""Files joined to an obligation: sent with what is said of it, shown with their state, handed to its parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from socle.conventions.actions.evidencing import hand_piece, keep_with_file
from socle.conventions.actions.obligations import Word, keep
from socle.conventions.queries.obligations import Key, Line
from socle.conventions.web.own import own_convention
from socle.database.transactions import run, transaction
from socle.files.domain.kinds import MOST_BYTES, FileState, too_big
from socle.files.handing import handed_over
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused

STATES: Mapping[str, tuple[str, str]] = {
    FileState.CLEAN: ("contrôlée, gardée chiffrée", "success"),
    FileState.QUARANTINED: ("en quarantaine, contrôle à venir", "warning"),
    FileState.REFUSED: ("refusée, rien n'est gardé", "danger"),
}


def said_with(convention_id: UUID, key: Key, word: Word, sent: UploadedFile[bytes] | None, *, actor: Actor) -> Line:
    """Say it, with its file when one was sent; a file too big is refused before it is read."""
    if sent is None:
        return run(actor, lambda at: keep(convention_id, key, word, actor=actor, at=at))
    if (sent.size or 0) > MOST_BYTES:
        raise Refused(too_big())
    return keep_with_file(convention_id, key, word, sent.name or "", sent.read(), actor=actor)


@require_GET
def piece(
    request: HttpRequest,
    convention_id: UUID,
    term_key: str,
    code: str,
    occasion: str,
    bearer: UUID,
    file_id: UUID,
) -> HttpResponseBase:
    """One file, for the parties of the obligation; its reading is traced."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return answer(convention_id, (term_key, code, occasion, bearer), file_id, actor)


def answer(convention_id: UUID, key: Key, file_id: UUID, actor: Actor) -> HttpResponseBase:
    """The file as an answer, or nothing that says it exists."""
    with transaction(actor) as at:
        own_convention(convention_id, actor)
        found = hand_piece(convention_id, key, file_id, actor=actor, at=at)
        if found is None:
            raise Http404
        return handed_over(*found)


def lines(convention_id: UUID, key: Key, files: Iterable[StoredFile]) -> list[dict[str, object]]:
    """The files of an occurrence as its page shows them."""
    return [
        {
            "name": one.name,
            "url": reverse("conventions:obligation_piece", args=[convention_id, *key, one.id])
            if one.state == FileState.CLEAN
            else "",
            "label": STATES[one.state][0],
            "tone": STATES[one.state][1],
            "reason": one.reason,
            "who": one.received_by_name,
            "at": one.received_at,
        }
        for one in files
    ]
