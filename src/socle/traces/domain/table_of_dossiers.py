"""The events of the consultation of files (contrat de service 5.3.1)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import DataClass, Kind

T = Log.TRACES

DOSSIERS = (
    Kind(
        "dossier:search:failed",
        "{person} a cherché un dossier avec le profil {profile}, sans succès : {reason}",
        T,
        ("profile", "service?", "purpose?", "caisse?", "key?", "matches?"),
        DataClass.BENEFICIARY,
    ),
    Kind(
        "dossier:file:consulted",
        "{person} a consulté le dossier {subject} avec le profil {profile}, pour « {purpose} » : {groups}.",
        T,
        ("profile", "purpose", "groups", "withheld?", "service?", "caisse?", "provider?", "case?"),
        DataClass.BENEFICIARY,
    ),
    Kind(
        "dossier:file:refused",
        "{person} n'a pas pu consulter le dossier {subject} avec le profil {profile} : {reason}",
        T,
        ("profile", "purpose?", "service?", "caisse?", "key?", "case?"),
        DataClass.BENEFICIARY,
    ),
    Kind(
        "dossier:file:questioned",
        "{person} a demandé, sans l'ouvrir, si le dossier {subject} se consulte avec le profil {profile}.",
        T,
        ("profile", "service?", "caisse?", "allowed?"),
        DataClass.BENEFICIARY,
    ),
)
