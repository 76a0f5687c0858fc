"""What a directory by territory keeps: each writing of a sector is a row, never changed; who covers it, from when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class SectorVersion(Tenant):
    """A sector as its keeper wrote it: its communes, and whom to call there from a day on."""

    PERSONAL = ("line", "email")
    RETENTION = "as long as its convention: what was answered on a day can be read again"

    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    term_key = models.CharField(max_length=80)
    sector_id = models.UUIDField("secteur")
    name = models.CharField("nom du secteur", max_length=80)
    communes = ArrayField(models.CharField(max_length=5), verbose_name="communes (codes Insee)")
    unit = models.CharField("unité", max_length=120, blank=True)
    line = models.CharField("ligne directe", max_length=20, blank=True)
    permanence = models.CharField("lieu de permanence", max_length=200, blank=True)
    email = models.EmailField("courriel de l'unité", max_length=120, blank=True)
    since = models.DateField("à compter du")
    is_ended = models.BooleanField("n'est plus tenu", default=False)
    version = models.PositiveIntegerField("rang")
    written_at = models.DateTimeField("écrit le")
    written_by_id = models.UUIDField("écrit par")

    class Meta:
        indexes = [models.Index(fields=["convention", "term_key", "sector_id", "version"], name="saisine_sector_read")]
        constraints = [
            models.CheckConstraint(condition=Q(is_ended=True) | ~Q(communes=[]), name="saisine_sector_has_communes"),
            models.UniqueConstraint(fields=["sector_id", "version"], name="saisine_sector_version_once"),
        ]
