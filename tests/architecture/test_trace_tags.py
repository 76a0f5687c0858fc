"""Every event written is described, and every event described is written or awaited (house.md; contrat de service 5.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from socle.traces.domain.table import CATALOGUE, REFUSED_PAGE
from tests.architecture.sources import Source, sources

TAG = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")
TABLES = "src/socle/traces/domain/table"
OF_THE_JOURNAL = {"log:heartbeat"}
AWAITED = {
    "account:activation:expired": "a link presented too late is refused and traced as such (issue 3)",
}


def written(found: Iterable[Source]) -> set[str]:
    """Literals of the code shaped like a tag."""
    others = (source for source in found if not source.path.startswith(TABLES))
    return {text for source in others for text in source.strings() if TAG.fullmatch(text)}


def test_every_event_written_is_described():
    assert not written(sources()) - {kind.tag for kind in CATALOGUE}


def test_every_event_described_is_written_or_awaited():
    described = {kind.tag for kind in CATALOGUE} - OF_THE_JOURNAL - {REFUSED_PAGE}
    assert described - written(sources()) == AWAITED.keys()


def test_an_unknown_event_is_seen():
    assert written([Source("x.py", "record('account:unknown:thing')")]) - {kind.tag for kind in CATALOGUE}
