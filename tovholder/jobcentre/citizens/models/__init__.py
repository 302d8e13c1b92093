from tovholder.jobcentre.citizens.models.access import Disqualification, EmergencyAccess
from tovholder.jobcentre.citizens.models.asked import ContactWish, UnitMove
from tovholder.jobcentre.citizens.models.batch import Batch
from tovholder.jobcentre.citizens.models.citizen import Citizen, CitizenQuerySet
from tovholder.jobcentre.citizens.models.consent import Consent, ConsentTo, GivenHow
from tovholder.jobcentre.citizens.models.course import Course, CourseContact, CourseRole, DrawnIn, Handover
from tovholder.jobcentre.citizens.models.representative import Representative, RepresentativeKind, Sees
from tovholder.jobcentre.citizens.models.work import Benefit, Employment, SupportSpell

__all__ = [
    "Batch",
    "Benefit",
    "Citizen",
    "CitizenQuerySet",
    "Consent",
    "ConsentTo",
    "ContactWish",
    "Course",
    "CourseContact",
    "CourseRole",
    "Disqualification",
    "DrawnIn",
    "EmergencyAccess",
    "Employment",
    "GivenHow",
    "Handover",
    "Representative",
    "RepresentativeKind",
    "Sees",
    "SupportSpell",
    "UnitMove",
]
