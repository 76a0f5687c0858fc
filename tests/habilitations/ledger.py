"""What two executions are compared by, what must hold of the ledger at any instant, and how its rows are brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

PEOPLE = "select person_id from organismes_membership where organisation_id = %(body)s"
KEPT: Mapping[str, str] = {
    "habilitations_suspension": "organisation_id = %(body)s",
    "habilitations_seathold": "organisation_id = %(body)s",
    "habilitations_habilitation": "organisation_id = %(body)s",
    "habilitations_seatbucket": "organisation_id = %(body)s",
    "habilitations_delegation": "organisation_id = %(body)s",
    "organismes_membership": "organisation_id = %(body)s",
    "conventions_term": "convention_id = %(convention)s",
    "conventions_act": "convention_id = %(convention)s",
    "accounts_activationlink": f"account_id in (select id from accounts_account where person_id in ({PEOPLE}))",
    "accounts_account": f"person_id in ({PEOPLE})",
}
RIGHTS = """
select person_id, profile, coalesce(upper(h.period) > now(), upper_inf(h.period)) and not isempty(h.period), count(*)
from habilitations_habilitation h join organismes_membership m on m.id = h.membership_id
where h.organisation_id = %(body)s group by 1, 2, 3
"""
SEATS = """
select b.term_key, b.scope_id, b.max_seats, count(distinct s.slot) filter (where upper_inf(s.period) or upper(s.period) > now())
from habilitations_seatbucket b left join habilitations_seathold s on s.bucket_id = b.id and not isempty(s.period)
where b.organisation_id = %(body)s group by 1, 2, 3
"""
STOPPED = """
select m.person_id, h.profile, s.kind, s.lifted_at is not null
from habilitations_suspension s join habilitations_habilitation h on h.id = s.habilitation_id
join organismes_membership m on m.id = h.membership_id where s.organisation_id = %(body)s
"""
LEFT = "select person_id from organismes_membership where organisation_id = %(body)s and left_at is not null"
INVARIANTS: Mapping[str, str] = {
    "seats above the ceiling": """
select b.term_key, lower(one.period) from habilitations_seatbucket b
join habilitations_seathold one on one.bucket_id = b.id and not isempty(one.period)
join habilitations_seathold other on other.bucket_id = b.id and other.period @> lower(one.period)
where b.organisation_id = %(body)s group by b.id, lower(one.period), b.max_seats
having count(distinct other.slot) > b.max_seats""",
    "one slot held twice": """
select one.bucket_id, one.slot from habilitations_seathold one
join habilitations_seathold other on other.bucket_id = one.bucket_id and other.slot = one.slot and other.id > one.id
where one.organisation_id = %(body)s and one.period && other.period and one.membership_id <> other.membership_id""",
    "a seat without its right": """
select s.id from habilitations_seathold s join habilitations_habilitation h on h.id = s.habilitation_id
where s.organisation_id = %(body)s and not isempty(s.period) and not s.period <@ h.period""",
    "a right without its seat": """
select h.id from habilitations_habilitation h where h.organisation_id = %(body)s and not isempty(h.period)
and not h.period::tstzmultirange <@ (
  coalesce((select range_agg(s.period) from habilitations_seathold s where s.habilitation_id = h.id), '{}')
  + coalesce((select range_agg(p.period) from habilitations_suspension p
              where p.habilitation_id = h.id and p.kind = 'replaced'), '{}'))""",
    "two suspensions of one kind at once": """
select one.id from habilitations_suspension one join habilitations_suspension other
on other.habilitation_id = one.habilitation_id and other.kind = one.kind and other.id > one.id
where one.organisation_id = %(body)s and one.period && other.period""",
    "a right of somebody who left": """
