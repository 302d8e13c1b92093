from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import agree_next, close_course
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.actions import CourseClosed, Next, agree_next_contact, book_talk
from tovholder.jobcentre.talks.models import Note, RoleTaken, Talk

FRIDAY = date(2026, 11, 27)
SECRET = "Ryggen gør ondt om morgenen, og naboen hedder Kaj."


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def course(amina) -> Course:
    return cast.a_course(contact=amina)


def agreed(course) -> tuple:
    course.refresh_from_db()
    return course.next_on, course.next_time, course.next_form


def close(course) -> None:
    close_course(course, because="work", by=course.contact.user, at=AT, today=TODAY)


# --- Together ---------------------------------------------------------------------------------------------------------


def test_a_colleague_who_was_there_is_kept_also_in_a_booked_talk(course, amina):
    jonas = cast.an_employee("Jonas Holm")
    for booked in (None, cast.a_booked_talk(course, by=amina)):
        talk = cast.a_held_talk(course, by=amina, joined_by=jonas, booked=booked)
        talk.refresh_from_db()
        assert (talk.employee, talk.joined_by) == (amina, jonas)


def test_nobody_joins_themselves(course, amina):
    with pytest.raises(Refused, match="Vælg en kollega"):
        cast.a_held_talk(course, by=amina, joined_by=amina)
    assert not Talk.objects.exists()


# --- Holding a talk ---------------------------------------------------------------------------------------------------


def test_a_talk_its_roles_and_its_note_are_kept(course, amina):
    talk = cast.a_held_talk(
        course, by=amina, roles=["mentor", "coach", "mentor"], text=SECRET, minutes=35, form="telephone"
    )
    assert (talk.citizen_id, talk.employee, talk.form, talk.minutes) == (
        course.citizen_id,
        amina,
        "telephone",
        35,
    )
    assert talk.held_at == talk.shared_at == AT
    assert list(talk.roles.order_by("pk").values_list("role", flat=True)) == ["mentor", "coach"]
    note = talk.notes.get()
    assert (note.version, note.text, note.by, note.citizen_id) == (1, SECRET, amina.user, course.citizen_id)


def test_a_talk_not_shared_is_private(course, amina):
    assert cast.a_held_talk(course, by=amina, share=False).shared_at is None


@pytest.mark.parametrize(
    ("owner", "function"),
    [
        (RoleTaken.objects, "bulk_create"),
        (Note.objects, "create"),
        (actions.talk, "agree_next"),
        (actions.talk, "book_talk"),
    ],
)
def test_all_or_nothing(course, amina, monkeypatch, owner, function):
    agree_next(course, on=TODAY, at_time=None, form="", by=amina.user, at=AT)
    lines = Record.objects.count()

    def breaks(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(owner, function, breaks)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        cast.a_held_talk(course, by=amina, next_contact=Next(FRIDAY, time(10), "walk"))
    assert not Talk.objects.exists()
    assert not RoleTaken.objects.exists()
    assert not Note.objects.exists()
    assert agreed(course) == (TODAY, None, "")
    assert Record.objects.count() == lines


def test_the_same_press_twice_is_one_talk(course, amina):
    token = uuid4()
    first = cast.a_held_talk(course, by=amina, token=token, text="Først")
    again = cast.a_held_talk(course, by=amina, token=token, text="Igen")
    assert first == again == Talk.objects.get()
    assert Note.objects.get().text == "Først"
    assert Record.objects.filter(what="hold_talk").count() == 1


def test_the_same_press_after_the_course_closed_is_still_the_first_talk(course, amina):
    token = uuid4()
    first = cast.a_held_talk(course, by=amina, token=token)
    close(course)
    assert cast.a_held_talk(course, by=amina, token=token) == first


def test_a_closed_course_is_refused_and_nothing_kept(course, amina):
    stale = Course.objects.get(pk=course.pk)
    close(course)
    with pytest.raises(CourseClosed, match="samtalen er ikke gemt"):
        cast.a_held_talk(stale, by=amina)
    with pytest.raises(CourseClosed, match="Aftalen er ikke gemt"):
        agree_next_contact(stale, agreed=Next(FRIDAY), by=amina.user, at=AT)
    with pytest.raises(CourseClosed, match="Beskeden er ikke sendt"):
        cast.a_message(stale, by=amina.user)
    assert not Talk.objects.exists()
    assert agreed(course) == (None, None, "")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CITIZEN])
