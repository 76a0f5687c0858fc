"""What the doors keep: cases, what is said of them, their papers, who answers where. No rule here.

A case belongs to the body that asks (`organisation`) and is answered by `holder`; the database shows it to the people
of its door and to those who follow it, and to nobody else of either body.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.saisines.models.base import OfSaisine

WIPED = "six months after its closing, or as the convention says; figures stay without the person"


class Saisine(Tenant):
    """Something brought to a door: a referral, a question, a request to a desk, an incident."""

    PERSONAL = ("person",)
    RETENTION = WIPED

    number = models.CharField("numéro", max_length=20, unique=True)
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    holder = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    door = models.CharField("voie", max_length=200)
    term_key = models.CharField(max_length=80)
    kind = models.CharField("nature", max_length=10)
    subject = models.CharField("sujet", max_length=60)
    label = models.CharField("sujet en clair", max_length=120, blank=True, default="")
    route = models.CharField(max_length=60)
    state = models.CharField("état", max_length=12)
    is_urgent = models.BooleanField("urgente", default=False)
    person = models.JSONField("personne", default=dict, blank=True)
    commune = models.CharField("commune (code Insee)", max_length=5, blank=True)
    context = models.JSONField("page et demande d'où elle vient", default=dict, blank=True)
    followers = ArrayField(models.UUIDField(), verbose_name="qui la suit", default=list)
    opener_id = models.UUIDField("ouverte par")
    received_at = models.DateTimeField("reçue le")
    first_received_at = models.DateTimeField("reçue d'abord le")
    answer_to = models.CharField("réponse adressée à", max_length=10)
    within = models.CharField("délai", max_length=60, blank=True)
    due_at = models.DateTimeField("réponse due avant", null=True)
    due_clause = models.CharField(max_length=120)
    due_proof = ArrayField(models.TextField(), default=list)
    clause = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField("échelon", default=0)
    assigned_id = models.UUIDField("confiée à", null=True)
    assigned_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField("répondue le", null=True)
    closed_at = models.DateTimeField("close le", null=True)
    outcome = models.CharField("issue", max_length=12, blank=True)
    was_useful = models.BooleanField("réponse utile", null=True)
    wipe_on = models.DateField("à effacer le", null=True)
    wiped_at = models.DateTimeField("effacée le", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["door", "due_at", "id"], name="saisine_queue", condition=Q(closed_at=None)),
            models.Index(fields=["organisation", "received_at", "id"], name="saisine_asked"),
            models.Index(fields=["assigned_id"], name="saisine_in_hand", condition=Q(closed_at=None)),
            models.Index(fields=["wipe_on"], name="saisine_to_wipe", condition=Q(wiped_at=None)),
            GinIndex(fields=["followers"], name="saisine_followed"),
            GinIndex(fields=["followers"], name="saisine_followed_open", condition=Q(closed_at=None)),
            models.Index(fields=["door", "state", "due_at"], name="saisine_of_door"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(first_received_at__lte=models.F("received_at")), name="saisine_first"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False), name="saisine_outcome_of_closed"
            ),
            models.CheckConstraint(condition=Q(wiped_at=None) | Q(person={}), name="saisine_wiped_has_no_person"),
        ]


class Entry(OfSaisine):
    """One thing said or done, in its order; an internal note is read by its own body alone."""

    PERSONAL = ("text",)
    RETENTION = WIPED

    position = models.PositiveIntegerField()
    step = models.CharField("étape", max_length=12)
    text = models.TextField("texte", blank=True)
    detail = models.JSONField("détail", default=dict, blank=True)
    is_internal = models.BooleanField("note interne", default=False)
    side = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    said_by_id = models.UUIDField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saisine", "position"], name="saisine_entry_position_once")]


class Pause(OfSaisine):
    """A time during which papers are awaited: the clock is stopped."""

    PERSONAL = ("wanted",)
    RETENTION = WIPED

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    wanted = models.TextField("pièces attendues", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saisine"], condition=Q(until=None), name="saisine_one_pause"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="saisine_pause_ends_after"
            ),
        ]


class Seen(OfSaisine):
    """Up to which entry somebody of one side has read, and when they last looked."""

    PERSONAL = ()
    RETENTION = WIPED

    membership_id = models.UUIDField()
    side = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saisine", "membership_id"], name="saisine_seen_once")]


class Draft(OfSaisine):
    """What somebody is writing: found again after a lost connection, and seen as being written by their colleagues."""

    PERSONAL = ("text",)
    RETENTION = "until it is sent, or thirty days"

    membership_id = models.UUIDField()
    side = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saisine", "membership_id"], name="saisine_draft_once")]


class Telling(OfSaisine):
    """What somebody was told of a case by mail, and the date it was about: never twice the same."""

    PERSONAL = ()
    RETENTION = WIPED

    membership_id = models.UUIDField()
    step = models.CharField("étape", max_length=10)
    about_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saisine", "membership_id", "step", "about_at"], name="saisine_told_once")
        ]


class Words(OfSaisine):
    """What is searched of a case as one side may read it, `side` null for both; written by the database alone."""

    PERSONAL = ("name", "vector")
    RETENTION = WIPED

    side_id = models.UUIDField(null=True)
    name = models.TextField(blank=True)
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="saisine_words_vector", fastupdate=False),
            GinIndex(fields=["name"], name="saisine_words_name", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [models.UniqueConstraint(fields=["saisine", "side_id"], name="words_once", nulls_distinct=False)]


class Post(Tenant):
    """Who answers at a door, with which share, from when to when; what they are there for."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    door = models.CharField("voie", max_length=200)
    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    duty = models.CharField("fonction", max_length=12)
    share = models.PositiveSmallIntegerField("part", default=100)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    given_by_id = models.UUIDField()
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door", "membership", "duty"], condition=Q(ended_at=None), name="saisine_post_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=models.F("given_at")), name="saisine_post_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by_id=None) | Q(ended_at__isnull=False, ended_by_id__isnull=False),
                name="saisine_post_ended_pair",
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="saisine_post_share"),
        ]


class Absence(Tenant):
    """An agent who is away: nothing new is given to them meanwhile."""

    PERSONAL = ()
    RETENTION = "one year after its end"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    since = models.DateTimeField()
    until = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="saisine_absence_ends_after")
        ]


class Notice(Tenant):
    """A known problem or a planned stop, told by a body to those it signed with."""

    PERSONAL = ()
    RETENTION = "two years after its end"

    kind = models.CharField("nature", max_length=10)
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", blank=True)
    begins_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin", null=True)
    announced_at = models.DateTimeField()
    announced_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "ends_at"], name="saisine_notice_current")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("begins_at")), name="saisine_notice_ends_after"
            )
        ]
