"""What a bulk step says when it is over: how many are done, and each refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib.messages import constants

MOST, SHOWN = 100, 5
STEPS = {"take": "Prendre en charge", "close": "Clore"}


def told(found: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """One message for what is done, one for each of the first refusals, one for the others."""
    done = [number for number, reason in found if not reason]
    refused = [(number, reason) for number, reason in found if reason]
    if done:
        yield constants.SUCCESS, f"{len(done)} saisine{'s' if len(done) > 1 else ''} : c'est fait."
    for number, reason in refused[:SHOWN]:
        yield constants.WARNING, f"{number} : {reason}"
    if left := len(refused) - SHOWN if len(refused) > SHOWN else 0:
        yield constants.WARNING, f"{left} autre{'s' if left > 1 else ''} refusée{'s' if left > 1 else ''}."
    if not found:
        yield constants.WARNING, "Aucune de ces saisines n'est visible par vous."
