"""Twenty more units beside the demo, so that a database has something to choose between."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from tests.pages.about import TODAY
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.allocation.models import Proposal, ProposedMove, ProposedWorkplaceMove
from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Consent,
    ContactWish,
    Course,
    DrawnIn,
    EmergencyAccess,
    Employment,
    Representative,
    UnitMove,
)
from tovholder.jobcentre.companies.models import Company, Workplace
from tovholder.jobcentre.competence.models import Following, SignUp, Training
from tovholder.jobcentre.plans.models import MentorGrant, StoryEntry, Thread, Tie
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    MinutesDraft,
    PaperAnswer,
    PaperEvaluation,
    PaperShared,
    PaperVersion,
    Party,
    SickLeaveTalk,
    WorkplacePaper,
)
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn, Unit
from tovholder.jobcentre.talks.models import RemindMe

COPIES, EMPLOYEES, FAR = 20, 40, 1_000_000


def as_in_a_large_house() -> None:
    """Twenty more units as large, each with employees of its own; and more of what the demo has a handful of.

    Of a third of all rows, or of ten of them, a database rightly reads every one, index or not.
    """
    units = Unit.objects.bulk_create([Unit(name=f"Enhed {n}", telephone="1") for n in range(COPIES)])
    numbers = range(COPIES * EMPLOYEES)
    users = User.objects.bulk_create([User(username=f"kollega{n}", role=Role.EMPLOYEE) for n in numbers])
    contacts = Employee.objects.bulk_create(
        [
            Employee(
                user=user, number=f"k{n}", name=f"Kollega {n}", unit=units[n // EMPLOYEES], telephone="1"
            )
            for n, user in enumerate(users)
        ]
    )
    for n, unit in enumerate(units):
        far = (n + 1) * FAR
        own = {
            "id": f"id + {far}",
            "cpr_fingerprint": f"substr(cpr_fingerprint, 1, 60) || '-{n}'",
            "user_id": "NULL",
            "is_demo": "FALSE",  # the cast is found by name among the demo's own
        }
        _copy(Citizen, own)
        followed = {"unit_id": str(unit.pk), "contact_id": f"{contacts[n * EMPLOYEES].pk} + id % {EMPLOYEES}"}
        theirs = {"id": f"id + {far}", "citizen_id": f"citizen_id + {far}"}
        _copy(Course, theirs | followed)
        _copy(Employment, theirs)
        _copy(DrawnIn, theirs | {"course_id": f"course_id + {far}"})
    company = Company.objects.order_by("pk").first()
    assert company is not None
    places = [
        Workplace(company=company, contact=contact, p_number=str(3_000_000_000 + n), name=f"Gård {n}")
        for n, contact in enumerate(contacts * 5)
    ]
    Workplace.objects.bulk_create(places)
    now = timezone.now()
    seen = {"reason": "Prøve", "day": TODAY, "at": now, "seen_by_leader_at": now}
    citizens = Citizen.objects.order_by("pk").values_list("pk", flat=True)[:1500]
    EmergencyAccess.objects.bulk_create(
        EmergencyAccess(employee=contacts[0], citizen_id=pk, **seen) for pk in citizens
    )
    _asked_and_answered(units, contacts[0], now)
    _told(contacts[0], now)
    Representative.objects.bulk_create(
        Representative(
            citizen_id=pk, kind="companion", name="Bo", since=TODAY, how="orally", named_by=contacts[0].user,
            named_at=now,
        )
        for pk in citizens
    )  # fmt: skip
    _to_be_decided(contacts[0], now)
    _proposed(units, contacts, now)
    _papers(places[0], contacts[0], now)
    told = {
        "kind": "expected",
        "begun_by": "company",
        "talk": "no",
        "employee_agrees": True,
        "received_at": now,
    }
    AbsenceNotice.objects.bulk_create(
        AbsenceNotice(workplace_id=places[0].pk, person_name="Bo", citizen_id=pk, **told) for pk in citizens
    )
    _met_about_it(contacts[0], now)
    _away_and_learning(contacts, now)
    RemindMe.objects.bulk_create((RemindMe(citizen_id=pk) for pk in citizens), ignore_conflicts=True)


def _met_about_it(contact: Employee, now: datetime) -> None:
    """A talk about each notice, every sixth of them still to come, and two who are invited to it."""
    notices = AbsenceNotice.objects.filter(person_name="Bo").order_by("pk")
    talks = SickLeaveTalk.objects.bulk_create(
        SickLeaveTalk(
            notice=notice, workplace_id=notice.workplace_id, citizen_id=notice.citizen_id, employee=contact,
            led_by="centre", form="walk", starts_at=now, minutes=30, offered_at=now, held_at=now if n % 6 else None,
        )
        for n, notice in enumerate(notices)
    )  # fmt: skip
    Party.objects.bulk_create(
        Party(talk=talk, role=role, name=name, invited_at=now, answer="yes", answered_at=now)
        for talk in talks
        for role, name in (("citizen", ""), ("leader", "Hanne"))
    )
    MinutesDraft.objects.bulk_create(
        MinutesDraft(talk=talk, citizen_id=talk.citizen_id, saves=1, by=contact.user, at=now)
        for talk in talks
        if talk.held_at
    )


def _away_and_learning(contacts: list[Employee], now: datetime) -> None:
    """Everybody has been away and was covered for, follows a field, and went to some of a year's trainings."""
    period = {"since": TODAY - timedelta(days=40), "until": TODAY - timedelta(days=30)}
    absences = Absence.objects.bulk_create(Absence(employee=contact, **period) for contact in contacts)
    StandIn.objects.bulk_create(
        StandIn(employee=absence.employee, stand_in=contacts[0], absence=absence, **period)
        for absence in absences[1:]
    )
    Following.objects.bulk_create(
        Following(employee=contact, field="viden", how_often="weekly", sent_at=now) for contact in contacts
    )
    first = Training.objects.order_by("pk").first()
    assert first is not None
    held = {
        "competence_id": first.competence_id, "level": 1, "minutes": 60, "where": "Her", "places": 40, "about": "Det",
        "starts_at": now - timedelta(days=30),
    }  # fmt: skip
    trainings = Training.objects.bulk_create(
        Training(name=f"Læring {n}", unit_id=contact.unit_id, **held)
        for n, contact in enumerate(contacts[:200])
    )
    SignUp.objects.bulk_create(
        SignUp(training=training, employee=contact, step="wish")
        for n, training in enumerate(trainings)
        for contact in contacts[n : n + 10]
    )


