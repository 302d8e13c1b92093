"""Whom an employee's work leads to, in SQL of its own: asked by every page, and built in a tenth of the time."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, Expression

from tovholder.jobcentre.prepared import Given

# Put together of constants alone; who asks, and for which day, are parameters. Each way has its index; joined by OR
# they would have none, and every course would be gone through. What a file is still bringing leads nowhere.
SHOWN = "(c.batch_id IS NULL OR c.batch_id NOT IN (SELECT id FROM citizens_batch WHERE visible_at IS NULL))"
_FOLLOWED = f"SELECT c.citizen_id FROM citizens_course c {{}} WHERE c.until IS NULL AND {SHOWN} AND "  # nosec B608
IN_FORCE = "{0}.since <= %s AND ({0}.until IS NULL OR {0}.until > %s)"

OWN = _FOLLOWED.format("") + "c.contact_id = %s"
COVERED = (
    _FOLLOWED.format("JOIN staff_standin s ON s.employee_id = c.contact_id")
    + "s.stand_in_id = %s AND "
    + IN_FORCE.format("s")
)
DRAWN_IN_ON = (
    _FOLLOWED.format("JOIN citizens_drawnin d ON d.course_id = c.id")
    + "d.employee_id = %s AND "
    + IN_FORCE.format("d")
)
IN_EMERGENCY = "SELECT e.citizen_id FROM citizens_emergencyaccess e WHERE e.employee_id = %s AND e.day = %s"
OF_UNIT = f"SELECT c.citizen_id FROM citizens_course c WHERE c.unit_id = %s AND {SHOWN}"  # nosec B608


class Reached(Expression):
    """The numbers of the citizens whom `employee` follows, covers, is drawn in on, or opened in an emergency on `day`;
    and, given a `unit` they lead, of everybody with a course in it, open or closed.
    """

    def __init__(self, employee: int | Given, day: date | Given, unit: int | Given | None = None) -> None:
        super().__init__(output_field=BigIntegerField())
        self.employee, self.day, self.unit = employee, day, unit

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        day = self.day if isinstance(self.day, Given) else connection.ops.adapt_datefield_value(self.day)
        ways = [OWN, COVERED, DRAWN_IN_ON, IN_EMERGENCY]
        given = [self.employee, self.employee, day, day, self.employee, day, day, self.employee, day]
        if self.unit is not None:
            ways.append(OF_UNIT)
            given.append(self.unit)
        return f"({' UNION '.join(ways)})", given


class Disqualified(Expression):
    """The fingerprints of those whom `employee` may never look up: the own file and family. Of nobody, none."""

    def __init__(self, employee: int | Given | None) -> None:
        super().__init__(output_field=CharField())
        self.employee = employee

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        return "(SELECT cpr_fingerprint FROM citizens_disqualification WHERE employee_id = %s)", [
            self.employee
        ]
