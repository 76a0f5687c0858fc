"""How far a transaction is is seen before its end, by everybody, and forgotten with it (MCP-22)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction

from socle.database.progress import tell, told
from tests.database.others import another_connection

pytestmark = pytest.mark.django_db


SEEN = "select count(*) from pg_stat_activity where split_part(application_name, ' ', 1) = %s"


def seen(other, task: str) -> int:
    return other.execute(SEEN, [task]).fetchone()[0]


def test_a_step_is_seen_before_any_commit():
    task = f"import:{uuid4()}"
    with another_connection() as other:
        other.execute("begin")
        other.execute("select set_config('application_name', %s, true)", [f"{task} 1250"])
        assert told(task) == 1250
        assert told(f"import:{uuid4()}") == 0


def test_it_is_forgotten_with_the_transaction():
    task = f"import:{uuid4()}"
    with another_connection() as other:
        with transaction.atomic():
            tell(task, 25)
            assert seen(other, task) == 1
            transaction.set_rollback(True)
        assert seen(other, task) == 0
