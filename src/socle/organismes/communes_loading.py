"""Load the official list of communes, once for each of its editions; `socle migrate` does it as the owner."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from socle.organismes.domain.communes import Listed, listed

FOLDER = Path(__file__).parent / "vendor"
FILES = ("communes.json", "epci.json")
BATCH = 5000
TOLD = "select obj_description('organismes_commune'::regclass)"
ADD = "insert into organismes_commune select * from jsonb_populate_recordset(null::organismes_commune, %s::jsonb)"
Say = Callable[[str], None]


def load_communes(say: Say) -> int:
    """How many communes were written: none when this edition is there already, or when its files are not."""
    paths = [FOLDER / name for name in FILES]
    if not all(path.is_file() for path in paths):
        say("communes : la liste officielle n'est pas là ; lancez « make assets », puis recommencez")
        return 0
    texts = [path.read_bytes() for path in paths]
    edition = sha256(b"2" + b"".join(texts)).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TOLD)
        if cursor.fetchone() == (edition,):
            return 0
        communes, districts = (json.loads(text) for text in texts)
        rows = list(listed(communes, districts))
        cursor.execute("delete from organismes_commune")
        for start in range(0, len(rows), BATCH):
            cursor.execute(ADD, [_json(rows[start : start + BATCH])])
            say(f"communes : {min(start + BATCH, len(rows))} sur {len(rows)}")
        cursor.execute(f"comment on table organismes_commune is '{edition}'")
        return len(rows)


def _json(rows: Sequence[Listed]) -> str:
    return json.dumps([asdict(row) | {"words": row.words} for row in rows])
