"""Matters of authority: marked once, followed in days that can be, noted in versions, and all of it on record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.authority import actions
from tovholder.jobcentre.authority.actions import Days
from tovholder.jobcentre.authority.matters import matters_of
from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.actions import close_course

LATER = AT + timedelta(hours=1)


def follow(matter, *, by, read=1, at=AT, **told):
    return actions.follow_matter(matter, days=Days(**told), read_version=read, by=by.user, at=at)


def note(matter, text="Hemmelig oplysning", *, by, read=0, at=AT):
    return actions.write_matter_note(matter, text=text, read_version=read, by=by.user, at=at)


def test_marked_without_a_note_and_with_one(course, amina):
    bare = cast.a_matter(course, by=amina)
    assert (bare.citizen, bare.noted_at, bare.notes.count()) == (course.citizen, None, 0)
    noted = cast.a_matter(course, by=amina, text="Det ved vi")
    noted.refresh_from_db()
    assert (noted.noted_at, noted.notes.get().text, noted.notes.get().version) == (AT, "Det ved vi", 1)
    assert list(Matter.objects.without_note()) == [bare]


def test_pressed_twice_it_is_one(course, amina):
    token = uuid4()
    first = cast.a_matter(course, by=amina, token=token, text="x")
    assert cast.a_matter(course, by=amina, token=token, text="y") == first
    assert MatterNote.objects.get().text == "x"


def test_a_closed_course_gets_no_new_matter_and_its_old_ones_are_followed(course, amina):
    matter = cast.a_matter(course, by=amina)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    with pytest.raises(Refused, match="afsluttet"):
        cast.a_matter(course, by=amina)
    assert follow(matter, by=amina, decided_on=TODAY).decided_on == TODAY
    assert note(matter, by=amina).version == 1


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COMPANY, Role.DATA_OWNER])
def test_nobody_but_an_employee_writes_it(course, amina, role):
    other = cast.a_user(role)
    matter = cast.a_matter(course, by=amina)
    for refused in (
        lambda: actions.mark_matter(
            course, token=uuid4(), kind="aid", what="x", arose_on=TODAY, by=other, at=AT
        ),
        lambda: actions.follow_matter(matter, days=Days(), read_version=1, by=other, at=AT),
        lambda: actions.write_matter_note(matter, text="x", read_version=0, by=other, at=AT),
    ):
        with pytest.raises(Refused):
            refused()
    assert (Matter.objects.count(), MatterNote.objects.count()) == (1, 0)


def test_the_talk_it_arose_in_is_the_citizens_own(course, amina):
    other = cast.a_course(cast.a_citizen("Freja Dam"), contact=amina)
    theirs = cast.a_held_talk(other, by=amina)
    with pytest.raises(Refused, match="en anden"):
        cast.a_matter(course, by=amina, talk=theirs)
    own = cast.a_held_talk(course, by=amina, roles=["authority"])
    assert cast.a_matter(course, by=amina, talk=own).talk == own


def test_what_happens_is_written_day_by_day(course, amina):
    matter = cast.a_matter(course, by=amina)
    matter = follow(matter, by=amina, hearing_sent_on=TODAY, hearing_due_on=TODAY + days(14))
    assert matter.version == 2
    matter = follow(
        matter, by=amina, read=2, hearing_sent_on=TODAY, hearing_due_on=TODAY + days(14),
        hearing_answered_on=TODAY + days(3), decided_on=TODAY + days(20), complaint_due_on=TODAY + days(48),
    )  # fmt: skip
    assert (matter.version, matter.complaint_due_on) == (3, TODAY + days(48))
    line = Record.objects.filter(what="follow_matter").latest("pk")
    assert line.detail["days"]["decided_on"] == ["", str(TODAY + days(20))]


def test_the_same_again_is_no_change(course, amina):
    matter = follow(cast.a_matter(course, by=amina), by=amina, decided_on=TODAY)
    assert follow(matter, by=amina, read=1, decided_on=TODAY).version == 2
    assert Record.objects.filter(what="follow_matter").count() == 1


def test_a_late_save_is_refused_with_what_stands_now(course, amina, jonas):
    matter = cast.a_matter(course, by=amina)
    follow(matter, by=amina, decided_on=TODAY)
    with pytest.raises(actions.StaleMatter) as late:
        follow(matter, by=jonas, lapsed_on=TODAY)
    assert late.value.newer.decided_on == TODAY
    assert Matter.objects.get().lapsed_on is None


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"hearing_due_on": TODAY}, "hvornår høringen blev sendt"),
        ({"hearing_answered_on": TODAY}, "hvornår høringen blev sendt"),
        ({"hearing_sent_on": TODAY, "hearing_due_on": TODAY - days(1)}, "før høringen"),
        ({"hearing_sent_on": TODAY, "hearing_answered_on": TODAY - days(1)}, "før høringen"),
        ({"complaint_due_on": TODAY}, "hvornår afgørelsen blev givet"),
        ({"decided_on": TODAY, "complaint_due_on": TODAY - days(1)}, "Klagefristen"),
        ({"decided_on": TODAY, "lapsed_on": TODAY}, "enten afgjort eller bortfaldet"),
    ],
)
def test_days_that_cannot_be_are_refused_by_the_action_and_by_the_database(course, amina, told, says):
    matter = cast.a_matter(course, by=amina)
    with pytest.raises(Refused, match=says):
        follow(matter, by=amina, **told)
    with pytest.raises(Refused, match=says):
        cast.a_matter(course, by=amina, days=Days(**told))
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**told)


@pytest.mark.parametrize("wrong", [{"kind": "gossip"}, {"what": ""}])
def test_the_database_refuses_half_a_matter(course, amina, wrong):
    matter = cast.a_matter(course, by=amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**wrong)


def test_a_note_comes_in_versions_and_the_first_one_counts(course, amina, jonas):
    matter = cast.a_matter(course, by=amina)
    note(matter, "Først", by=amina)
    note(matter, "Så", by=jonas, read=1, at=LATER)
    matter.refresh_from_db()
    assert matter.noted_at == AT, "noted when the first was written"
    with pytest.raises(actions.StaleMatterNote) as late:
        note(matter, "For sent", by=amina, read=1)
    assert late.value.newer.text == "Så"
    [shown] = matters_of(course.citizen)
    assert [one.text for one in shown.newest] == ["Så"]
    with pytest.raises(Refused, match="Skriv notatet"):
        note(matter, " \n", by=amina, read=2)


def test_two_notes_at_once_are_not_the_same_version(course, amina):
    matter = cast.a_matter(course, by=amina, text="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterNote.objects.create(
            matter=matter, citizen=course.citizen, version=1, text="y", by=amina.user, at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterNote.objects.create(
            matter=matter, citizen=course.citizen, version=2, text="", by=amina.user, at=AT
        )


def test_the_log_has_numbers_and_days_and_never_the_words(course, amina):
    matter = cast.a_matter(course, by=amina, what="Hemmelig ydelse", text="Hemmelig oplysning")
    follow(matter, by=amina, reference="Hemmelig 4711", decided_on=TODAY)
    lines = list(Record.objects.filter(what__contains="matter").order_by("pk"))
    assert [line.what for line in lines] == ["mark_matter", "write_matter_note", "follow_matter"]
    assert {line.kind for line in lines} == {"action"}
    assert {line.citizen for line in lines} == {course.citizen_id}
    assert not [line for line in lines if "Hemmelig" in str(line.detail)]


def test_what_is_read_costs_two_queries_whoever_many(course, amina, django_assert_num_queries):
    for n in range(5):
        cast.a_matter(course, by=amina, text=f"Notat {n}")
    with django_assert_num_queries(2):
        assert len([matter.newest[0].by.employee.name for matter in matters_of(course.citizen)]) == 5