select h.id from habilitations_habilitation h join organismes_membership m on m.id = h.membership_id
where h.organisation_id = %(body)s and m.left_at is not null and not isempty(h.period)
and (upper_inf(h.period) or upper(h.period) > now())""",
}
SAVE = "select coalesce(jsonb_agg(to_jsonb(t)), '[]') from {table} t where {where}"
AGED: Mapping[str, tuple[str, ...]] = {
    "habilitations_habilitation": ("period", "granted_at", "withdrawn_at", "last_used_at", "reactivated_at"),
    "habilitations_seathold": ("period",),
    "habilitations_suspension": ("period", "suspended_at", "lifted_at"),
    "habilitations_delegation": ("period", "granted_at", "withdrawn_at"),
    "organismes_membership": ("joined_at", "left_at"),
    "conventions_term": ("validity",),
    "conventions_act": ("effective_at", "recorded_at"),
    "conventions_convention": ("effective_at", "ends_at"),
}
RANGES = frozenset({"period", "validity"})
MOVED = {
    True: "{0} = case when isempty({0}) then {0} else tstzrange(lower({0}) - %(by)s, upper({0}) - %(by)s) end",
    False: "{0} = {0} - %(by)s",
}
ASIDE = (  # row after row, two people who follow each other on a seat would overlap for a moment
    "create temp table aged on commit drop as select * from {table} where {where}",
    "update aged set {moved}",
    "delete from {table} where {where}",
    "insert into {table} select * from aged",
    "drop table aged",
)
TAKEN = """
select s.slot, extract(epoch from lower(s.period))::float, coalesce(extract(epoch from upper(s.period))::float, 'infinity')
from habilitations_seathold s join habilitations_seatbucket b on b.id = s.bucket_id
where b.organisation_id = %(body)s and b.term_key = %(term)s and not isempty(s.period)
"""
BACK = "insert into {table} select (jsonb_populate_recordset(null::{table}, %(rows)s)).*"


@dataclass
class Ledger:
    """One body's rows, seen by a connection that no policy holds back."""

    monitor: psycopg.Connection
    body: UUID
    convention: UUID
    kept: dict[str, object] = field(default_factory=dict)

    @property
    def _keys(self) -> dict[str, object]:
        return {"body": self.body, "convention": self.convention}

    def keep(self) -> None:
        """Remember the rows as they are."""
        for table, where in KEPT.items():
            self.kept[table] = self.monitor.execute(SAVE.format(table=table, where=where), self._keys).fetchone()[0]

    def restore(self) -> None:
        """Bring the rows back, triggers and keys aside."""
        with self.monitor.transaction():
            self.monitor.execute("set local session_replication_role = replica")
            for table, where in KEPT.items():
                if table != "organismes_membership":
                    self.monitor.execute(f"delete from {table} where {where}", self._keys)
            self.monitor.execute(
                "update organismes_membership set left_at = null where organisation_id = %(body)s", self._keys
            )
            for table, rows in self.kept.items():
                if table != "organismes_membership":
                    self.monitor.execute(BACK.format(table=table), {"rows": Jsonb(rows)})

    def state(self) -> tuple[object, ...]:
        """Who holds what, seats used under which ceiling, who left: slots and instants aside."""
        asked = (RIGHTS, SEATS, STOPPED, LEFT)
        return tuple(frozenset(self.monitor.execute(one, self._keys).fetchall()) for one in asked)

    def violations(self) -> list[str]:
        return [
            f"{name}: {found}"
            for name, asked in INVARIANTS.items()
            if (found := self.monitor.execute(asked, self._keys).fetchall())
        ]

    def age(self, days: int) -> None:
        """Move all that was written into the past: for the database's clock, these days went by."""
        with self.monitor.transaction():
            self.monitor.execute("set local session_replication_role = replica")
            for table, columns in AGED.items():
                moved = ", ".join(MOVED[name in RANGES].format(name) for name in columns)
                where = KEPT.get(table, "id = %(convention)s")
                keys = self._keys | {"by": timedelta(days=days)}
                for statement in ASIDE:
                    self.monitor.execute(statement.format(table=table, where=where, moved=moved), keys)

    def taken(self, term: str) -> list[tuple[int, float, float]]:
        """The seats of one term with their beginnings and ends, in seconds."""
        return self.monitor.execute(TAKEN, self._keys | {"term": term}).fetchall()
