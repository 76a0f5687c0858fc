"""Seal staged traces: empty the queue, extend the tree, sign its root (reliability.md §1.3).

Order of one batch, and what a kill at each point leaves:

1. the database transaction deletes staged rows, inserts entries, nodes and the signed checkpoint: killed here, the
   transaction never was, the rows are still staged;
2. `<log>.next` is written and flushed in the second store: killed here, the database does not hold that checkpoint,
   so the next run throws `.next` away; the note left no one's hands but the sealer's;
3. the transaction commits, synchronously: killed here, the database holds the checkpoint of `.next`, so the next run
   publishes it;
4. `.next` becomes `<log>.note`.

Nothing is visible before the second store knows it, and the sealer signs nothing that does not continue that store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from socle.traces.domain import note as notes
from socle.traces.domain.event import Log, TraceEvent, leaf
from socle.traces.domain.merkle import HASH_SIZE, CompactRange, Node
from socle.traces.domain.note import Checkpoint, NoteError
from socle.traces.domain.verify import TILE_LEVEL
from socle.traces.keys import SealingKey, sealing_key
from socle.traces.rows import COLUMNS, WIDTH, Connection, event_of, journal_id, origin, witness_folder
from socle.traces.witness import LogRefused, Witness

BATCH = 8192
LOCK = {Log.TRACES: 7_010_001, Log.HABILITATIONS: 7_010_002}
Step = Callable[[str], None]

WAITING = "select exists (select from traces_staged_trace where log = %s)"
STAGED = f"select {COLUMNS}, salt from traces_staged_trace where log = %s order by at, id limit {BATCH}"  # noqa: S608
HEAD = "select size, root, note, peaks from traces_checkpoint where log = %s order by size desc limit 1"
TAIL = "select coalesce(max(idx) + 1, 0) from traces_entry where log = %s"
RANKS = """
select o.id, (select max(e.organisation_seq) from traces_entry e where e.log = %(log)s and e.organisation_id = o.id)
from unnest(%(ids)s::uuid[]) o(id)
union all
select null, max(organisation_seq) from traces_entry where log = %(log)s and organisation_id is null
"""
MOVE = f"""
with place as (
  select * from unnest(%(ids)s::uuid[], %(idx)s::bigint[], %(ranks)s::bigint[], %(leaves)s::bytea[])
    as p(place_id, idx, organisation_seq, leaf)
), moved as (
  delete from traces_staged_trace s using place where s.id = place_id returning s.*, idx, organisation_seq, leaf
)
insert into traces_entry ({COLUMNS}, salt, idx, organisation_seq, leaf)
select {COLUMNS}, salt, idx, organisation_seq, leaf from moved
"""  # noqa: S608 - constants of this package
KEEP_NODES = """
insert into traces_node (log, level, position, hash)
select %s, n.* from unnest(%s::smallint[], %s::bigint[], %s::bytea[]) n
"""
KEEP_CHECKPOINT = """
insert into traces_checkpoint (log, size, root, note, at, leaves, peaks) values (%s, %s, %s, %s, now(), %s, %s)
"""
WAS_SIGNED = "select true from traces_checkpoint where log = %s and size = %s and root = %s"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A batch placed in the log, ready to be written."""

    tree: CompactRange
    rows: list[tuple[UUID, int, int, bytes]]
    nodes: list[Node]

    @property
    def leaves(self) -> bytes:
        return b"".join(row[3] for row in self.rows)


def place(waiting: list[tuple[TraceEvent, bytes]], tree: CompactRange, ranks: dict[UUID | None, int]) -> Sealed:
    """Give each event and its salt a position, a rank in its organisation and a leaf; `tree` and `ranks` grow."""
    placed: list[tuple[UUID, int, int, bytes]] = []
    closed: list[Node] = []
    for event, salt in waiting:
        rank = ranks.get(event.organisation_id, 0) + 1
        ranks[event.organisation_id] = rank
        hashed = leaf(event, rank, salt)
        placed.append((event.id, tree.size, rank, hashed))
        closed += [node for node in tree.append(hashed) if node.level % TILE_LEVEL == 0]
    return Sealed(tree, placed, closed)


