"""The certificate of a review: what was judged, line by line, in one text whose digest the journal commits to (MCP-26).

The text is canonical JSON (RFC 8785 for what it holds), so that one review has one digest. Each line is a leaf of a
tree (RFC 6962): one line may be shown to somebody with its proof, without the others. The trace of the closing carries
the digest of the text; the signed checkpoint of the journal carries the trace: whoever holds the public key of the
journal verifies all of it without us (`verify_review.py`, standard library alone).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from socle.habilitations.domain.reviewing.judging import Verdict
from socle.habilitations.domain.reviewing.pace import pace_of
from socle.traces.domain.event import canonical_json
from socle.traces.domain.merkle import leaf_hash, root

FORMAT = "socle-revue/1"
OF_CAISSE = "caisse"
APPLIED = "fait"

Said = Mapping[str, object]


def compose(head: Said, lines: Sequence[Said], controls: Sequence[Said], seats: Sequence[Said]) -> dict[str, object]:
    """The body of the certificate; every count comes from the lines, so that anybody counts them again."""
    seconds = [value for line in (*lines, *controls) if isinstance(value := line["seconds"], int)]
    pace = pace_of(seconds)
    return {
        **head,
        "format": FORMAT,
        "lines": list(lines),
        "lines_root": lines_root(lines),
        "counts": counts(lines),
        "exceptions": exceptions(lines),
        "controls": {"asked": len(controls), "failed": sum(bool(one["failed"]) for one in controls), "lines": controls},
        "pace": {"judged": pace.judged, "middle": pace.middle, "quick": pace.quick, "total": pace.total},
        "seats": list(seats),
    }


def counts(lines: Sequence[Said]) -> dict[str, int]:
    """How many rights of each verdict; « caisse » for those the partner does not judge."""
    verdicts = [str(line["verdict"]) for line in lines]
    return {name: verdicts.count(name) for name in (*(verdict.value for verdict in Verdict), OF_CAISSE)}


def exceptions(lines: Sequence[Said]) -> list[int]:
    """The ranks of the lines that the caisse has something to do about: without opinion, its own, not applied."""
    return [rank for rank, line in enumerate(lines, start=1) if is_exception(line)]


def is_exception(line: Said) -> bool:
    return line["verdict"] in {Verdict.DOUBTFUL.value, OF_CAISSE} or line["outcome"] not in {"", APPLIED}


def lines_root(lines: Sequence[Said]) -> str:
    """The root of the tree over the lines, in base 64."""
    return b64encode(root([leaf_hash(canonical_json(line)) for line in lines])).decode()


def text_of(body: Said) -> str:
    """The one text of the certificate."""
    return canonical_json(body).decode()


def digest_of(text: str) -> str:
    """The SHA-256 of the text, as the journal and the paper print it."""
    return sha256(text.encode()).hexdigest()
