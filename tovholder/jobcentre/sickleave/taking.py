"""Where the workplace's contact and the citizen's are two people: who takes a notice, and who is proposed to, and why.

`taken_by` is always one of the two; whoever covers for one of them takes it in their place, so that it goes on with
the one it belongs to. When either of the two has changed, a notice taken by somebody who is neither is nobody's again.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by


@dataclass(frozen=True)
class TwoContacts:
    """Of a notice about a citizen with an open course: the citizen's contact, and another one of the workplace."""

    of_citizen: Employee
    of_workplace: Employee

    @property
    def proposed(self) -> Employee:
        """The citizen's: one citizen meets one employee, and that comes before one company meeting one."""
        return self.of_citizen

    def taken_by(self, notice: AbsenceNotice) -> Employee | None:
        return next(
            (one for one in (self.of_citizen, self.of_workplace) if one.pk == notice.taken_by_id), None
        )

    def as_whom(self, user: User, today: date) -> Employee | None:
        """Which of the two this person is, or covers for today; the proposed one first."""
        employee = user.employee_or_none
        mine = looked_after_by(employee, today) if employee else []
        return next((one for one in (self.of_citizen, self.of_workplace) if one.pk in mine), None)


def two_contacts(notice: AbsenceNotice) -> TwoContacts | None:
    """None when there is only one to take it. One query, and none about somebody we do not know."""
    if notice.citizen_id is None:
        return None
    course = Course.objects.open().filter(citizen=notice.citizen_id).select_related("contact").first()
    if course is None or course.contact_id == notice.workplace.contact_id:
        return None
    return TwoContacts(course.contact, notice.workplace.contact)


@dataclass(frozen=True)
class Taking:
    """What stands about it on the notice's page: a sentence, and what this person may do."""

    says: str
    may_take: bool = False
    may_give_back: bool = False


def taking_of(notice: AbsenceNotice, user: User, today: date) -> Taking | None:
    """None when there is only one to take it, or we have spoken with the company. Three queries at most."""
    two = None if hasattr(notice, "spoken_answer") else two_contacts(notice)
    if two is None:
        return None
    taken_by, me = two.taken_by(notice), two.as_whom(user, today)
    if taken_by is None:
        return Taking(_proposal(two), may_take=me is not None)
    return Taking(_("%(name)s har taget den.") % {"name": taken_by.name}, may_give_back=me == taken_by)


def _proposal(two: TwoContacts) -> str:
    return _(
        "Vi foreslår, at %(name)s tager den: %(name)s følger den, det handler om, og én borger møder én medarbejder. "
        "%(other)s er arbejdsstedets faste kontakt og kan også tage den."
    ) % {"name": two.proposed.name, "other": two.of_workplace.name}