def test_only_an_employee_holds_a_talk_and_agrees(course, role):
    somebody = cast.an_employee()
    somebody.user.role = role
    with pytest.raises(Refused, match="Kun en medarbejder"):
        cast.a_held_talk(course, by=somebody)
    with pytest.raises(Refused, match="Kun en medarbejder"):
        agree_next_contact(course, agreed=Next(FRIDAY), by=somebody.user, at=AT)
    assert not Talk.objects.exists()


def test_the_talk_is_the_one_who_held_it(course):
    jonas = cast.an_employee("Jonas Holm")
    assert cast.a_held_talk(course, by=jonas).employee == jonas


# --- A booked talk, and the next one ----------------------------------------------------------------------------------


def test_a_booked_talk_becomes_the_held_one(course, amina):
    booked = cast.a_booked_talk(course, by=amina)
    held = cast.a_held_talk(course, by=amina, booked=booked, form="telephone")
    assert held.pk == booked.pk == Talk.objects.get().pk
    assert (held.form, held.starts_at) == ("telephone", booked.starts_at)
    assert not Talk.objects.booked().exists()


def test_a_booked_talk_is_held_once_whoever_comes_second(course, amina):
    booked = cast.a_booked_talk(course, by=amina)
    first = cast.a_held_talk(course, by=amina, booked=booked, text="Først")
    second = cast.a_held_talk(course, by=amina, booked=booked, text="Så")
    assert first != second
    assert [note.text for note in Note.objects.order_by("pk")] == ["Først", "Så"]


def test_another_citizens_booked_talk_stays_theirs(course, amina):
    theirs = cast.a_booked_talk(cast.a_course(contact=amina), by=amina)
    held = cast.a_held_talk(course, by=amina, booked=theirs)
    assert held.pk != theirs.pk
    assert held.citizen_id == course.citizen_id
    assert list(Talk.objects.booked()) == [theirs]


def test_a_cancelled_talk_is_not_held(course, amina):
    booked = cast.a_booked_talk(course, by=amina)
    Talk.objects.filter(pk=booked.pk).update(cancelled_at=AT)
    assert cast.a_held_talk(course, by=amina, booked=booked).pk != booked.pk


def test_without_a_next_contact_the_agreement_is_fulfilled(course, amina):
    agree_next(course, on=TODAY, at_time=time(10), form="walk", by=amina.user, at=AT)
    cast.a_held_talk(course, by=amina, next_contact=None)
    assert agreed(course) == (None, None, "")


@pytest.mark.parametrize(
    ("next_contact", "is_booked"),
    [
        (Next(FRIDAY, time(10), "walk"), True),
        (Next(FRIDAY, time(10)), False),
        (Next(FRIDAY, None, "walk"), False),
        (Next(FRIDAY), False),
    ],
)
def test_a_next_contact_with_time_and_form_is_booked_too(course, amina, next_contact, is_booked):
    cast.a_held_talk(course, by=amina, next_contact=next_contact)
    assert agreed(course) == (next_contact.on, next_contact.time, next_contact.form)
    booked = list(Talk.objects.booked().values_list("course", "employee", "form", "starts_at"))
    ten_in_denmark = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert booked == ([(course.pk, amina.pk, "walk", ten_in_denmark)] if is_booked else [])


def test_ten_oclock_is_ten_oclock_in_summer_as_well(course, amina):
    agree_next_contact(course, agreed=Next(date(2027, 6, 4), time(10), "walk"), by=amina.user, at=AT)
    assert Talk.objects.booked().get().starts_at == datetime(2027, 6, 4, 8, tzinfo=UTC)


def test_agreeing_twice_is_one_agreement_and_one_booked_talk(course, amina):
    for _press in range(2):
        agree_next_contact(course, agreed=Next(FRIDAY, time(10), "walk"), by=amina.user, at=AT)
    assert agreed(course) == (FRIDAY, time(10), "walk")
    assert Talk.objects.booked().count() == 1


# --- Sharing ----------------------------------------------------------------------------------------------------------