@dataclass(slots=True)
class Sealer:
    """Seals the logs of one journal with one key; `step` is called between the steps, for rehearsals of crashes."""

    state: Path
    key: SealingKey
    journal: UUID
    step: Step = lambda _: None

    @classmethod
    def open(cls, connection: Connection, state: Path) -> Sealer:
        """The sealer of this database, with the key of the state folder."""
        return cls(state, sealing_key(state), journal_id(connection))

    def origin(self, log: Log) -> str:
        return origin(self.journal, log)

    def witness(self, log: Log) -> Witness:
        return Witness(witness_folder(self.state, self.journal), log, self.origin(log), [self.key.verifier()])

    def seal(self, connection: Connection) -> int:
        """Seal one batch of each log; how many traces were sealed. LogRefused when the log cannot be continued."""
        return sum(self.seal_log(connection, log) for log in Log)

    def check(self, connection: Connection) -> None:
        """Settle what a crash left, and refuse now rather than at the first trace a database that was rewritten."""
        for log in Log:
            with connection.transaction():
                if self._is_alone(connection, log):
                    self._settled(connection, log)

    def seal_log(self, connection: Connection, log: Log) -> int:
        """Seal one batch of a log, unless another sealer holds it."""
        if not _one(connection, WAITING, (log,)):
            return 0
        with connection.transaction():
            if not self._is_alone(connection, log):
                return 0
            tree = self._settled(connection, log)
            waiting = [(event_of(row), row[WIDTH]) for row in connection.execute(STAGED, (log,))]
            if not waiting:
                return 0
            ranks = self._ranks(connection, log, {event.organisation_id for event, _ in waiting})
            sealed = place(waiting, tree, ranks)
            checkpoint = Checkpoint(self.origin(log), sealed.tree.size, sealed.tree.root())
            note = notes.sign(checkpoint, self.key)
            self._write(connection, log, sealed, checkpoint, note)
            self.step("written")
            self.witness(log).prepare(note)
            self.step("prepared")
        self.step("committed")
        self.witness(log).publish()
        return len(sealed.rows)

    def _is_alone(self, connection: Connection, log: Log) -> bool:
        connection.execute("set local synchronous_commit = on")
        return bool(_one(connection, "select pg_try_advisory_xact_lock(%s)", (LOCK[log],)))

    def _settled(self, connection: Connection, log: Log) -> CompactRange:
        """The tree so far, once the database and the second store agree on it."""
        row = connection.execute(HEAD, (log,)).fetchone()
        head, tree = self._head(log, row) if row else (None, CompactRange())

        def was_signed(last: Checkpoint) -> bool:
            return bool(_one(connection, WAS_SIGNED, (log, last.size, last.root)))

        self.witness(log).settle(head, was_signed)
        tail = _one(connection, TAIL, (log,))
        if tail != tree.size:
            raise LogRefused(
                f"Le journal « {log} » contient {tail} entrées, son dernier point de contrôle en atteste {tree.size} : "
                "des lignes ont été ajoutées ou retirées. Rien n'est plus signé : lancez « socle traces verify »."
            )
        return tree

    def _head(self, log: Log, row: tuple[Any, ...]) -> tuple[Checkpoint, CompactRange]:
        size, root, note, peaks = row
        try:
            head = notes.verify(note, self.origin(log), [self.key.verifier()])
            tree = CompactRange(size, [peaks[i : i + HASH_SIZE] for i in range(0, len(peaks), HASH_SIZE)])
        except (NoteError, ValueError) as error:
            raise LogRefused(f"Le dernier point de contrôle du journal « {log} » ne tient pas : {error}.") from error
        if (head.size, head.root) != (size, root) or tree.root() != root:
            raise LogRefused(f"Le dernier point de contrôle du journal « {log} » a été modifié dans la base.")
        return head, tree

    def _ranks(self, connection: Connection, log: Log, organisations: set[UUID | None]) -> dict[UUID | None, int]:
        found = connection.execute(RANKS, {"log": log, "ids": list(organisations - {None})}).fetchall()
        return {organisation: rank or 0 for organisation, rank in found}

    def _write(self, connection: Connection, log: Log, sealed: Sealed, checkpoint: Checkpoint, note: str) -> None:
        ids, positions, ranks, leaves = (list(column) for column in zip(*sealed.rows, strict=True))
        moved = connection.execute(MOVE, {"ids": ids, "idx": positions, "ranks": ranks, "leaves": leaves}).rowcount
        if moved != len(ids):
            raise LogRefused(
                f"{len(ids) - moved} traces en attente ont disparu pendant leur scellement : relancez le scelleur."
            )
        self.step("moved")
        if sealed.nodes:
            columns = zip(*((node.level, node.position, node.hash) for node in sealed.nodes), strict=True)
            connection.execute(KEEP_NODES, (log, *(list(column) for column in columns)))
        peaks = b"".join(sealed.tree.peaks)
        connection.execute(KEEP_CHECKPOINT, (log, checkpoint.size, checkpoint.root, note, sealed.leaves, peaks))


def _one(connection: Connection, query: str, parameters: tuple[Any, ...]) -> Any:  # noqa: ANN401 - one column
    row = connection.execute(query, parameters).fetchone()
    return row[0] if row else None


def seal_batch(connection: Connection) -> int:
    """Seal one batch of each log with the key of this clone; how many traces were sealed."""
    return Sealer.open(connection, Path(settings.SOCLE_STATE)).seal(connection)
