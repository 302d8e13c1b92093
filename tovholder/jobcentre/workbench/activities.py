"""What could be in the real world, in sentences; and how much of a citizen's hours is there, for their own employee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.activities.possibilities import Possibility
from tovholder.jobcentre.activities.reading import share_of
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by


@dataclass(frozen=True)
class Offered:
    """A workplace that could be, and why."""

    workplace: int
    name: str
    because: str


def offered(found: Sequence[Possibility], limit: int) -> list[Offered]:
    """`limit`: from how many people on it is said that they were there."""
    return [Offered(one.workplace, one.name, " ".join(one.because(limit))) for one in found]


def share_in_words(citizen: Citizen, course: Course | None, employee: Employee, today: date) -> str:
    """The citizen's share in the real world over twelve months, for whoever follows them today; else nothing."""
    if course is None or course.contact_id not in looked_after_by(employee, today):
        return ""
    share = share_of(Activity.objects.filter(citizen=citizen), *year_to(today))
    if share.value is None:
        return ""
    return _(
        "I de seneste tolv måneder lå %(share)s af de aftalte timer på en arbejdsplads eller en uddannelse."
    ) % {"share": words.percent(share.value)}