def _asked_and_answered(units: list[Unit], contact: Employee, now: datetime) -> None:
    answered = {"asked_at": now, "answered_at": now, "answered_by": contact.user}
    courses = list(Course.objects.order_by("pk").values_list("pk", "citizen")[:1500])
    ContactWish.objects.bulk_create(
        ContactWish(
            course_id=course, citizen_id=citizen, text="En anden", instead_of=contact, granted=False, answer="Nej",
            **answered,
        )
        for course, citizen in courses
    )  # fmt: skip
    UnitMove.objects.bulk_create(
        UnitMove(
            course_id=course, citizen_id=citizen, from_unit=units[0], to_unit=units[1], because="Alder",
            asked_by=contact.user, accepted=False, **answered,
        )
        for course, citizen in courses
    )  # fmt: skip


def _told(contact: Employee, now: datetime) -> None:
    """Stories with a thread through each: in the demo only the named people have told theirs."""
    said = {"by": contact.user, "citizen_id": 0}
    numbers = list(Citizen.objects.order_by("pk").values_list("pk", flat=True)[:1500])
    entries = StoryEntry.objects.bulk_create(
        StoryEntry(
            **said | {"citizen_id": pk}, about="work", readers="person", text="Mit arbejde", written_at=now
        )
        for pk in numbers
    )
    threads = Thread.objects.bulk_create(
        Thread(**said | {"citizen_id": pk}, name="arbejdet", at=now) for pk in numbers
    )
    Tie.objects.bulk_create(
        Tie(**said | {"citizen_id": entry.citizen_id}, thread=thread, entry=entry, at=now)
        for entry, thread in zip(entries, threads, strict=True)
    )


