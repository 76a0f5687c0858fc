"""The kinds that the services of four families bring: the closed list goes on (house.md)."""

from __future__ import annotations

from socle.conventions.domain.body import Body
from socle.conventions.domain.kinds.aid import Aid
from socle.conventions.domain.kinds.budget_line import BudgetLine
from socle.conventions.domain.kinds.claim_circuit import ClaimCircuit
from socle.conventions.domain.kinds.commitment import Commitment
from socle.conventions.domain.kinds.committee import Committee
from socle.conventions.domain.kinds.criterion import Criterion
from socle.conventions.domain.kinds.data_use import DataUse
from socle.conventions.domain.kinds.directory import Directory
from socle.conventions.domain.kinds.entrusted_task import EntrustedTask
from socle.conventions.domain.kinds.examination import Examination
from socle.conventions.domain.kinds.exchange import Exchange
from socle.conventions.domain.kinds.fee_formula import FeeFormula
from socle.conventions.domain.kinds.figures import Figures
from socle.conventions.domain.kinds.force_majeure import ForceMajeure
from socle.conventions.domain.kinds.independence import Independence
from socle.conventions.domain.kinds.indicator import Indicator
from socle.conventions.domain.kinds.joint_handling import JointHandling
from socle.conventions.domain.kinds.kept_document import KeptDocument
from socle.conventions.domain.kinds.lead import Lead
from socle.conventions.domain.kinds.licence import Licence
from socle.conventions.domain.kinds.load_sharing import LoadSharing
from socle.conventions.domain.kinds.local_event import LocalEvent
from socle.conventions.domain.kinds.mandate import Mandate
from socle.conventions.domain.kinds.mutual_access import MutualAccess
from socle.conventions.domain.kinds.newsletter import Newsletter
from socle.conventions.domain.kinds.offer import Offer
from socle.conventions.domain.kinds.place_hours import PlaceHours
from socle.conventions.domain.kinds.presence import Presence
from socle.conventions.domain.kinds.provider_duties import ProviderDuties
from socle.conventions.domain.kinds.record import Record
from socle.conventions.domain.kinds.reduced_presence import ReducedPresence
from socle.conventions.domain.kinds.room import Room
from socle.conventions.domain.kinds.route import Route
from socle.conventions.domain.kinds.rung import Rung
from socle.conventions.domain.kinds.staffing import Staffing
from socle.conventions.domain.kinds.training_programme import TrainingProgramme
from socle.conventions.domain.kinds.video_surveillance import VideoSurveillance
from socle.conventions.domain.kinds.work_queue import WorkQueue
from socle.conventions.domain.kinds.yearly_letter import YearlyLetter

SERVICES: tuple[type[Body], ...] = (
    Committee,
    Commitment,
    JointHandling,
    Lead,
    Independence,
    KeptDocument,
    Record,
    Indicator,
    TrainingProgramme,
    Directory,
    Route,
    Rung,
    Exchange,
    ProviderDuties,
    DataUse,
    Licence,
    ForceMajeure,
    BudgetLine,
    FeeFormula,
    PlaceHours,
    Presence,
    ReducedPresence,
    Room,
    VideoSurveillance,
    LocalEvent,
    Offer,
    Aid,
    Criterion,
    ClaimCircuit,
    Examination,
    Mandate,
    Newsletter,
    Figures,
    YearlyLetter,
    Staffing,
    EntrustedTask,
    LoadSharing,
    WorkQueue,
    MutualAccess,
)
