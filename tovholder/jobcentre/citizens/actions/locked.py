"""A course nobody else changes before we are done."""

from tovholder.jobcentre.citizens.models import Course


def locked(course: Course) -> Course:
    """Return the course as it is once it is ours, with its citizen, contact and unit.

    Locked first and read afterwards: whoever we waited for may have given it another contact or unit, and where those
    are joined to the row that is locked, PostgreSQL would find no row at all.
    """
    Course.objects.select_for_update().values_list("pk").get(pk=course.pk)
    return Course.objects.select_related("citizen", "contact", "unit").get(pk=course.pk)
