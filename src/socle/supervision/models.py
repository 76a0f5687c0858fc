"""What supervision keeps: questions and their exchanges, samples, failures, measures, audits. No rule here.

Rows belong to the partner they are about, which reads them; a sample and a delay belong to the caisse alone.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant

SIX_YEARS = "six years after its end (contrat de service, 5.3.2)"


class OfPartner(Tenant):
    """A row about a partner, under one convention of one caisse."""

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )

    class Meta:
        abstract = True


class AnswerDelay(Tenant):
    """The delay that a caisse records for a convention whose text gives none; the latest one holds."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    delay = models.CharField("délai de réponse", max_length=60)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()


class Sample(Tenant):
    """A draw of rights: its seed and criteria draw it again; `population_digest` says from what."""

    PERSONAL = ()
    RETENTION = SIX_YEARS

    partner = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+", null=True)
    service = models.CharField(max_length=20, blank=True)
    profile = models.CharField(max_length=20, blank=True)
    size = models.PositiveSmallIntegerField()
    risk_percent = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    population = models.PositiveIntegerField()
    population_digest = models.CharField(max_length=64)
    population_list = models.TextField(default="")
    drawn_at = models.DateTimeField()
    drawn_by_id = models.UUIDField()


class SampleLine(Tenant):
    """A right drawn, in its order, and why."""

    PERSONAL = ()
    RETENTION = SIX_YEARS

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    rank = models.PositiveSmallIntegerField()
    partner = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    habilitation_id = models.UUIDField()
    why = models.CharField(max_length=8)
    reasons = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "rank"], name="sample_rank_once")]


class Question(OfPartner):
    """Why does this right exist, how is it used: with its clock, and each step of its computation."""

    PERSONAL = ("text",)
    RETENTION = SIX_YEARS

    habilitation = models.ForeignKey(
        "habilitations.Habilitation", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    sample_id = models.UUIDField(null=True)
    text = models.TextField("question")
    state = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    due_at = models.DateTimeField()
    due_origin = models.CharField(max_length=12)
    due_clause = models.CharField(max_length=120)
    due_proof = ArrayField(models.TextField())
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "due_at"], name="question_to_answer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="question_closed_pair",
            )
        ]


class Failure(OfPartner):
    """What the caisse reproaches, the evidence, the clause; established once the partner was heard."""

    PERSONAL = ("facts", "evidence", "urgency")
    RETENTION = SIX_YEARS

    question_id = models.UUIDField(null=True)
    ground = models.CharField(max_length=24)
    facts = models.TextField("faits")
    evidence = models.TextField("preuve")
    clause = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    notified_at = models.DateTimeField()
    notified_by_id = models.UUIDField()
    due_at = models.DateTimeField()
    due_origin = models.CharField(max_length=12)
    urgency = models.TextField("urgence", blank=True)
    established_at = models.DateTimeField(null=True)
    established_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(established_at=None, established_by_id=None)
                | Q(established_at__isnull=False, established_by_id__isnull=False),
                name="failure_established_pair",
            )
        ]


class Measure(OfPartner):
    """A measure and everything it touched, so that ending it gives back exactly that."""

    PERSONAL = ("cause",)
    RETENTION = SIX_YEARS

    failure = models.ForeignKey(Failure, on_delete=models.PROTECT, related_name="measures", db_constraint=False)
    kind = models.CharField(max_length=24)
    reach = models.CharField(max_length=8)
    target = models.CharField(max_length=40, blank=True)
    cause = models.CharField("motif", max_length=300)
    clause = models.CharField(max_length=120)
    state = models.CharField(max_length=8)
    people = ArrayField(models.UUIDField(), default=list)
    rights = ArrayField(models.UUIDField(), default=list)
    roles = ArrayField(models.UUIDField(), default=list)
    sign_ins = models.PositiveIntegerField(default=0)
    tokens = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()
    taken_by_id = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by_id=None) | Q(ended_at__isnull=False, ended_by_id__isnull=False),
                name="measure_ended_pair",
            )
        ]


class Audit(OfPartner):
    """An audit of the delegated management."""

    PERSONAL = ("conclusion",)
    RETENTION = SIX_YEARS

    scope = models.TextField("périmètre")
    since = models.DateField("du")
    until = models.DateField("au")
    sample_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10)
    clause = models.CharField(max_length=120)
    conclusion = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="audit_closed_pair",
            ),
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="audit_ends_after"),
        ]


class Finding(OfPartner):
    """A finding of an audit, with the correction asked and its day."""

    PERSONAL = ("observed", "evidence")
    RETENTION = SIX_YEARS

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings", db_constraint=False)
    severity = models.CharField(max_length=8)
    observed = models.TextField("constat")
    evidence = models.TextField("preuve")
    clause = models.CharField(max_length=120)
    correction = models.TextField("correction demandée")
    due_on = models.DateField("à corriger pour le")
    state = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()


class Statement(OfPartner):
    """What a party said, once and for all, about one question, one failure or one finding."""

    PERSONAL = ("text",)
    RETENTION = SIX_YEARS

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="statements", null=True, db_constraint=False
    )
    failure = models.ForeignKey(
        Failure, on_delete=models.PROTECT, related_name="statements", null=True, db_constraint=False
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="statements", null=True, db_constraint=False
    )
    step = models.CharField(max_length=12)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, failure=None, finding=None)
                | Q(question=None, failure__isnull=False, finding=None)
                | Q(question=None, failure=None, finding__isnull=False),
                name="statement_of_one_thing",
            )
        ]


class Call(OfPartner):
    """A contact called because nobody answered, in the order of the ladder."""

    PERSONAL = ("name", "email")
    RETENTION = SIX_YEARS

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="calls", db_constraint=False)
    rank = models.PositiveSmallIntegerField()
    contact = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    called_at = models.DateTimeField()
    called_by_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "name"], name="contact_called_once")]