def test_a_note_is_shared_once_and_for_all(course, amina):
    talk = cast.a_held_talk(course, by=amina, share=False)
    actions.share_note(talk, by=amina.user, at=AT)
    actions.share_note(talk, by=amina.user, at=AT + days(1))
    talk.refresh_from_db()
    assert talk.shared_at == AT
    assert Record.objects.filter(what="share_note").count() == 1
    with pytest.raises(Refused, match="allerede delt"):
        actions.keep_private(talk, because="Fortrudt", by=amina.user, at=AT)
    talk.refresh_from_db()
    assert (talk.shared_at, talk.kept_private_because) == (AT, "")


@pytest.mark.parametrize("because", ["", "  ", "\n\t"])
def test_a_note_is_kept_private_with_a_reason_only(course, amina, because):
    talk = cast.a_held_talk(course, by=amina, share=False)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        actions.keep_private(talk, because=because, by=amina.user, at=AT)
    actions.keep_private(talk, because="Om en tredje", by=amina.user, at=AT)
    talk.refresh_from_db()
    assert talk.kept_private_because == "Om en tredje"


def test_a_private_note_may_be_shared_after_all(course, amina):
    talk = cast.a_held_talk(course, by=amina, share=False)
    actions.keep_private(talk, because="Om en tredje", by=amina.user, at=AT)
    actions.share_note(talk, by=amina.user, at=AT)
    talk.refresh_from_db()
    assert (talk.shared_at, talk.kept_private_because) == (AT, "")


# --- Versions ---------------------------------------------------------------------------------------------------------


def revise(talk, text, *, read_version, by):
    return actions.revise_note(talk, text=text, read_version=read_version, by=by.user, at=AT)


def test_every_version_is_kept(course, amina):
    talk = cast.a_held_talk(course, by=amina, text="Første")
    revise(talk, "Anden", read_version=1, by=amina)
    revise(talk, "Tredje", read_version=2, by=amina)
    assert list(talk.notes.order_by("version").values_list("version", "text")) == [
        (1, "Første"),
        (2, "Anden"),
        (3, "Tredje"),
    ]


