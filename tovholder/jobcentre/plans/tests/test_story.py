"""The citizen's story: told once, in any order, to those the citizen chose; taken back at once."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, TODAY, a_told, days
from tests.own_database import at_once
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import (
    change_contact,
    close_course,
    draw_in,
    keep_apart,
    open_in_emergency,
)
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.actions import Told
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.plans.story import story_of

ALL = {"person", "drawn_in", "me"}


def read(citizen, user, day=TODAY) -> set[str]:
    return {entry.text for _about, some in story_of(citizen, user, day) for entry in some}


@pytest.fixture
def told(course, bo):
    """One entry for each choice of readers; its text says which."""
    for readers in ALL:
        a_told(bo, readers, readers=readers)
    return bo


def retell(entry, text, *, by, version=None, **more):
    entry.refresh_from_db()
    kept = {"about": entry.about, "readers": entry.readers} | more
    version = entry.version if version is None else version
    return actions.retell(entry, Told(text=text, **kept), read_version=version, by=by, at=AT)


# --- Who may read it, decided in the query ----------------------------------------------------------------------------


def test_each_reads_what_the_citizen_chose(told, course, amina, jonas):
    covers, with_bo, leader = cast.an_employee(), cast.an_employee(), cast.a_leader(unit=amina.unit)
    cast.a_stand_in(amina, covers)
    given = {"reason": "coach", "since": TODAY, "until": TODAY + days(5), "by": leader.user, "at": AT}
    draw_in(course, employee=with_bo, **given)
    assert read(told, told.user) == ALL
    assert read(told, amina.user) == read(told, covers.user) == {"person", "drawn_in"}
    assert read(told, with_bo.user) == {"drawn_in"}
    assert read(told, with_bo.user, TODAY + days(5)) == set(), "no longer with"
    for user in (leader.user, jonas.user, cast.a_user(Role.MANAGER), cast.a_user(Role.COMPANY)):
        assert read(told, user) == set()
    assert read(told, cast.a_citizen(user=cast.a_user(Role.CITIZEN)).user) == set()


def test_emergency_access_opens_no_story(told, jonas):
    digits = cpr.decrypt(told.cpr_encrypted)
    open_in_emergency(digits=digits, reason="Ringede", by=jonas.user, at=AT, today=TODAY)
    assert read(told, jonas.user) == set()


def test_it_is_told_once_and_follows_to_the_next_contact(told, course, amina, jonas):
    change_contact(
        course, from_employee=amina.pk, to=jonas, reason="room", what_matters="x",
        no_joint_talk_because="Ferie", by=amina.user, at=AT, today=TODAY,
    )  # fmt: skip
    assert read(told, jonas.user) == {"person", "drawn_in"}
    assert read(told, amina.user) == set()


def test_after_the_course_only_the_citizen_reads_it(told, course, amina):
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert read(told, amina.user) == set()
    assert read(told, told.user) == ALL


def test_family_reads_nothing_even_as_contact(told, amina):
    keep_apart(amina, digits=cpr.decrypt(told.cpr_encrypted), closeness="family", by=None, at=AT)
    assert read(told, amina.user) == set()


# --- Told, put right, taken back --------------------------------------------------------------------------------------


def test_told_in_any_order_and_read_in_the_order_of_the_years(course, bo):
    a_told(bo, "uden år")
    a_told(bo, "2015", from_year=2015)
    a_told(bo, "2009 til 2012", from_year=2009, to_year=2012)
    a_told(bo, "savværket", about="work", from_year=1999)
    parts = [(about, [entry.text for entry in some]) for about, some in story_of(bo, bo.user, TODAY)]
    assert parts == [("health", ["2009 til 2012", "2015", "uden år"]), ("work", ["savværket"])]


def test_pressing_save_twice_is_once(course, bo):
    told, token = Told("health", "person", "Ryggen"), uuid4()
    first = actions.tell(bo, told, token=token, by=bo.user, at=AT)
    assert actions.tell(bo, told, token=token, by=bo.user, at=AT) == first
    assert Record.objects.filter(what="tell_story").count() == 1


def test_put_right_and_opened_or_closed_for_others(course, bo, amina):
    entry = a_told(bo, readers="me")
    assert read(bo, amina.user) == set()
    retell(entry, "Ryggen, fortalt om", by=bo.user, readers="person")
    assert read(bo, amina.user) == {"Ryggen, fortalt om"}
    retell(entry, "Ryggen, fortalt om", by=bo.user, readers="me")
    assert read(bo, amina.user) == set()
    retell(entry, "Ryggen, fortalt om", by=bo.user, version=1)
    assert entry.version == 3, "the same again is no change"


def test_a_stale_save_is_refused_with_the_newer_text(course, bo):
    entry = a_told(bo)
    retell(entry, "Fra telefonen", by=bo.user)
    with pytest.raises(actions.StaleEntry) as stale:
        retell(entry, "Fra biblioteket", by=bo.user, version=1)
    assert stale.value.newer.text == "Fra telefonen"


def test_taken_back_is_hidden_at_once(told, amina):
    for entry in StoryEntry.objects.all():
        actions.take_back(entry, by=told.user, at=AT)
        actions.take_back(entry, by=told.user, at=AT)
    assert read(told, amina.user) == read(told, told.user) == set()
    assert Record.objects.filter(what="take_back_story").count() == 3
    with pytest.raises(Refused, match="taget tilbage"):
        retell(StoryEntry.objects.first(), "Igen", by=told.user)


def test_what_was_taken_back_is_erased_when_retention_says_so(told, amina):
    entry = StoryEntry.objects.first()
    actions.take_back(entry, by=told.user, at=AT)
    assert actions.erase_taken_back(by=None, at=datetime(2031, 12, 31, 12, tzinfo=UTC)) == 0
    assert actions.erase_taken_back(by=None, at=datetime(2032, 1, 1, 12, tzinfo=UTC)) == 1
    assert not StoryEntry.objects.filter(pk=entry.pk).exists()
    assert StoryEntry.objects.count() == 2
    line = Record.objects.get(what="erase_story")
    assert (line.citizen, line.subject_id) == (told.pk, entry.pk)


def test_the_command_says_how_many(told, capsys):
    call_command("erase_stories")
    assert capsys.readouterr().out == "0 fortællinger slettet.\n"


def test_others_tell_nothing(course, bo, amina):
    entry = a_told(bo)
    for user in (amina.user, cast.a_user(Role.CITIZEN), cast.a_user(Role.COMPANY)):
        for write in (
            lambda user=user: a_told(bo, by=user),
            lambda user=user: retell(entry, "Andet", by=user),
            lambda user=user: actions.take_back(entry, by=user, at=AT),
        ):
            with pytest.raises(Refused):
                write()
    assert read(bo, bo.user) == {"Ryggen begyndte i 2009."}


def test_written_together_with_somebody_who_cannot_log_in(mona, amina, jonas):
    entry = a_told(mona, "Monas ord", by=amina.user)
    assert (entry.is_together, entry.by) == (True, amina.user)
    assert read(mona, amina.user) == {"Monas ord"}
    with pytest.raises(Refused, match="skal kunne læses"):
        a_told(mona, by=amina.user, readers="me")
    with pytest.raises(Refused, match="Kun den faste medarbejder"):
        a_told(mona, by=jonas.user)
    actions.take_back(entry, by=amina.user, at=AT)
    assert read(mona, amina.user) == set()


def test_there_is_an_end_to_how_many(course, bo, monkeypatch):
    monkeypatch.setattr("tovholder.jobcentre.plans.actions.story.MOST_ENTRIES", 2)
    a_told(bo)
    entry = a_told(bo)
    with pytest.raises(Refused, match="Skriv videre"):
        a_told(bo)
    actions.take_back(entry, by=bo.user, at=AT)
    a_told(bo)


def test_the_log_holds_no_word_of_it(course, bo):
    entry = a_told(bo, "HEMMELIG")
    retell(entry, "HEMMELIG igen", by=bo.user, readers="me")
    lines = Record.objects.filter(subject="plans.storyentry").order_by("pk")
    assert [line.what for line in lines] == ["tell_story", "retell_story"]
    assert "HEMMELIG" not in str([line.detail for line in lines])
    assert (lines[1].detail["before"], lines[1].detail["after"]) == ("person", "me")


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"about": "x"}, {"readers": "all"}, {"from_year": 2015, "to_year": 2014},
     {"is_together": True, "readers": "me"}],
)  # fmt: skip
def test_an_entry_that_cannot_be(course, bo, wrong):
    entry = a_told(bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryEntry.objects.filter(pk=entry.pk).update(**wrong)


def test_two_devices_at_once(own_database):
    bo = cast.a_citizen(user=cast.a_user(Role.CITIZEN))
    entry = a_told(bo)
    results = at_once(
        *(lambda text=text: actions.retell(entry, Told("health", "person", text), read_version=1, by=bo.user, at=AT)
          for text in ("Telefonen", "Biblioteket"))
    )  # fmt: skip
    assert {type(result) for result in results} == {StoryEntry, actions.StaleEntry}
    entry.refresh_from_db()
    assert entry.version == 2


def test_twenty_thousand_words_are_one_query_and_only_their_beginnings(course, bo, amina):
    few = "Kort."
    a_told(bo, few)
    with CaptureQueriesContext(connection) as short:
        story_of(bo, amina.user, TODAY)
    for number in range(20):
        a_told(bo, f"{number} " + "ord og flere ord " * 250)
    with CaptureQueriesContext(connection) as long:
        entries = [entry for _about, some in story_of(bo, amina.user, TODAY) for entry in some]
    assert len(short) == len(long) == 1
    assert max(len(entry.beginning) for entry in entries) == 400
    assert [entry.goes_on for entry in entries].count(True) == 20
    assert all("text" in entry.get_deferred_fields() for entry in entries)
