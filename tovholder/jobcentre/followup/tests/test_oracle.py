"""Walking slowly through every row gives the same reasons as the one fast query."""

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.models import Citizen, Course, Disqualification, Handover
from tovholder.jobcentre.companies.models import Workplace, WorkplaceTouch
from tovholder.jobcentre.followup.reasons import CODES, reasons_for
from tovholder.jobcentre.plans.models import Mark, MentorGrant, PlanItem, Wording
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    PaperEvaluation,
    PaperVersion,
    Party,
    SickLeaveTalk,
    SpokenAnswer,
    WorkplacePaper,
)
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.talks.models import Message, Talk


class Walk:
    """product.md, "Reasons to follow up: the first ones", row by row."""

    def __init__(self, employee: Employee, now: datetime) -> None:
        self.employee, self.now, self.today = employee, now, timezone.localdate(now)
        self.covered = {cover.employee_id for cover in StandIn.objects.all() if self._covers(cover)}
        self.mine = {course.pk: course for course in Course.objects.all() if self._follows(course)}

    def _covers(self, cover: StandIn) -> bool:
        is_on = cover.since <= self.today and (cover.until is None or self.today < cover.until)
        return is_on and cover.stand_in_id == self.employee.pk

    def _follows(self, course: Course) -> bool:
        if course.until is not None or self._is_barred(course.citizen):
            return False
        return course.contact_id == self.employee.pk or course.contact_id in self.covered

    def _is_barred(self, citizen: Citizen) -> bool:
        kept = [row.cpr_fingerprint for row in Disqualification.objects.filter(employee=self.employee)]
        return citizen.cpr_fingerprint in kept or (citizen.is_protected and not self.employee.has_clearance)

    def reasons(self) -> list[tuple[str, int]]:
        return sorted(
            [("company_wrote", notice.pk) for notice in AbsenceNotice.objects.all() if self._waits(notice)]
            + [
                ("waiting_for_me", message.pk)
                for message in Message.objects.all()
                if self._is_unanswered(message)
            ]
            + [("waiting_for_me", wording.pk) for wording in Wording.objects.all() if self._is_open(wording)]
            + [
                ("meeting_answered", talk.pk)
                for talk in SickLeaveTalk.objects.all()
                if self._wants_something_else(talk)
            ]
            + [("meeting_passed", talk.pk) for talk in SickLeaveTalk.objects.all() if self._has_passed(talk)]
            + [("no_next_contact", course.pk) for course in self.mine.values() if course.next_on is None]
            + [("long_since", course.pk) for course in self.mine.values() if self._is_long_since(course)]
            + [("contact_due", course.pk) for course in self.mine.values() if self._is_due(course)]
            + [
                ("workplace_due", place.pk)
                for place in Workplace.objects.all()
                if self._is_to_be_talked_with(place)
            ]
            + [("new_to_me", handover.pk) for handover in Handover.objects.all() if self._is_new(handover)]
            + [("note_not_shared", talk.pk) for talk in Talk.objects.all() if self._is_private_too_long(talk)]
            + [
                ("matter_not_noted", matter.pk)
                for matter in Matter.objects.all()
                if self._lacks_its_note(matter)
            ]
            + [("mentor_ends", grant.pk) for grant in MentorGrant.objects.all() if self._ends_soon(grant)]
            + [
                ("plan_to_evaluate", paper.pk)
                for paper in WorkplacePaper.objects.all()
                if self._is_due_plan(paper)
            ]
        )

    def _waits(self, notice: AbsenceNotice) -> bool:
        return (
            self._is_mine(notice)
            and not self._is_anothers(notice)
            and not SpokenAnswer.objects.filter(notice=notice).exists()
        )

    def _wants_something_else(self, talk: SickLeaveTalk) -> bool:
        if talk.held_at is not None or talk.cancelled_at is not None or not self._is_mine(talk.notice):
            return False
        return any(
            party.removed_at is None and party.answer in {"no", "another"} for party in talk.parties.all()
        )

    def _has_passed(self, talk: SickLeaveTalk) -> bool:
        if talk.held_at is not None or talk.cancelled_at is not None or not self._is_mine(talk.notice):
            return False
        return timezone.localdate(talk.starts_at) < self.today

    def _is_unanswered(self, message: Message) -> bool:
        is_theirs = message.course_id in self.mine and message.side == "citizen"
        return is_theirs and message.answered_at is None

    def _is_open(self, wording: Wording) -> bool:
        """The citizen's, in force, and not answered by us."""
        item = wording.item
        if item.course_id not in self.mine or item.ended_at is not None:
            return False
        newest = max(other.number for other in item.wordings.all())
        said = [mark for mark in wording.marks.all() if mark.side == "employee" and mark.replaced_at is None]
        return wording.side == "citizen" and wording.number == newest and not said

    def _is_due(self, course: Course) -> bool:
        return course.next_on is not None and course.next_on <= self.today and not self._has_booked(course)

    def _is_long_since(self, course: Course) -> bool:
        """More than twice the mean of the last four gaps, and two weeks; nothing agreed or booked within a week."""
        held = sorted((talk.held_at for talk in course.talks.all() if talk.held_at), reverse=True)
        if len(held) < 5 or course.next_on is None or (course.next_on - self.today).days <= 7:
            return False
        for talk in course.talks.all():
            is_booked = talk.starts_at is not None and talk.held_at is None and talk.cancelled_at is None
            if is_booked and timedelta() <= talk.starts_at - self.now <= days(7):
                return False
        gaps = [later - before for later, before in pairwise(held[:5])]
        waited = self.now - held[0]
        return waited >= days(14) and waited > 2 * sum(gaps, timedelta()) / len(gaps)

    def _is_to_be_talked_with(self, place: Workplace) -> bool:
        if place.contact_id not in {self.employee.pk, *self.covered} or place.closed_on is not None:
            return False
        agreed = place.next_contact_on
        if agreed is None or agreed > self.today:
            return False
        talked = [touch.on for touch in place.touches.all()]
        for answer in SpokenAnswer.objects.filter(notice__workplace=place):
            talked.append(timezone.localdate(answer.at))
        return not any(day >= agreed for day in talked)

    def _is_new(self, handover: Handover) -> bool:
        newest = max(other.pk for other in handover.course.handovers.all())
        is_mine = handover.to_employee_id == self.employee.pk and handover.course_id in self.mine
        return is_mine and handover.confirmed_at is None and handover.pk == newest

    def _is_mine(self, notice: AbsenceNotice) -> bool:
        who = {self.employee.pk, *self.covered}
        if notice.citizen is None:
            return notice.workplace.contact_id in who
        if self._is_barred(notice.citizen):
            return False
        open_courses = [course for course in notice.citizen.courses.all() if course.until is None]
        return notice.workplace.contact_id in who or any(course.contact_id in who for course in open_courses)

    def _is_anothers(self, notice: AbsenceNotice) -> bool:
        """Taken by one of its contacts, who is neither this employee nor somebody they cover for."""
        courses = notice.citizen.courses.all() if notice.citizen else []
        could_take = {
            notice.workplace.contact_id,
            *(course.contact_id for course in courses if course.until is None),
        }
        if notice.taken_by_id not in could_take:
            return False
        return notice.taken_by_id not in {self.employee.pk, *self.covered}

    def _has_booked(self, course: Course) -> bool:
        for talk in course.talks.all():
            is_booked = talk.starts_at is not None and talk.held_at is None and talk.cancelled_at is None
            if is_booked and timezone.localdate(talk.starts_at) >= self.today:
                return True
        return False

    def _is_private_too_long(self, talk: Talk) -> bool:
        if talk.course_id not in self.mine:
            return False
        is_private = talk.shared_at is None and not talk.kept_private_because
        return talk.held_at is not None and is_private and self.now - talk.held_at > timedelta(days=2)

    def _lacks_its_note(self, matter: Matter) -> bool:
        return matter.course_id in self.mine and matter.arose_on < self.today and not matter.notes.all()

    def _ends_soon(self, grant: MentorGrant) -> bool:
        left = (grant.until - days(1) - self.today).days
        return grant.course_id in self.mine and grant.evaluated_at is None and left <= 14

    def _is_due_plan(self, paper: WorkplacePaper) -> bool:
        """A retention plan whose newest version has a day that has come, and no evaluation for that day or later."""
        if paper.course_id not in self.mine or paper.kind != "retention_plan":
            return False
        day = max(paper.versions.all(), key=lambda version: version.version).evaluate_on
        return day <= self.today and not any(done.due_on >= day for done in paper.evaluations.all())


