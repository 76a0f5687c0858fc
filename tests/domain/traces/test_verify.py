"""Tamper matrix (acceptance A3): each attack is found, at the right entry, with the right name; a clean log never is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.traces.domain.breaks import Break
from socle.traces.domain.event import TraceEvent
from socle.traces.domain.merkle import CompactRange, leaf_hash
from socle.traces.domain.note import Checkpoint, sign
from socle.traces.domain.note import verify as verify_note
from socle.traces.domain.sealed import Anchor, Batch, Entry
from socle.traces.domain.verify import verify
from tests.domain.traces.test_note import KEY, ORIGIN, OTHER

START = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
SIZES = (1, 3, 10, 11, 300)
CHECK = partial(verify_note, origin=ORIGIN, verifiers=[KEY])


def event(index):
    return TraceEvent(
        id=UUID(int=index + 1),
        at=START + timedelta(seconds=index),
        log="traces",
        tag="dossier:file:consulted",
        organisation_id=UUID(int=1000 + index % 3) if index % 7 else None,
        payload={"rank": index},
    )


def sealed(event, index, rank):
    entry = Entry(index, rank, b"", bytes([index % 256]) * 16, event)
    return replace(entry, leaf=entry.actual())


def entries_of(count):
    ranks = {}
    for index in range(count):
        said = event(index)
        ranks[said.organisation_id] = ranks.get(said.organisation_id, 0) + 1
        yield sealed(said, index, ranks[said.organisation_id])


def batches_of(leaves, sizes, key=KEY):
    tree, start = CompactRange(), 0
    for size in sizes:
        tree.extend(leaves[start:size])
        note = sign(Checkpoint(ORIGIN, size, tree.root()), key)
        yield Batch(size, tree.root(), note, tuple(leaves[start:size]))
        start = size


ENTRIES = tuple(entries_of(SIZES[-1]))
LEAVES = [entry.leaf for entry in ENTRIES]
BATCHES = tuple(batches_of(LEAVES, SIZES))
ANCHOR = Anchor(BATCHES[-1].size, BATCHES[-1].root, "le second magasin")


def nodes():
    tree = CompactRange()
    return [node for leaf in LEAVES for node in tree.append(leaf) if node.level % 8 == 0]


def audit(entries=ENTRIES, batches=BATCHES, anchors=(ANCHOR,), **options):
    return verify("traces", entries, batches, anchors, **options)


def edited(entry, *, with_leaf=False):
    changed = replace(entry, event=replace(entry.event, payload={"rank": -1}))
    return replace(changed, leaf=changed.actual()) if with_leaf else changed


def with_entry(index, entry):
    return (*ENTRIES[:index], entry, *ENTRIES[index + 1 :])


def renumbered(entries):
    return tuple(replace(entry, index=index) for index, entry in enumerate(entries))


INTRUDER = sealed(replace(event(0), id=UUID(int=9999), at=START - timedelta(days=1)), 0, 1)


def test_clean_log_holds():
    report = audit(nodes=nodes(), check=CHECK)

    assert report.ok
    assert (report.size, report.root) == (300, ANCHOR.root)


def test_empty_log_holds():
    assert audit((), (), ()).ok


@pytest.mark.parametrize("index", [0, 2, 9, 10, 150, 299])
@pytest.mark.parametrize("with_leaf", [False, True])
def test_edited_payload_is_named(index, with_leaf):
    report = audit(with_entry(index, edited(ENTRIES[index], with_leaf=with_leaf)))

    assert (report.broken.code, report.broken.index) == (Break.EDITED, index)
    assert (report.broken.id, report.broken.at) == (ENTRIES[index].event.id, ENTRIES[index].event.at)


def test_edited_leaf_alone_is_named():
    report = audit(with_entry(5, replace(ENTRIES[5], leaf=leaf_hash(b"x"))))

    assert (report.broken.code, report.broken.index) == (Break.EDITED, 5)


def test_edited_salt_and_rank_are_named():
    assert audit(with_entry(5, replace(ENTRIES[5], salt=bytes(16)))).broken.index == 5
    assert audit(with_entry(5, replace(ENTRIES[5], organisation_seq=99))).broken.index == 5


@pytest.mark.parametrize("index", [0, 5, 150])
def test_deleted_row_is_named(index):
    report = audit(ENTRIES[:index] + ENTRIES[index + 1 :])

    assert (report.broken.code, report.broken.index, report.broken.id) == (Break.DELETED, index, None)


@pytest.mark.parametrize("index", [4, 150])
def test_deleted_and_renumbered_row_is_named(index):
    report = audit(renumbered(ENTRIES[:index] + ENTRIES[index + 1 :]))

    assert (report.broken.code, report.broken.index) == (Break.DELETED, index)


@pytest.mark.parametrize(("first", "second"), [(4, 5), (4, 200), (20, 21), (0, 299)])
def test_swapped_rows_are_named(first, second):
    rows = list(ENTRIES)
    rows[first], rows[second] = replace(rows[second], index=first), replace(rows[first], index=second)

    report = audit(rows)

    assert (report.broken.code, report.broken.index) == (Break.SWAPPED, first)
    assert report.broken.id == ENTRIES[second].event.id


@pytest.mark.parametrize("kept", [299, 200, 11, 0])
def test_cut_tail_is_named(kept):
    report = audit(ENTRIES[:kept])

    assert (report.broken.code, report.broken.index) == (Break.CUT, kept)


def test_tail_cut_with_its_checkpoints_is_named_by_the_second_store():
    report = audit(ENTRIES[:11], BATCHES[:4])

    assert (report.broken.code, report.broken.index) == (Break.CUT, 11)
    assert "le second magasin en atteste 300" in report.broken.diagnosis


def test_negative_control_without_second_store_the_cut_is_not_seen():
    assert audit(ENTRIES[:11], BATCHES[:4], ()).ok


@pytest.mark.parametrize("before", [True, False])
def test_inserted_row_with_a_taken_position_is_named(before):
    twins = (replace(INTRUDER, index=6), ENTRIES[6])
    report = audit((*ENTRIES[:6], *(twins if before else twins[::-1]), *ENTRIES[7:]))

    assert (report.broken.code, report.broken.index, report.broken.id) == (Break.INSERTED, 6, INTRUDER.event.id)


def test_inserted_row_that_shifts_the_others_is_named():
    report = audit(renumbered((*ENTRIES[:6], INTRUDER, *ENTRIES[6:])))

    assert (report.broken.code, report.broken.index, report.broken.id) == (Break.INSERTED, 6, INTRUDER.event.id)


def test_row_added_at_the_end_is_named():
    report = audit((*ENTRIES, replace(INTRUDER, index=300)))

    assert (report.broken.code, report.broken.index) == (Break.INSERTED, 300)


def test_replaced_key_is_named():
    forged = tuple(batches_of(LEAVES, SIZES, OTHER))

    report = audit(batches=forged, check=CHECK)

    assert (report.broken.code, report.broken.index) == (Break.CHECKPOINT, 0)
    assert "remplacée" in report.broken.diagnosis


def rewritten(index):
    rows = with_entry(index, edited(ENTRIES[index], with_leaf=True))
    return rows, [row.leaf for row in rows]


def test_row_rewritten_with_its_list_is_located_to_its_checkpoint():
    rows, leaves = rewritten(150)
    lists = tuple(
        replace(batch, leaves=forged.leaves) for batch, forged in zip(BATCHES, batches_of(leaves, SIZES), strict=True)
    )

    report = audit(rows, lists)

    assert (report.broken.code, report.broken.index) == (Break.REWRITTEN, 11)


def test_row_rewritten_with_its_list_and_roots_breaks_its_signature():
    rows, leaves = rewritten(5)
    lists = tuple(
        replace(forged, note=batch.note.replace(batch.note.split("\n")[2], forged.note.split("\n")[2]))
        for batch, forged in zip(BATCHES, batches_of(leaves, SIZES), strict=True)
    )

    assert audit(rows, lists).broken.code is Break.FORKED
    located = audit(rows, lists, check=CHECK).broken
    assert (located.code, located.index, located.id) == (Break.CHECKPOINT, 3, ENTRIES[3].event.id)


def test_whole_history_signed_again_breaks_against_the_second_store():
    rows, leaves = rewritten(150)

    report = audit(rows, tuple(batches_of(leaves, SIZES)), check=CHECK)

    assert (report.broken.code, report.broken.index) == (Break.FORKED, 11)


def test_changed_list_of_leaves_is_named():
    changed = replace(BATCHES[2], leaves=(leaf_hash(b"x"), *BATCHES[2].leaves[1:]))

    report = audit(batches=(*BATCHES[:2], changed, *BATCHES[3:]))

    assert (report.broken.code, report.broken.index) == (Break.CHECKPOINT, 3)


def test_row_edited_under_a_changed_list_is_named():
    changed = replace(BATCHES[2], leaves=())

    report = audit(with_entry(5, edited(ENTRIES[5])), (*BATCHES[:2], changed, *BATCHES[3:]))

    assert (report.broken.code, report.broken.index) == (Break.EDITED, 5)


@pytest.mark.parametrize("change", [{"root": leaf_hash(b"x")}, {"size": 4}, {"note": "illisible"}])
def test_changed_checkpoint_is_named(change):
    report = audit(batches=(*BATCHES[:2], replace(BATCHES[2], **change), *BATCHES[3:]))

    assert (report.broken.code, report.broken.index) == (Break.CHECKPOINT, 3)


def test_removed_checkpoint_is_named():
    report = audit(batches=(*BATCHES[:2], *BATCHES[3:]))

    assert (report.broken.code, report.broken.index) == (Break.CHECKPOINT, 3)


def test_checkpoint_of_the_second_store_must_still_be_there():
    report = audit(anchors=(Anchor(200, ANCHOR.root, "le second magasin"),))

    assert (report.broken.code, report.broken.index) == (Break.FORKED, 199)


def test_changed_or_missing_node_is_named():
    false = [replace(nodes()[0], hash=leaf_hash(b"x"))]

    assert audit(nodes=false).broken.code is Break.NODE
    assert audit(nodes=[]).broken.index == 255


def test_hole_in_the_ranks_of_an_organisation_is_named():
    ranks = [replace(entry, organisation_seq=entry.organisation_seq + (entry.index > 20)) for entry in ENTRIES]
    rows = [replace(entry, leaf=entry.actual()) for entry in ranks]
    leaves = [row.leaf for row in rows]

    report = audit(rows, tuple(batches_of(leaves, SIZES)), ())

    assert (report.broken.code, report.broken.index) == (Break.SEQUENCE, 21)


MUTATIONS = st.sampled_from(["payload", "tag", "person_name", "salt", "leaf", "seq", "drop", "twice", "swap", "cut"])


@given(MUTATIONS, st.integers(0, 298), st.integers(1, 50), st.booleans())
def test_any_mutation_is_found_where_it_is(mutation, index, distance, with_leaf):
    other = min(index + distance, 299)
    rows = list(ENTRIES)
    changes = {
        "payload": lambda row: edited(row, with_leaf=with_leaf),
        "tag": lambda row: replace(row, event=replace(row.event, tag="dossier:file:refused")),
        "person_name": lambda row: replace(row, event=replace(row.event, person_name="Autre")),
        "salt": lambda row: replace(row, salt=bytes([row.salt[0] ^ 1]) + row.salt[1:]),
        "leaf": lambda row: replace(row, leaf=row.leaf[::-1]),
        "seq": lambda row: replace(row, organisation_seq=row.organisation_seq + distance),
    }
    match mutation:
        case "drop":
            del rows[index]
        case "twice":
            rows.insert(index, rows[index])
        case "swap":
            rows[index], rows[other] = replace(rows[other], index=index), replace(rows[index], index=other)
        case "cut":
            rows = rows[:index]
        case _:
            rows[index] = changes[mutation](rows[index])

    report = audit(rows)

    assert not report.ok
    assert report.broken.index == index
    assert report.broken.diagnosis.endswith(").")


@given(st.lists(st.integers(1, 300), min_size=1, unique=True).map(sorted))
def test_no_false_alarm_whatever_the_batches(sizes):
    batches = tuple(batches_of(LEAVES, sizes))

    assert audit(ENTRIES[: sizes[-1]], batches, (Anchor(sizes[-1], batches[-1].root, "s"),), check=CHECK).ok