def _proposed(units: list[Unit], contacts: list[Employee], now: datetime) -> None:
    """Proposals of two years in each of the other units, each with moves of citizens and of a workplace, answered."""
    proposals = Proposal.objects.bulk_create(
        Proposal(
            kind="unit", unit=unit, asked_at=now, begun_at=now, ready_at=now, cost=1, bound=1, cost_today=2
        )
        for unit in units
        for _week in range(100)
    )
    courses = list(Course.objects.order_by("-pk").values_list("pk", "citizen")[:3000])
    place = Workplace.objects.order_by("-pk").values_list("pk", flat=True)[0]
    between = {"from_employee": contacts[0], "to_employee": contacts[1], "answered_at": now, "accepted": True}
    ProposedMove.objects.bulk_create(
        ProposedMove(
            proposal=proposal, course_id=course, citizen_id=citizen, place=place_of, **between,
        )
        for n, proposal in enumerate(proposals)
        for place_of, (course, citizen) in enumerate(courses[n % 1000 * 3 : n % 1000 * 3 + 3])
    )  # fmt: skip
    ProposedWorkplaceMove.objects.bulk_create(
        ProposedWorkplaceMove(
            proposal=proposal, workplace_id=place, meets=2, meets_today=1, people=3, place=0, **between,
        )
        for proposal in proposals
    )  # fmt: skip


def _to_be_decided(contact: Employee, now: datetime) -> None:
    """A matter of authority with its note in each of many courses; every sixth has none yet."""
    courses = list(Course.objects.order_by("pk").values_list("pk", "citizen")[:1500])
    said = {"by": contact.user, "at": now}
    matters = Matter.objects.bulk_create(
        Matter(
            course_id=course, citizen_id=citizen, kind="support", what="Ydelsen", arose_on=TODAY,
            noted_at=now if n % 6 else None, **said,
        )
        for n, (course, citizen) in enumerate(courses)
    )  # fmt: skip
    MentorGrant.objects.bulk_create(
        MentorGrant(
            course_id=course, citizen_id=citizen, aim="I gang", mentor="Ida", weekly_hours=1, since=TODAY,
            until=TODAY, evaluation="Godt" if n % 6 else "", evaluated_at=now if n % 6 else None, **said,
        )
        for n, (course, citizen) in enumerate(courses)
    )  # fmt: skip
    MatterNote.objects.bulk_create(
        MatterNote(matter=matter, citizen_id=matter.citizen_id, version=1, text="Noteret", **said)
        for matter in matters
        if matter.noted_at
    )


def _papers(place: Workplace, contact: Employee, now: datetime) -> None:
    """A retention plan in each of many courses, shared and evaluated."""
    courses = list(Course.objects.open().order_by("-pk").values_list("pk", "citizen")[:1500])
    papers = WorkplacePaper.objects.bulk_create(
        WorkplacePaper(
            course_id=course, citizen_id=citizen, workplace=place, kind="retention_plan", begun_at=now
        )
        for course, citizen in courses
    )
    by = {"by": contact.user, "at": now}
    versions = PaperVersion.objects.bulk_create(
        PaperVersion(
            paper=paper, citizen_id=paper.citizen_id, version=1, side="employee", evaluate_on=TODAY, **by
        )
        for paper in papers
    )
    PaperEvaluation.objects.bulk_create(
        PaperEvaluation(paper=paper, citizen_id=paper.citizen_id, due_on=TODAY, words="Godt", **by)
        for paper in papers
    )
    PaperAnswer.objects.bulk_create(
        PaperAnswer(version=version, citizen_id=version.citizen_id, agrees=True, **by) for version in versions
    )
    consents = Consent.objects.bulk_create(
        Consent(
            citizen_id=paper.citizen_id, workplace=place, to=paper.kind, how="orally", given_at=now,
            written_by=contact.user,
        )
        for paper in papers
    )  # fmt: skip
    PaperShared.objects.bulk_create(
        PaperShared(consent=consent, version=version)
        for consent, version in zip(consents, versions, strict=True)
    )


def _copy(model: type[Model], changed: dict[str, str]) -> None:
    """Every row of the demo once more, with some columns changed: given as SQL."""
    columns = [field.column for field in model._meta.concrete_fields]
    taken = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {taken} FROM "{table}" WHERE id < {FAR}')
