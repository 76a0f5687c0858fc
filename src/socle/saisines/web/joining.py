"""A file as a form or the API sends it; one too big is refused before it is read."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from socle.files.domain.kinds import MOST_BYTES, too_big
from socle.kernel.decision import Refused
from socle.saisines.actions.joining import Sent


def sent_of(file: UploadedFile[bytes] | None) -> Sent | None:
    if file is None:
        return None
    if (file.size or 0) > MOST_BYTES:
        raise Refused(too_big())
    return Sent(file.name or "", file.read())
