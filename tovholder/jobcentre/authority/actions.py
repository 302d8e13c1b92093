"""What is done with matters of authority: marked, followed day by day, and noted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.talks.models import Talk


@dataclass(frozen=True)
class Days:
    """What has happened in a matter, and when: days, each None until it has one. `reference`: its number elsewhere."""

    reference: str = ""
    hearing_sent_on: date | None = None
    hearing_due_on: date | None = None
    hearing_answered_on: date | None = None
    decided_on: date | None = None
    complaint_due_on: date | None = None
    lapsed_on: date | None = None


NO_DAYS = Days()


class StaleMatter(Refused):
    """Somebody saved other days after the page was opened; `newer` holds them."""

    def __init__(self, newer: Matter) -> None:
        super().__init__(
            _(
                "Der er gemt noget nyere, siden du åbnede siden. Se, hvad der står nu, ret dit til, og gem igen."
            )
        )
        self.newer = newer


class StaleMatterNote(Refused):
    """Somebody saved a newer version of the note; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: MatterNote) -> None:
        super().__init__(
            _("Der er gemt et nyere notat, siden du åbnede siden. Læs det, ret din tekst til, og gem igen.")
        )
        self.newer = newer


@transaction.atomic
def mark_matter(
    course: Course,
    *,
    token: UUID,
    kind: str,
    what: str,
    arose_on: date,
    days: Days = NO_DAYS,
    talk: Talk | None = None,
    text: str = "",
    by: User,
    at: datetime,
) -> Matter:
    """Mark that something is to be decided about the citizen; with `text`, its note is written at once.

    Twice (the same `token`) is once. Refuses a closed course, everybody but an employee, a talk with somebody else,
    and days that come in the wrong order.
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    already: Matter | None = Matter.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    if course.until is not None:
        raise Refused(
            _("Forløbet er afsluttet. Det er ikke gemt. Kopiér det, du har skrevet, og tal med din leder.")
        )
    _check_is_employee(by)
    if talk is not None and talk.citizen_id != course.citizen_id:
        raise Refused(_("Samtalen var med en anden. Vælg en samtale på listen, eller ingen."))
    check_order(days)
    matter = Matter.objects.create(
        citizen_id=course.citizen_id, course=course, talk=talk, kind=kind, what=what, arose_on=arose_on,
        **asdict(days), token=token, by=by, at=at,
    )  # fmt: skip
    record.action(
        "mark_matter", by=by, at=at, citizen=course.citizen_id, on=matter, about=kind, arose_on=str(arose_on)
    )
    if text.strip():
        write_matter_note(matter, text=text, read_version=0, by=by, at=at)
    return matter


@transaction.atomic
def follow_matter(matter: Matter, *, days: Days, read_version: int, by: User, at: datetime) -> Matter:
    """Write what has happened and when. The same again is no change.

    Refuses everybody but an employee, days in the wrong order, and a save that did not see the newest (`StaleMatter`).
    """
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    _check_is_employee(by)
    after = asdict(days)
    changed = [name for name, value in after.items() if getattr(matter, name) != value]
    if not changed:
        return matter
    if matter.version != read_version:
        raise StaleMatter(matter)
    check_order(days)
    told = {
        name: [_told(getattr(matter, name)), _told(after[name])] for name in changed if name != "reference"
    }
    for name in changed:
        setattr(matter, name, after[name])
    matter.version += 1
    matter.save(update_fields=[*changed, "version"])
    record.action("follow_matter", by=by, at=at, citizen=matter.citizen_id, on=matter, days=told)
    return matter


@transaction.atomic
def write_matter_note(matter: Matter, *, text: str, read_version: int, by: User, at: datetime) -> MatterNote:
    """Insert a new version of the matter's note; the first one fulfils the duty to note (offentlighedsloven § 13).

    Refuses everybody but an employee, an empty note, and one that did not see the newest (`StaleMatterNote`).
    """
    _check_is_employee(by)
    if not text.strip():
        raise Refused(_("Skriv notatet. En sætning er nok."))
    newest = matter.notes.order_by("-version").first()
    if newest is not None and newest.version != read_version:
        raise StaleMatterNote(newest)
    try:
        with transaction.atomic():
            note = MatterNote.objects.create(
                matter=matter, citizen_id=matter.citizen_id, version=read_version + 1, text=text, by=by, at=at
            )
    except IntegrityError:
        raise StaleMatterNote(matter.notes.latest("version")) from None
    Matter.objects.filter(pk=matter.pk, noted_at__isnull=True).update(noted_at=at)
    record.action(
        "write_matter_note", by=by, at=at, citizen=matter.citizen_id, on=matter, version=note.version
    )
    return note


def check_order(days: Days) -> None:
    """Refuse days that cannot be: an answer or its deadline without a hearing, a complaint without a decision."""
    hearing = [day for day in (days.hearing_due_on, days.hearing_answered_on) if day is not None]
    if hearing and days.hearing_sent_on is None:
        raise Refused(_("Skriv også, hvornår høringen blev sendt."))
    if any(day < sent for day in hearing if (sent := days.hearing_sent_on)):
        raise Refused(_("Svaret og fristen for det kan ikke ligge, før høringen blev sendt."))
    if days.decided_on is not None and days.lapsed_on is not None:
        raise Refused(_("Det er enten afgjort eller bortfaldet. Lad et af felterne stå tomt."))
    if days.complaint_due_on is None:
        return
    if days.decided_on is None:
        raise Refused(_("Skriv også, hvornår afgørelsen blev givet."))
    if days.complaint_due_on < days.decided_on:
        raise Refused(_("Klagefristen kan ikke ligge, før afgørelsen er givet."))


def _check_is_employee(by: User) -> None:
    if by.employee_or_none is None:
        raise Refused(_("Kun en medarbejder kan skrive det."))


def _told(value: date | str | None) -> str:
    return str(value or "")
