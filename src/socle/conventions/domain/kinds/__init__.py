"""The closed list of kinds of terms: adding a kind is adding a file here, and a line below (house.md)."""

from __future__ import annotations

from collections.abc import Mapping

from socle.conventions.domain.body import Body
from socle.conventions.domain.kinds.amendment import Amendment
from socle.conventions.domain.kinds.appointment import Appointment
from socle.conventions.domain.kinds.assignment import Assignment
from socle.conventions.domain.kinds.audit import Audit
from socle.conventions.domain.kinds.authority import Authority
from socle.conventions.domain.kinds.automaton import Automaton
from socle.conventions.domain.kinds.availability import Availability
from socle.conventions.domain.kinds.browser import Browser
from socle.conventions.domain.kinds.channel import Channel
from socle.conventions.domain.kinds.conflict import Conflict
from socle.conventions.domain.kinds.contact_role import ContactDuty
from socle.conventions.domain.kinds.credential import Credential
from socle.conventions.domain.kinds.data_copy import DataCopy
from socle.conventions.domain.kinds.deadline import Deadline
from socle.conventions.domain.kinds.delegation import Delegation
from socle.conventions.domain.kinds.deliberation import Deliberation
from socle.conventions.domain.kinds.deliverable import Deliverable
from socle.conventions.domain.kinds.dispute import Dispute
from socle.conventions.domain.kinds.duration import Duration
from socle.conventions.domain.kinds.effect import Effect
from socle.conventions.domain.kinds.escalation import Escalation
from socle.conventions.domain.kinds.fee import Fee
from socle.conventions.domain.kinds.form import FormSheet
from socle.conventions.domain.kinds.formality import Formality
from socle.conventions.domain.kinds.gap import Gap
from socle.conventions.domain.kinds.incident_notice import IncidentNotice
from socle.conventions.domain.kinds.information import Information
from socle.conventions.domain.kinds.interpretation import Interpretation
from socle.conventions.domain.kinds.lapse import Lapse
from socle.conventions.domain.kinds.least_access import LeastAccess
from socle.conventions.domain.kinds.management import Management
from socle.conventions.domain.kinds.meeting import Meeting
from socle.conventions.domain.kinds.minutes import Minutes
from socle.conventions.domain.kinds.mission import Mission
from socle.conventions.domain.kinds.numbering import Numbering
from socle.conventions.domain.kinds.of_services import SERVICES
from socle.conventions.domain.kinds.opening import Opening
from socle.conventions.domain.kinds.password_policy import PasswordPolicy
from socle.conventions.domain.kinds.precedence import Precedence
from socle.conventions.domain.kinds.prerequisite import Prerequisite
from socle.conventions.domain.kinds.profile import Profile
from socle.conventions.domain.kinds.provider_notice import ProviderNotice
from socle.conventions.domain.kinds.purpose import Purpose
from socle.conventions.domain.kinds.renewal import Renewal
from socle.conventions.domain.kinds.report import Report
from socle.conventions.domain.kinds.retention import Retention
from socle.conventions.domain.kinds.review import Review
from socle.conventions.domain.kinds.sanction import Sanction
from socle.conventions.domain.kinds.search import Search
from socle.conventions.domain.kinds.seats import Seats
from socle.conventions.domain.kinds.secrecy import Secrecy
from socle.conventions.domain.kinds.service import Service
from socle.conventions.domain.kinds.structure import Structure
from socle.conventions.domain.kinds.succession import Succession
from socle.conventions.domain.kinds.supervision import Supervision
from socle.conventions.domain.kinds.termination import Termination
from socle.conventions.domain.kinds.trace_access import TraceAccess
from socle.conventions.domain.kinds.tracing import Tracing
from socle.conventions.domain.kinds.training import Training
from socle.conventions.domain.kinds.transfer import Transfer
from socle.conventions.domain.kinds.withheld import Withheld

_ALL: tuple[type[Body], ...] = (
    Duration,
    Renewal,
    Effect,
    Opening,
    Termination,
    Amendment,
    Lapse,
    Precedence,
    Numbering,
    Succession,
    Authority,
    Deliberation,
    Service,
    Profile,
    Seats,
    Purpose,
    Mission,
    Withheld,
    LeastAccess,
    Search,
    Structure,
    Management,
    Appointment,
    Delegation,
    Assignment,
    Supervision,
    Sanction,
    Audit,
    Review,
    FormSheet,
    ContactDuty,
    Retention,
    Tracing,
    TraceAccess,
    Credential,
    PasswordPolicy,
    Browser,
    Automaton,
    Channel,
    Availability,
    Escalation,
    Deadline,
    IncidentNotice,
    Report,
    Meeting,
    Minutes,
    Deliverable,
    Training,
    Prerequisite,
    Information,
    Formality,
    Secrecy,
    Transfer,
    DataCopy,
    ProviderNotice,
    Fee,
    Dispute,
    Interpretation,
    Conflict,
    Gap,
    *SERVICES,
)

KINDS: Mapping[str, type[Body]] = {kind.kind: kind for kind in _ALL}

__all__ = [
    "KINDS",
    "Amendment",
    "Appointment",
    "Assignment",
    "Audit",
    "Authority",
    "Automaton",
    "Availability",
    "Browser",
    "Channel",
    "Conflict",
    "ContactDuty",
    "Credential",
    "DataCopy",
    "Deadline",
    "Delegation",
    "Deliberation",
    "Deliverable",
    "Dispute",
    "Duration",
    "Effect",
    "Escalation",
    "Fee",
    "FormSheet",
    "Formality",
    "Gap",
    "IncidentNotice",
    "Information",
    "Interpretation",
    "Lapse",
    "LeastAccess",
    "Management",
    "Meeting",
    "Minutes",
    "Mission",
    "Numbering",
    "Opening",
    "PasswordPolicy",
    "Precedence",
    "Prerequisite",
    "Profile",
    "ProviderNotice",
    "Purpose",
    "Renewal",
    "Report",
    "Retention",
    "Review",
    "Sanction",
    "Search",
    "Seats",
    "Secrecy",
    "Service",
    "Structure",
    "Succession",
    "Supervision",
    "Termination",
    "TraceAccess",
    "Tracing",
    "Training",
    "Transfer",
    "Withheld",
]
