"""Times are offered, booked, moved and cancelled; of two who want the same one gets it."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django_q.models import OrmQ
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.cast import AT, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import agree_next
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.staff.now import on_duty, to_call_over
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.actions import NotBooked, NotFree, Offering
from tovholder.jobcentre.talks.actions import offered as module
from tovholder.jobcentre.talks.free import free_for, free_of
from tovholder.jobcentre.talks.models import BookingChoice, OfferedTime, Talk
from tovholder.jobcentre.talks.slots import Taken

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 11, 23)  # AT is the Friday before


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), COPENHAGEN)


def offering(**more) -> Offering:
    given = {
        "weekdays": (0,),
        "starts": time(12),
        "ends": time(13),
        "minutes": 30,
        "forms": ("walk", "telephone"),
        "place": "Søen",
        "since": TODAY,
        "until": None,
    }
    return Offering(**(given | more))


def offer(employee, **more) -> list[OfferedTime]:
    return actions.offer_times(employee, offering(**more), by=employee.user, at=AT)


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


def book(course, starts_at, **more) -> Talk:
    given = {"form": "walk", "about": "", "token": uuid4(), "by": course.citizen.user, "at": AT}
    return actions.book_offered(course, starts_at=starts_at, **(given | more))


def move(talk, starts_at, **more) -> bool:
    given = {"form": "walk", "by": talk.citizen.user, "at": AT}
    return actions.move_offered(talk, starts_at=starts_at, **(given | more))


def mails() -> list[tuple]:
    return [task.task["args"] for task in OrmQ.objects.order_by("pk")]


def free(course, **more) -> list[datetime]:
    return [slot.starts_at.astimezone(COPENHAGEN) for slot in free_for(course, now=AT, **more).slots]


# --- Offering ---------------------------------------------------------------------------------------------------------


def test_one_row_for_each_weekday_and_the_same_again_is_once(amina):
    assert len(offer(amina, weekdays=(0, 3))) == 2
    assert offer(amina, weekdays=(0, 3)) == []
    assert OfferedTime.objects.count() == 2
    assert Record.objects.filter(what="offer_times").count() == 2


def test_two_offers_do_not_lie_over_each_other(amina, jonas):
    offer(amina, until=TODAY + days(10))
    for more in ({"starts": time(12, 30), "ends": time(14)}, {"since": TODAY + days(9)}, {"minutes": 20}):
        with pytest.raises(Refused, match="oven i"):
            offer(amina, **more)
    offer(amina, since=TODAY + days(10))  # when the first is over
    offer(amina, starts=time(13), ends=time(14))
    offer(amina, weekdays=(1,))
    offer(jonas)


def test_nobody_offers_anothers_times(amina, jonas):
    [row] = offer(amina)
    with pytest.raises(Refused):
        actions.offer_times(amina, offering(), by=jonas.user, at=AT)
    with pytest.raises(Refused):
        actions.stop_offering(row, by=jonas.user, at=AT)


def test_stopped_from_today_and_what_is_booked_stays(amina, course):
    [row] = offer(amina)
    talk = book(course, at(MONDAY, 12))
    actions.stop_offering(row, by=amina.user, at=AT)
    actions.stop_offering(row, by=amina.user, at=AT)
    row.refresh_from_db()
    assert row.until == TODAY
    assert not free(course)
    assert Talk.objects.booked().filter(pk=talk.pk).exists()
    assert Record.objects.filter(what="stop_offering").count() == 1


def test_one_that_has_not_begun_is_stopped_before_it_does(amina):
    [row] = offer(amina, since=TODAY + days(9))
    actions.stop_offering(row, by=amina.user, at=AT)
    row.refresh_from_db()
    assert (row.since, row.until) == (TODAY + days(9), TODAY + days(9))


@pytest.mark.parametrize("wrong", [{"starts": time(13)}, {"minutes": 0}, {"forms": ""}, {"weekday": 7}])
def test_the_database_refuses_what_is_no_offer(amina, wrong):
    [row] = offer(amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferedTime.objects.filter(pk=row.pk).update(**wrong)


# --- What is free -----------------------------------------------------------------------------------------------------


def test_four_weeks_ahead_but_not_too_soon_and_not_on_holidays(amina, course):
    offer(amina, weekdays=(0, 4))
    assert free(course)[0] == at(MONDAY, 12), "not today"
    BookingChoice.objects.create(pk=1, notice_hours=24 * 4, days_ahead=40)
    found = {moment.date() for moment in free(course)}
    assert MONDAY not in found
    assert date(2026, 12, 21) in found
    assert date(2026, 12, 25) not in found, "a holiday"
    assert max(found) <= TODAY + days(40)


def test_a_talk_without_a_length_takes_the_usual_and_others_their_own(amina, course):
    offer(amina, starts=time(9), ends=time(12))
    cast.a_booked_talk(cast.a_course(cast.a_citizen("Ida"), contact=amina), by=amina, starts_at=at(MONDAY, 9))
    of_monday = [moment.hour for moment in free(course) if moment.date() == MONDAY]
    assert of_monday == [10, 10, 11, 11]
    Talk.objects.update(minutes=30)
    assert len([moment for moment in free(course) if moment.date() == MONDAY]) == 5


def test_what_else_is_known_is_taken_too(amina, course):
    offer(amina)
    asked = []

    def busy(employees, begins, ends):
        asked.append((employees, begins < at(MONDAY, 12) < ends))
        return [Taken(amina.pk, at(MONDAY, 12), 60)]

    assert at(MONDAY, 12) not in free(course, busy=busy)
    assert asked == [([amina.pk], True)]


def test_the_stand_ins_times_where_the_contact_is_away(amina, jonas, course):
    offer(amina, place="Hos Amina")
    offer(jonas, starts=time(9), ends=time(10), place="Hos Jonas")
    Absence.objects.create(employee=amina, since=MONDAY, until=MONDAY + days(2))
    assert free(course)[0].date() == MONDAY + days(7), "nobody covers: nobody is met"
    cast.a_stand_in(amina, jonas, since=MONDAY, until=MONDAY + days(2))
    known = free_for(course, now=AT)
    slot = known.at(at(MONDAY, 9))
    assert (slot.employee, slot.place, known.people[slot.employee]) == (jonas.pk, "Hos Jonas", jonas)
    assert known.at(at(MONDAY + days(7), 9)) is None, "then Amina is back"
    talk = book(course, at(MONDAY, 9))
    assert talk.employee == jonas


def test_a_stand_in_who_may_not_meet_the_citizen_offers_nothing(amina, jonas):
    protected = cast.a_citizen("Hemmelig", is_protected=True)
    course = cast.a_course(protected, contact=cast.an_employee(has_clearance=True))
    offer(jonas)
    Absence.objects.create(employee=course.contact, since=MONDAY, until=MONDAY + days(2))
    cast.a_stand_in(course.contact, jonas, since=MONDAY, until=MONDAY + days(2))
    assert not free(course)
    jonas.has_clearance = True
    jonas.save(update_fields=["has_clearance"])
    assert free(course)


def test_the_citizens_own_talk_with_another_is_in_the_way(amina, jonas, course):
    offer(amina)
    talk = cast.a_booked_talk(course, by=jonas, starts_at=at(MONDAY, 12))
    assert at(MONDAY, 12) not in free(course)
    assert at(MONDAY, 12) in free(course, moving=talk)
    assert len(free_of(amina, now=AT).slots) == 8, "Amina herself is free"


in_one_test = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
few_days = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9))


@in_one_test
@given(amina_away=st.lists(few_days, max_size=2), jonas_away=st.lists(few_days, max_size=1),
       covers=st.lists(few_days, max_size=2), left=st.none() | st.integers(0, 9))  # fmt: skip
def test_whom_to_call_over_many_days_is_whom_to_call_each_day(
    amina, jonas, amina_away, jonas_away, covers, left
):
    with transaction.atomic():
        for employee, periods in ((amina, amina_away), (jonas, jonas_away)):
            for since, until in periods:
                _try(lambda e=employee, s=since, u=until: Absence.objects.create(employee=e, **_period(s, u)))
        for since, until in covers:
            _try(lambda s=since, u=until: cast.a_stand_in(amina, jonas, **_period(s, u)))
        jonas.left_on = None if left is None else TODAY + days(left)
        jonas.save(update_fields=["left_on"])
        found = to_call_over(amina, TODAY, TODAY + days(12))
        assert found == {TODAY + days(n): on_duty(amina, TODAY + days(n)).to_call for n in range(13)}
        transaction.set_rollback(True)


def _period(since: int, until: int | None) -> dict[str, date | None]:
    return {"since": TODAY + days(since), "until": None if until is None else TODAY + days(max(since, until))}


def _try(write) -> None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        pass


# --- Booking ----------------------------------------------------------------------------------------------------------


def test_a_booked_time_is_a_talk_and_the_next_contact(amina, course):
    offer(amina)
    talk = book(course, at(MONDAY, 12), about="Min plan")
    course.refresh_from_db()
    assert (talk.employee, talk.form, talk.place, talk.minutes) == (amina, "walk", "Søen", 30)
    assert (talk.about, talk.in_offered, talk.by_citizen_at) == ("Min plan", True, AT)
    assert (course.next_on, course.next_time, course.next_form) == (MONDAY, time(12), "walk")
    assert at(MONDAY, 12) not in free(course)
    assert Record.objects.filter(what="book_offered", citizen=course.citizen_id).count() == 1


def test_the_place_is_where_one_meets(amina, course):
    offer(amina)
    assert book(course, at(MONDAY, 12), form="telephone").place == ""


def test_the_employee_hears_of_it_and_not_of_whom(amina, course):
    offer(amina)
    book(course, at(MONDAY, 12), about="Noget om ryggen")
    [(to, subject, body)] = mails()
    assert to == amina.email
    for words in ("Bo", "Kragh", "ryggen", "12"):
        assert words not in subject + body


def test_what_is_agreed_earlier_stays_the_next(amina, course):
    offer(amina)
    agree_next(course, on=TODAY + days(1), at_time=None, form="", by=amina.user, at=AT)
    book(course, at(MONDAY, 12))
    course.refresh_from_db()
    assert course.next_on == TODAY + days(1)


def test_twice_is_one_and_a_second_waits_for_the_first(amina, course):
    offer(amina)
    token = uuid4()
    first = book(course, at(MONDAY, 12), token=token)
    assert book(course, at(MONDAY, 12), token=token) == first
    with pytest.raises(Refused, match=r"Du har allerede booket en tid mandag 23\. november kl\. 12"):
        book(course, at(MONDAY, 12, 30))
    assert Talk.objects.count() == 1
    assert len(mails()) == 1


@pytest.mark.parametrize(
    "moment", [at(MONDAY, 12, 15), at(MONDAY, 13), at(TODAY, 12), at(MONDAY + days(70), 12)]
)
def test_a_time_that_is_not_offered_is_refused(amina, course, moment):
    offer(amina, weekdays=(0, 4))
    with pytest.raises(NotFree, match="ikke ledig"):
        book(course, moment)


def test_a_way_to_meet_that_is_not_offered_is_refused(amina, course):
    offer(amina)
    with pytest.raises(NotFree, match="mødes sådan"):
        book(course, at(MONDAY, 12), form="video")


def test_a_closed_course_books_nothing(amina, course):
    offer(amina)
    course.until, course.ended_because = TODAY, "work"
    course.save(update_fields=["until", "ended_because"])
    with pytest.raises(actions.CourseClosed):
        book(course, at(MONDAY, 12))


def test_the_database_gives_a_time_to_one(amina, course):
    offer(amina)
    book(course, at(MONDAY, 12))
    other = cast.a_course(cast.a_citizen("Ida"), contact=amina)
    row = {"citizen_id": other.citizen_id, "course": other, "employee": amina, "form": "walk"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(**row, starts_at=at(MONDAY, 12), in_offered=True)
    Talk.objects.create(**row, starts_at=at(MONDAY, 12))  # one of ours may book over it


def _two_who_want_it():
    amina = cast.an_employee("Amina Yusuf")
    offer(amina)
    return [cast.a_course(cast.a_citizen(user=cast.a_user(Role.CITIZEN)), contact=amina) for _two in "ab"]


def _both_book(one, other):
    return at_once(lambda: book(one, at(MONDAY, 12)), lambda: book(other, at(MONDAY, 12)))


def test_two_at_once_and_one_of_them_gets_it(own_database, monkeypatch):
    courses = _two_who_want_it()
    monkeypatch.setattr(module, "_alone", wait_for_each_other(module._alone))
    results = _both_book(*courses)
    assert sorted(type(one).__name__ for one in results) == ["NotFree", "Talk"]
    assert Talk.objects.booked().count() == 1


def test_two_at_once_past_every_look_and_the_database_decides(own_database, monkeypatch):
    """Both have found the time free: what is left is the constraint."""
    courses = _two_who_want_it()
    slots = {course.pk: free_for(course, now=AT).at(at(MONDAY, 12)) for course in courses}
    monkeypatch.setattr(module, "_chosen", lambda course, *_args, **_more: slots[course.pk])
    results = _both_book(*courses)
    assert sorted(type(one).__name__ for one in results) == ["NotFree", "Talk"]
    assert "lige taget" in str(next(one for one in results if isinstance(one, NotFree)))
    assert Talk.objects.booked().count() == 1


# --- Moving and cancelling --------------------------------------------------------------------------------------------


def test_a_moved_talk_frees_its_time_and_the_agreement_follows(amina, course):
    offer(amina)
    talk = book(course, at(MONDAY, 12))
    assert move(talk, at(MONDAY + days(7), 12, 30), form="telephone")
    talk.refresh_from_db()
    course.refresh_from_db()
    assert (talk.starts_at, talk.form, talk.place) == (at(MONDAY + days(7), 12, 30), "telephone", "")
    assert (talk.sequence, talk.by_citizen_at) == (1, AT)
    assert (course.next_on, course.next_time) == (MONDAY + days(7), time(12, 30))
    assert at(MONDAY, 12) in free(course)
    assert not move(talk, at(MONDAY + days(7), 12, 30), form="telephone"), "it is there already"
    assert len(mails()) == 2


def test_one_of_ours_is_moved_into_what_is_offered(amina, jonas, course):
    offer(amina)
    talk = cast.a_booked_talk(course, by=jonas, starts_at=at(MONDAY, 9))
    assert move(talk, at(MONDAY, 12))
    talk.refresh_from_db()
    assert (talk.employee, talk.in_offered) == (amina, True)
    assert {to for to, *_rest in mails()} == {amina.email, jonas.email}


def test_what_was_moved_or_held_or_has_begun_is_not_moved(amina, course):
    offer(amina)
    talk = book(course, at(MONDAY, 12))
    stale = Talk.objects.get(pk=talk.pk)
    move(talk, at(MONDAY, 12, 30))
    with pytest.raises(NotBooked, match="flyttet imens"):
        move(stale, at(MONDAY + days(7), 12))
    talk.refresh_from_db()
    with pytest.raises(NotFree):
        move(talk, at(MONDAY, 18))
    with pytest.raises(Refused, match="begyndt"):
        move(talk, at(MONDAY + days(7), 12), at=at(MONDAY, 12, 40))


def test_the_citizen_cancels_and_the_employee_hears_of_it(amina, course):
    offer(amina)
    talk = book(course, at(MONDAY, 12))
    actions.cancel_talk(talk, by=course.citizen.user, at=AT)
    actions.cancel_talk(talk, by=course.citizen.user, at=AT)
    talk.refresh_from_db()
    course.refresh_from_db()
    assert (talk.cancelled_at, talk.by_citizen_at, talk.sequence) == (AT, AT, 1)
    assert course.next_on is None
    assert at(MONDAY, 12) in free(course)
    assert len(mails()) == 2
    assert book(course, at(MONDAY, 12)) != talk


def test_what_one_of_ours_changes_is_ours_and_no_mail_to_ourselves(amina, jonas, course):
    offer(amina)
    talk = book(course, at(MONDAY, 12))
    OrmQ.objects.all().delete()
    actions.move_talk(talk, starts_at=at(MONDAY, 15), form="", by=amina.user, at=AT)
    talk.refresh_from_db()
    assert (talk.in_offered, talk.by_citizen_at, talk.sequence) == (False, None, 1)
    actions.cover_talk(talk, employee=jonas, by=amina.user, at=AT)
    actions.cancel_talk(talk, by=amina.user, at=AT)
    talk.refresh_from_db()
    assert (talk.by_citizen_at, talk.sequence) == (None, 3)
    assert not mails()


def test_a_covered_talk_gives_way_to_nobody(amina, jonas, course):
    """The one who covers has the same moment booked by another: the database lets one of ours decide."""
    offer(amina)
    offer(jonas)
    book(cast.a_course(cast.a_citizen(user=cast.a_user(Role.CITIZEN)), contact=jonas), at(MONDAY, 12))
    talk = book(course, at(MONDAY, 12))
    assert actions.cover_talk(talk, employee=jonas, by=amina.user, at=AT)


# --- The municipality's choice ----------------------------------------------------------------------------------------


def test_the_manager_chooses_and_nobody_else(amina):
    manager = cast.an_employee(role=Role.MANAGER).user
    chosen = {"notice_hours": 48, "days_ahead": 14}
    actions.choose_booking(chosen, by=manager, at=AT)
    actions.choose_booking(chosen, by=manager, at=AT)
    now = BookingChoice.now()
    assert (now.notice_hours, now.days_ahead, now.usual_minutes) == (48, 14, 60)
    assert Record.objects.filter(what="choose_booking").count() == 1
    with pytest.raises(Refused):
        actions.choose_booking(chosen, by=amina.user, at=AT)
    with pytest.raises(Refused):
        actions.choose_booking({"days_ahead": 0}, by=manager, at=AT)


def test_a_talk_lasts_eight_hours_at_most_when_it_is_looked_for(amina, course):
    """One that began before now still takes its time."""
    offer(amina, weekdays=(4,), starts=time(10), ends=time(11))
    BookingChoice.objects.create(pk=1, notice_hours=0)
    other = cast.a_course(cast.a_citizen("Ida"), contact=amina)
    cast.a_booked_talk(other, by=amina, starts_at=AT - timedelta(minutes=30))
    assert at(TODAY, 10) not in free(course)
    assert at(TODAY, 10, 30) in free(course)
