"""Tables of the journal: written by SQL in the migration (partitions, xid), read through these models.

No foreign key: identifiers and names are copied at the moment of the act (style.md, « Traces »).
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class TraceColumns(models.Model):
    """What a trace says, staged or sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    log = models.CharField(max_length=20)
    tag = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    organisation_id = models.UUIDField(null=True)
    caisse_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    person_name = models.TextField()
    organisation_name = models.TextField()
    membership_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=10)
    request_id = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    subject_label = models.TextField()
    clause = models.TextField()
    payload = models.JSONField()
    salt = models.BinaryField()

    class Meta:
        abstract = True


class StagedTrace(TraceColumns):
    """A trace committed with its act, waiting to be sealed."""

    PERSONAL = ("person_name", "subject_label", "payload")
    RETENTION = "until it is sealed, in less than two seconds"

    class Meta:
        managed = False
        db_table = "traces_staged_trace"


class Entry(TraceColumns):
    """A sealed trace: one leaf of the tree of its log."""

    PERSONAL = ("person_name", "subject_label", "payload")
    RETENTION = "the convention's own: six months for traces, six years for habilitations"

    idx = models.BigIntegerField()
    organisation_seq = models.BigIntegerField()
    leaf = models.BinaryField()

    class Meta:
        managed = False
        db_table = "traces_entry"


class Node(models.Model):
    """The hash of a complete subtree."""

    PERSONAL = ()
    RETENTION = "as long as the log"

    log = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField()
    pk = models.CompositePrimaryKey("log", "level", "position")

    class Meta:
        managed = False
        db_table = "traces_node"


class Checkpoint(models.Model):
    """A signed size and root of a log (C2SP tlog-checkpoint)."""

    PERSONAL = ()
    RETENTION = "as long as the log"

    log = models.CharField(max_length=20)
    size = models.BigIntegerField()
    root = models.BinaryField()
    leaves = models.BinaryField()
    peaks = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()
    pk = models.CompositePrimaryKey("log", "size")

    class Meta:
        managed = False
        db_table = "traces_checkpoint"


class Journal(models.Model):
    """The one identity of this database's journal: a restored copy is recognised by it."""

    PERSONAL = ()
    RETENTION = "as long as the log"

    is_only = models.BooleanField(primary_key=True)
    id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "traces_journal"
