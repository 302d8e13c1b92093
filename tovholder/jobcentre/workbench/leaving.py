"""Somebody stops: what is said of it, to the leader beforehand and until everybody has somebody."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import OnDuty
from tovholder.jobcentre.ui.templatetags.ui import day


def people_and_places(citizens: int, workplaces: int) -> str:
    """ "38 borgere og 4 arbejdssteder"; only what there is, and empty when there is neither."""
    people = ngettext("%(n)d borger", "%(n)d borgere", citizens) % {"n": citizens}
    places = ngettext("%(n)d arbejdssted", "%(n)d arbejdssteder", workplaces) % {"n": workplaces}
    if citizens and workplaces:
        return _("%(people)s og %(places)s") % {"people": people, "places": places}
    return people if citizens else places if workplaces else ""


def leaves(employee: Employee, duty: OnDuty) -> str:
    """ "Lise stopper tirsdag 15. december.", or "Lise er stoppet."; empty for somebody who stays."""
    if employee.left_on is None:
        return ""
    if duty.has_left:
        return _("%(name)s er stoppet.") % {"name": employee.first_name}
    return _("%(name)s stopper %(day)s.") % {"name": employee.first_name, "day": day(employee.left_on)}


def lacks(citizens: int, workplaces: int) -> str:
    """What is missing before the leaving is complete; empty when it is."""
    left = people_and_places(citizens, workplaces)
    return _("%(left)s mangler en ny.") % {"left": left} if left else ""
