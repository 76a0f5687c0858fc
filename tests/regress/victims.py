"""Whose rights are tried by who may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.demo import Demo


@dataclass(frozen=True)
class Victim:
    """Whose rights are tried, under which profile, and the identifier of a right they hold."""

    person_id: UUID
    profile: str
    purpose: str
    right_id: UUID
    convention_id: UUID
    organisation_id: UUID
    role_id: UUID
    scope_id: UUID | None = None


Attempt = Callable[[Demo, str, Victim], HttpResponse]


def file_of(victim: Victim) -> SimpleUploadedFile:
    """A file of one right, as an import receives it."""
    rows = f"prénom;nom;service;profil;finalité\nHugues;Terrassin;cdap;T2;{victim.purpose}\n".encode()
    return SimpleUploadedFile("droits.csv", rows, content_type="text/csv")
