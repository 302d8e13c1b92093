"""Citizens: who they are, their open course with its unit and contact, and where they work."""

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.exchange.columns import Kind
from tovholder.jobcentre.exchange.kinds.citizens.check import plans
from tovholder.jobcentre.exchange.kinds.citizens.columns import COLUMNS, EXAMPLE
from tovholder.jobcentre.exchange.kinds.citizens.planned import ChangedCitizen, NewCitizen, NewCourse
from tovholder.jobcentre.exchange.kinds.followers import circumstances

__all__ = ["CITIZENS", "ChangedCitizen", "NewCitizen", "NewCourse"]

CITIZENS = Kind(
    code="citizens",
    name=_("Borgere"),
    columns=COLUMNS,
    example=EXAMPLE,
    plans=plans,
    circumstances=circumstances,
)
