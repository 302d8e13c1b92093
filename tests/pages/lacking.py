"""What the demo lacks, and some list tells of."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Exists, OuterRef
from django.utils import timezone

from tests.pages.about import TODAY, a_move, a_study, a_wish
from tests.pages.files import FILES_OF
from tovholder.jobcentre.citizens.models import DrawnIn
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.competence.actions import Offered, offer_training
from tovholder.jobcentre.competence.models import AgreedLevel, Competence
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.exchange.models import FileKind, ImportRun
from tovholder.jobcentre.staff.models import Absence, Employee, Unit
from tovholder.jobcentre.talks.actions import book_talk, coordinate
from tovholder.jobcentre.workbench.actions import leave


def add_what_the_demo_lacks() -> None:
    now, nadia, unit = timezone.now(), cast.employee("nadia"), cast.employee("ellen").unit
    a_wish()
    a_move()
    a_study()
    counts = {"rows": 1, "new": 0, "changed": 0, "unchanged": 1, "wrong": 0, "problems": 0, "differences": 1}
    ImportRun.objects.create(
        kind=FileKind.CITIZENS, file_name="borgere.csv", at=now, token=uuid4(), size=1, counts=counts,
        differences=[{"row": 2, "column": "Enhed", "here": "Job", "in_file": "Unge"}],
    )  # fmt: skip
    jens = cast.course("jens")
    coordinate(jens, with_whom="colleague", minutes=15, token=uuid4(), by=nadia.user, at=now)
    away = Absence.objects.filter(employee=cast.employee(cast.AWAY)).latest("since")
    course = cast.course("hanne")
    book_talk(
        course, employee=course.contact, starts_at=now + timedelta(hours=2), form="walk", by=None, at=now
    )
    assert away.employee == course.contact
    somebody_stops(unit, now)
    # What Nadia lacks, a colleague was drawn in for, and it can be learnt.
    coaching = Competence.objects.on(TODAY).get(code="coaching")
    AgreedLevel.objects.filter(employee=nadia, competence=coaching.kept_as).delete()
    since = TODAY - timedelta(days=30)
    DrawnIn.objects.create(
        course=jens, citizen=jens.citizen, employee=cast.employee("kasper"), reason="coach", since=since,
        until=since + timedelta(days=7),
    )  # fmt: skip
    offered = Offered("Coaching", "Det, vi gør", coaching, 3, now + timedelta(days=7), 180, "Her", 5)
    offer_training(offered, by=cast.user("ellen"), at=now)


def somebody_stops(unit: Unit, now: datetime) -> None:
    """Somebody who is the contact of workplaces, and asks for no file here."""
    holds = Workplace.objects.filter(closed_on=None, contact=OuterRef("pk"))
    staff = Employee.objects.who_can_be_contact(TODAY).filter(Exists(holds), unit=unit, left_on=None)
    known = [file.who for file in FILES_OF.values() if isinstance(file.who, str)]
    stops = staff.exclude(user__username__in=known).order_by("pk").first()
    leave(stops, left_on=TODAY, covers=cast.employee("ellen"), by=cast.user("ellen"), at=now, today=TODAY)
