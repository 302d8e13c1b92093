"""Citizens and courses of a file: what `register_citizen`, `open_course` and `employ` do, for many at a time.

The checks of those actions have been made for every row before this, and the circumstances they rest on are
compared again when the rows become visible.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, Employment
from tovholder.jobcentre.exchange.kinds.citizens import ChangedCitizen, NewCitizen, NewCourse
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.rows import Rows, default
from tovholder.jobcentre.names.fold import fold, order_bytes, with_spelling

AT_A_TIME = 1000
PERSON = ("name", "is_protected", "language", "needs_interpreter", "telephone", "email")
_OWN = ("cpr_encrypted", "cpr_fingerprint", "birth_date", "is_demo", "search_name", "name_order", "batch_id")
Lines = list[tuple[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Ready:
    """New citizens of one batch: the rows of their own, and by fingerprint what else each gets."""

    batch: int
    people: list[tuple[Any, ...]]
    more: dict[str, NewCitizen]


def prepare(planned: Iterable[NewCitizen], *, batch: int) -> Ready:
    """Make the rows, with the number encrypted, before anybody has to wait for them."""
    defaults = {name: default(Citizen, name) for name in PERSON}
    ready = Ready(batch, [], {})
    for new in planned:
        person = defaults | new.person
        name, fingerprint = person["name"], cpr.fingerprint(new.digits)
        ready.more[fingerprint] = new
        ready.people.append(
            (
                *(cpr.encrypt(new.digits), fingerprint, cpr.birth_date(new.digits).isoformat()),
                *(cpr.is_demo(new.digits), fold(name), order_bytes(name), batch),
                *person.values(),
            )
        )
    return ready


def insert(ready: Ready) -> None:
    """Write the rows, in the caller's transaction: people, then their courses, with the contact and the job."""
    batch = ready.batch
    last = _last(Citizen, batch)
    Rows(Citizen, *_OWN, *PERSON).insert(ready.people)
    made = Citizen.including_hidden.filter(batch=batch, pk__gt=last).values_list("pk", "cpr_fingerprint")
    new = {pk: ready.more[fingerprint] for pk, fingerprint in made}
    last = _last(Course, batch)
    Rows(Course, "citizen_id", "unit_id", "contact_id", "since", "began_because", "batch_id").insert(
        (pk, one.course.unit, one.course.contact, one.course.since.isoformat(), one.course.because, batch)
        for pk, one in new.items()
    )
    courses = Course.including_hidden.filter(batch=batch, pk__gt=last).values_list(
        "pk", "citizen_id", "contact_id"
    )
    Rows(CourseContact, "course_id", "citizen_id", "employee_id", "since", "batch_id").insert(
        (course, pk, contact, new[pk].course.since.isoformat(), batch) for course, pk, contact in courses
    )
    Rows(Employment, "citizen_id", "workplace_id", "since", "batch_id").insert(
        (pk, one.workplace, one.course.since.isoformat(), batch)
        for pk, one in new.items()
        if one.workplace is not None
    )


def _last(model: type[Citizen] | type[Course], batch: int) -> int:
    rows = model.including_hidden.filter(batch=batch)
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _course(new: NewCourse) -> Course:
    return Course(unit_id=new.unit, contact_id=new.contact, since=new.since, began_because=new.because)


def change(plan: Plan, *, run: ImportRun) -> None:
    """Change people we know, and give them the course or the job the file adds, each with a line in the log.

    Those whom the file itself brought are as it says, or somebody has changed them since.
    """
    known = [one.citizen for one in plan.changed]
    own = set(Citizen.objects.filter(pk__in=known, batch=run.batch_id).values_list("pk", flat=True))
    lines: Lines = []
    for one in plan.changed:
        if one.citizen in own:
            continue
        _change(one)
        course = one.course
        lines.append(
            _line(
                run,
                one.citizen,
                fields=sorted(one.after),
                contact=course.contact if course else None,
                workplace=one.workplace,
            )
        )
    assert run.applied_at is not None
    record.actions("import_citizen", lines, by=run.applied_by, at=run.applied_at)


def _change(one: ChangedCitizen) -> None:
    if one.after:
        Citizen.objects.filter(pk=one.citizen).update(**with_spelling(one.after))
    if one.course is not None:
        course = _course(one.course)
        course.citizen_id = one.citizen
        course.save(force_insert=True)
        CourseContact.objects.create(
            course=course, citizen_id=one.citizen, employee_id=course.contact_id, since=course.since
        )
    if one.workplace is not None:
        Employment.objects.create(citizen_id=one.citizen, workplace_id=one.workplace, since=one.since)


def lines(run: ImportRun) -> tuple[Lines, int | None]:
    """Return the next lines of the log for those the file brought, and how far they reach; None when all are there."""
    ids = list(
        Citizen.objects.filter(batch=run.batch_id, pk__gt=run.logged_until)
        .order_by("pk")
        .values_list("pk", flat=True)[:AT_A_TIME]
    )
    if not ids:
        return [], None
    here = {"batch": run.batch_id, "citizen__gte": ids[0], "citizen__lte": ids[-1]}
    contacts = dict(Course.objects.filter(**here).values_list("citizen_id", "contact_id"))
    places = dict(Employment.objects.filter(**here).values_list("citizen_id", "workplace_id"))
    return [_line(run, pk, fields=[], contact=contacts.get(pk), workplace=places.get(pk)) for pk in ids], ids[
        -1
    ]


def _line(
    run: ImportRun, citizen: int, *, fields: list[str], contact: int | None, workplace: int | None
) -> tuple[int, dict[str, Any]]:
    return citizen, {"run": run.pk, "fields": fields, "contact": contact, "workplace": workplace}