class RandomHouse:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.employees = [cast.an_employee(has_clearance=rng.random() < 0.5) for _ in range(4)]
        self.workplaces = [cast.a_workplace(contact=self.anybody()) for _ in range(4)]
        self.user = cast.a_user("citizen")
        for n in range(7):
            self._citizen(n)
        for one in rng.sample(self.employees, 3):
            other = rng.choice([another for another in self.employees if another != one])
            since = self.a_day()
            until = rng.choice([None, since + days(rng.randint(0, 3))])
            StandIn.objects.create(employee=one, stand_in=other, since=since, until=until)
        for _ in range(3):
            self._notice(None)
        for place in self.workplaces:
            self._relation(place)

    def _relation(self, place: Workplace) -> None:
        place.next_contact_on = self.maybe(self.a_day(), 0.8)
        place.closed_on = self.maybe(TODAY, 0.1)
        place.save(update_fields=["next_contact_on", "closed_on"])
        if self.rng.random() < 0.3:
            WorkplaceTouch.objects.create(
                workplace=place,
                employee=self.anybody(),
                on=self.a_day(),
                how="call",
                begun_by="centre",
                at=AT,
            )

    def anybody(self) -> Employee:
        return self.rng.choice(self.employees)

    def maybe(self, value, chance=0.5):
        return value if self.rng.random() < chance else None

    def a_day(self) -> date:
        return TODAY + days(self.rng.randint(-2, 2))

    def a_moment(self) -> datetime:
        return AT + timedelta(hours=self.rng.randint(-80, 60))

    def _citizen(self, n: int) -> None:
        citizen = cast.a_citizen(f"Borger {n}", is_protected=self.rng.random() < 0.2)
        if self.rng.random() < 0.2:
            Disqualification.objects.create(
                employee=self.anybody(), cpr_fingerprint=citizen.cpr_fingerprint, closeness="own"
            )
        given = {"citizen": citizen, "unit": cast.the_unit(), "began_because": "asked"}
        if self.rng.random() < 0.4:
            closed = {"since": LONG_AGO - days(9), "until": LONG_AGO, "ended_because": "work"}
            self._facts(Course.objects.create(contact=self.anybody(), **closed, **given))
        if self.rng.random() < 0.9:
            ahead = TODAY + days(self.rng.choice([6, 7, 8, 9, 40]))
            next_on = self.maybe(self.rng.choice([self.a_day(), ahead]), 0.8)
            course = Course.objects.create(contact=self.anybody(), since=LONG_AGO, next_on=next_on, **given)
            self._rhythm(course)
            if next_on != ahead or self.rng.random() < 0.3:
                self._facts(course)
        if self.rng.random() < 0.5:
            self._notice(citizen)

    def _facts(self, course: Course) -> None:
        both = {"course": course, "citizen": course.citizen}
        for _ in range(self.rng.randint(0, 2)):
            side = self.rng.choice(["citizen", "employee"])
            answered_at = self.maybe(AT) if side == "citizen" else None
            Message.objects.create(
                **both, side=side, by=self.user, text="Hej", at=self.a_moment(), answered_at=answered_at
            )
        for _ in range(self.rng.randint(0, 3)):
            self._talk(both)
        self._plans(course, both)
        for _ in range(self.rng.randint(0, 2)):
            self._grant(both)
        for _ in range(self.rng.randint(0, 2)):
            self._matter(both)
        for _ in range(self.rng.randint(0, 2)):
            self._item(both)
        for _ in range(self.rng.randint(0, 2)):
            Handover.objects.create(
                **both,
                from_employee=self.anybody(),
                to_employee=self.rng.choice([course.contact, self.anybody()]),
                reason="room",
                what_matters="x",
                accepted_at=AT,
                confirmed_at=self.maybe(AT),
            )

    def _rhythm(self, course: Course) -> None:
        """Talks some days apart, the last of them a while ago; the next perhaps booked."""
        both = {"course": course, "citizen": course.citizen, "employee": self.anybody(), "form": "walk"}
        at = AT - days(self.rng.choice([13, 14, 15, 20, 30, 60]))
        for _ in range(self.rng.randint(4, 7)):
            Talk.objects.create(**both, held_at=at, shared_at=self.maybe(at, 0.9))
            at -= days(self.rng.choice([1, 3, 7, 14]))
        if self.rng.random() < 0.2:
            Talk.objects.create(**both, starts_at=AT + days(self.rng.choice([-1, 1, 6, 7, 8, 20])))

    def _item(self, both: dict) -> None:
        ended_at, versions = self.maybe(AT, 0.2), self.rng.randint(1, 3)
        item = PlanItem.objects.create(
            **both,
            kind=self.rng.choice(["goal", "step"]),
            version=versions,
            ended_at=ended_at,
            ended_as="done" if ended_at else "",
        )
        for number in range(1, versions + 1):
            said = {"citizen": both["citizen"], "by": self.user, "at": self.a_moment()}
            side = self.rng.choice(["citizen", "employee"])
            wording = Wording.objects.create(item=item, number=number, text="Ringe", side=side, **said)
            Mark.objects.create(wording=wording, side=side, agrees=True, **said)
            if side == "citizen" and self.rng.random() < 0.5:
                agrees, replaced_at = self.rng.random() < 0.5, self.maybe(AT, 0.3)
                words = "" if agrees else "Ikke endnu"
                Mark.objects.create(
                    wording=wording,
                    side="employee",
                    agrees=agrees,
                    words=words,
                    replaced_at=replaced_at,
                    **said,
                )

    def _grant(self, both: dict) -> None:
        evaluated_at = self.maybe(AT)
        until = TODAY + days(self.rng.choice([-9, 0, 1, 13, 14, 15, 16, 17, 30]))
        MentorGrant.objects.create(
            **both, aim="x", mentor="Ida", weekly_hours=1, since=until - days(20), until=until, by=self.user,
            at=AT, evaluated_at=evaluated_at, evaluation="x" if evaluated_at else "",
        )  # fmt: skip

    def _matter(self, both: dict) -> None:
        noted_at = self.maybe(AT)
        said = {"by": self.user, "at": AT}
        matter = Matter.objects.create(
            **both, kind="support", what="x", arose_on=self.a_day(), noted_at=noted_at, **said
        )
        if noted_at:
            MatterNote.objects.create(matter=matter, citizen=both["citizen"], version=1, text="x", **said)

    def _plans(self, course: Course, both: dict) -> None:
        for workplace in self.rng.sample(self.workplaces, self.rng.randint(0, 2)):
            paper = WorkplacePaper.objects.create(
                **both, workplace=workplace, kind="retention_plan", begun_at=AT
            )
            for version in range(1, self.rng.randint(2, 4)):
                PaperVersion.objects.create(
                    paper=paper, citizen=course.citizen, version=version, side="employee", by=self.user, at=AT,
                    evaluate_on=self.a_day(),
                )  # fmt: skip
            for day in {self.a_day() for _ in range(self.rng.randint(0, 2))}:
                PaperEvaluation.objects.create(
                    paper=paper, citizen=course.citizen, due_on=day, words="x", by=self.user, at=AT
                )

    def _talk(self, both: dict) -> None:
        starts_at, held_at = self.maybe(self.a_moment()), self.maybe(self.a_moment())
        Talk.objects.create(
            **both,
            employee=self.anybody(),
            form="walk",
            starts_at=starts_at,
            held_at=held_at,
            cancelled_at=None if held_at else self.maybe(AT, 0.3),
            shared_at=held_at and self.maybe(AT, 0.3),
            kept_private_because=self.maybe("x", 0.2) or "",
        )

    def _notice(self, citizen: Citizen | None) -> None:
        workplace: Workplace = self.rng.choice(self.workplaces)
        notice = AbsenceNotice.objects.create(
            workplace=workplace,
            begun_by="company",
            kind="expected",
            talk="no",
            received_at=self.a_moment(),
            citizen=citizen,
            person_name="x" if citizen else "",
            employee_agrees=citizen is not None,
            taken_by=self.maybe(self.anybody()),
        )
        if self.rng.random() < 0.6:
            self._meeting(notice)
        if self.rng.random() < 0.3:
            SpokenAnswer.objects.create(notice=notice, employee=self.anybody(), at=AT)

    def _meeting(self, notice: AbsenceNotice) -> None:
        held_at = self.maybe(AT, 0.2)
        talk = SickLeaveTalk.objects.create(
            notice=notice, workplace=notice.workplace, citizen=notice.citizen, employee=self.anybody(),
            led_by="centre", form="walk", starts_at=self.a_moment(), minutes=30, offered_at=AT, held_at=held_at,
            cancelled_at=None if held_at else self.maybe(AT, 0.2),
        )  # fmt: skip
        for number in range(self.rng.randint(0, 2)):
            answer = self.rng.choice(["", "yes", "no", "another"])
            Party.objects.create(
                talk=talk, role="other", name=f"Gæst {number}", invited_at=AT, answer=answer,
                answered_at=AT if answer else None, proposed_at=AT + days(2) if answer == "another" else None,
                removed_at=self.maybe(AT, 0.2),
            )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_query_gives_what_walking_gives(db, seed):
    house = RandomHouse(random.Random(seed))
    for now in (AT, AT + days(1), AT.replace(hour=22, minute=30), AT.replace(hour=23, minute=30)):
        for employee in house.employees:
            found = reasons_for(employee.user, now=now)
            assert sorted((reason.code, reason.subject) for reason in found) == Walk(employee, now).reasons()


def test_the_random_houses_hold_every_reason(db):
    seen = set()
    for seed in range(6):
        for employee in RandomHouse(random.Random(seed)).employees:
            seen |= {code for code, _row in Walk(employee, AT).reasons()}
    assert seen == CODES.keys()