@pytest.mark.parametrize("read_version", [0, 1, 3, -1, 10**9])
def test_a_stale_save_is_refused_with_the_newer_note(course, amina, read_version):
    talk = cast.a_held_talk(course, by=amina, text="Første")
    newest = revise(talk, "Jonas' udgave", read_version=1, by=amina)
    with pytest.raises(actions.StaleNote, match="gemt en nyere note") as stale:
        revise(talk, "Aminas udgave", read_version=read_version, by=amina)
    assert stale.value.newer == newest
    assert talk.notes.count() == 2
    assert revise(talk, "Begges", read_version=newest.version, by=amina).version == 3


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "smoke"},
        {"form": "walk", "held_at": AT, "cancelled_at": AT},
        {"form": "walk", "shared_at": AT},
        {"form": ""},
    ],
)
def test_what_a_talk_can_never_be(course, amina, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(citizen=course.citizen, course=course, employee=amina, **wrong)


def test_a_role_and_a_version_are_there_once(course, amina):
    talk = cast.a_held_talk(course, by=amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleTaken.objects.create(talk=talk, role="coach")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(talk=talk, citizen_id=talk.citizen_id, version=1, text="x", by=amina.user, at=AT)


# --- The log ----------------------------------------------------------------------------------------------------------


def test_the_log_holds_no_free_text(course, amina):
    talk = cast.a_held_talk(course, by=amina, text=SECRET, share=False)
    revise(talk, SECRET, read_version=1, by=amina)
    actions.keep_private(talk, because=SECRET, by=amina.user, at=AT)
    actions.share_note(talk, by=amina.user, at=AT)
    cast.a_message(course, SECRET, by=amina.user)
    book_talk(course, employee=amina, starts_at=AT, form="walk", place=SECRET, by=amina.user, at=AT)
    lines = [str(vars(line)) for line in Record.objects.filter(citizen=course.citizen_id)]
    assert len(lines) >= 7
    assert not [line for line in lines if any(word in line for word in ("Ryggen", "Kaj", "Bo Kragh"))]


# --- Two at once ------------------------------------------------------------------------------------------------------


def test_the_same_press_twice_at_once_is_one_talk(own_database, monkeypatch):
    amina = cast.an_employee()
    course, token = cast.a_course(contact=amina), uuid4()
    monkeypatch.setattr(Talk.objects, "create", wait_for_each_other(Talk.objects.create))
    one, other = at_once(*[lambda: cast.a_held_talk(course, by=amina, token=token)] * 2)
    assert one == other == Talk.objects.get()
    assert Note.objects.count() == 1


def test_two_who_hold_a_booked_talk_at_once_overwrite_nothing(own_database, monkeypatch):
    amina = cast.an_employee()
    course = cast.a_course(contact=amina)
    booked = cast.a_booked_talk(course, by=amina)
    monkeypatch.setattr(RoleTaken.objects, "bulk_create", wait_for_each_other(RoleTaken.objects.bulk_create))
    one, other = at_once(*[lambda: cast.a_held_talk(course, by=amina, booked=booked)] * 2)
    assert {type(one), type(other)} == {Talk}
    assert one != other
    assert Note.objects.count() == 2


def test_agreeing_twice_at_once_books_one_talk(own_database, monkeypatch):
    amina = cast.an_employee()
    course = cast.a_course(contact=amina)
    monkeypatch.setattr(actions.talk, "book_talk", wait_for_each_other(actions.book_talk))
    agreed = Next(FRIDAY, time(10), "walk")
    results = at_once(*[lambda: agree_next_contact(course, agreed=agreed, by=amina.user, at=AT)] * 2)
    assert results == [None, None]
    assert Talk.objects.booked().count() == 1


def test_two_who_revise_a_note_at_once(own_database, monkeypatch):
    amina = cast.an_employee()
    talk = cast.a_held_talk(cast.a_course(contact=amina), by=amina)
    monkeypatch.setattr(Note.objects, "create", wait_for_each_other(Note.objects.create))
    results = at_once(
        lambda: revise(talk, "Min", read_version=1, by=amina),
        lambda: revise(talk, "Din", read_version=1, by=amina),
    )
    assert {type(result) for result in results} == {Note, actions.StaleNote}
    refused = next(result for result in results if isinstance(result, actions.StaleNote))
    assert refused.newer in results
    assert talk.notes.count() == 2


def test_closing_and_holding_at_once_leaves_no_talk_after_the_end(own_database, monkeypatch):
    amina = cast.an_employee()
    course = cast.a_course(contact=amina)
    monkeypatch.setattr(Note.objects, "create", wait_for_each_other(Note.objects.create))
    held, _closed = at_once(lambda: cast.a_held_talk(course, by=amina), lambda: close(course))
    course.refresh_from_db()
    assert course.until == TODAY
    assert isinstance(held, Talk | CourseClosed)
    assert Talk.objects.count() == (1 if isinstance(held, Talk) else 0)
    assert agreed(course) == (None, None, "")


# --- Cancelled --------------------------------------------------------------------------------------------------------


def test_a_cancelled_talk_takes_its_agreement_with_it(course, amina):
    actions.agree_next_contact(course, agreed=actions.Next(TODAY, time(10), "walk"), by=amina.user, at=AT)
    booked = Talk.objects.booked().get(course=course)
    for _ in range(2):
        actions.cancel_talk(booked, by=amina.user, at=AT)
    course.refresh_from_db()
    assert course.next_on is None
    assert not Talk.objects.booked().exists()
    assert Record.objects.filter(what="cancel_talk").count() == 1


def test_a_held_talk_cannot_be_cancelled(course, amina):
    held = cast.a_held_talk(course, by=amina)
    actions.cancel_talk(held, by=amina.user, at=AT)
    held.refresh_from_db()
    assert held.cancelled_at is None


def test_cancelling_one_talk_leaves_the_agreement_for_another_day(course, amina):
    actions.agree_next_contact(course, agreed=actions.Next(TODAY, time(10), "walk"), by=amina.user, at=AT)
    later = actions.Next(TODAY + days(3), time(9), "telephone")
    actions.agree_next_contact(course, agreed=later, by=amina.user, at=AT)
    actions.cancel_talk(Talk.objects.booked().order_by("starts_at")[0], by=amina.user, at=AT)
    course.refresh_from_db()
    assert course.next_on == later.on
