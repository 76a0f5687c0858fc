"""Many rows at once, as the owner: COPY into a table of its own, then one INSERT under the owner's policy.

PostgreSQL refuses COPY where row-level security is forced; nothing is switched off: constraints and triggers judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from psycopg import sql

SCHEMA = "scale_loading"
Row = Mapping[str, Any]


@contextmanager
def loading() -> Iterator[None]:
    """A schema for the tables filled by COPY, gone at the end of the transaction."""
    execute("create schema {schema}")
    yield
    execute("drop schema {schema} cascade")


def execute(text: str, parameters: Mapping[str, Any] | None = None, **names: str) -> int:
    """Run a statement of ours whose {names} are identifiers; how many rows it touched."""
    known = {name: sql.Identifier(value) for name, value in {"schema": SCHEMA, **names}.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(text).format(**known).as_string(), parameters)
        return int(cursor.rowcount)


def copy(table: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Fill a table of the schema."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(SCHEMA, table), names)
    with connection.cursor() as cursor, cursor.copy(statement.as_string()) as stream:
        for row in rows:
            stream.write_row(tuple(row))


def write(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Rows of a model, each as the columns that are said; the others take the model's own defaults."""
    meta = model._meta  # noqa: SLF001 - Django's documented introspection
    table, unsaid = meta.db_table, {str(field.column): field.get_default for field in meta.concrete_fields}
    columns = list(unsaid)

    def values(row: Row) -> Iterator[Any]:
        return (row[name] if name in row else unsaid[name]() for name in columns)

    execute("create unlogged table {schema}.{table} (like public.{table})", table=table)
    copy(table, columns, (values(row) for row in rows))
    listed = ", ".join(f'"{name}"' for name in columns)
    insert = f"insert into {{table}} ({listed}) select {listed} from {{schema}}.{{table}}"  # noqa: S608 - names of our models
    written = execute(insert, table=table)
    execute("drop table {schema}.{table}", table=table)
    return written
