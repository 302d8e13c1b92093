from tovholder.jobcentre.companies.models.places import (
    Company,
    CompanyPerson,
    Relation,
    Workplace,
    WorkplaceContact,
)
from tovholder.jobcentre.companies.models.relation import (
    Agreement,
    Audience,
    BegunBy,
    How,
    SparringTheme,
    WorkplaceChoice,
    WorkplaceNote,
    WorkplaceTouch,
)

__all__ = [
    "Agreement", "Audience", "BegunBy", "Company", "CompanyPerson", "How", "Relation", "SparringTheme", "Workplace",
    "WorkplaceChoice", "WorkplaceContact", "WorkplaceNote", "WorkplaceTouch",
]  # fmt: skip
