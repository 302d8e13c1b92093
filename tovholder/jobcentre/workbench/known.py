"""What is known already when a citizen is handed over, as the form begins with it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import ContactWish, Course
from tovholder.jobcentre.citizens.models.asked import WAITS
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.ui.templatetags.ui import clock, day


def known(courses: Iterable[Course]) -> dict[int, dict[str, str]]:
    """Return, by course, the next contact as agreed and the wish that waits for an answer. One query."""
    courses = list(courses)
    wishes = ContactWish.objects.filter(WAITS, course__in=courses)
    wished = {wish.course_id: wish.text[:500] for wish in wishes.order_by("pk")}
    return {
        course.pk: {"next_step": next_in_words(course), "citizen_wish": wished.get(course.pk, "")}
        for course in courses
    }


def next_in_words(course: Course) -> str:
    """ "Fredag 27. november kl. 10, gåtur"; empty when nothing is agreed."""
    if course.next_on is None:
        return ""
    when = day(course.next_on)
    if course.next_time is not None:
        when = _("%(day)s kl. %(time)s") % {"day": when, "time": clock(course.next_time)}
    form = str(Form(course.next_form).label).lower() if course.next_form else ""
    return ", ".join(part for part in (when[:1].upper() + when[1:], form) if part)
