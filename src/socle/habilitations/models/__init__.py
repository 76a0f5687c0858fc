"""Who may do what, for whom, until when: delegations, habilitations, groups and the ledger of seats."""

from socle.habilitations.models.attestations import Attestation
from socle.habilitations.models.bulk import BulkAct, BulkLine
from socle.habilitations.models.delegations import AppointmentForm, Delegation
from socle.habilitations.models.directory import GroupEntry
from socle.habilitations.models.groups import Group, GroupMember, LocalProfile, LocalProfileLine
from socle.habilitations.models.imports import Import, ImportRow
from socle.habilitations.models.rights import Habilitation, Suspension
from socle.habilitations.models.seats import SeatBucket, SeatHold
from socle.habilitations.models.takeovers import Takeover
from socle.habilitations.models.views import SavedView

__all__ = [
    "AppointmentForm",
    "Attestation",
    "BulkAct",
    "BulkLine",
    "Delegation",
    "Group",
    "GroupEntry",
    "GroupMember",
    "Habilitation",
    "Import",
    "ImportRow",
    "LocalProfile",
    "LocalProfileLine",
    "SavedView",
    "SeatBucket",
    "SeatHold",
    "Suspension",
    "Takeover",
]
